"""Prescribed tables whose heads stand in running text: they are there, but were not read as tables."""

from collections.abc import Sequence
from functools import lru_cache

from checker.documents.document import Paragraph
from checker.forms.table_specs import Band, TableSpec
from checker.language import Language

_LINES = 6  # paragraphs over which a head may be broken
_LEAST = 3  # labels of a head
_OF_LABELS = 0.6  # of a head's columns that must be named
_OF_TEXT = 0.8  # of the text that must be labels
_LONGEST = 400  # characters of a paragraph that may be a part of a head


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
