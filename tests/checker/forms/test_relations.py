"""Relations of packs: how they are written, what their keys mean, and what is said of those that mean nothing."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.forms.expressions import Call, Comparison, Leaf, Name, Number, Product, Sum, Tree, spell
from checker.forms.parsing import DEEPEST, FUNCTIONS, ExpressionError, parse
from checker.forms.relations import RelationScope, Term, parse_relation
from checker.forms.table_specs import Band, Label, Repeat, TableSpec

COSTS = TableSpec(
    "costs",
    "s",
    (
        Band(
            (Label("staff", "Staff costs"), Label("rent", "Rent"), Label("2024", "2024")),
            (Label("each", "", repeat=Repeat()), Label("total", "AGENCY OVERALL")),
        ),
    ),
)
CLAIMS = TableSpec(
    "claims",
    "s",
    (
        Band(
            (Label("Paid/Staff", "Staff"), Label("Paid/No.", "No."), Label("Owed/Staff", "Staff")),
            (Label("new", "New"), Label("old", "Old")),
        ),
    ),
)
TABLES = (COSTS, CLAIMS)


# --- the grammar ---

NAMES = ["a", "b-c", "x.y", "总计", "行政复议/总计", "Ex.7(A)", '"A B"', 't."A B".c', "“甲 乙”"]


@st.composite
def name(draw: st.DrawFn) -> Tree[Name]:
    text = draw(st.sampled_from(NAMES))
    side = parse(f"{text} == 1").left
    assert isinstance(side, Leaf)
    return side


@st.composite
def tree(draw: st.DrawFn, leaf: st.SearchStrategy[Tree[Name]], depth: int = 3) -> Tree[Name]:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(leaf)
    below = tree(leaf, depth - 1)
    match draw(st.sampled_from(["sum", "product", "call"])):
        case "sum":
            signs = draw(st.lists(st.sampled_from([1, -1]), min_size=2, max_size=4))
            return Sum(tuple((sign, draw(below)) for sign in signs))
        case "product":
            signs = draw(st.lists(st.sampled_from([1, -1]), min_size=1, max_size=3))
            return Product(((1, draw(below)), *((sign, draw(below)) for sign in signs)))
        case _:
            function = draw(st.sampled_from(FUNCTIONS))
            return Call(function, tuple(draw(st.lists(below, min_size=1, max_size=3))))


numbers = st.decimals(0, 99, places=2).map(Number)
comparisons = st.builds(
    Comparison,
    tree(name() | numbers),
    st.sampled_from(["==", "<=", ">=", "<", ">"]),
    tree(name() | numbers),
    st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(5)]),
)


@settings(max_examples=300, deadline=None)
@given(comparisons)
def test_what_is_written_is_read_as_the_same(comparison: Comparison[Name]) -> None:
    text = spell(comparison, lambda name: name.text)
    assert parse(text) == comparison


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a × b ÷ c ≤ d − e", "a * b / c <= d - e"),
        ("a == b +/- 0.5", "a == b ± 0.5"),
        ("a ≥ b ±0.5", "a >= b ± 0.5"),
        ("(a + b) * 2 ≠ sum( a , b )", "(a + b) * 2 != sum(a, b)"),
        ("((a)) == ((b + c))", "a == b + c"),
        ("- a + b < 1", "- a + b < 1"),
    ],
)
def test_other_signs_and_spaces_are_read(written: str, plain: str) -> None:
    assert spell(parse(written), lambda name: name.text) == plain


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a + b", "character 6: a comparison is missing: ==, !=, <=, >=, <, >"),
        ("a = b", "character 3: write “==” for “=”"),
        ("a => b", "character 3: write “>=” for “=>”"),
        ("a == b == c", "character 8: a relation has only one comparison"),
        ("a + == d", "character 5: a key, a quoted label, a number or “(” is missing after “+”"),
        ("a b == d", "character 3: an operator is missing before “b”; a label of several words needs quotes"),
        ('"a b == d', 'character 1: the quote " is not closed'),
        ("(a + b == c", "character 8: “(” of character 1 is not closed"),
        ("a == b) + 1", "character 7: there is no “(” for this “)”"),
        (
            "average(a, b) == c",
            "character 1: “average” is not a function; there are sum(…), min(…), max(…), count(…)",
        ),
        ("sum() == c", "character 5: a key, a quoted label, a number or “(” is missing after “(”"),
        ("a == b ± x", "character 10: a number should follow “±”: ± 0.01"),
        ("a != b ± 1", "character 3: “!=” has no tolerance"),
        ("a == " + "(" * 21 + "b" + ")" * 21, f"character 26: parentheses lie more than {DEEPEST} deep"),
        ("", "character 1: a key, a quoted label, a number or “(” is missing"),
    ],
)
def test_mistakes_are_explained_at_their_place(text: str, problem: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(text)
    assert str(raised.value) == f"“{text}”, {problem}"


def test_very_long_texts_are_refused() -> None:
    with pytest.raises(ExpressionError, match="longer than 4000 characters"):
        parse(" + ".join(["a"] * 3000) + " == b")


def test_many_terms_in_a_row_are_no_depth() -> None:
    side = parse(" + ".join(["a"] * 900) + " == b").left
    assert isinstance(side, Sum)
    assert len(side.parts) == 900


# --- keys ---


def terms(text: str, per: str = "cell", table: str = "") -> list[Term]:
    scope = RelationScope(TABLES, table, per)  # type: ignore[arg-type]  # of the parameters below
    relation = parse_relation(text, scope)
    return list(relation.terms)


@pytest.mark.parametrize(
    ("text", "per", "table", "intended"),
    [
        ("new == old", "column", "claims", [Term("claims", "new"), Term("claims", "old")]),
        ('"New" == old', "column", "claims", [Term("claims", "new"), Term("claims", "old")]),
        (
            "Paid/Staff == No.",
            "row",
            "claims",
            [Term("claims", column="Paid/Staff"), Term("claims", column="Paid/No.")],
        ),
        ("2024 == 2025", "row", "costs", [Term("costs", column="2024")]),
        ('"AGENCY OVERALL" == sum(each)', "column", "costs", [Term("costs", "total"), Term("costs", "each")]),
        (
            "staff == claims.Owed/Staff",
            "row",
            "costs",
            [Term("costs", column="staff"), Term("claims", column="Owed/Staff")],
        ),
        ("total == claims.old", "column", "costs", [Term("costs", "total"), Term("claims", "old")]),
        (
            "staff <= total.rent",
            "row",
            "costs",
            [Term("costs", column="staff"), Term("costs", "total", "rent")],
        ),
        (
            "costs.total.staff == claims.new.Paid/No.",
            "cell",
            "",
            [Term("costs", "total", "staff"), Term("claims", "new", "Paid/No.")],
        ),
        ("total.staff == 3", "cell", "costs", [Term("costs", "total", "staff")]),
        ('costs."Navy".rent == 3', "cell", "", [Term("costs", "each", "rent", "Navy")]),
        ('costs.total."Staff costs" == 3', "cell", "", [Term("costs", "total", "staff")]),
    ],
)
def test_keys_and_labels_mean_cells(text: str, per: str, table: str, intended: list[Term]) -> None:
    assert terms(text, per, table) == intended


@pytest.mark.parametrize(
    ("text", "per", "table", "problem"),
    [
        ("now == old", "column", "claims", "“now” is not a row of the table “claims”; did you mean “new”?"),
        ("new == zzz", "column", "claims", "“zzz” is not a row of the table “claims”; there are new, old"),
        (
            "Paid/Staff == old",
            "column",
            "claims",
            "“Paid/Staff” is a column of the table “claims”: per: column takes keys of rows",
        ),
        (
            "old == No.",
            "row",
            "claims",
            "“old” is a row of the table “claims”: per: row takes keys of columns",
        ),
        ("Staff == No.", "row", "claims", "“Staff” is ambiguous: Paid/Staff, Owed/Staff"),
        (
            "Rent == staff",
            "row",
            "costs",
            "“Rent” is the label of a column: write rent, or the label in quotes",
        ),
        (
            '"Staff cost" == rent',
            "row",
            "costs",
            "“Staff cost” is not a column of the table “costs”; did you mean “staff” (Staff costs)?",
        ),
        ("new+old == 3", "column", "claims", "“new+old” is no key; write spaces around “+”"),
        (
            "new == cost.total",
            "column",
            "claims",
            "“cost” is neither a table nor a row of the table “claims”; did you mean “costs”?",
        ),
        ("costs.total == 3", "cell", "", "name a cell of “costs”: costs.row.column; rows: each, total"),
        (
            "costs.totl.rent == 3",
            "cell",
            "",
            "“totl” is not a row of the table “costs”; did you mean “total”?",
        ),
        (
            "costs.total.rnt == 3",
            "cell",
            "",
            "“rnt” is not a column of the table “costs”; did you mean “rent”?",
        ),
        (
            'costs."AGENCY OVERAL".rent == 3',
            "cell",
            "",
            "“AGENCY OVERAL” is not a row of the table “costs”; did you mean “total” (AGENCY OVERALL)?",
        ),
        (
            "total == 3",
            "cell",
            "costs",
            "“total” is a whole row or column: write per: column or per: row, or name one cell: row.column",
        ),
        (
            "total == sum(children)",
            "column",
            "costs",
            "“children” needs rows with “nested_by”: the columns with the codes of the rows",
        ),
        ("1 == 1", "column", "costs", "“1 == 1” names no cell"),
    ],
)
def test_what_means_nothing_is_explained(text: str, per: str, table: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r"“") as raised:
        terms(text, per, table)
    assert str(raised.value).endswith(problem)


def test_a_mistake_names_the_place_in_the_relation() -> None:
    with pytest.raises(ExpressionError, match=r"^“new == old [+] zzz”, character 14: “zzz” is not a row"):
        terms("new == old + zzz", "column", "claims")
