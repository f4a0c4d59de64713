"""Edits of running text: what a check quotes, replaced where that is beyond doubt."""

from decimal import Decimal

from checker import Document, Edit, Location, Paragraph, regex, text_at


def replaced(paragraph: Paragraph, old: str, new: str, *, safe: bool = False) -> tuple[Edit, ...]:
    """Replace a text that stands in a paragraph exactly once, its automatic number excepted; nothing otherwise."""
    if not old or paragraph.text.count(old) != 1 or paragraph.text.index(old) < len(paragraph.label):
        return ()
    return (Edit(paragraph.location, paragraph.text.index(old), old, new, safe),)


def replaced_at(document: Document, location: Location, old: str, new: str) -> tuple[Edit, ...]:
    """Replace a text that stands exactly once in the paragraph or cell at a location; nothing otherwise."""
    block = document.blocks[location.block]
    if isinstance(block, Paragraph):
        return replaced(block, old, new)
    text = text_at(document, location)
    return (Edit(location, text.index(old), old, new),) if old and text.count(old) == 1 else ()


def other_figure(location: Location, start: int, old: str, new: Decimal, way: int = 0) -> tuple[Edit, ...]:
    """Replace a number in digits by another, written in the same way; nothing for a number in other signs."""
    if not _DIGITS.fullmatch(old):
        return ()
    return (Edit(location, start, old, f"{new:,f}" if "," in old else f"{new:f}", way=way),)


_DIGITS = regex(r"[0-9][0-9,]*(\.[0-9]+)?")
