"""`checker plugins new`: a working plugin to start from."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker.entry_points import entry_points
from checker.errors import UsageError, reason_of
from checker.messages import Messages
from checker.regexes import regex

_ = Messages(__package__)

_MEMO = regex(r"(?:checker_)?memo|Memo")
_NAME = regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@click.command("new")
@click.argument("name", metavar="NAME")
@language
@click.pass_obj
def new(setup: Setup, name: str) -> None:
    """Write the folder checker-NAME: a distribution with a reader, a check, a reporter, a pack and tests."""
    if not _NAME.fullmatch(name):
        raise UsageError(_("“{name}” is not a valid name: use lower-case letters, digits and “-”", name=name))
    if name in {entry.name for entry in entry_points("checker")}:
        raise UsageError(_("a plugin “{name}” is already installed", name=name))
    folder = Path(f"checker-{name}")
    if folder.exists():
        raise UsageError(_("{path} already exists", path=folder))
    try:
        for path, text in plugin_files(name):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=folder, reason=reason_of(error))) from error
    message = _("written: {path}; install it with pip install -e {path}, and run pytest there", path=folder)
    click.echo(setup.render(message), err=True)


def plugin_files(name: str) -> Iterator[tuple[str, str]]:
    """Iterate over the paths and texts of a new plugin; the template is that of a plugin “memo”."""
    for path, text in _template(files("checker") / "cli" / "plugins" / "template", ""):
        yield _renamed(path, name), _renamed(text, name)


def _template(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _template(entry, f"{above}{entry.name}/")
        elif entry.name.endswith(".txt"):  # Python would compile *.py, and test runners would collect it
            yield above + entry.name.removesuffix(".txt"), entry.read_text(encoding="utf-8")


def _renamed(text: str, name: str) -> str:
    names = {
        "checker_memo": f"checker_{name.replace('-', '_')}",
        "Memo": name.title().replace("-", ""),
        "memo": name,
    }
    return _MEMO.sub(lambda found: names[found[0]], text)
