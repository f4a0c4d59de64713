"""`checker annotate`: a copy of a document with a comment at each place that has to be corrected."""

from datetime import datetime
from pathlib import Path

import click

from checker.cli.copies import Copies, annotator_of, date_of_marks, marked, new_targets, when_option
from checker.cli.judging import Judging
from checker.cli.policy import Policy
from checker.cli.setup import Setup, language, pack_option
from checker.messages import Message, Messages

_ = Messages(__package__)


@click.command("annotate")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="The copy of a single document [default: NAME-marked beside it].",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a copy that exists already.")
@when_option
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
    for path in paths:
        annotator_of(setup, path)
    policy = Policy(setup, flags={"pack": pack} if pack else {})
    targets = new_targets(paths, output, "-marked", force=force)
    engine = setup.engine(pack, fixes=True, readers=policy.readers(paths))
    judging = Judging(setup, policy, engine, previous)
    reports = policy.waived(tuple(judging.reports(paths)), paths, datetime.now().astimezone().date())
    failed = False
    make = marked(setup, policy.threshold(paths), date_of_marks(when))
    for report, about in Copies(setup, targets, make).write(reports):
        if isinstance(about, Message):
            failed = True
            setup.log(_("{path}: {problem}", path=report.path, problem=about))
        else:
            line = _("{path}: {count} comments", path=targets[report.path], count=about["marks"])
            click.echo(setup.render(line))
    return judging.interrupted or (2 if failed else 0)
