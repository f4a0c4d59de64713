"""What pyproject.toml cannot say: packs and expressions are compiled into the wheel, so that no run does it again."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.build_py import build_py

GROUP = "checker"
EXAMPLES = Path(__file__).parent / "examples"


class CompilingBuild(build_py):
    """Copy the packages, and compile what belongs beside the copies; an editable install has none of it."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            sys.path.insert(0, self.build_lib)
            try:
                self._compile()
            except ModuleNotFoundError as error:  # built without the packages in build-system.requires
                self.warn(f"packs are not compiled, and every run will compose them: {error}")
            finally:
                sys.path.remove(self.build_lib)

    def _compile(self) -> None:
        regexes = import_module("checker.compiled_regexes")
        with regexes.recording() as used:
            host = self._host()
            import_module("checker.packs.compiled").compile_packs(host.packs, host.vocabulary)
            patterns_in = import_module("checker.judging.filling").patterns_in
            in_code = [pattern for language in host.languages.values() for pattern in patterns_in(language)]
            import_module("checker.patterns").write_prepared(in_code)
            _judge_examples(host)
        regexes.write_compiled(used)

    def _host(self) -> Any:
        about: Any = self.distribution
        entry_point = import_module("checker.entry_points").EntryPoint
        return import_module("checker.plugins").load(
            installed=[
                entry_point(name.strip(), value.strip(), about.get_name(), about.get_version())
                for name, _equals, value in (entry.partition("=") for entry in about.entry_points[GROUP])
            ]
        )


def _judge_examples(host: Any) -> None:
    """Do what most runs do."""
    app, style = import_module("checker.app").App(), import_module("checker.formats").Style
    app.host = host
    engine = app.engine()
    files = [file for file in EXAMPLES.glob("*") if file.suffix in host.suffixes]
    reports = [engine.check(file.name, file.read_bytes()) for file in files]
    for language in ("en", "zh"):
        host.reporters["text"].write(reports, style(language))


setup(cmdclass={"build_py": CompilingBuild})
