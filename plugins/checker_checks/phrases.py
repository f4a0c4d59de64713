"""Phrases: what a pack wants found in a text, as patterns or as whole words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from checker import Language, Pattern, Texts, dataclass, ideographs, regex
from checker_checks.places import Span, marked

_PLACE = regex(r"\\[pPx]\{[^}]*\}|\\.|\{(?P<name>[a-z_]+)\}", re.DOTALL)
_QUOTES = {"'": "['‘’ʼ`]", '"': '["“”„«»]'}


class Phrase(Protocol):
    """What can be found in a text."""

    def places(self, texts: Texts) -> Iterator[tuple[int, Span]]:
        """Find where it stands: positions of texts, and offsets in the text as written."""
        ...


@dataclass(frozen=True)
class OfPattern:
    """A phrase given as a pattern; what it calls `mark` is the place."""

    pattern: Pattern

    def places(self, texts: Texts) -> Iterator[tuple[int, Span]]:
        yield from ((at, marked(match)) for at, match in texts.matches(self.pattern))


@dataclass(frozen=True)
class OfWords:
    """A phrase given as words: nothing in it is a sign of a pattern, any gap stands between them."""

    form: re.Pattern[str]

    def places(self, texts: Texts) -> Iterator[tuple[int, Span]]:
        for at, text in enumerate(texts.texts):
            yield from ((at, match.span()) for match in self.form.finditer(ideographs(text)))


def phrase(source: str, language: Language, *, words: bool, case: bool) -> Phrase:
    """Return what an entry of a pack stands for."""
    return OfWords(_form(source, spaced=language.spaced, case=case)) if words else OfPattern(Pattern(source))


def prove(source: str, language: Language, *, words: bool, case: bool) -> None:
    """Raise ValueError saying what is wrong with an entry of a pack, if anything."""
    if not source.strip():
        raise ValueError("an empty text matches everything")
    if words:
        _form(source, spaced=language.spaced, case=case)
    else:
        Pattern.proved(source)


def places_in(source: str) -> Iterator[str]:
    """Iterate over the names in braces that must be filled."""
    return (match["name"] for match in _PLACE.finditer(source) if match["name"])


def filled(source: str, places: Mapping[str, str], *, words: bool) -> str:
    """Put values in the places {name} of an entry; they are no patterns themselves."""

    def value(match: re.Match[str]) -> str:
        text = places.get(match["name"] or "")
        return match.group() if text is None else text if words else re.sub(r"([^\w\s])", r"\\\1", text)

    return _PLACE.sub(value, source)


@lru_cache(maxsize=512)
def _form(source: str, *, spaced: bool, case: bool) -> re.Pattern[str]:
    """Match whole words: in a language without gaps between them, only those in Latin letters have ends."""
    words = ideographs(source).split()
    body = r"\s++".join("".join(_QUOTES.get(sign, re.escape(sign)) for sign in word) for word in words)
    letter = r"\w" if spaced else "[A-Za-z0-9_]"
    before = rf"(?<!{letter})" if re.match(letter, words[0]) else ""
    behind = rf"(?!{letter})" if re.match(letter, words[-1][-1]) else ""
    return regex(f"{before}{body}{behind}", 0 if case else re.IGNORECASE)
