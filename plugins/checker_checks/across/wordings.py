"""The wording of a filing, as it is compared with that of another."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

from checker import Language, clean, fold

_ENDS = re.compile(r"(?<=[。！？；!?;])|(?<=\.)\s+|\n")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SHORTEST_NAME = 3
_WHOLE = 0.8  # of a sentence must be found for the whole of it to be quoted
_LONGEST_QUOTE = 60


def sentences(text: str) -> Iterator[str]:
    """Cut text into sentences."""
    return (sentence for part in _ENDS.split(text) if (sentence := part.strip()))


def short_names(names: Iterable[str], language: Language) -> tuple[str, ...]:
    """List, folded, what bodies call themselves: their names, the places in them, and the names without those."""
    found: set[str] = set()
    for name in map(fold, names):
        places = [at for at, sign in enumerate(name) if sign in language.titles.place_ends]
        found |= {name, *(name[: at + 1] for at in places)}
        found |= {name[start:] for at in places for start in (at, at + 1)}
    return tuple(sorted((name for name in found if len(name) >= _SHORTEST_NAME), key=lambda n: (-len(n), n)))


def neutral(sentence: str, names: Iterable[str], language: Language) -> str:
    """Fold a sentence, and take out of it what every body puts in anew: its name, dates, figures."""
    text = fold(language.number(sentence).rest)
    for name in names:
        text = text.replace(name, "")
    text = _FIGURE.sub("0", language.years.in_words.sub("0", text))
    return language.years.masked_date.sub(language.written_year(0), text)


def mark(text: str) -> int:
    """Turn text into a number of 64 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


@dataclass(frozen=True)
class Wording:
    """Sentences of a filing, as written and as compared; `piece` is the length of what is looked for."""

    said: tuple[tuple[str, str], ...]
    piece: int

    def __len__(self) -> int:
        return sum(len(compared) for _written, compared in self.said)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """List all pieces of all sentences; none goes over the end of one."""
        return frozenset(piece for _written, compared in self.said for piece in self._cut(compared))

    def _cut(self, compared: str) -> list[str]:
        return [compared[at : at + self.piece] for at in range(len(compared) - self.piece + 1)]

    def share_in(self, other: "Wording") -> float:
        """Grade, from 0 to 1, how much of this wording is found in another."""
        return len(self.pieces & other.pieces) / len(self.pieces) if self.pieces else 0.0

    def passages_in(self, other: "Wording") -> list[str]:
        """Quote what is found in another wording, the longest first, one passage a sentence."""
        found = [passage for said in self.said if (passage := self._passage(*said, other)) is not None]
        return [quote for _length, quote in sorted(found, key=lambda passage: -passage[0])]

    def _passage(self, written: str, compared: str, other: "Wording") -> tuple[int, str] | None:
        """Return the longest part of a sentence that another wording has: its length, and how to quote it."""
        runs = groupby(enumerate(self._cut(compared)), key=lambda cut: cut[1] in other.pieces)
        spans = [[at for at, _piece in run] for shared, run in runs if shared]
        if not spans:
            return None
        longest = max(spans, key=len)
        length = len(longest) + self.piece - 1
        whole = length >= _WHOLE * len(compared)
        return length, clean(written if whole else compared[longest[0] :][:length], _LONGEST_QUOTE)
