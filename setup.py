"""What pyproject.toml cannot say: packs are compiled into the wheel, so that no run composes them from YAML again."""

import sys
from importlib import import_module
from typing import Any

from setuptools import setup
from setuptools.command.build_py import build_py

GROUP = "checker"


class BuildWithPacks(build_py):
    """Copy the packages, and compile the packs beside their copies; an editable install has none of them."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            self._compile_packs()

    def _compile_packs(self) -> None:
        about: Any = self.distribution
        sys.path.insert(0, self.build_lib)
        try:
            entry_point = import_module("checker.entry_points").EntryPoint
            host = import_module("checker.plugins").load(
                installed=[
                    entry_point(name.strip(), value.strip(), about.get_name(), about.get_version())
                    for name, _equals, value in (entry.partition("=") for entry in about.entry_points[GROUP])
                ]
            )
            import_module("checker.packs.compiled").compile_packs(host.packs, host.vocabulary)
        except ModuleNotFoundError as error:  # built without the packages in build-system.requires
            self.warn(f"packs are not compiled, and every run will compose them: {error}")
        finally:
            sys.path.remove(self.build_lib)


setup(cmdclass={"build_py": BuildWithPacks})
