"""Chinese text in GBK whose bytes a font maps to Latin letters, one by one."""

from collections.abc import Sequence
from dataclasses import replace

from checker import regex
from checker_formats.pages.page import Char, Page
from checker_formats.pages.runs import as_text

_LATIN = regex("[\xa1-\xfe]")  # the letters
_ENOUGH = 8  # of them on a page; Western names have one or two
_SHARE = 0.3  # of the page's letters
_SOUND = 0.9  # of their pairs must be characters of GBK


def decoded(page: Page) -> Page:
    """Return a page with such text decoded, each two letters as one character; any other page as it is."""
    chars = as_text(page.chars)
    if chars.whole.isascii() or len(_LATIN.findall(chars.whole)) < _ENOUGH:
        return page  # as nearly every page
    high = sum("\xa1" <= char.text <= "\xfe" for char in chars)
    if high < _ENOUGH or high < _SHARE * sum(not char.text.isspace() for char in chars):
        return page
    pairs, rest = _pairs([char for char in chars if not char.text.isspace()])
    signs = [_decoded(one, other) for one, other in pairs]
    if sum(map(bool, signs)) < _SOUND * len(pairs) or 2 * len(pairs) < _SOUND * high:
        return page
    merged = [
        one._replace(text=sign or one.text, x0=min(one.x0, other.x0), x1=max(one.x1, other.x1))
        for (one, other), sign in zip(pairs, signs, strict=True)
    ]
    return replace(page, chars=(*merged, *rest))


def _pairs(chars: Sequence[Char]) -> tuple[list[tuple[Char, Char]], list[Char]]:
    """Pair such letters that follow one another on a line."""
    pairs: list[tuple[Char, Char]] = []
    rest: list[Char] = []
    first: Char | None = None
    for char in chars:
        if not "\xa1" <= char.text <= "\xfe":
            rest += [char] if first is None else [first, char]
            first = None
        elif first is None:
            first = char
        elif first.baseline == char.baseline:
            pairs.append((first, char))
            first = None
        else:
            rest.append(first)
            first = char
    return pairs, rest + ([] if first is None else [first])


def _decoded(one: Char, other: Char) -> str:
    try:
        return (one.text + other.text).encode("latin-1").decode("gbk")
    except UnicodeError:
        return ""
