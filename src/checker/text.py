"""Text whatever its language: folded for comparisons, made plain, made safe to print.

Readers keep text as written; comparisons fold it here, in the check, explicitly.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n|[\t\n]")
_REMEMBERED = 200  # characters; labels recur, paragraphs do not
_PUNCTUATION = re.compile(r"[^\w]+|_+")


def ideographs(text: str) -> str:
    """Replace compatibility forms (full-width letters, radicals) by the plain character, one for one.

    Offsets stay true: a character that would become several is left alone.
    """
    return "".join(map(_plain, text))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if unicodedata.category(character) == "No":  # ① is a number of its own
        return character
    if 0x2E80 <= ord(character) <= 0x2EFF:  # a radical
        character = character.translate(_twins())
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@cache
def _twins() -> Mapping[int, str]:
    """Map characters to those that they are compared as."""
    lines = Path(__file__).with_name("folding.txt").read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[2:] for line in lines if not line.startswith("#")}


def fold(text: str) -> str:
    """Reduce text to what a comparison may see: no spaces, one width, one form of quotes and brackets."""
    return _fold(text) if len(text) <= _REMEMBERED else _fold.__wrapped__(text)


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    twins = _twins()
    folded = unicodedata.normalize("NFKC", text.translate(twins)).translate(twins)
    return _INVISIBLE.sub("", folded).casefold()


def alphanumeric(text: str) -> str:
    """Fold text and drop all punctuation: names that differ in nothing else are equal."""
    return _PUNCTUATION.sub("", fold(text))


def clean(text: str, limit: int = 300) -> str:
    """Make document text safe to print anywhere: control characters visible, length capped."""
    shown = _UNSAFE.sub(lambda match: _visible(match.group()), _BREAKS.sub(" ", text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _visible(character: str) -> str:
    if "\ud800" <= character <= "\udfff" or character >= "\ufff9":
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{{{ord(character):x}}}"
