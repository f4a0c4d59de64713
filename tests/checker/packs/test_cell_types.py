"""Types of cells are options of a label or a table; what contradicts itself is a mistake in its place."""

from decimal import Decimal

import pytest

from checker import CellType, Language, Pattern, TableSpec
from checker.errors import PackMistake
from checker.forms.cell_types import read_cell
from checker.packs.notations import with_numbers
from checker.packs.table_specs import read_table
from checker.packs.yaml_file import read_yaml
from checker_languages.en import ENGLISH


def read(options: str, table: str = "", row: str = "") -> tuple[TableSpec, list[str]]:
    text = (
        f"section: S\n{table}\ncolumns:\n  a: {{label: A{options}}}\n  b: B\n"
        f"rows:\n  one: One\n  two: {{label: Two{row}}}\n"
    )
    mistakes: list[PackMistake] = []
    node, _duplicates = read_yaml(text.encode(), "p")
    spec = read_table("t", node, ["S"], ENGLISH, mistakes)
    return spec, [f"{one.path}: {one.message}" for one in mistakes]


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (", type: integer", CellType("integer")),
        (", type: mark", CellType("mark", required=False)),
        (", type: text, blank: fine", CellType("text", required=False)),
        (", type: date, required: false", CellType("date", required=False)),
        (", one_of: [High, Low]", CellType("choice", ("High", "Low"))),
        (", one_of: [1, 2], several: true", CellType("choice", ("1", "2"), several=True)),
        (", pattern: '[A-Z]+'", CellType("text", pattern=Pattern("[A-Z]+"))),
        (", unit: mg/L", CellType("number", units=("mg/L",))),
        (", type: money, unit: [$, USD]", CellType("money", units=("$", "USD"))),
        (", type: percent, minimum: 0, maximum: 100.5", CellType("percent", minimum=Decimal(0), maximum=Decimal("100.5"))),
    ],
)  # fmt: skip
def test_type_is_read_from_the_options_of_a_label(options: str, kind: CellType) -> None:
    spec, mistakes = read(options)
    assert not mistakes
    assert (spec.cell_type("one", "a"), spec.cell_type("one", "b")) == (kind, None)


def test_type_of_the_row_counts_before_that_of_the_column_and_that_before_the_tables() -> None:
    spec, mistakes = read(", type: text", table="type: money", row=", type: date")
    assert not mistakes
    kinds = [spec.cell_type(row, column) for row in ("one", "two") for column in ("a", "b")]
    assert [kind and kind.kind for kind in kinds] == ["text", "money", "date", "date"]


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (", type: chioce", ("columns.a.type: should be one of number, integer, money, percent, date, text, choice, mark; "
         "did you mean “choice”?")),
        (", type: choice", "columns.a.type: a choice needs “one_of”, the list of its values"),
        (", one_of: []", "columns.a.one_of: should be a non-empty list of texts"),
        (", type: date, one_of: [x]", "columns.a.one_of: “one_of” means nothing for the type “date”"),
        (", type: text, unit: mg", "columns.a.unit: “unit” means nothing for the type “text”"),
        (", type: text, minimum: 3", "columns.a.minimum: “minimum” means nothing for the type “text”"),
        (", type: number, minimum: few", "columns.a.minimum: should be a number"),
        (", minimum: 3, maximum: 1", "columns.a.minimum: is more than the maximum"),
        (", pattern: '('", "columns.a.pattern: bad pattern: missing ): ("),
        (", blank: yes", "columns.a.blank: should be “fine”: then the cell may be blank"),
        (", blank: fine, required: true", "columns.a.blank: “blank” and “required” say the same; use one"),
        (", required: perhaps", "columns.a.required: should be true or false"),
    ],
)  # fmt: skip
def test_contradictions_are_mistakes(options: str, mistake: str) -> None:
    assert read(options)[1] == [mistake]


def numbers(text: str) -> tuple[Language, list[str]]:
    mistakes: list[PackMistake] = []
    node, _duplicates = read_yaml(text.encode(), "p")
    return with_numbers(ENGLISH, node, mistakes), [f"{one.path}: {one.message}" for one in mistakes]


def test_pack_says_how_its_form_writes_numbers() -> None:
    language, mistakes = numbers(
        "decimal: ','\nnothing: ['–', nix]\nnot_applicable: [keine Angabe]\ncurrencies: [Fr.]"
    )
    assert not mistakes
    money = CellType("money")
    read = {
        text: read_cell(text, money, language)
        for text in ("1.234", "1,5", "–", "nix", "nil", "Fr. 5", "keine Angabe")
    }
    assert [found.number for found in read.values()] == [1234, Decimal("1.5"), 0, 0, 0, 5, None]
    assert read["keine Angabe"].kind == "not-applicable"
    assert [language.value(text) for text in ("1.234", "–")] == [1234, 0]
    assert [language.is_blank(text) for text in ("–", "Keine Angabe")] == [False, True]


def test_wrong_notations_are_mistakes() -> None:
    assert numbers("decimal: comma\nnothing: nil\ndecimals: 2")[1] == [
        "decimals: unknown key “decimals”; did you mean “decimal”?",
        "nothing: should be a non-empty list of texts",
        "decimal: should be “.” or “,”",
    ]
