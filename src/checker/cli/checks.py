"""`checker checks`: the vocabulary of packs."""

import json
from collections.abc import Iterable, Iterator

import click

from checker.app import unknown
from checker.cli.setup import Setup, language, terminal_columns
from checker.judging.audit_checks import AuditCheck
from checker.messages import Message, Messages
from checker.packs.manuals import AnyCheck, Manual, Option, options_of, read_manual
from checker.packs.plain import plain
from checker.terminal import pad, wrap

_ = Messages(__package__)


@click.command("checks")
@click.argument("name", metavar="[NAME]", default="")
@language
@click.pass_obj
def command(setup: Setup, name: str) -> None:
    """List the checks that rules of packs may use; with NAME, show one with its options and an example."""
    for line in _shown(setup, name) if name else _list(setup):
        click.echo(line)


def _shown(setup: Setup, name: str) -> Iterator[str]:
    kinds = kinds_of(setup, name)
    if not kinds:
        known = [*setup.host.checks, *setup.host.audit_checks]
        raise unknown(_("unknown check “{name}”", name=name), name, known)
    for position, kind in enumerate(kinds):
        yield from ("", "") if position else ()
        yield from manual_lines(setup, kind)


def kinds_of(setup: Setup, name: str) -> tuple[AnyCheck, ...]:
    """Return the check of this name, and the check across filings of this name."""
    found = (setup.host.checks.get(name), setup.host.audit_checks.get(name))
    return tuple(kind for kind in found if kind is not None)


def _list(setup: Setup) -> Iterator[str]:
    parts = (
        (_("checks"), setup.host.checks),
        (_("checks across filings, under “audit:”"), setup.host.audit_checks),
    )
    for title, checks in parts:
        if checks:
            yield setup.render(title)
            manuals = ((name, read_manual(kind)) for name, kind in checks.items())
            yield from entries(
                (name, manual.translated(manual.summary, setup.effective_language))
                for name, manual in manuals
            )
            yield ""
    yield setup.render(_("Options, codes and an example: checker checks NAME"))


def manual_lines(setup: Setup, kind: AnyCheck) -> Iterator[str]:
    """Iterate over the lines of a check's manual."""
    manual = read_manual(kind)
    across = isinstance(kind, type) and AuditCheck in kind.__mro__
    yield setup.render(_("{name} (across filings, under “audit:”)", name=kind.name)) if across else kind.name
    for paragraph in paragraphs(setup, manual):
        yield from ("", *wrap(paragraph, terminal_columns()))
    if options := options_of(kind):
        yield ""
        yield setup.render(_("options"))
        yield from _options(setup, manual, options, "  ")
    if manual.codes:
        yield ""
        yield setup.render(_("codes"))
        yield from entries(codes(setup, manual))
    if manual.example:
        yield ""
        yield setup.render(_("example"))
        yield from (f"  {line}".rstrip() for line in manual.example.splitlines())


def paragraphs(setup: Setup, manual: Manual) -> Iterator[str]:
    """Iterate over what a manual explains: what must be true, and what else one should know."""
    for text in (manual.summary, *manual.paragraphs):
        yield manual.translated(text, setup.effective_language)


def codes(setup: Setup, manual: Manual) -> Iterator[tuple[str, str]]:
    """Iterate over the codes of a check, each with its meaning."""
    for code, meaning in manual.codes.items():
        yield code, manual.translated(meaning, setup.effective_language)


def _options(setup: Setup, manual: Manual, options: Iterable[Option], indent: str) -> Iterator[str]:
    inner = f"{indent}    "
    for option in options:
        yield f"{indent}{option.name}: {setup.render(option.kind)} ({setup.render(_value(option))})"
        if option.meaning:
            meaning = manual.translated(option.meaning, setup.effective_language)
            yield from (f"{inner}{line}" for line in wrap(meaning, terminal_columns() - len(inner)))
        yield from _options(setup, manual, option.inner, inner)


def _value(option: Option) -> Message:
    if option.required:
        return _("required")
    written = json.dumps(plain(option.default), ensure_ascii=False)
    return _("default: {value}", value=written)


def entries(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Iterate over the lines of names with their meanings, side by side."""
    listed = list(pairs)
    column = max(len(name) for name, _meaning in listed) + 4
    for name, meaning in listed:
        first, *rest = wrap(meaning, max(terminal_columns() - column, 30))
        yield f"  {pad(name, column - 2)}{first}".rstrip()
        yield from (" " * column + line for line in rest)
