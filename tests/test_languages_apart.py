"""What belongs to a language stands in its plugin: no host, audit or check is written for Chinese."""

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
}
FILES = sorted(path for folder in ("src", "plugins/checker_checks") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_belongs_to_a_language(path: Path) -> None:
    found = list(of_a_language(ast.parse(path.read_text(encoding="utf-8"))))
    assert len(found) == ALLOWED.get(str(path.relative_to(ROOT)), 0), found


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
