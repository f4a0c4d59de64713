"""Checks for bodies that filed more than once for a year."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from checker import (
    Audit,
    BodyCheck,
    BodyFilings,
    BoundCell,
    BoundTable,
    CrossProblem,
    Message,
    Messages,
    NotAssessed,
    Problem,
    StoredFiling,
    dataclass,
    fold,
)
from checker_checks.across import body_filings

_ = Messages(__package__)

_SHOWN = 3  # differences in one message

Case = Literal["identical", "same-format", "differing", "other-format"]


@dataclass(frozen=True)
class FilingDuplicate(BodyCheck):
    """A body files once for a period; the same figures in another format are the same filing.

    The others are compared with the filing that counts, figure by figure. A version that a later one replaced, by its
    day of submission or its name, is no other filing, unless it is the same file.

    Options:
        cases: Which of these the rule reports: identical, the same file twice; same-format, two files of one format with the
            same figures; differing, other figures; other-format, another format in which no figure differs.

    Codes:
        filing-duplicate: A body filed more than once.

    Example:
        filed-once:
          check: filing-duplicate
          clause: "{basis}, 7"
          requirement: Every body files one report.
          category: accuracy
          severity: warning
          cases: [identical, differing]
    """

    name: ClassVar[str] = "filing-duplicate"

    cases: tuple[Case, ...]

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it needs no digest
        first = body_filings.this_year(filings, audit)
        if isinstance(first, NotAssessed):
            yield CrossProblem(filings.body.name, first)
            return
        for other in filings.filings[1:]:
            yield from self._compared(filings, first, other)

    def _compared(
        self, filings: BodyFilings, first: StoredFiling, other: StoredFiling
    ) -> Iterator[CrossProblem]:
        body = filings.body.name
        differences = tuple(_differences(first, other))
        unread = next(_uncompared(first, other), None)
        case = _case(first, other, differences)
        if other.path in filings.superseded and case != "identical":
            return
        if case in self.cases:
            problem = _problem(case, other, differences, unread)
            if filings.undecided and case == "differing":
                advice = _(
                    "a person must choose the one that counts, and the roster may name it; withdraw the other"
                )
                problem = replace(problem, advice=advice)
            yield CrossProblem(
                body, problem, first.path, other.path, differences[0].table if differences else ""
            )
        elif case == "other-format" and unread is not None and "differing" in self.cases:
            yield CrossProblem(body, unread, first.path, other.path)


@dataclass(frozen=True, slots=True)
class _Difference:
    """A cell in which two filings of a body differ."""

    table: str
    place: str
    one: BoundCell
    other: BoundCell

    @property
    def message(self) -> Message:
        return _("{place}: {one} here, {other} there",
                 place=self.place, one=_printed(self.one), other=_printed(self.other))  # fmt: skip


def _differences(one: StoredFiling, other: StoredFiling) -> Iterator[_Difference]:
    for name, found in one.tables.items():
        there = other.tables.get(name)
        if isinstance(found, BoundTable) and isinstance(there, BoundTable):
            for (row, column), cell in found.cells.items():
                twin = there.cells.get((row, column))
                if twin is not None and _figure(cell) != _figure(twin):
                    yield _Difference(name, found.name(row, column), cell, twin)


def _uncompared(one: StoredFiling, other: StoredFiling) -> Iterator[NotAssessed]:
    """Yield the reasons why figures of a filing have no counterpart in the other."""
    for filed in (one, other):
        for found in filed.tables.values():
            if isinstance(found, NotAssessed):
                reason = _(
                    "in {document}: {reason}", document=body_filings.document_name(filed), reason=found.reason
                )
                yield NotAssessed(reason, found.unread)
    for name, found in one.tables.items():
        there = other.tables.get(name)
        if isinstance(found, BoundTable) and isinstance(there, BoundTable):
            for row, column in (
                key for key in found.spec.cell_keys() if (key in found.cells) != (key in there.cells)
            ):
                yield NotAssessed(
                    _("“{place}” is not a number in every report", place=found.name(row, column))
                )


def _figure(cell: BoundCell) -> object:
    return cell.value if cell.value is not None else fold(cell.cell.text)


def _printed(cell: BoundCell) -> str:
    return cell.cell.text.strip() or "—"


def _case(first: StoredFiling, other: StoredFiling, differences: tuple[_Difference, ...]) -> Case:
    if first.sha256 == other.sha256:
        return "identical"
    if differences:
        return "differing"
    return "same-format" if first.format == other.format else "other-format"


def _problem(
    case: Case, other: StoredFiling, differences: tuple[_Difference, ...], unread: NotAssessed | None
) -> Problem:
    sure = [d for d in differences if d.one.cell.certain and d.other.cell.certain]
    first = differences[0] if differences else None
    document = body_filings.document_name(other)
    advice = _("state which one counts, and withdraw the other")
    if case == "other-format":
        advice = _("no action is needed if both are to be published")
    return Problem(
        "filing-duplicate",
        _("{document} was filed for the same year, too: {verdict}",
          document=document, verdict=_verdict(case, differences, unread)),
        (case,),
        first.one.location if first else None,
        first.place if first else "",
        expected=_printed(first.other) if first else None,
        actual=_printed(first.one) if first else None,
        advice=advice,
        doubtful=not sure if differences else case == "other-format" and unread is not None,
        cells=tuple(difference.one.location for difference in differences[:_SHOWN]),
    )  # fmt: skip


def _verdict(case: Case, differences: tuple[_Difference, ...], unread: NotAssessed | None) -> Message:
    if case == "identical":
        return _("the files are identical")
    if differences:
        shown = tuple(difference.message for difference in differences[:_SHOWN])
        return _("figures that differ: {count} ({shown})", count=len(differences), shown=shown)
    if unread is not None:
        return _("no figure differs, but not all could be compared: {reason}", reason=unread.reason)
    return _("its figures are the same")
