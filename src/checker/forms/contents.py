"""Tables of contents: titles one after the other that are repeated below."""

import re
from collections.abc import Sequence

from checker.documents.document import Document, Paragraph, Table
from checker.languages import Language

_ALIKE = 0.8
_LONGEST = 150  # characters of an entry, leaders included
_FEWEST = 3  # so many titles in a row are a table of contents
_PAGE = re.compile(r"[\s.…·⋯．。—-]*\d{0,3}\s*$")


def without_contents(document: Document, titles: Sequence[str], language: Language) -> list[Paragraph]:
    """List the paragraphs of a document that are not entries of its table of contents."""
    listed = _entries(document, titles, language)
    return [p for p in document.paragraphs if p.location.block not in listed]


def _entries(document: Document, titles: Sequence[str], language: Language) -> frozenset[int]:
    """Find the blocks of a table of contents."""
    named = {
        p.location.block: _listed_title(p, titles, language) for p in document.paragraphs if p.text.strip()
    }
    longest: list[int] = []
    run: list[int] = []
    for block in document.blocks:
        place = block.location.block
        if named.get(place):
            repeated = named[place] in {named[listed] for listed in run}
            run = [place] if repeated else [*run, place]
        elif isinstance(block, Table) or place in named:
            run = []
        longest = max(longest, run, key=len)
    listed = {named[place] for place in longest}
    again = {title for place, title in named.items() if title in listed and place > longest[-1]}
    return frozenset(longest if len(longest) >= _FEWEST and again else ())


def _listed_title(paragraph: Paragraph, titles: Sequence[str], language: Language) -> str:
    """Return the prescribed title of a line, page number and leaders left out."""
    if len(paragraph.text) > _LONGEST:
        return ""
    title = _PAGE.sub("", language.number(paragraph.text).rest)
    return next((name for name in titles if language.title_similarity(title, name) >= _ALIKE), "")
