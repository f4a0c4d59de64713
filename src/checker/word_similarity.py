"""How similar two titles are, word by word."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_ALIKE_WORDS = 0.72  # “finding” is like “findings”, “contact” is not like “content”
_MORE_WORDS = 2  # that a title may add to another one and still say the same,
_CONTAINED = 0.75  # which is so similar


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
