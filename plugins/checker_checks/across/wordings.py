"""The wording of a filing, for comparison with that of another."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

from checker import Language, clean, dataclass, fold, regex

_ENDS = regex(r"(?<=[。！？；!?;])|(?<=\.)\s+|\n")
_FIGURE = regex(r"\d+(?:[.,]\d+)*")
_SHORTEST_NAME = 3
_WHOLE = 0.8  # the share of a sentence that must be found for it to be quoted whole
_LONGEST_QUOTE = 60


def sentences(text: str) -> Iterator[str]:
    """Split text into sentences."""
    return (sentence for part in _ENDS.split(text) if (sentence := part.strip()))


def short_names(names: Iterable[str], language: Language) -> tuple[str, ...]:
    """Return, folded, names that bodies use for themselves: full names, places in them, names without the places."""
    found: set[str] = set()
    for name in map(fold, names):
        places = [at for at, sign in enumerate(name) if sign in language.titles.place_ends]
        found |= {name, *(name[: at + 1] for at in places)}
        found |= {name[start:] for at in places for start in (at, at + 1)}
    return tuple(sorted((name for name in found if len(name) >= _SHORTEST_NAME), key=lambda n: (-len(n), n)))


def neutral(sentence: str, names: Iterable[str], language: Language) -> str:
    """Fold a sentence, and remove what differs in every report: the body's name, dates, figures."""
    text = fold(language.number(sentence).rest)
    for name in names:
        text = text.replace(name, "")
    text = _FIGURE.sub("0", language.years.in_words.sub("0", text))
    return language.years.masked_date.sub(language.written_year(0), text)


def mark(text: str) -> int:
    """Return a 64-bit hash of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


@dataclass(frozen=True)
class Wording:
    """Sentences of a filing, as written and as compared; `piece` is the length of the compared pieces."""

    sentences: tuple[tuple[str, str], ...]
    piece: int

    def __len__(self) -> int:
        return sum(len(compared) for _written, compared in self.sentences)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Return all pieces of all sentences; none crosses the end of a sentence."""
        return frozenset(piece for _written, compared in self.sentences for piece in self._cut(compared))

    def _cut(self, compared: str) -> list[str]:
        return [compared[at : at + self.piece] for at in range(len(compared) - self.piece + 1)]

    def share_in(self, other: "Wording") -> float:
        """Return the share, from 0 to 1, of this wording that another contains."""
        return len(self.pieces & other.pieces) / len(self.pieces) if self.pieces else 0.0

    def passages_in(self, other: "Wording") -> list[str]:
        """Quote what another wording contains, the longest first, one passage per sentence."""
        found = [passage for one in self.sentences if (passage := self._passage(*one, other)) is not None]
        return [quote for _length, quote in sorted(found, key=lambda passage: -passage[0])]

    def _passage(self, written: str, compared: str, other: "Wording") -> tuple[int, str] | None:
        """Return the length of the longest part of a sentence that another wording contains, and its quotation."""
        runs = groupby(enumerate(self._cut(compared)), key=lambda cut: cut[1] in other.pieces)
        spans = [[at for at, _piece in run] for shared, run in runs if shared]
        if not spans:
            return None
        longest = max(spans, key=len)
        length = len(longest) + self.piece - 1
        whole = length >= _WHOLE * len(compared)
        return length, clean(written if whole else compared[longest[0] :][:length], _LONGEST_QUOTE)
