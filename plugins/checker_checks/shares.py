"""Check of shares: ranges run upwards, and what is there at least is no more than the whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from checker import (
    Cell,
    Check,
    Filing,
    Form,
    Location,
    Messages,
    Mistake,
    Need,
    NotApplicable,
    Observation,
    Pattern,
    Problem,
    Table,
    dataclass,
    fold,
    needs,
    regex,
)
from checker_checks.access import unknown_section
from checker_checks.text_search import blocks_of

_ = Messages(__package__)

_REVERSED, _SUM, _ORDER = "range-reversed", "share-sum", "share-order"
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?:\s?%)?(?:\s?\(?[wmv](?:t|ol)?\.?\s?/\s?[wmv](?:ol)?\.?\)?|\s?wt\.?)?"
_SHARE = regex(
    rf"\s*(?P<above>[>≥]=?\s*)?(?P<below>[<≤]=?\s*)?(?P<first>{_NUMBER}){_UNIT}"
    rf"(?:\s*(?:-|–|—|to|\.\.\.?|…|and)?\s*[<≤]?=?\s*(?P<second>{_NUMBER}){_UNIT})?\s*"
)
_WHOLE = Decimal(100)
_ROUNDING = Decimal(1)  # by which rounded shares may exceed the whole


@dataclass(frozen=True, slots=True)
class _Share:
    low: Decimal
    high: Decimal
    text: str
    name: str
    location: Location


@dataclass(frozen=True)
class Shares(Check):
    """The shares in a column of a table are possible: “10 – 20 %”, “≥ 10 – < 20”, “< 5”, “12.5”.

    A range runs from the smaller to the larger figure, and what the shares are at least is 100 at most, one more for
    rounding. Cells that hold something else are passed over; so are tables without such a column.

    Options:
        section: The section with the table.
        column: Patterns of the column's head.
        falling: Whether the largest share stands first.

    Codes:
        range-reversed: The first figure of a range is the larger one.
        share-sum: Together they are more than the whole.
        share-order: A larger share follows a smaller one.

    Example:
        shares:
          check: shares
          clause: "{basis}, 3"
          requirement: Shares add up.
          category: accuracy
          severity: error
          section: Summary
          column: [share, "%"]
    """

    name: ClassVar[str] = "shares"
    codes: ClassVar[tuple[str, ...]] = (_REVERSED, _SUM, _ORDER)

    section: str
    column: tuple[Pattern, ...]
    falling: bool = False

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_section(self.section, form)

    def needs(self) -> Sequence[Need]:
        return (needs.Section(self.section, tables=True),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        columns = [
            column
            for block in blocks_of(filing, self.section)
            if isinstance(block, Table)
            for column in self._columns(block)
        ]
        if not columns:
            yield NotApplicable(_("section “{name}” has no column of shares", name=self.section))
        for shares in columns:
            yield from (self._reversed(one) for one in shares if one.low > one.high)
            yield from self._sum(shares)
            yield from self._order(shares)

    def _columns(self, table: Table) -> Iterator[Sequence[_Share]]:
        """Iterate over the columns of shares of a table: those below a head, up to the next one."""
        for head in table.cells:
            if (
                not any(pattern.search(head.text) for pattern in self.column)
                or _read(head, table) is not None
            ):
                continue
            shares: list[_Share] = []
            for row in range(head.rows.stop, table.height):
                cell = table.at(row, head.column)
                if cell is None or cell.row != row:
                    continue
                if any(pattern.search(cell.text) for pattern in self.column) and _read(cell, table) is None:
                    break
                if (share := _read(cell, table)) is not None:
                    shares.append(share)
            if shares:
                yield shares

    def _reversed(self, share: _Share) -> Problem:
        return Problem(
            _REVERSED,
            _("“{text}” begins with the larger figure", text=share.text),
            (self.section, share.text),
            share.location,
            actual=share.text,
            advice=_("write the smaller figure first, or correct it"),
        )

    def _sum(self, shares: Sequence[_Share]) -> Iterator[Problem]:
        once = {(one.name, one.text): one for one in shares}  # what is hazardous may be listed again
        least = sum(min(one.low, one.high) for one in once.values())
        if least > _WHOLE + _ROUNDING:
            yield Problem(
                _SUM,
                _("together the shares are {sum} % at least", sum=f"{least:f}"),
                (self.section, "sum"),
                shares[0].location,
                expected=_("at most {times}", times=100),
                actual=f"{least:f}",
                advice=_("correct the shares: together they are at most the whole"),
            )

    def _order(self, shares: Sequence[_Share]) -> Iterator[Problem]:
        for before, share in pairwise(shares) if self.falling else ():
            if share.low > before.low and share.high > before.high:
                yield Problem(
                    _ORDER,
                    _("“{text}” stands below “{other}”", text=share.text, other=before.text),
                    (self.section, before.text, share.text),
                    share.location,
                    actual=share.text,
                    advice=_("put the largest share first"),
                )
                return


def _read(cell: Cell, table: Table) -> _Share | None:
    text = " ".join(cell.text.split())
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    first = Decimal(found["first"].replace(",", "."))
    second = Decimal(found["second"].replace(",", ".")) if found["second"] else None
    low = Decimal(0) if found["below"] else first
    high = second if second is not None else _WHOLE if found["above"] else first
    name = fold(table.row(cell.row)[0].text)
    return _Share(low, high, text, name, table.locate(cell)) if max(low, high) <= _WHOLE else None
