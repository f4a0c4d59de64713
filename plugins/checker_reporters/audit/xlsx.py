"""An Excel workbook that is written as a stream: text stays text, nothing is too long, the bytes are the same again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the library has no types

from checker import Message, Messages
from checker_reporters.audit.tables import Row, Table, Value
from checker_reporters.wording import Voice

_ = Messages(__package__)

Sheet: TypeAlias = Worksheet
LAST_ROW = 1_048_576  # of a sheet
_LONGEST = 32_767  # UTF-16 units that a cell holds
_WRITTEN = datetime(1980, 1, 1)  # noqa: DTZ001  # no time at all: the same audit is the same bytes
_ANY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NO_NAME = re.compile(r"[\[\]:*?/\\']")  # signs that no sheet's name may have
_FIRST_DAY = date(1900, 3, 1)  # before, Excel has a day that never was
_COLORS = {
    "error": "#C00000", "fails": "#C00000", "missing": "#C00000",
    "warning": "#B45F06", "late": "#B45F06", "partial": "#B45F06",
    "unread": "#7030A0", "failed": "#7030A0", "unreached": "#7030A0", "not_assessed": "#7030A0",
    "conforms": "#38761D",
}  # fmt: skip


def open_book(path: str, folder: str, language: str) -> "Book":
    """Begin a workbook; `folder` holds what waits to be put into it."""
    workbook = Workbook(path, {**_ANY, "tmpdir": folder})
    workbook.use_zip64()
    workbook.set_properties({"created": _WRITTEN})
    return Book(workbook, Voice(language))


@dataclass
class Book:
    """A workbook, its formats, and the language that it speaks."""

    workbook: Workbook
    said: Voice
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def close(self) -> None:
        """Put the file together."""
        try:
            self.workbook.close()
        except FileCreateError as error:  # it hides what the system says
            raise OSError(str(error)) from error

    def format(self, **properties: object) -> Format:
        """Make a format, once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"valign": "vcenter", "font_size": 10, **properties})
        return self.formats[key]

    def sheet(self, name: str) -> Sheet:
        """Add a sheet, ready to be printed; names that are taken get a number."""
        sheet = self.workbook.add_worksheet(self._free(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _free(self, name: str) -> str:
        plain, number = _fitting(_NO_NAME.sub(" ", name).strip() or "-", 24), 1
        free = plain
        while free.casefold() in self.names:
            number += 1
            free = f"{plain} ({number})"
        self.names.add(free.casefold())
        return free

    def heading(self, words: Message) -> str:
        """Say what stands above a column or on a sheet's tab."""
        said = self.said.say(words)
        return said[:1].upper() + said[1:]

    def head(self, sheet: Sheet, row: int, column: int, words: Message, *, right: bool) -> None:
        """Write what stands above a column."""
        side = {"align": "right", "indent": 1} if right else {}
        kind = self.format(bold=True, bg_color="#DDE7F0", bottom=1, text_wrap=True, **side)
        self.text(sheet, row, column, self.heading(words), kind)

    def text(self, sheet: Sheet, row: int, column: int, text: str, kind: Format | None = None) -> None:
        """Write a text, cut to what a cell holds."""
        if text.startswith("<r>") and text.endswith("</r>"):
            text = f" {text}"  # the library would take it for the XML of rich text, and check nothing
        _accepted(sheet.write_string(row, column, _fitting(text, _LONGEST), kind))

    def number(self, sheet: Sheet, row: int, column: int, value: Decimal | int, **properties: object) -> None:
        """Write an amount, with separators, and with decimals where it has any."""
        shown = "#,##0" if value == int(value) else "#,##0.00##"
        kind = self.format(num_format=shown, align="right", indent=1, **properties)
        _accepted(sheet.write_number(row, column, float(value), kind))

    def value(self, sheet: Sheet, row: int, column: int, value: Value, color: str = "") -> None:
        """Write any value; nothing where there is none."""
        colored = {"font_color": color} if color else {}
        if isinstance(value, bool):
            value = self.said.say(_("yes") if value else _("no"))
        if isinstance(value, str):
            if value:
                self.text(sheet, row, column, value, self.format(**colored))
        elif isinstance(value, date):
            self._date(sheet, row, column, value)
        elif isinstance(value, int):  # a year and a page have no separators
            _accepted(sheet.write_number(row, column, value, self.format(align="right", indent=1)))
        elif value is not None:
            self.number(sheet, row, column, value)

    def _date(self, sheet: Sheet, row: int, column: int, day: date) -> None:
        if day < _FIRST_DAY:
            return self.text(sheet, row, column, day.isoformat(), self.format())
        kind = self.format(num_format="yyyy-mm-dd", align="left")
        return _accepted(sheet.write_datetime(row, column, day, kind))


@dataclass
class Listing:
    """A table on a sheet, and on further ones where it is too long for one."""

    book: Book
    table: Table[Any]
    last: int = LAST_ROW
    row: int = 0
    sheet: Sheet = field(init=False)
    words: tuple[Mapping[Value, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        say = self.book.said.say
        self.words = tuple(
            {word: say(m) for word, m in column.words.items()} for column in self.table.columns
        )
        self._begin()

    def _begin(self) -> None:
        self.sheet = self.book.sheet(self.book.heading(self.table.title))
        self.sheet.set_paper(8)  # A3
        self.sheet.set_row(0, 30)
        for at, column in enumerate(self.table.columns):
            self.sheet.set_column(at, at, column.width)
            self.book.head(self.sheet, 0, at, column.heading, right=column.kind in {int, Decimal})
        self.sheet.freeze_panes(1, 1)
        self.sheet.repeat_rows(0)
        self.row = 1

    def write(self, row: Row) -> None:
        """Write a row; where the sheet is full, begin another."""
        if self.row == self.last:
            self.finish()
            self._begin()
        for at, value in enumerate(row):
            said = self.words[at].get(value, value)
            color = _COLORS.get(str(value), "") if self.words[at] else ""
            self.book.value(self.sheet, self.row, at, said, color)
        self.row += 1

    def finish(self) -> None:
        """Let the rows be filtered."""
        _accepted(self.sheet.autofilter(0, 0, max(self.row - 1, 1), len(self.table.columns) - 1) or 0)


def _fitting(text: str, limit: int) -> str:
    """Cut a text to so many UTF-16 units."""
    if 2 * len(text) <= limit:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * limit else units[: 2 * limit - 2].decode("utf-16-le", "ignore") + "…"


def _accepted(result: int) -> None:
    """Stop where the library says that it did not write, or not all."""
    if result:
        raise ValueError(f"XlsxWriter refused a cell: {result}")
