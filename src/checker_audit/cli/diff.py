"""`checker audit diff`: what is new, corrected, still open or worse in one run compared with another."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from checker import Change, ChangedFinding, Message, Messages, align, changes, clean
from checker.cli.setup import Setup, language
from checker_audit.cli.output import reopen
from checker_audit.store import Store

_ = Messages(__package__)

SCHEMA = "checker-audit-diff/1"
_WORDS = {
    Change.NEW: _("new"),
    Change.CORRECTED: _("corrected"),
    Change.OPEN: _("still open"),
    Change.WORSE: _("worse"),
    Change.DECIDED: _("decided"),
    Change.UNKNOWN: _("could not be judged"),
}


@click.command("diff")
@click.argument("numbers", nargs=2, type=int, metavar="RUN RUN")
@click.option(
    "--store", "place", default="audit.db", show_default=True, metavar="FILE|URL", help="The store."
)
@click.option("--body", "only", metavar="NAME", help="Only this body, with each of its findings.")
@click.option("--format", "output", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@language
@click.pass_obj
def command(setup: Setup, *, numbers: tuple[int, int], place: str, only: str | None, output: str) -> int:
    """Compare two runs of a store, the earlier one first: findings that are new, corrected, still open, or worse.

    A finding that is gone is corrected only if its rule could be judged. Exit code: 1 if anything is new or worse.
    """
    with Store(place) as store:
        before, after = (reopen(setup, store.run(number)) for number in numbers)
        found = (one for one in changes(before, after) if only in {None, one.body})
        wording = setup.language or after.pack.language
        if output == "jsonl":
            counts: Counter[Change] = Counter()
            for one in found:
                counts[one.change] += 1
                click.echo(json.dumps(_row(one, wording), ensure_ascii=False))
        else:
            listed = list(found)
            counts = Counter(one.change for one in listed)
            for line in _lines(setup, numbers, listed, each=only is not None, wording=wording):
                click.echo(line)
    return 1 if counts[Change.NEW] or counts[Change.WORSE] else 0


def _row(one: ChangedFinding, wording: str) -> dict[str, str]:
    finding = one.finding
    return {
        "schema": SCHEMA,
        "body": clean(one.body),
        "change": one.change,
        "rule": finding.rule.id,
        "code": finding.problem.code,
        "severity": finding.severity,
        "place": clean(finding.place.render(wording)),
        "message": clean(finding.problem.message.render(wording), 100_000),
        "fingerprint": one.fingerprint,
    }


def _lines(
    setup: Setup, numbers: tuple[int, int], found: Sequence[ChangedFinding], *, each: bool, wording: str
) -> Iterator[str]:
    total = Counter(one.change for one in found)
    shown = tuple(f"{setup.render(word)} {total[change]}" for change, word in _WORDS.items())
    yield setup.render(
        _(
            "run {later} compared with run {earlier}: {counts}",
            later=numbers[1],
            earlier=numbers[0],
            counts=shown,
        )
    )
    if each:
        for one in found:
            place, message = one.finding.place.render(wording), one.finding.problem.message.render(wording)
            yield f"  {setup.render(_WORDS[one.change])}: {clean(place)}: {clean(message)} ({one.finding.rule.id})"
        return
    bodies: dict[str, Counter[Change]] = {}
    for one in found:
        bodies.setdefault(one.body, Counter())[one.change] += 1
    head: tuple[Message, ...] = (_("body"), *_WORDS.values())
    rows = [(clean(body), *(str(counts[change]) for change in _WORDS)) for body, counts in bodies.items()]
    if rows:
        yield from align([tuple(map(setup.render, head)), *rows])
