"""Text whatever its language: folded for comparisons, made plain, made safe to print.

Readers keep text as written; comparisons fold it here, in the check, explicitly.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from checker.regexes import regex

# Soft hyphens, zero-width blanks and joiners, bidirectional marks, variation selectors, fillers: nothing to a reader.
INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
GAP = rf"[\s{INVISIBLE}]*+"  # possessive: long gaps cost no more than short ones
_INVISIBLE = regex(f"[{INVISIBLE}]+")
_GAPS = regex(rf"[\s{INVISIBLE}]+")
_GAP_SIGN = regex(rf"[^\S ]|[{INVISIBLE}]")
_UNDECODED = regex("[\udc80-\udcff]")  # bytes of file names
_UNSAFE = regex(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BREAKS = regex(r"\r\n|[\t\n]")
_LABEL = 200  # characters; labels recur from document to document
_PARAGRAPH = 20_000  # characters; several checks of one document fold its paragraphs
_PUNCTUATION = regex(r"[^\w]+|_+")
_MOST_MARKS = (
    30  # on one letter, as Unicode's stream-safe format has it: normalizing sorts a run, in quadratic time
)
_SIGNS = regex(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")


def ideographs(text: str) -> str:
    """Replace compatibility forms (full-width letters, radicals) by the plain character, one for one.

    Every dash becomes -, every tilde ~. Offsets stay true: a character that would become several is left alone.
    """
    return _plain_paragraph(text) if len(text) <= _PARAGRAPH else text.translate(_PLAIN_SIGNS)


@lru_cache(maxsize=256)
def _plain_paragraph(text: str) -> str:
    return text.translate(_PLAIN_SIGNS)


def spaced(text: str) -> str:
    """Make text plain as `ideographs` does, with a blank for every character that is a gap: “ *+” matches any gap."""
    return _GAP_SIGN.sub(" ", ideographs(text))


class _PlainSigns(dict[int, str]):
    """The plain form of each character, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_PLAIN_SIGNS = _PlainSigns()


def _plain(character: str) -> str:
    if unicodedata.category(character) == "No":  # ① is a number of its own
        return character
    twin = _twins().get(ord(character), "")
    if twin in {"-", "~"}:
        return twin
    if 0x2E80 <= ord(character) <= 0x2EFF:  # a radical
        character = twin or character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@cache
def _twins() -> Mapping[int, str]:
    """Map characters to those that they are compared as."""
    lines = Path(__file__).with_name("folding.txt").read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[2:] for line in lines if not line.startswith("#")}


def visible(text: str) -> str:
    """Drop the characters that a reader does not see: soft hyphens, zero-width blanks, bidirectional marks."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Reduce text to what a comparison may see: no spaces, one width, one form of quotes and brackets."""
    if len(text) <= _LABEL:
        return _folded_label(text)
    return _folded_paragraph(text) if len(text) <= _PARAGRAPH else _fold(text)


@lru_cache(maxsize=16384)
def _folded_label(text: str) -> str:
    return _fold(text)


@lru_cache(maxsize=256)
def _folded_paragraph(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    twins = _twins()
    text = _SIGNS.sub(_without_piles, text.translate(twins))
    folded = unicodedata.normalize("NFKC", text).translate(twins)
    return _GAPS.sub("", folded).casefold()


def _without_piles(signs: re.Match[str]) -> str:
    """Drop the combining marks beyond those that one letter can bear."""
    kept, marks = [], 0
    for sign in signs.group():
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def alphanumeric(text: str) -> str:
    """Fold text and drop all punctuation: names that differ in nothing else are equal."""
    return _PUNCTUATION.sub("", fold(text))


def clean(text: str, limit: int = 300) -> str:
    """Make document text safe to print anywhere: control characters visible, length capped."""
    if _UNDECODED.search(text):
        text = "/".join(map(_decoded, text.split("/")))
    shown = _UNSAFE.sub(lambda match: _visible(match.group()), _BREAKS.sub(" ", text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _decoded(name: str) -> str:
    """Decode the name of a file that is not in UTF-8 as programs for Chinese write it, where it is that."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030") if _UNDECODED.search(name) else name
    except UnicodeError:
        return name


def _visible(character: str) -> str:
    if "\ud800" <= character <= "\udfff" or character >= "\ufff9":
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{{{ord(character):x}}}"


@lru_cache(maxsize=4096)
def unit_signs(text: str) -> str:
    """List the signs of units in a label, which tell “Variance £” from “Variance %”."""
    return "".join(
        sorted({sign for sign in fold(text) if sign in "%‰#" or unicodedata.category(sign) == "Sc"})
    )
