"""`checker packs new`: a new pack that extends another, with comments on how to change it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.errors import UsageError
from checker.judging.rules import Rule, RulePack
from checker.messages import Message, Messages
from checker.packs.inheritance import pack_id
from checker.packs.plain import options

_ = Messages(__package__)


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option("--extends", "parent", required=True, metavar="ID", help="The pack to extend.")
@language
@click.pass_obj
def command(setup: Setup, name: str, parent: str) -> None:
    """Write NAME.yaml, a pack that extends another; comments show how to change it.

    NAME may include a folder, the pack's family: mine/2024 is mine/2024.yaml.
    """
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    use_configured_packs(setup)
    extended = setup.pack(parent)
    if extended.id != parent:
        raise UsageError(_("only an installed pack can be extended, not a file: {name}", name=parent))
    if pack_id(path) == parent:
        raise UsageError(_("{name} would have the id of the pack it extends", name=path))
    text = "".join(f"{line}\n" for line in _lines(setup, extended))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(_("{path} already exists", path=path)) from error
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=path, reason=error.strerror)) from error
    click.echo(setup.render(_("{path} extends {parent}; check it with: checker packs lint {path}",
                           path=path, parent=parent)))  # fmt: skip


def _lines(setup: Setup, parent: RulePack) -> Iterator[str]:
    """Iterate over the lines of the file: entries in force, and examples that are commented out."""
    # three different rules where possible, so that all examples can be used together
    changed, replaced, added, *_others = (*parent.rules[:3], *[parent.rules[-1]] * 3)
    dropped = added  # two rules of the same check and options cannot take the same codes
    years = {key: year for key, year in (("from", parent.years.first), ("to", parent.years.last)) if year}

    def note(message: Message) -> str:
        return f"# {setup.render(message)}"

    yield note(_("Your own pack: {parent} with the changes below.", parent=parent.id))
    yield note(_("Use it with --pack FILE; check it with: checker packs lint FILE"))
    title = setup.render(_("{title}, with changes", title=parent.title))
    yield f"title: {_quoted(title)}"
    yield f"extends: {parent.id}"
    if years:
        yield f"years: {{{', '.join(f'{key}: {year}' for key, year in years.items())}}}"
    yield ""
    yield "rules:"
    yield "  " + note(_("A severity alone changes the severity of a rule: error, warning or info."))
    yield f"  {changed.id}: {changed.severity}"
    yield ""
    yield "  " + note(_("null removes a rule."))
    yield f"  # {dropped.id}: null"
    yield ""
    yield "  " + note(_("A whole entry replaces the rule of that name completely."))
    yield from _commented(_rule(replaced.id, replaced))
    yield ""
    yield "  " + note(_("A new name adds a rule; checker explain RULE shows a check and its options."))
    yield from _commented(_rule(f"my-{added.id}", added))
    if parent.audit:
        yield ""
        yield "audit:"
        yield "  " + note(_("Rules across filings (for checker audit) are changed in the same way."))
        yield f"  {parent.audit[0].id}: {parent.audit[0].severity}"


def _rule(name: str, rule: Rule) -> Iterator[str]:
    """Return the lines of a rule in YAML."""
    yield f"{name}:"
    yield f"  check: {rule.check.name}"
    yield f"  clause: {_quoted(rule.clause)}"
    yield f"  requirement: {_quoted(rule.requirement)}"
    yield f"  category: {rule.category}"
    yield f"  severity: {rule.severity}"
    yield from (f"  {option}: {_flow(value)}" for option, value in options(rule))


def _commented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  # {line}" for line in lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _flow(value: object) -> str:
    """Return an option's value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return _quoted(value) if isinstance(value, str) else str(value)
