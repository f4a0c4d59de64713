"""How similar two titles are, word by word."""

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

_ALIKE_WORDS = 0.72  # “finding” is like “findings”, “contact” is not like “content”
_MORE_WORDS = 2  # that a title may add to another one and still say the same,
_CONTAINED = 0.75  # which is so similar
_REMEMBERED = 16384  # words
_ROUNDING = 1e-9


def word_similarity(words: Sequence[str], others: Sequence[str]) -> float:
    """Return how similar the words of two titles are, from 0 to 1, in whatever order."""
    if not words or not others:
        return 0.0
    shared = sum(_nearest(word, others) for word in words) + sum(_nearest(word, words) for word in others)
    alike = shared / sum(map(len, (*words, *others)))
    fewer, more = sorted((words, others), key=len)
    if all(_nearest(word, more) for word in fewer) and len(more) - len(fewer) <= _MORE_WORDS:
        alike = max(alike, _CONTAINED)
    return alike


def _nearest(word: str, others: Sequence[str]) -> float:
    """Return how much of a word another one has: its characters times how similar they are, 0 for unlike ones."""
    found = process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=_ALIKE_WORDS * 100)
    return len(word) * found[1] / 100 if found else 0.0


class Titles:
    """The words of several titles: a line that may be like none of them need not be compared with each."""

    def __init__(self, titles: Collection[Sequence[str]]) -> None:
        self._words = sorted({word for words in titles for word in words})
        self._longest = max((sum(map(len, words)) for words in titles), default=0)
        self._known: dict[str, bool] = {}

    def may_be_like(self, words: Sequence[str], least: float) -> bool:
        """Return whether words may be so similar to one of the titles: if no more of them are in none."""
        if least <= _CONTAINED:
            return True
        unknown = sum(len(word) for word in words if not self._knows(word))
        return unknown <= (1 - least) * (sum(map(len, words)) + self._longest) + _ROUNDING

    def _knows(self, word: str) -> bool:
        if word not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = bool(_nearest(word, self._words))
        return self._known[word]
