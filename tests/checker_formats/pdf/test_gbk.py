"""Chinese text whose bytes a font maps to Latin letters is decoded or noted."""

import pytest

from checker_formats.pages.legibility import is_garbled
from checker_formats.pages.page import Char, Page
from checker_formats.pdf.gbk import decoded


def _page(text: str) -> Page:
    chars = [Char(sign, 50 + 5 * place, 90, 55 + 5 * place, 101, 100, 10) for place, sign in enumerate(text)]
    return Page(1, 595, 842, chars=tuple(chars))


def _latin(text: str) -> str:
    return text.encode("gbk").decode("latin-1")


@pytest.mark.parametrize("text", ["政府信息公开工作年度报告", "目录：2024年共收到申请12件，办结12件。"])
def test_pairs_of_letters_become_characters(text: str) -> None:
    page = decoded(_page(_latin(text)))
    assert "".join(char.text for char in sorted(page.chars, key=lambda char: char.x0)) == text
    assert page.chars[0].x1 - page.chars[0].x0 == 10


@pytest.mark.parametrize(
    "text", ["Café Société Générale à Genève", "政府信息公开", "ÄÖÜ", "Übergröße für Fußgänger über Höhen"]
)
def test_western_and_chinese_text_stays(text: str) -> None:
    page = _page(text)
    assert decoded(page) is page


def test_letters_that_are_not_gbk_are_garbled() -> None:
    page = decoded(_page("ÿ×ÿ÷" * 10))
    assert is_garbled(page.chars)
