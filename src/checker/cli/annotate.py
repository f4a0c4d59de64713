"""`checker annotate`: a copy of a document with a comment at each place that has to be corrected."""

from datetime import datetime
from pathlib import Path

import click

from checker.cli.copies import (
    About,
    Copies,
    annotator_of,
    copying,
    date_of_marks,
    judged,
    marked,
    new_targets,
)
from checker.cli.setup import Setup
from checker.messages import Message, Messages

_ = Messages(__package__)


@click.command("annotate")
@copying
@click.pass_obj
def command(
    setup: Setup,
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    force: bool,
    when: datetime | None,
    previous: Path | None,
    pack: str | None,
) -> int:
    """Write a copy of each document with comments at the places to correct.

    Exit code: 0 all copies were written, 2 a document could not be judged or marked.
    """
    for path in paths:
        annotator_of(setup, path)
    targets = new_targets(paths, output, "-marked", force=force)
    judging, reports = judged(setup, paths, pack, previous)
    make = marked(setup, judging.policy.threshold(paths), date_of_marks(when))
    complete = Copies(setup, targets, make).announced(reports, _written)
    return judging.interrupted or (0 if complete else 2)


def _written(path: Path, about: About) -> Message:
    if not about["marks"]:
        return _("{path}: nothing to correct, the copy has no comments", path=path)
    return _("{path}: {count} comments", path=path, count=about["marks"])
