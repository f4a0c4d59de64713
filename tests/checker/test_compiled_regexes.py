"""Compiled expressions find what freshly compiled ones find, and count for the Python only that wrote them."""

import re
import sys
from pathlib import Path
from re._constants import MAGIC  # type: ignore[import-not-found]  # no public name

import pytest

from checker import compiled_regexes, regex
from checker.compiled_regexes import Expression, compiled, recording, write_compiled

EXPRESSIONS: tuple[Expression, ...] = (
    (r"(?P<year>\d{4}) *+年(?: *+(?P<month>1[0-2]|[1-9]) *+月)?", 0),
    (r"[^\W\d_]+|(?<![a-z])(\d)\1{2,}", re.IGNORECASE),
    ("[\ud800-\udfff\ue000-\uf8ff]|^.$", re.DOTALL | re.MULTILINE),
    (rb"<(\w+)(?:[^>\"']|\"[^\"]*\")*>", 0),
    ("(?i:a)b # comment", re.VERBOSE),
)
TEXTS = ("2024年 11月, 2023年", "Äb_7 111 7777", "\ud800x\ue000\nx\n", "AB ab aB", '<w:p a="1>">')


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that compiled expressions are read from."""
    file = tmp_path / "regexes"
    monkeypatch.setattr(compiled_regexes, "FILE", file)
    return file


def found(pattern: "re.Pattern[str] | re.Pattern[bytes]", text: str) -> list[tuple[object, ...]]:
    subject: str | bytes = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "surrogatepass")
    matches = pattern.finditer(subject)  # type: ignore[arg-type]  # of the pattern's own kind
    return [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in matches]


@pytest.mark.parametrize(("pattern", "flags"), EXPRESSIONS)
def test_a_compiled_expression_is_that_of_the_standard_library(
    pattern: str | bytes, flags: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_compiled(EXPRESSIONS, file)
    fresh = re.compile(pattern, flags)
    with monkeypatch.context() as patch:
        patch.setattr(re, "compile", lambda *_: pytest.fail("it was compiled again"))
        written = compiled(pattern, flags)
    assert written == fresh
    assert (written.flags, written.groups, written.groupindex) == (
        fresh.flags,
        fresh.groups,
        fresh.groupindex,
    )
    assert [found(written, text) for text in TEXTS] == [found(fresh, text) for text in TEXTS]


def test_an_expression_that_was_not_written_down_is_compiled(file: Path) -> None:
    write_compiled(EXPRESSIONS, file)
    assert compiled("a+", 0) == re.compile("a+")
    assert compiled(EXPRESSIONS[0][0], re.IGNORECASE) == re.compile(EXPRESSIONS[0][0], re.IGNORECASE)


@pytest.mark.parametrize(
    "content", ["", "[]", "null\n", '{"0 a+":[32,0,400,0,{}]}\n', '{"0 a+":[32,0,8,0,{}]}\n\1\1\1\1\1\1\1\1']
)
def test_a_damaged_file_counts_for_nothing(content: str, file: Path) -> None:
    file.write_text(content)
    assert compiled("a+", 0) == re.compile("a+")


def test_another_python_looks_for_another_file() -> None:
    assert compiled_regexes.FILE.name == f"regexes.cpython-3{sys.version_info[1]}-{MAGIC}-{sys.byteorder}"


def test_what_is_used_is_recorded() -> None:
    unused, used = regex("b+"), regex("a+", re.IGNORECASE)
    with recording() as expressions:
        used.match("a")
    regex("c").match("c")
    assert unused.pattern
    assert expressions == {("a+", re.IGNORECASE)}
