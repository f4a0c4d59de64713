"""Tables of contents: titles one after the other that are repeated below."""

from collections import Counter
from collections.abc import Sequence

from checker.documents.document import Document, Paragraph, Table
from checker.forms.leads import Leads
from checker.language import Language
from checker.regexes import regex

_ALIKE = 0.8
_LONGEST = 150  # characters of an entry, leaders included
_FEWEST = 3  # so many titles in a row are a table of contents
_PAGE = regex(r"[\s.…·⋯．。—-]*\d{0,3}\s*$")


def without_contents(
    document: Document, titles: Sequence[str], language: Language, leads: Leads
) -> list[Paragraph]:
    """List the paragraphs of a document that are not entries of its table of contents."""
    listed = _entries(document, titles, language, leads)
    return [p for p in document.paragraphs if p.location.block not in listed]


def _entries(document: Document, titles: Sequence[str], language: Language, leads: Leads) -> frozenset[int]:
    """Find the blocks of a table of contents."""
    named = {
        p.location.block: _listed_title(p, titles, language, leads)
        for p in document.paragraphs
        if p.text.strip()
    }
    texts = Counter(p.text.strip() for p in document.paragraphs)
    longest: list[int] = []
    run: list[int] = []
    held: list[
        int
    ] = []  # lines that are no title, but stand below once more: entries if titles go on behind them
    for block in document.blocks:
        place = block.location.block
        if named.get(place):
            repeated = named[place] in {named[listed] for listed in run}
            run, held = [place] if repeated else [*run, *held, place], []
        elif run and isinstance(block, Paragraph) and texts[block.text.strip()] > 1 and block.text.strip():
            held.append(place)
        elif isinstance(block, Table) or place in named:
            run, held = [], []
        longest = max(longest, run, key=len)
    listed = {named[place] for place in longest if named[place]}
    again = {title for place, title in named.items() if title in listed and place > longest[-1]}
    return frozenset(longest if len(listed) >= _FEWEST and again else ())


def _listed_title(paragraph: Paragraph, titles: Sequence[str], language: Language, leads: Leads) -> str:
    """Return the prescribed title that a line is most like, page number and leaders left out."""
    if len(paragraph.text) > _LONGEST:
        return ""
    title = leads.without(_PAGE.sub("", language.number(paragraph.text).rest))
    return language.most_similar_title(title, titles, _ALIKE)
