"""Patterns of packs: regular expressions in linear time, matched against folded text, found in text as written."""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import re2  # type: ignore[import-untyped]  # google-re2 ships no types; _Compiled below says what is used

from checker.caching import cached_property
from checker.lazy_dataclasses import dataclass
from checker.needed_words import needed_words
from checker.periods import PLACES
from checker.regexes import regex
from checker.text import fold

if TYPE_CHECKING:  # pydantic asks for the schema of a pattern; who only matches does not need it
    from pydantic_core import CoreSchema

Span = tuple[int, int]

# What the distribution says of patterns in its code.
KNOWN = Path(__file__).with_name("patterns.compiled.json")

_SOME_PLACES = dict.fromkeys(PLACES, "2000")  # stand in for {year} … where only the syntax is looked at
_CODE = r"\\[pPx]\{[^}]*\}|\\."  # \p{Han}, \x{3000}, \d: escapes come before everything else
_PLACE = regex(rf"{_CODE}|\{{(?P<name>[a-z_]+)\}}", re.DOTALL)
_CLASS = rf"\[\^?\]?(?:{_CODE}|\[:\^?\w+:\]|[^\]\\])*\]"
_TO_FOLD = regex(rf"{_CODE}|{_CLASS}|[^\x00-\x7f]+|\s+", re.DOTALL)
_IN_CLASS = regex(rf"{_CODE}|[^\x00-\x7f]", re.DOTALL)
_IDEOGRAPHS = regex(r"[\u4e00-\u9fff]+")  # each is folded to one character
_PLAIN = regex(r"(?:\\[!-DF-PR-~]|[\x21-\[\]-~\u4e00-\u9fff])*")  # in which only ideographs are folded
_OF_WHOLE = regex(r"\\[Az]|\(\?[a-zA-Z]*-")  # a text's own ends; flags that are taken back
_LINES = "(?m)"  # folded text has one line, and several texts are searched as lines
_SYNTAX = regex(r"[][\\.^$*+?{}|()]")
_SURROGATE = regex(r"[\ud800-\udfff]")  # UTF-8, which re2 works on, cannot hold one


class Prepared(NamedTuple):
    """What is known of a pattern before it is compiled: in RE2's syntax, and the words that a text must have one of.

    A text must have one of each of the `others`, too, which tell less.
    """

    translated: str
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()

    def may_match(self, folded: str) -> bool:
        """Return whether a folded text has the words."""
        if not _holds(folded, self.words):  # most
            return False
        return all(_holds(folded, more) for more in self.others)


class _Found(Protocol):
    def group(self, group: int = 0) -> str | None: ...
    def span(self, group: int = 0) -> Span: ...


class _Compiled(Protocol):
    @property
    def groups(self) -> int: ...
    @property
    def groupindex(self) -> Mapping[str, int]: ...
    def finditer(self, text: str) -> Iterator[_Found]: ...
    def search(self, text: bytes, start: int) -> _Found | None: ...


@dataclass(frozen=True, slots=True)
class Match:
    """A place of a text that a pattern matches, in offsets of the text as written.

    `groups` are folded, the whole match first, `None` where a group took no part; `names` are theirs, "" for none.
    """

    source: str
    groups: tuple[str | None, ...]
    spans: tuple[Span | None, ...]
    names: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.span()[0]

    @property
    def end(self) -> int:
        return self.span()[1]

    @property
    def text(self) -> str:
        """Return what was matched, as written."""
        return self.source[self.start : self.end]

    def group(self, which: int | str = 0) -> str:
        """Return a group's text, folded; empty where the group took no part."""
        return self.groups[self._index(which)] or ""

    def span(self, which: int | str = 0) -> Span:
        """Return the span of a group in the text as written; at the match's end if it took no part."""
        whole = self.spans[0]
        assert whole is not None, "a match stands somewhere"
        return self.spans[self._index(which)] or (whole[1], whole[1])

    def _index(self, which: int | str) -> int:
        return which if isinstance(which, int) else self.names.index(which)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression in RE2's syntax, compared without spaces, width, case and forms of punctuation.

    What is not ASCII means itself: （一） needs no backslash. White space means nothing, since folded text has
    none, and so do look-around and back-references, which RE2 refuses. `{year}`, `{last_year}`, `{next_year}`, `{start}`
    and `{end}` are filled by `fill`. It is compiled when it is first matched, which raises ValueError if it is wrong;
    `proved` tells at once.
    """

    source: str
    prepared: "Prepared | None" = field(
        default=None, repr=False, compare=False
    )  # as it was in a compiled pack

    @classmethod
    def proved(cls, source: str) -> "Pattern":
        """Make a pattern of what an author wrote; raise ValueError saying what is wrong."""
        if not source.strip():
            raise ValueError("an empty pattern matches everything")
        pattern = cls(source)
        for name in pattern.placeholders:
            if name not in PLACES:
                from difflib import get_close_matches  # noqa: PLC0415  # no run without mistakes needs it

                close = get_close_matches(name, PLACES, n=1) or PLACES
                raise ValueError(f"unknown placeholder {{{name}}}; did you mean “{{{close[0]}}}”?")
        _compiled(_translated(_filled(source, _SOME_PLACES) if pattern.placeholders else source))
        return pattern

    def prepare(self) -> "Pattern":
        """Return the pattern with all that can be known of it before it is compiled."""
        return self if self.placeholders else Pattern(self.source, _prepared(self.source))

    @property
    def known(self) -> "Prepared":
        """Return what is known of it before it is compiled."""
        return self.prepared or _prepared(self.source)

    @property
    def placeholders(self) -> frozenset[str]:
        """List the names in braces that must be filled before the pattern can match."""
        return _placeholders(self.source)

    @property
    def group_names(self) -> frozenset[str]:
        """List the names of its groups."""
        return frozenset(filter(None, _names(_translated(self.fill(_SOME_PLACES).source))))

    def fill(self, places: Mapping[str, str]) -> "Pattern":
        """Put texts, which mean themselves, in the places {year}, {start} … of a filing's period."""
        return Pattern(_filled(self.source, places)) if self.placeholders else self

    def search(self, text: str) -> Match | None:
        """Find the first match."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[Match]:
        """Iterate over the matches, which do not overlap."""
        folded, known = _folded(text), self.known
        return _matches(known.translated, text, folded) if known.may_match(folded) else iter(())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415  # see above

        return core_schema.no_info_after_validator_function(cls.proved, core_schema.str_schema())


class Texts:
    """Texts in which many patterns are looked for: a pattern that none of them can match costs one look at all."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self._lines = [_folded(text) for text in self.texts]
        self._whole = "\n".join(self._lines)  # folded texts have no line ends of their own
        self._starts = (0, *accumulate(len(line) + 1 for line in self._lines))

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, Match]]:
        """Iterate over the matches of a pattern, each with the position of its text."""
        known = pattern.known
        for at in self._likely(known) if known.may_match(self._whole) else ():
            if known.may_match(self._lines[at]):
                found = _matches(known.translated, self.texts[at], self._lines[at])
                yield from ((at, match) for match in found)

    def found(self, patterns: Iterable[Pattern]) -> Mapping[int, Sequence[tuple[int, Match]]]:
        """Map the positions of texts, in order, to the matches in them, each with the position of its pattern.

        The matches of one pattern stand after those of the one before.
        """
        found: dict[int, list[tuple[int, Match]]] = {}
        for number, pattern in enumerate(patterns):
            for at, match in self.matches(pattern):
                found.setdefault(at, []).append((number, match))
        return dict(sorted(found.items()))

    def has(self, pattern: Pattern) -> bool:
        """Return whether a pattern matches one of the texts."""
        return next(self.matches(pattern), None) is not None

    def _likely(self, known: Prepared) -> Iterable[int]:
        """Iterate over the positions of the texts that a pattern may match."""
        if known.words:
            return sorted({line for word in known.words for line in self._with(word)})
        whole = _OF_WHOLE.search(known.translated)
        return range(len(self.texts)) if whole else self._matching(known.translated)

    def _with(self, word: str) -> Iterator[int]:
        at = self._whole.find(word)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._whole.find(word, self._starts[line + 1])

    def _matching(self, translated: str) -> Iterator[int]:
        compiled, line = _compiled(translated), 0
        encoded, starts = self._encoded
        while line < len(self.texts) and (found := compiled.search(encoded, starts[line])) is not None:
            line = bisect_right(starts, found.span()[0])
            yield line - 1

    @cached_property
    def _encoded(self) -> tuple[bytes, tuple[int, ...]]:
        encoded = self._whole.encode()
        return encoded, (0, *accumulate(len(line) + 1 for line in encoded.split(b"\n")))


def _matches(translated: str, text: str, folded: str) -> Iterator[Match]:
    names = _names(translated)
    for found in _compiled(translated).finditer(folded):
        numbers = range(len(names))
        spans = [_written(found.span(number), text) for number in numbers]
        yield Match(text, tuple([found.group(number) for number in numbers]), tuple(spans), names)


def _holds(folded: str, words: tuple[str, ...]) -> bool:
    """Return whether a text has one of the words, if there are any."""
    for word in words:  # asked for every pattern and text: a generator takes twice as long
        if word in folded:
            return True
    return not words


# --- from what authors write to RE2 ---


@lru_cache(maxsize=2048)
def _placeholders(source: str) -> frozenset[str]:
    return frozenset(name for match in _PLACE.finditer(source) if (name := match["name"]))


def _filled(source: str, places: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        text = places.get(match["name"] or "")
        return match.group() if text is None else _SYNTAX.sub(r"\\\g<0>", text)

    return _PLACE.sub(fill, source)


def write_prepared(patterns: Iterable[Pattern], file: Path = KNOWN) -> None:
    """Write down what is known of patterns in code when the distribution is built; packs bring it for theirs."""
    sources = sorted({pattern.source for pattern in patterns if not pattern.placeholders})
    file.write_text(json.dumps({source: _prepared(source) for source in sources}, separators=(",", ":")))


@cache
def _written_down(file: Path) -> Mapping[str, tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    try:
        written = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):  # a source tree has none
        return {}
    return written if isinstance(written, dict) else {}


@lru_cache(maxsize=2048)
def _prepared(source: str) -> Prepared:
    known = _written_down(KNOWN).get(source)
    if known is not None:
        translated, first, more = known
        return Prepared(translated, tuple(first), tuple(map(tuple, more)))
    assert not _placeholders(source), f"{source} is filled before it is matched"
    translated = _translated(source)
    words, *others = (tuple(sorted(words)) for words in needed_words(translated) or ((),))
    return Prepared(translated, words, tuple(others))


@lru_cache(maxsize=2048)
def _compiled(translated: str) -> _Compiled:
    options = re2.Options()
    options.log_errors = False  # they are raised, not written to stderr
    options.case_sensitive = False
    options.never_nl = True
    try:
        return cast("_Compiled", re2.compile(_LINES + translated, options))
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"bad pattern: {text.replace(_LINES, '', 1)}") from None
    except UnicodeEncodeError:
        raise ValueError("bad pattern: an unpaired surrogate") from None


@lru_cache(maxsize=2048)
def _names(translated: str) -> tuple[str, ...]:
    """List the names of a pattern's groups, the whole match first, "" for none."""
    compiled = _compiled(translated)
    by_number = {number: name for name, number in compiled.groupindex.items()}
    return tuple(by_number.get(number, "") for number in range(compiled.groups + 1))


def _translated(source: str) -> str:
    """Fold what is not ASCII and make it literal; leave RE2's syntax alone."""
    if _PLAIN.fullmatch(source):
        return _IDEOGRAPHS.sub(lambda run: fold(run.group()), source)
    return _TO_FOLD.sub(_token, unicodedata.normalize("NFC", source))


def _token(found: re.Match[str]) -> str:
    text = found.group()
    if text in {r"\Q", r"\E"}:
        raise ValueError(f"bad pattern: {text} is not supported; use backslashes")
    if text.isascii():
        return text if not text.isspace() else _literal(text)
    if text.startswith("["):
        return _IN_CLASS.sub(lambda sign: _of_class(sign.group()), text)
    return _literal(text.lstrip("\\"))


@lru_cache(maxsize=2048)  # words and signs recur from pattern to pattern
def _of_class(text: str) -> str:
    if text.isascii():
        return text
    text = text.lstrip("\\")
    return "".join(map(re.escape, fold(text))) or " "


@lru_cache(maxsize=2048)
def _literal(text: str) -> str:
    """Fold a run so that a quantifier after it binds to its last character as written."""
    if _IDEOGRAPHS.fullmatch(text):
        return fold(text)
    parts: list[str] = []
    for single, run in groupby(text, key=lambda character: len(fold(character)) == 1):
        written = "".join(run)
        folded = fold(written)
        if single and len(folded) == len(written):
            parts += map(re.escape, folded)
        else:
            parts += (f"(?:{re.escape(fold(character))})" for character in written)
    return "".join(parts)


# --- from folded text back to the text as written ---


@lru_cache(maxsize=2)  # many patterns run over one text after another; it may be long
def _folded(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", fold(text))


def _written(span: Span, text: str) -> Span | None:
    """Turn a span of the folded text into one of the text as written; spaces around it are left out."""
    if span == (-1, -1):
        return None
    folded, starts = _clusters(text)
    first = bisect_right(folded, span[0]) - 1
    if span[0] == span[1]:
        return (starts[first], starts[first])
    last = bisect_right(folded, span[1] - 1) - 1
    return (starts[first], starts[last + 1])


@lru_cache(maxsize=256)
def _clusters(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Cut text where folding the parts is folding the whole: where each part starts, folded and as written."""
    alone = [*map(_LENGTHS.__getitem__, text)]
    if _NOT_ALONE not in alone:  # most texts
        return tuple(accumulate(alone, initial=0)), range(len(text) + 1)
    starts = [0, *(at for at in range(1, len(text)) if not _joins(text[at])), len(text)]
    lengths = (len(fold(text[start:end])) for start, end in pairwise(starts))
    return tuple(accumulate(lengths, initial=0)), tuple(starts)


_NOT_ALONE = -1


class _Lengths(dict[str, int]):
    """How long a character is folded, if it may not become one with what stands before it."""

    def __missing__(self, character: str) -> int:
        self[character] = found = _NOT_ALONE if _joins(character) else len(fold(character))
        return found


_LENGTHS = _Lengths()


@lru_cache(maxsize=65536)
def _joins(character: str) -> bool:
    """Return whether a character may become one with what stands before it: a mark, or part of a Hangul syllable."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
