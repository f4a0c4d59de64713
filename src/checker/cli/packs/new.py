"""`checker packs new`: a pack to begin with, which extends another, is blank, or is proposed from an example."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from checker.cli.packs.skeleton import (
    RuleText,
    blank_extras,
    blank_proposal,
    pack_lines,
    quoted,
    rules_of,
)
from checker.cli.policy import reading_engine, use_configured_packs
from checker.cli.setup import Setup, language
from checker.documents.submissions import content
from checker.errors import PackError, UsageError, reason_of
from checker.judging.reports import Outcome
from checker.judging.rules import Rule, RulePack
from checker.messages import LANGUAGES, Message, Messages
from checker.packs.files import pack_id
from checker.packs.loading import load_pack
from checker.packs.plain import options
from checker.packs.proposals import Proposal, proposal

_ = Messages(__package__)


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option("--extends", "parent", metavar="ID", help="Extend this pack; comments show how to change it.")
@click.option("--blank", is_flag=True, help="Write a pack to fill in.")
@click.option(
    "--from", "example", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Propose title, sections and tables as in this document, which conforms to the pack.",
)  # fmt: skip
@language
@click.pass_obj
def command(setup: Setup, *, name: str, parent: str | None, blank: bool, example: Path | None) -> None:
    """Write NAME.yaml, a pack to begin with: one of --extends, --blank and --from.

    NAME may include a folder, the pack's family: mine/2024 is mine/2024.yaml.
    """
    if sum((parent is not None, blank, example is not None)) != 1:
        raise click.UsageError("Give one of --extends ID, --blank and --from FILE.")
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    use_configured_packs(setup)
    if parent is not None:
        lines, done = _extending(setup, path, parent)
    elif example is not None:
        lines, done = _proposed(setup, path, example)
    else:
        render = setup.render
        proposed = blank_proposal(setup.effective_language, render)
        rules = _known(setup, rules_of(proposed, render))
        lines = pack_lines(proposed, rules, {}, render, _known(setup, blank_extras(render)))
        done = _("{path} is to be filled in; check it with: checker packs lint {path}", path=path)
    _write(path, "".join(f"{line}\n" for line in lines))
    click.echo(setup.render(done))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(_("{path} already exists", path=path)) from error
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=path, reason=reason_of(error))) from error


def _known(setup: Setup, rules: Iterable[RuleText]) -> tuple[RuleText, ...]:
    """Leave out rules whose checks are not installed."""
    return tuple(rule for rule in rules if rule.check in setup.host.checks)


# --- from an example ---


def _proposed(setup: Setup, path: Path, example: Path) -> tuple[Iterable[str], Message]:
    """Propose a pack; what is not understood and what the example does not conform to are comments."""
    document = reading_engine(setup, [example]).read(example.as_posix(), content(example))
    proposed = proposal(document, setup.host.languages)

    def render(message: Message) -> str:
        return message.render(proposed.language if proposed.language in LANGUAGES else "en")

    if not proposed.title and not proposed.sections:
        raise UsageError(_("{path} has neither a title nor headings that could be prescribed", path=example))
    rules = _known(setup, rules_of(proposed, render))
    commented: dict[str, str] = {}
    lines = partial(pack_lines, proposed, rules, commented, render)
    pack = _loaded(setup, path, proposed, commented, lines)
    engine = replace(setup.app.engine(packs=(pack,)), pack=pack)
    report = engine.judge(example.as_posix(), document)
    for assessment in report.assessments:
        if assessment.outcome is Outcome.NOT_ASSESSED and assessment.reason is not None:
            commented[assessment.rule.id] = render(assessment.reason)
    for finding in reversed(report.findings):
        commented[finding.rule.id] = render(finding.problem.message)
    if len(commented) >= len(rules):
        raise UsageError(_("{path} is like no document that rules could be proposed for", path=example))
    count = sum(rule.id not in commented for rule in rules)
    done = _("{path}: sections: {sections}, tables: {tables}, rules: {rules}, commented out: {commented}; check it with: "
             "checker packs lint {path}", path=path, sections=len(proposed.sections), tables=len(proposed.tables),
             rules=count, commented=len(commented))  # fmt: skip
    return lines(), done


def _loaded(
    setup: Setup,
    path: Path,
    proposed: Proposal,
    commented: dict[str, str],
    lines: "partial[Iterator[str]]",
) -> RulePack:
    """Load what is proposed; tables that no pack can have become comments, with the rules about them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, path.parent.absolute().name, path.name)
        file.parent.mkdir()
        while True:
            file.write_text("".join(f"{line}\n" for line in lines()), "utf-8")
            try:
                return load_pack(file, setup.host.vocabulary, setup.app.pack_files)
            except PackError as error:
                wrong = _wrong_tables(proposed, error)
                if not wrong.keys() - commented.keys():
                    raise
                commented |= wrong


def _wrong_tables(proposed: Proposal, error: PackError) -> Mapping[str, str]:
    wrong: dict[str, str] = {}
    for mistake in error.mistakes:
        for table in proposed.tables:
            if mistake.path.startswith(f"tables.{table.id}"):
                wrong |= dict.fromkeys((table.id, f"{table.id}-form", f"{table.id}-cells"), mistake.message)
    return wrong


# --- extending another ---


def _extending(setup: Setup, path: Path, parent: str) -> tuple[Iterable[str], Message]:
    extended = setup.pack(parent)
    if extended.id != parent:
        raise UsageError(_("only an installed pack can be extended, not a file: {name}", name=parent))
    if pack_id(path) == parent:
        raise UsageError(_("{name} would have the id of the pack it extends", name=path))
    done = _("{path} extends {parent}; check it with: checker packs lint {path}", path=path, parent=parent)
    return _lines(setup, extended), done


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
    yield f"title: {quoted(title)}"
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
    yield f"  clause: {quoted(rule.clause)}"
    yield f"  requirement: {quoted(rule.requirement)}"
    yield f"  category: {rule.category}"
    yield f"  severity: {rule.severity}"
    yield from (f"  {option}: {_flow(value)}" for option, value in options(rule))


def _commented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  # {line}" for line in lines)


def _flow(value: object) -> str:
    """Return an option's value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return quoted(value) if isinstance(value, str) else str(value)
