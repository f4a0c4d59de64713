"""SECURITY.md says what the code does."""

import re
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

ROWS = re.findall(
    r"^\| [^|]+ \| (\d+) \| `([\w.]+):([\w.]+)` \|$",
    (Path(__file__).parents[3] / "SECURITY.md").read_text("utf-8"),
    re.MULTILINE,
)


def test_the_table_has_rows() -> None:
    assert len(ROWS) >= 15


@pytest.mark.parametrize(("value", "module", "name"), ROWS, ids=[f"{row[1]}:{row[2]}" for row in ROWS])
def test_each_limit_is_that_of_the_code(value: str, module: str, name: str) -> None:
    assert int(value) == attrgetter(name)(import_module(module))
