"""What belongs to a language stands in its plugin, and what belongs to a form in packs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")
CODES = {"zh", "zh_CN", "zh-CN"}
ALLOWED = {
    "plugins/checker_checks/addresses.py": 1,  # top-level domains in Chinese: names on the web, in any language
    "plugins/checker_checks/text.py": 1,  # the languages in which a pack may word a message
    "plugins/checker_formats/numbers.py": 1,  # the mark of a note in East Asian typesetting, raised like ¹
    "plugins/checker_formats/ofd/fonts.py": 2,  # names of typefaces in files
}
FILES = sorted(path for folder in ("src", "plugins/checker_checks") for path in (ROOT / folder).rglob("*.py"))
OTHERS = sorted(
    path
    for path in (ROOT / "plugins").rglob("*.py")
    if path.relative_to(ROOT / "plugins").parts[0] not in {"checker_checks", "checker_languages"}
)
DEFAULT = re.compile(r"CN|\{year\}-01-01|\{year\}-12-31")  # a country, a calendar year


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_belongs_to_a_language(path: Path) -> None:
    found = list(of_a_language(ast.parse(path.read_text(encoding="utf-8"))))
    assert len(found) == ALLOWED.get(str(path.relative_to(ROOT)), 0), found


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_of_readers_and_reporters_is_chinese(path: Path) -> None:
    found = [text for text in of_a_language(ast.parse(path.read_text(encoding="utf-8"))) if HAN.search(text)]
    assert len(found) == ALLOWED.get(str(path.relative_to(ROOT)), 0), found


@pytest.mark.parametrize("path", [*FILES, *OTHERS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_default_is_a_country_or_a_calendar_year(path: Path) -> None:
    assert list(defaults(ast.parse(path.read_text(encoding="utf-8")))) == []


def defaults(tree: ast.Module) -> Iterator[str]:
    """Find the fields of classes and the parameters whose default is a country or a calendar year."""
    for node in ast.walk(tree):
        values: list[ast.expr | None] = []
        if isinstance(node, ast.ClassDef):
            values = [one.value for one in node.body if isinstance(one, ast.AnnAssign)]
        elif isinstance(node, ast.arguments):
            values = [*node.defaults, *node.kw_defaults]
        for value in values:
            for constant in ast.walk(value) if value is not None else ():
                text = constant.value if isinstance(constant, ast.Constant) else None
                if isinstance(text, str) and DEFAULT.fullmatch(text):
                    yield f"line {value.lineno if value else 0}: {text}"


def of_a_language(tree: ast.Module) -> Iterator[str]:
    """Find the strings that hold Chinese or name it; docstrings may quote examples."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docstrings:
            continue
        if HAN.search(node.value) or node.value in CODES:
            yield f"line {node.lineno}: {node.value}"
