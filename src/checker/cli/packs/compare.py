"""`checker packs diff`: compare the findings of two packs in the same documents."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path

import click

from checker.cli import corpus
from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.documents.document import Document
from checker.errors import ReadError
from checker.judging.engine import Engine
from checker.judging.reports import Finding
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.text import clean

_ = Messages(__package__)

SCHEMA = "checker-pack-diff/1"

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Change:
    """A finding of only one pack, or with another severity (`before`: that of the first pack)."""

    path: str
    finding: Finding
    fingerprint: str
    before: str = ""


@dataclass
class _Changes:
    """The changes of one rule."""

    gained: list[_Change] = field(default_factory=list)
    lost: list[_Change] = field(default_factory=list)
    changed: list[_Change] = field(default_factory=list)


@click.command("diff")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option(
    "--corpus", "folder", metavar="DIR", required=True, type=click.Path(exists=True, path_type=Path),
    help="The documents that both packs judge.",
)  # fmt: skip
@click.option("--format", "name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language
@click.pass_obj
def command(setup: Setup, *, one: str, other: str, folder: Path, name: str) -> int:
    """Show which findings pack B adds and drops compared with pack A (ids or files), rule by rule.

    Every document is judged by both packs, whatever its year. Findings with the same fingerprint
    count as the same.

    Exit code: 0 no difference, 1 differences, 2 a document could not be read.
    """
    use_configured_packs(setup)
    engines = [setup.app.engine(pack) for pack in (one, other)]
    changes: dict[str, _Changes] = {}
    unread: list[tuple[Path, ReadError]] = []
    count = 0
    for path, document in corpus.read(setup, corpus.documents(setup, [folder])):
        if isinstance(document, ReadError):
            unread.append((path, document))
            corpus.log_unread(setup, path, document)
            continue
        count += 1
        _compare(engines, path.as_posix(), document, changes)
    changes = dict(sorted(changes.items()))
    if name == "json":
        click.echo(
            json.dumps(_written(setup, (one, other), count, unread, changes), ensure_ascii=False, indent=2)
        )
    else:
        for line in _lines(setup, count, changes):
            click.echo(line)
    if unread:
        return 2
    return 1 if changes else 0


def _compare(engines: Sequence[Engine], path: str, document: Document, changes: dict[str, _Changes]) -> None:
    before, after = (_found(engine, path, document) for engine in engines)
    for mark in dict.fromkeys((*before, *after)):
        old, new = before.get(mark), after.get(mark)
        finding = new or old
        assert finding is not None, "the mark is of one of the two"
        if old is not None and new is not None and old.severity is new.severity:
            continue
        of_rule = changes.setdefault(finding.rule.id, _Changes())
        if old is None:
            of_rule.gained.append(_Change(path, finding, mark))
        elif new is None:
            of_rule.lost.append(_Change(path, finding, mark))
        else:
            of_rule.changed.append(_Change(path, finding, mark, old.severity))


def _found(engine: Engine, path: str, document: Document) -> dict[str, Finding]:
    return engine.judge(path, document).by_fingerprint()


def _lines(setup: Setup, count: int, changes: dict[str, _Changes]) -> Iterator[str]:
    for rule, of_rule in changes.items():
        yield setup.render(_("{rule}: gained {gained}, lost {lost}, severity changed {changed}",
                          rule=rule, gained=len(of_rule.gained), lost=len(of_rule.lost),
                          changed=len(of_rule.changed)))  # fmt: skip
        for sign, several in (("+", of_rule.gained), ("-", of_rule.lost), ("~", of_rule.changed)):
            yield from (f"  {sign} {clean(setup.render(_change(change)), 1000)}" for change in several)
    gained, lost, changed = (
        sum(len(getattr(of_rule, kind)) for of_rule in changes.values())
        for kind in ("gained", "lost", "changed")
    )
    yield setup.render(_("documents {count}: findings gained {gained}, lost {lost}, severity changed {changed}",
                      count=count, gained=gained, lost=lost, changed=changed))  # fmt: skip


def _change(change: _Change) -> Message:
    severity = f"{change.before} → {change.finding.severity}" if change.before else change.finding.severity
    return _("{path}: {severity}: {message} ({place})", path=change.path, severity=severity,
             message=change.finding.problem.message, place=change.finding.place)  # fmt: skip


def _written(
    setup: Setup,
    packs: tuple[str, str],
    count: int,
    unread: Sequence[tuple[Path, ReadError]],
    changes: dict[str, _Changes],
) -> Json:
    return {
        "schema": SCHEMA,
        "before": packs[0],
        "after": packs[1],
        "documents": count,
        "unread": [
            {"path": path.as_posix(), "code": error.code, "message": setup.render(error.message)}
            for path, error in unread
        ],
        "rules": [
            {
                "rule": rule,
                "gained": [_finding(setup, change) for change in of_rule.gained],
                "lost": [_finding(setup, change) for change in of_rule.lost],
                "graded": [
                    {**_finding(setup, change), "before": change.before} for change in of_rule.changed
                ],
            }
            for rule, of_rule in changes.items()
        ],
    }


def _finding(setup: Setup, change: _Change) -> Json:
    return {
        "path": change.path,
        "fingerprint": change.fingerprint,
        "code": change.finding.problem.code,
        "severity": change.finding.severity,
        "outcome": change.finding.outcome,
        "message": setup.render(change.finding.problem.message),
        "place": setup.render(change.finding.place),
    }
