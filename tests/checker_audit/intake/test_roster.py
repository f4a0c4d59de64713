from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from checker.errors import AuditError
from checker.judging.audit_checks import Body
from checker_audit.intake.roster import Roster, read_roster
from tests.support.languages import LANGUAGES

HEAD = "单位名称,别名,类别,上级,截止日期,联系人,电话,提交时间\n"


def read(folder: Path, content: str | bytes, name: str = "roster.csv") -> Roster:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_roster(file, LANGUAGES)


def mistakes(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(AuditError) as caught:
        read(folder, content)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_in_any_usual_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    text = "单位名称,类别,截止日期\n青屏县水务局,部门,2025-01-31\n".replace(",", separator)
    (body,) = read(tmp_path, text.encode(encoding)).bodies
    assert body == Body("青屏县水务局", kind="部门", deadline=date(2025, 1, 31))


def test_every_column_fills_its_field(tmp_path: Path) -> None:
    row = (
        "青屏县水务局,水务局；县水务局/青屏水务、水务局,部门,县政府,2025-01-31,张三,0719-5550126,2025-01-30\n"
    )
    roster = read(tmp_path, HEAD + "青屏县人民政府,县政府,县级政府,/,,,,\n" + row)
    assert roster.bodies[1] == Body(
        "青屏县水务局",
        ("水务局", "县水务局", "青屏水务"),
        "部门",
        "青屏县人民政府",
        date(2025, 1, 31),
        "张三 0719-5550126",
        date(2025, 1, 30),
    )
    assert roster.warnings == ()


@pytest.mark.parametrize(
    "head",
    [
        "单位,性质,主管部门", "*机构名称（全称）,单位类型,上级单位（选填）", "Name,Type,Parent", "组织,部门名称,类型,所属",
        "Organisation;KIND;superior", "单 位 名 称,类 别,上 级",
    ],
)  # fmt: skip
def test_columns_are_found_by_their_headings(head: str, tmp_path: Path) -> None:
    first = "x," if head.startswith("组织") else ""
    separator = ";" if ";" in head else ","
    row = f"{first}甲局,部门,某县".replace(",", separator)
    assert read(tmp_path, f"{head}\n{row}\n").bodies == (Body("甲局", kind="部门", parent="某县"),)


@pytest.mark.parametrize(
    "day",
    [
        "2025-01-31", "2025/1/31", "2025.1.31", "2025年1月31日", "２０２５年１月３１日", "20250131", "45688", "45688.73",
        "2025-01-31 17:30:00", "2025-01-31T17:30:00+08:00", "2025年1月31日17时前", "31 January 2025",
    ],
)  # fmt: skip
def test_dates_are_read_as_people_and_workbooks_write_them(day: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"名称,截止日期\n甲局,{day}\n").bodies[0].deadline == date(2025, 1, 31)


@pytest.mark.parametrize(
    "day", ["2025-02-30", "1月31日", "31/01/25", "下周", "2025年1月1日至2025年1月31日", "20251301"]
)
def test_an_invalid_date_is_a_mistake(day: str, tmp_path: Path) -> None:
    (error,) = mistakes(tmp_path, f"名称,报送期限\n甲局,{day}\n")
    assert error == f"roster.csv:2: 报送期限: “{day}” is not a date such as 2025-01-31"


def test_all_mistakes_are_reported_with_their_lines(tmp_path: Path) -> None:
    rows = '甲局,"一局、\n二局",部门,,,,,\n乙局,一局,,,明天,,,\n,,部门,,,,,\n甲 局,,,,,,,\n'
    rows += "丙局,,,丁局,,,,\n丁局,,,丙局,,,,\n"
    assert mistakes(tmp_path, HEAD + rows) == [
        "roster.csv:4: 截止日期: “明天” is not a date such as 2025-01-31",
        "roster.csv:5: the row does not name its body",
        "roster.csv:6: “甲 局” is a name of the body in line 2, too",
        "roster.csv:7: these bodies are one another's parents: 丙局, 丁局",
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "roster.csv:1: the roster is empty"),
        (HEAD, "roster.csv:1: no row names a body"),
        ("地址,邮编\na,b\n", "the first row has 地址, 邮编"),
        ("名称,单位\n甲,乙\n", "roster.csv:1: several columns have the same meaning: 名称, 单位"),
        ("名称,上级\n甲,甲\n", "roster.csv:2: these bodies are one another's parents: 甲"),
        (b"\xff\xff\xff", "neither a workbook nor text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted workbook"),
        (b"PK\x03\x04 and no more", "a damaged workbook"),
        ("名称\n" + "甲" * 200_000, "line 2 is not valid CSV: field larger than field limit"),
    ],
)
def test_an_invalid_roster_says_why(content: str | bytes, error: str, tmp_path: Path) -> None:
    assert error in mistakes(tmp_path, content)[0]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="cannot be read: No such file"):
        read_roster(tmp_path / "roster.csv", LANGUAGES)


def test_doubtful_lines_are_warnings(tmp_path: Path) -> None:
    text = "序号,名称,上级,备注\n1,青屏县人民政府,某市人民政府,\n2,甲局,青屏县政府,\n3,乙局,青屏县政府,\n合计：3,,,\n"
    roster = read(tmp_path, text)
    assert [body.parent for body in roster.bodies] == ["某市人民政府", "青屏县政府", "青屏县政府"]
    assert [str(warning).removeprefix(f"{tmp_path}/") for warning in roster.warnings] == [
        "roster.csv:1: column “备注” is not used",
        "roster.csv:3: the parent “青屏县政府” has no row; “青屏县人民政府” has one",
    ]


def test_a_short_name_may_be_that_of_several_bodies(tmp_path: Path) -> None:
    roster = read(tmp_path, "名称,简称\n甲县财政局,财政局\n乙县财政局,财政局\n")
    assert [body.aliases for body in roster.bodies] == [("财政局",), ("财政局",)]


def test_one_name_below_two_parents_is_two_bodies(tmp_path: Path) -> None:
    roster = read(tmp_path, "名称,上级\n财政局,甲县\n财政局,乙县\n水务局,甲县\n")
    assert [body.name for body in roster.bodies] == ["甲县财政局", "乙县财政局", "水务局"]
    assert roster.bodies[0].aliases == ("财政局",)
    (error,) = mistakes(tmp_path, "名称,上级\n财政局,甲县\n财政局,甲县\n")
    assert "is a name of the body in line 2, too" in error


def test_all_sheets_are_read_and_their_titles_are_parents(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in (
        ("甲县", [["名单"], [], ["名称"], ["财政局"], ["合计", 1], ["注：至年底"]]),
        ("乙县", [["名称"], ["财政局"], ["水务局"]]),
        ("填表说明", [["请逐行填写"]]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    roster = read(tmp_path, out.getvalue(), "roster.xlsx")
    assert [(body.name, body.parent) for body in roster.bodies] == [
        ("甲县财政局", "甲县"), ("乙县财政局", "乙县"), ("水务局", "乙县"),
    ]  # fmt: skip
    (warning,) = roster.warnings
    assert str(warning).endswith("填表说明:1: the sheet has no column of names of bodies and is not used")


def test_when_bodies_begin_and_end_is_read(tmp_path: Path) -> None:
    (body,) = read(tmp_path, "名称,撤销日期,更名为\n甲局,2024-06-30,乙局\n").bodies
    assert (body.valid_until, body.successor) == (date(2024, 6, 30), "乙局")


def test_a_workbook_is_read_below_its_merged_title(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([["封面"]], [])))
    sheet = book.worksheets[1]
    sheet.append(["2024年度报告报送名单"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["序号", "单位名称", "联系电话", "截止日期", "提交时间"])
    sheet.append([1, "青屏县水务局", 13800000000, date(2025, 1, 31), datetime(2025, 1, 30, 17, 5)])  # noqa: DTZ001  # workbooks have no time zones
    sheet.append([2, 911, 7195550126.0, 45688, "2025年1月30日"])
    out = BytesIO()
    book.save(out)
    due, filed = date(2025, 1, 31), date(2025, 1, 30)
    assert read(tmp_path, out.getvalue(), "roster.xlsx").bodies == (
        Body("青屏县水务局", contact="13800000000", deadline=due, submitted=filed),
        Body("911", contact="7195550126", deadline=due, submitted=filed),
    )


def test_a_mistake_in_a_workbook_names_its_row(tmp_path: Path) -> None:
    (error,) = mistakes(tmp_path, workbook([["名单"], ["名称", "截止日期"], ["甲局", "明天"]]))
    assert error.startswith("roster.csv:3: ")


def test_formulas_are_not_evaluated(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no row names a body"):
        read(tmp_path, workbook([["名称"], ['=HYPERLINK("http://example.org","甲局")']]))


def repacked(content: bytes, name: str, text: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return out.getvalue()


def test_a_decompression_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker_audit.intake.sheets._LONGEST_WORKBOOK", 2**20)
    bomb = repacked(workbook([["名称"], ["甲局"]]), "xl/workbook.xml", b" " * 2**21)
    assert "decompresses to more than 1048576 bytes" in mistakes(tmp_path, bomb)[0]


def test_entities_do_not_expand(tmp_path: Path) -> None:
    doctype = b'<!DOCTYPE s [<!ENTITY a0 "lol">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c t="inlineStr" r="A1"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    bomb = repacked(workbook([["名称"]]), "xl/worksheets/sheet1.xml", doctype + b"]>" + sheet)
    assert "a damaged workbook" in mistakes(tmp_path, bomb)[0]


def test_a_sheet_that_claims_all_columns_is_read(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c t="inlineStr" r="A1"><is><t>name</t></is></c></row>'
        b'<row r="90000"><c t="inlineStr" r="A90000"><is><t>Harbour Quay</t></is></c></row></sheetData></worksheet>'
    )
    wide = repacked(workbook([["名称"]]), "xl/worksheets/sheet1.xml", sheet)
    assert read(tmp_path, wide).bodies == (Body("Harbour Quay"),)
