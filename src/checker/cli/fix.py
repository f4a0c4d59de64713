"""`checker fix`: a copy of a document with certain corrections made, as changes that can be rejected."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from checker.app import unknown
from checker.cli.copies import (
    About,
    Copies,
    Copy,
    copying,
    date_of_marks,
    judged,
    new_targets,
    part_of_plugin,
    suffixes_of,
)
from checker.cli.judging import Judging
from checker.cli.setup import Setup
from checker.documents.submissions import content
from checker.errors import ReadError, UsageError
from checker.formats import Fixer
from checker.judging.marks import marks
from checker.judging.reports import Fix, Report
from checker.judging.rules import Severity
from checker.judging.waivers import marked
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)

_ALL = "all"
_OWN = "tracked-changes"  # the code of changes that nobody accepted yet, which a fixed copy has


@click.command("fix")
@click.option(
    "--also", multiple=True, metavar="CODE",
    help="Correct findings with this code, too, such as sum-mismatch or cell-blank; “all” for every one. Default: what "
    "nobody need decide: headings, labels, typed numbers, years in title and period.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show the changes, and write nothing.")
@copying
@click.pass_obj
def command(
    setup: Setup,
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    also: tuple[str, ...],
    dry_run: bool,
    force: bool,
    when: datetime | None,
    previous: Path | None,
    pack: str | None,
) -> int:
    """Write a copy of each document with certain corrections as tracked changes, and comments for the rest.

    Exit code: 0 all copies were written, 2 a document could not be judged or corrected.
    """
    for path in paths:
        _fixer(setup, path)
    _refuse_unknown(setup, also)
    targets = {} if dry_run else new_targets(paths, output, "-fixed", force=force)
    judging, reports = judged(setup, paths, pack, previous)
    if dry_run:
        for line in (line for report in reports for line in _listed(report, also)):
            click.echo(setup.render(line))
        complete = all(report.failure is None for report in reports)
    else:
        make = _Corrected(judging, also, judging.policy.threshold(paths), date_of_marks(when))
        complete = Copies(setup, targets, make).announced(reports, _written)
        for report in reports:
            if more := _more(report, also):
                setup.log(more)
    return judging.interrupted or (0 if complete else 2)


def _written(path: Path, about: About) -> Message:
    if not any(about.values()):
        return _("{path}: nothing to correct, the copy has neither changes nor comments", path=path)
    return _("{path}: {changes} changes, {marks} comments", path=path, **about)


def _more(report: Report, also: Collection[str]) -> Message | None:
    """Say which corrections are certain and were not asked for, and how to ask."""
    chosen, found = _chosen(report, also), report.by_fingerprint()
    left = [fix for fix in _chosen(report, [_ALL]) if fix not in chosen]
    codes = sorted({found[one].problem.code for fix in left for one in fix.solves[:1]})
    options = " ".join(f"--also {code}" for code in codes)
    return (
        _("{path}: {count} of them are certain, too: {options} corrects them",
          path=report.path, count=len(left), options=options)
        if left
        else None
    )  # fmt: skip


def _fixer(setup: Setup, path: Path) -> Fixer:
    found = setup.host.fixer_of(path.suffix)
    if found is None:
        raise UsageError(
            _("{path} cannot be corrected: copies are corrected as {suffixes}; save it in one of these formats",
              path=path, suffixes=suffixes_of(setup.host.fixers.values()))
        )  # fmt: skip
    return found


def _refuse_unknown(setup: Setup, also: Collection[str]) -> None:
    known = sorted({code for check in setup.host.checks.values() for code in check.codes})
    for code in also:
        if code != _ALL and code not in known:
            raise unknown(_("unknown code “{code}”", code=code), code, known)


def _chosen(report: Report, also: Collection[str]) -> list[Fix]:
    """Choose the fixes that are certain and that nobody need decide, or that were asked for."""
    codes = {
        fingerprint: finding.problem.code
        for fingerprint, finding in report.by_fingerprint().items()
        if finding.waiver is None
    }
    return [
        fix
        for fix in report.fixes
        if fix.certain and (solved := [codes[one] for one in fix.solves if one in codes])
        if all(edit.safe for edit in fix.edits) or _ALL in also or not set(also).isdisjoint(solved)
    ]


def _listed(report: Report, also: Collection[str]) -> Iterator[Message]:
    """List the changes of a dry run, and how many corrections are left."""
    if report.failure is not None:
        yield _("{path}: {problem}", path=report.path, problem=report.failure.message)
        return
    chosen = _chosen(report, also)
    places = report.by_fingerprint()
    for fix in chosen:
        finding = places[fix.solves[0]]
        for edit in fix.edits:
            if edit.adds:
                yield _(
                    "{path}: {place}: new paragraph “{new}” ({code})",
                    path=report.path,
                    place=finding.place,
                    new=edit.new,
                    code=finding.problem.code,
                )
                continue
            yield _("{path}: {place}: “{old}” → “{new}” ({code})", path=report.path, place=finding.place,
                    old=edit.old, new=edit.new, code=finding.problem.code)  # fmt: skip
    solved = {one for fix in chosen for one in fix.solves}
    rest = sum(1 for one, finding in places.items() if one not in solved and finding.waiver is None)
    yield _("{path}: {count} findings are not corrected", path=report.path, count=rest)
    if more := _more(report, also):
        yield more


@dataclass(frozen=True)
class _Corrected:
    """Makes corrected copies; each is judged again, and has exactly the findings that are left."""

    judging: Judging
    also: Collection[str]
    threshold: Severity | None
    when: datetime

    def __call__(self, report: Report) -> Copy:
        path = Path(report.path)
        setup = self.judging.setup
        fixer = _fixer(setup, path)
        chosen = _chosen(report, self.also)
        edits = [edit for fix in chosen for edit in fix.edits]
        with part_of_plugin(_("fixer {name}", name=fixer.name)):
            copy, refused = fixer.fix(content(path), edits, self.when)
        made = [fix for fix in chosen if set(fix.edits).isdisjoint(refused)]
        after = self.judging.report_on(path, copy)
        self._verify(report, made, after)
        accepted = {mark: finding.waiver for mark, finding in report.by_fingerprint().items()}
        after = marked(after, lambda _finding, mark: accepted.get(mark))
        rest = replace(after, findings=tuple(f for f in after.findings if f.problem.code != _OWN))
        found = tuple(marks(rest, self.threshold, setup.language))
        annotator = setup.host.annotator_of(path.suffix)
        if annotator is not None and found:
            with part_of_plugin(_("annotator {name}", name=annotator.name)):
                copy = annotator.annotate(copy, found, self.when)
        return Copy(copy, {"changes": len(edits) - len(refused), "marks": len(found)})

    def _verify(self, before: Report, made: Sequence[Fix], after: Report) -> None:
        """Raise ReadError where the copy does not have exactly the findings that should be left."""
        gone = {one for fix in made for one in fix.solves}
        if _open(after) != _open(before) - gone:
            raise ReadError(
                "not-as-expected",
                _(
                    "the corrected copy would not have the expected findings; nothing was written: use `checker annotate`"
                ),
            )


def _open(report: Report) -> set[str]:
    found = report.by_fingerprint().items()
    return {fingerprint for fingerprint, finding in found if finding.problem.code != _OWN}
