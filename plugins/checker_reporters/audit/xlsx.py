"""An Excel workbook written as a stream: text stays text, nothing is too long, equal audits give equal bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the library has no types

from checker import Message, Messages, regex
from checker_reporters.audit.tables import AuditTable, RowValues, Value
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

Sheet: TypeAlias = Worksheet
LAST_ROW = 1_048_576  # of a sheet
_MAX_TEXT = 32_767  # UTF-16 units in a cell
_WRITTEN = datetime(1980, 1, 1)  # noqa: DTZ001  # a constant, so that the same audit gives the same bytes
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORBIDDEN = regex(r"[\[\]:*?/\\']")  # not allowed in names of sheets
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never existed
_COLORS = {
    "error": "#C00000", "fails": "#C00000", "missing": "#C00000",
    "warning": "#B45F06", "late": "#B45F06", "partial": "#B45F06",
    "unread": "#7030A0", "failed": "#7030A0", "unreached": "#7030A0", "not_assessed": "#7030A0",
    "conforms": "#38761D",
}  # fmt: skip


def open_workbook(path: str, folder: str, language: str) -> "ExcelWorkbook":
    """Begin a workbook; `folder` is for temporary files."""
    workbook = Workbook(path, {**_OPTIONS, "tmpdir": folder})
    workbook.use_zip64()
    workbook.set_properties({"created": _WRITTEN})
    return ExcelWorkbook(workbook, ReportWording(language))


@dataclass
class ExcelWorkbook:
    """A workbook with its formats and its language."""

    writer: Workbook
    wording: ReportWording
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def close(self) -> None:
        """Complete the file."""
        try:
            self.writer.close()
        except FileCreateError as error:  # it hides the error of the system
            raise OSError(str(error)) from error

    def format(self, **properties: object) -> Format:
        """Return a format, made only once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.writer.add_format({"valign": "vcenter", "font_size": 10, **properties})
        return self.formats[key]

    def sheet(self, name: str) -> Sheet:
        """Add a sheet with print settings; a name that is taken gets a number."""
        sheet = self.writer.add_worksheet(self._free(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _free(self, name: str) -> str:
        plain, number = _fitting(_FORBIDDEN.sub(" ", name).strip() or "-", 24), 1
        free = plain
        while free.casefold() in self.names:
            number += 1
            free = f"{plain} ({number})"
        self.names.add(free.casefold())
        return free

    def heading(self, words: Message) -> str:
        """Render a column heading or the name of a sheet."""
        text = self.wording.render(words)
        return text[:1].upper() + text[1:]

    def head(self, sheet: Sheet, row: int, column: int, words: Message, *, right: bool) -> None:
        """Write a column heading."""
        side = {"align": "right", "indent": 1} if right else {}
        kind = self.format(bold=True, bg_color="#DDE7F0", bottom=1, text_wrap=True, **side)
        self.text(sheet, row, column, self.heading(words), kind)

    def text(self, sheet: Sheet, row: int, column: int, text: str, kind: Format | None = None) -> None:
        """Write a text, cut to the length that a cell holds."""
        if text.startswith("<r>") and text.endswith("</r>"):
            text = f" {text}"  # the library would take it for the XML of rich text, and check nothing
        _check(sheet.write_string(row, column, _fitting(text, _MAX_TEXT), kind))

    def number(self, sheet: Sheet, row: int, column: int, value: Decimal | int, **properties: object) -> None:
        """Write an amount with thousands separators, and with decimals if it has any."""
        shown = "#,##0" if value == int(value) else "#,##0.00##"
        kind = self.format(num_format=shown, align="right", indent=1, **properties)
        _check(sheet.write_number(row, column, float(value), kind))

    def value(self, sheet: Sheet, row: int, column: int, value: Value, color: str = "") -> None:
        """Write any value; nothing for `None` and empty texts."""
        colored = {"font_color": color} if color else {}
        if isinstance(value, bool):
            value = self.wording.render(_("yes") if value else _("no"))
        if isinstance(value, str):
            if value:
                self.text(sheet, row, column, value, self.format(**colored))
        elif isinstance(value, date):
            self._date(sheet, row, column, value)
        elif isinstance(value, int):  # a year and a page have no separators
            _check(sheet.write_number(row, column, value, self.format(align="right", indent=1)))
        elif value is not None:
            self.number(sheet, row, column, value)

    def _date(self, sheet: Sheet, row: int, column: int, day: date) -> None:
        if day < _FIRST_DAY:
            return self.text(sheet, row, column, day.isoformat(), self.format())
        kind = self.format(num_format="yyyy-mm-dd", align="left")
        return _check(sheet.write_datetime(row, column, day, kind))


@dataclass
class TableSheet:
    """A table on a sheet, continued on further ones if it is too long."""

    workbook: ExcelWorkbook
    table: AuditTable[Any]
    last: int = LAST_ROW
    row: int = 0
    sheet: Sheet = field(init=False)
    words: tuple[Mapping[Value, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        render = self.workbook.wording.render
        self.words = tuple(
            {code: render(word) for code, word in column.words.items()} for column in self.table.columns
        )
        self._begin()

    def _begin(self) -> None:
        self.sheet = self.workbook.sheet(self.workbook.heading(self.table.title))
        self.sheet.set_paper(8)  # A3
        self.sheet.set_row(0, 30)
        for at, column in enumerate(self.table.columns):
            self.sheet.set_column(at, at, column.width)
            self.workbook.head(self.sheet, 0, at, column.heading, right=column.kind in {int, Decimal})
        self.sheet.freeze_panes(1, 1)
        self.sheet.repeat_rows(0)
        self.row = 1

    def write(self, row: RowValues) -> None:
        """Write a row; begin another sheet if this one is full."""
        if self.row == self.last:
            self.finish()
            self._begin()
        for at, value in enumerate(row):
            shown = self.words[at].get(value, value)
            color = _COLORS.get(str(value), "") if self.words[at] else ""
            self.workbook.value(self.sheet, self.row, at, shown, color)
        self.row += 1

    def finish(self) -> None:
        """Add a filter to the columns."""
        _check(self.sheet.autofilter(0, 0, max(self.row - 1, 1), len(self.table.columns) - 1) or 0)


def _fitting(text: str, limit: int) -> str:
    """Cut a text to a number of UTF-16 units."""
    if 2 * len(text) <= limit:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * limit else units[: 2 * limit - 2].decode("utf-16-le", "ignore") + "…"


def _check(result: int) -> None:
    """Raise an error if the library did not write the whole cell."""
    if result:
        raise ValueError(f"XlsxWriter refused a cell: {result}")
