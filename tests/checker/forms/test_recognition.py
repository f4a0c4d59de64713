"""Which table of a document is which prescribed one: decided for all together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.documents.document import Document
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.testing import Rows, document, sections
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.growth import cpu_seconds, grows_within
from tests.support.prescribed import prescribed_tables

FINDINGS = """
    findings:
      columns: {no: No., what: {label: Finding, type: text}, owner: {label: Owner, type: text}}
      rows: {each: {any: true}, total: Total}
    """
HEAD = ["No.", "Finding", "Owner"]


def form(tables: str, *titles: str, language: str = "en") -> Form:
    known = {"en": ENGLISH, "zh": CHINESE}[language]
    return Form((), sections(*titles), prescribed_tables(tables, known), language=known)


def blocks_of(prescribed: Form, printed: Document) -> dict[str, list[list[int]]]:
    """List the blocks of the pieces of each table that was found."""
    found = Filing(printed, prescribed).occurrences
    return {
        name: [[piece.location.block for piece in one.pieces] for one in several]
        for name, several in found.items()
    }


WORDS = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=30), st.data())
def test_any_number_of_rows_is_bound_in_order_over_any_pages(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    lines = [[str(at), what, owner] for at, (what, owner) in enumerate(rows, start=1)]
    cuts = sorted(data.draw(st.lists(st.integers(1, max(1, len(lines) - 1)), max_size=3, unique=True)))
    pages = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    heads = [True, *(data.draw(st.booleans()) for _cut in cuts)]
    printed = [[HEAD, *page] if head else page for head, page in zip(heads, pages, strict=True)]
    tables: list[Rows] = [table for table in printed if table]
    found = Filing(document(*tables), form(FINDINGS)).tables["findings"]
    keys = found.repeated["each"]
    assert [
        [found.cells[key, column].cell.text for column in ("no", "what", "owner")] for key in keys
    ] == lines
    assert (found.missing_columns, [path[-1].key for path in found.missing_rows]) == ((), ["total"])


SHARED = """
    spending: {title: Spending of the budget, columns: [Code, Name, Total, Basic, Project], rows: {each: {any: true}}}
    funds:
      title: Income and spending of funds
      columns: [Code, Name, Brought, Income, {Spending: [Total, Basic, Project]}, Carried]
      rows: {each: {any: true}}
    capital:
      title: Income and spending of capital
      columns: [Code, Name, Brought, Income, {Spending: [Total, Basic, Project]}, Carried]
      rows: {each: {any: true}}
    """
SHORT = [["Code", "Name", "Total", "Basic", "Project"], ["201", "Services", "3", "2", "1"]]
LONG = [
    ["Code", "Name", "Brought", "Income", "Spending", "<", "<", "Carried"],
    ["^", "^", "^", "^", "Total", "Basic", "Project", "^"],
    ["201", "Services", "0", "3", "3", "2", "1", "0"],
]
PRINTED: dict[str, tuple[str, Rows]] = {
    "spending": ("Table 1 Spending of the budget", SHORT),
    "funds": ("Table 2 Income and spending of funds", LONG),
    "capital": ("Table 3 Income and spending of capital", LONG),
}


@given(st.permutations(list(PRINTED)), st.integers(0, 3))
def test_tables_with_like_heads_are_distinguished_in_any_order_and_one_may_be_missing(
    order: list[str], kept: int
) -> None:
    there = order[:kept]
    printed = document(*(block for name in there for block in PRINTED[name]))
    assert blocks_of(form(SHARED), printed) == {name: [[2 * at + 1]] for at, name in enumerate(there)}


def test_tables_that_are_alike_are_taken_in_the_prescribed_order() -> None:
    printed = document("One", LONG, "Two", LONG)
    assert blocks_of(form(SHARED), printed) == {"funds": [[1]], "capital": [[3]]}


def test_tables_are_distinguished_by_their_sections() -> None:
    tables = """
    sent: {section: Sent, columns: [Day, To, Subject], rows: {each: {any: true}}}
    got: {section: Received, columns: [Day, From, Subject], rows: {each: {any: true}}}
    """
    same = [["Day", "Who", "Subject"], ["1", "A", "x"]]
    prescribed = form(tables, "Received", "Sent")
    assert blocks_of(prescribed, document("1. Received", same, "2. Sent", same)) == {
        "got": [[1]],
        "sent": [[3]],
    }
    assert blocks_of(prescribed, document("1. Received", "nothing", "2. Sent", same)) == {"sent": [[3]]}


def test_a_table_with_only_a_few_of_the_heads_is_no_part_of_another() -> None:
    other = [["Code", "Name", "Room", "Telephone"], ["1", "A", "2", "3"]]
    printed = document("Table 1 Spending of the budget", SHORT, "Staff", other)
    assert blocks_of(form(SHARED), printed) == {"spending": [[1]]}


def _titled(title: str, rows: Rows) -> list[list[str]]:
    return [[title, *["<"] * (len(rows[0]) - 1)], *map(list, rows)]


@given(st.permutations(["funds", "capital"]), st.booleans())
def test_a_drawn_table_with_the_title_of_another_one_inside_is_two_tables(
    order: list[str], first_is_titled: bool
) -> None:
    (above, upper), (below, lower) = (PRINTED[name] for name in order)
    drawn = [*(_titled(above, upper) if first_is_titled else upper), *_titled(below, lower)]
    filing = Filing(document("Text.", *(() if first_is_titled else (above,)), drawn), form(SHARED))
    cells = {name: table.cells["each/1", "Carried"].location.row for name, table in filing.tables.items()}
    assert cells == {order[0]: 2 + first_is_titled, order[1]: 6 + first_is_titled}
    places = [filing.describe(table.cells["each/1", "Carried"].location) for table in filing.tables.values()]
    assert [str(place) for place in places] == [table.spec.title for table in filing.tables.values()]


def test_a_note_across_a_table_that_names_another_one_cuts_nothing() -> None:
    note = [
        "The figures are compared with the table Income and spending of capital that is printed below.",
        *["<"] * 7,
    ]
    printed = document("Income and spending of funds", [*LONG, note, LONG[2]])
    assert len(Filing(printed, form(SHARED)).tables["funds"].repeated["each"]) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_table_is_bound_in_time_that_grows_with_its_rows(language: str) -> None:
    def seconds(count: int) -> float:
        rows = [[f"{at}", f"finding of {language} number {at}", f"owner {at}"] for at in range(count)]
        filing = Filing(document([HEAD, *rows]), form(FINDINGS, language=language))
        bound: list[int] = []
        took = cpu_seconds(lambda: bound.append(len(filing.tables["findings"].repeated["each"])))
        assert bound == [count]
        return took

    seconds(100)
    assert grows_within(30, 0.5, lambda: seconds(500), lambda: seconds(5000))


def test_repeated_sections_and_tables_are_bound_in_time_that_grows_with_their_number() -> None:
    prescribed = form(FINDINGS, "Summary", "Findings")

    def seconds(times: int) -> float:
        table = [HEAD, ["1", "A lamp is out", "Stores"]]
        filing = Filing(document("1. Summary", *["2. Findings"] * times, *[table] * times), prescribed)
        places: list[str] = []

        def bind() -> None:
            tables = filing.tables["findings"].pieces
            places.extend(str(filing.describe(table.locate(table.cells[-1]))) for table in tables)

        took = cpu_seconds(bind)
        assert len(places) == times
        return took

    seconds(10)
    assert grows_within(30, 0, lambda: seconds(100), lambda: seconds(2000))


BASIC = """
    basic:
      title: 一般公共预算财政拨款基本支出决算表
      sides:
        - columns: {code: {label: 科目编码, type: text}, name: {label: 科目名称, type: text}, amount: 决算数}
          rows: {people: {any: true, nested_by: code}, staff: 人员经费合计}
        - columns: {code: {label: 科目编码, type: text}, name: {label: 科目名称, type: text}, amount: 决算数}
          rows: {goods: {any: true, nested_by: code}, running: 公用经费合计}
    """


def test_two_sides_of_codes_go_on_over_pages_without_a_head() -> None:
    first = [
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "5.00", "302", "商品和服务支出", "3.00"],
        ["30101", "基本工资", "2.00", "30201", "办公费", "1.00"],
    ]
    second = [
        ["30102", "津贴补贴", "3.00", "30202", "印刷费", "2.00"],
        ["人员经费合计", "<", "5.00", "公用经费合计", "<", "3.00"],
    ]
    printed = document("六、一般公共预算财政拨款基本支出决算表", "单位：万元", first, second)
    found = Filing(printed, form(BASIC, language="zh")).tables["basic"]
    assert (found.missing_rows, found.missing_columns, found.extra_rows, found.extra_columns) == (
        (),
        (),
        (),
        (),
    )
    inside = {key: path[-2].key for key, path in found.spec.rows.items() if len(path) > 1}
    assert inside == {
        "people/1": "people", "people/2": "people/1", "people/3": "people/1",
        "goods/1": "goods", "goods/2": "goods/1", "goods/3": "goods/1",
    }  # fmt: skip
    amounts = {row: cell.cell.text for (row, column), cell in found.cells.items() if column == "amount"}
    assert (amounts["people/3"], amounts["goods/3"], amounts["staff"], amounts["running"]) == (
        "3.00",
        "2.00",
        "5.00",
        "3.00",
    )


def _first_finding(filing: Filing, table: str) -> str:
    return next(
        cell.cell.text for (_row, column), cell in filing.tables[table].cells.items() if column == "what"
    )


def test_what_is_made_once_is_made_again_for_each_time_that_a_table_is_there() -> None:
    prescribed = form(FINDINGS)
    repeated = Form(
        (), (), tuple(replace(spec, repeats=True) for spec in prescribed.tables), language=ENGLISH
    )
    first, second = [HEAD, ["1", "Dust", "Li"]], [HEAD, ["1", "Rust", "Wu"]]
    filing = Filing(document("First table", first, "Some text.", "Second table", second), repeated)
    cells = [view.once(_first_finding, "findings") for view in filing.each_occurrence("findings")]
    assert cells == ["Dust", "Rust"]
    assert filing.once(_first_finding, "findings") == "Dust"
    assert filing.each_occurrence("findings") is filing.each_occurrence("findings")
