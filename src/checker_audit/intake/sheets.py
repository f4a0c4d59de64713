"""Read the rows of a CSV file or a workbook, within limits of size."""

import csv
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812  # zlib writes its exception in lower case

from checker import AuditError, Message, Messages, install_command, join_messages

_ = Messages(__package__)

Value = str | date

_LONGEST = 64 * 2**20  # bytes; 100,000 rows of ten long cells take half
_MOST_ENTRIES = 10_000
_LONGEST_WORKBOOK = 256 * 2**20  # bytes of all entries, decompressed; a row of ten cells takes about 500
_CHUNK = 64 * 2**10
_MOST_COLUMNS = 64  # a workbook may claim 16,384 of them in each row
_ENCODINGS = ("utf-8-sig", "gb18030")  # in this order: Chinese text in GB18030 is rarely valid UTF-8
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty, and the line of the file or the row of the sheet where it begins, from 1."""

    line: int
    cells: tuple[Value, ...]


Sheet = tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """The rows of a sheet, and its title; that of a CSV file is empty."""

    title: str
    rows: Sheet


def read_sheets(path: Path) -> Iterator[NamedSheet]:
    """Yield the visible sheets of a workbook, or a CSV file once for each usual separator; raise AuditError."""
    content = _content(path)
    if content.startswith(b"PK"):
        yield from _workbook(path, content)
    elif content.startswith(_OLD_OFFICE):
        raise _unusable(path, _("an old or encrypted workbook; save it as plain .xlsx or .csv"))
    else:
        text = _text(path, content)
        yield from (NamedSheet("", _separated(path, text, separator)) for separator in ",;\t")


def _unusable(path: Path, why: Message) -> AuditError:
    return AuditError(join_messages([path, why], ": "))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST + 1)
    except OSError as error:
        raise _unusable(path, _("cannot be read: {reason}", reason=error.strerror)) from error
    if len(content) > _LONGEST:
        raise _unusable(path, _("larger than {limit} bytes", limit=_LONGEST))
    return content


# --- CSV -----------------------------------------------------------------------------------------------------


def _text(path: Path, content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(path, _("neither a workbook nor text in UTF-8, GB18030 or UTF-16"))


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" not in content:
        return _ENCODINGS
    second_is_zero = content[1::2].count(0) > content[::2].count(
        0
    )  # the second of the two bytes of commas and digits
    return ("utf-16-le" if second_is_zero else "utf-16-be",)


def _separated(path: Path, text: str, separator: str) -> Sheet:
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows, begins = [], 1
    try:
        for cells in lines:
            rows.append(SheetRow(begins, tuple(cell.strip() for cell in cells)))
            begins = lines.line_num + 1
    except csv.Error as error:
        raise _unusable(
            path, _("line {line} is not valid CSV: {reason}", line=begins, reason=error)
        ) from error
    return tuple(row for row in rows if any(row.cells))


# --- XLSX ----------------------------------------------------------------------------------------------------


def _workbook(path: Path, content: bytes) -> Iterator[NamedSheet]:
    try:
        openpyxl = import_module("openpyxl")  # of an optional extra
    except ImportError as error:
        needed = _("reading workbooks needs more packages: {command}", command=install_command("audit"))
        raise _unusable(path, needed) from error
    bounded = _bounded(path, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-down lists
            book = openpyxl.load_workbook(bounded, read_only=True, data_only=True, keep_links=False)
            sheets = [
                NamedSheet(sheet.title, _rows(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except Exception as error:  # openpyxl may raise anything for a damaged workbook
        raise _unusable(path, _("a damaged workbook: {reason}", reason=f"{error!r}")) from error
    yield from sheets


def _bounded(path: Path, content: bytes) -> BytesIO:
    """Repack a workbook within limits: its declared sizes may be false."""
    packed = BytesIO()
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise _unusable(path, _("contains more than {limit} parts", limit=_MOST_ENTRIES))
    remaining = _LONGEST_WORKBOOK
    try:
        with ZipFile(BytesIO(content)) as given, ZipFile(packed, "w") as taken:
            for entry in given.infolist():
                with given.open(entry) as source, taken.open(entry.filename, "w") as target:
                    while chunk := source.read(_CHUNK):
                        remaining -= len(chunk)
                        if remaining < 0:
                            raise _unusable(
                                path, _("decompresses to more than {limit} bytes", limit=_LONGEST_WORKBOOK)
                            )
                        target.write(chunk)
    except (
        BadZipFile,
        DeflateError,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _unusable(path, _("a damaged workbook: {reason}", reason=f"{error!r}")) from error
    return packed


def _rows(rows: Iterator[tuple[object, ...]]) -> Sheet:
    read = (SheetRow(line, tuple(map(_value, cells))) for line, cells in enumerate(rows, 1))
    return tuple(row for row in read if any(row.cells))


def _value(cell: object) -> Value:
    """Return dates as dates, and numbers as shown, so that codes and telephone numbers are not changed."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
