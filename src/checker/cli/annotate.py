"""`checker annotate`: a copy of a document with a comment at each place that has to be corrected."""

from datetime import datetime
from pathlib import Path

import click

from checker.cli.copies import MarkedCopies, date_of_marks
from checker.cli.judging import Judging
from checker.cli.policy import Policy
from checker.cli.setup import Setup, language, pack_option
from checker.errors import UsageError
from checker.judging.marks import marks
from checker.messages import Messages

_ = Messages(__package__)

_SUFFIX = "-marked"


@click.command("annotate")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="The copy of a single document [default: NAME-marked beside it].",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a copy that exists already.")
@click.option(
    "--date", "when", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    help="The date of the comments [default: now]; the same date gives the same bytes.",
)  # fmt: skip
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The same body's report of the year before.",
)
@pack_option
@language
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
    if output is not None and len(paths) > 1:
        raise UsageError(_("--output works with exactly one document; {count} were given", count=len(paths)))
    policy = Policy(setup, flags={"pack": pack} if pack else {})
    targets = {path.as_posix(): output or path.with_stem(path.stem + _SUFFIX) for path in paths}
    copies = MarkedCopies(setup, targets, policy.threshold(paths), date_of_marks(when))
    for path, target in zip(paths, targets.values(), strict=True):
        copies.annotator(path)
        if target.exists() and (not force or (path.exists() and target.samefile(path))):
            raise UsageError(_("{path} already exists", path=target))
    engine = setup.engine(pack, fixes=True, readers=policy.readers(paths))
    judging = Judging(setup, policy, engine, previous)
    reports = policy.waived(tuple(judging.reports(paths)), paths, datetime.now().astimezone().date())
    failed = False
    for report, problem in copies.write(reports):
        if problem is not None:
            failed = True
            setup.log(_("{path}: {problem}", path=report.path, problem=problem))
            continue
        count = sum(1 for _mark in marks(report, copies.threshold))
        line = _("{path}: {count} comments", path=targets[report.path], count=count)
        click.echo(setup.render(line))
    return judging.interrupted or (2 if failed else 0)
