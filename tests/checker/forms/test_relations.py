"""Relations between cells: sums and differences of keys."""

import pytest

from checker.forms.relations import parse_relation
from checker.forms.tables import Band, Label, TableSpec

SPEC = TableSpec("t", "s", (Band((Label("x", "X"),), tuple(Label(key, key) for key in "abd")),), "T")


@pytest.mark.parametrize("text", ["a +- b == d", "a -+ b == d", "a == b ++ d", "a + == d", "a b == d"])
def test_only_plus_or_minus_joins_keys(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not keys joined by \+ and - \(with spaces\) on both sides"):
        parse_relation(text, "column", SPEC)


def test_terms_have_the_sign_before_them() -> None:
    relation = parse_relation("a - b == d", "column", SPEC)
    assert [(term.factor, term.key) for term in relation.left] == [(1, "a"), (-1, "b")]
