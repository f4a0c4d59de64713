"""Real files of many producers read as their pages show."""

import pytest

from checker import Document, Table
from checker_formats.ofd.reader import OfdReader
from tests.support.languages import LANGUAGES
from tests.support.paths import SHARED

pytestmark = pytest.mark.needs("shared")
HELLO = "你好呀，OFD Reader&Writer！"


def read(name: str) -> Document:
    return OfdReader(languages=LANGUAGES).read((SHARED / "samples" / "ofd" / f"{name}.ofd").read_bytes())


def rows(table: Table) -> list[list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append((cell.text, cell.column_span))
    return list(found.values())


def paragraphs(name: str) -> list[str]:
    return [block.text for block in read(name).blocks if not isinstance(block, Table)]


def test_form_of_filled_rules() -> None:
    assert paragraphs("01-suwell-form")[0] == "XX市政府文件处理"
    table = read("01-suwell-form").tables[0]
    assert (table.height, table.width, len(table.cells)) == (11, 8, 34)
    assert rows(table)[:5] == [
        [("来文文号", 1), ("府办专督〔2020〕 24号", 2), ("来文单位", 2), ("市人民政府办公室", 3)],
        [("来文日期", 1), ("", 2), ("阅文时限", 2), ("", 3)],
        [("收文日期", 1), ("2020年06月15日11:28:09", 2), ("单位收文编号", 2), ("X 725", 3)],
        [("收文机关", 1), ("秘书股", 2), ("收文登记人", 2), ("陈小明", 3)],
        [("紧急程度", 1), ("常规", 1), ("公开方式", 2), ("不公开", 2), ("公文处理类型", 1), ("签阅", 1)],
    ]


def test_invoice_whose_rules_are_on_a_template() -> None:
    table = read("08-short-deltas").tables[0]
    assert (table.height, table.width, len(table.cells)) == (4, 11, 18)
    assert "重庆增值税电子普通发票" in "".join(paragraphs("08-short-deltas"))


def test_letters_half_an_em_apart() -> None:
    table = read("09-suwell-maker").tables[0]
    assert (table.height, table.width) == (5, 4)
    assert [row[0][0] for row in rows(table)] == ["名称", "CodePosition", "CodeCount", "GlyphCount", "Glyphs"]


def test_white_text_in_place_of_a_seal() -> None:
    document = read("10-surread")
    assert {"立案决定书", "立案侦查。"} <= set(paragraphs("10-surread"))
    assert [(note.code, note.page) for note in document.notes] == [("hidden-text", 1)]


def test_red_head() -> None:
    assert paragraphs("16-red-head")[:4] == [
        "测试符路桥区卫生局文件", "路卫发〔2011〕76号", "关于同意张阿三同志辞职的批复", "区中医院：",
    ]  # fmt: skip
    assert "2011年3月10日" in paragraphs("16-red-head")


@pytest.mark.parametrize(
    "name", ["18-namespace", "19-chinese-names", "20-pageblock", "21-newline", "25-watermark"]
)
def test_one_line(name: str) -> None:
    assert paragraphs(name) == [HELLO]


def test_steps_that_are_left_out() -> None:
    assert [len(text) for text in paragraphs("17-wps")] == [25]


def test_text_turned_by_its_transformation() -> None:
    assert sorted(paragraphs("22-turned")) == ["121212", *["一二三四"] * 3]


def test_table_of_one_path_for_each_side() -> None:
    assert rows(read("24-ofdrw-table").tables[0]) == [[("姓名", 1), ("", 1)], [("生日", 1), ("", 1)]]
