"""Prescribed tables whose labels stand in running text, or in other grids: they are there, but were not read as tables."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from checker.documents.document import Paragraph
from checker.forms.table_specs import Band, LabelPath, TableSpec
from checker.language import Language
from checker.regexes import regex

_LINES = 6  # paragraphs over which a head may be broken
_LEAST = 3  # labels of a head
_OF_LABELS = 0.6  # of a head's columns that must be named
_OF_TEXT = 0.8  # of the text that must be labels
_LONGEST = 400  # characters of a paragraph that may be a part of a head
_OF_WORDS = 0.5  # of a table's labels must be there, word by word
_WORD = regex(r"[a-z]+|[^\W\d_]")


def head_in_text(spec: TableSpec, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """Return where running text consists of the column labels of a table, as its head does; `None` if nowhere."""
    for band in spec.bands:
        labels = _labels(band, spec.language)
        if len(labels) < _LEAST:
            continue
        for first in range(len(paragraphs)):
            if _is_head([p.text for p in paragraphs[first : first + _LINES]], labels, spec.language):
                return paragraphs[first]
    return None


def _labels(band: Band, language: Language) -> tuple[str, ...]:
    """List the labels of the columns, bare, longer ones first."""
    words = {language.bare(path[-1].text) for path in band.leaf_columns} - {""}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _is_head(lines: Sequence[str], labels: Sequence[str], language: Language) -> bool:
    """Return whether the first of these lines, or the first few together, are made of labels."""
    joined = ""
    for line in lines:
        if len(line) > _LONGEST:
            return False
        joined += language.bare(line)
        named, covered = _named(joined, tuple(labels))
        if not named:
            return False
        if named >= max(_LEAST, _OF_LABELS * len(labels)) and covered >= _OF_TEXT * len(joined):
            return True
    return False


@lru_cache(maxsize=4096)
def _named(text: str, labels: tuple[str, ...]) -> tuple[int, int]:
    """Count the labels that a text names, and the characters that they cover; longer labels hold shorter ones."""
    named = covered = 0
    for label in labels:
        if label in text:
            named += 1
            covered += len(label)
            text = text.replace(label, "\n", 1)
    return named, covered


def has_its_words(spec: TableSpec, texts: Iterable[str]) -> bool:
    """Return whether short texts of nothing but words of labels have those of half of a table's labels between them.

    Where a grid was not seen, labels are broken over lines, and stand beside others on them.
    """
    labels = [
        frozenset(_WORD.findall(text.casefold())) for path in _paths(spec) for text in path[-1].texts[:1]
    ]
    known = frozenset().union(*labels)
    there: set[str] = set()
    for text in texts:
        words = _WORD.findall(text.casefold()) if len(text) <= _LONGEST else []
        own = [word for word in words if word in known]
        if sum(map(len, own)) >= _OF_TEXT * sum(map(len, words)):
            there.update(own)
    return bool(there) and sum(label <= there for label in labels) >= _OF_WORDS * len(labels)


def _paths(spec: TableSpec) -> Iterable[LabelPath]:
    free = (path for path in spec.rows.values() if path[-1].repeat is None)
    return [*spec.columns.values(), *free]
