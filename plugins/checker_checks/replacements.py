"""Edits of running text: what a check quotes, replaced where that is beyond doubt."""

from checker import Edit, Paragraph


def replaced(paragraph: Paragraph, old: str, new: str, *, safe: bool = False) -> tuple[Edit, ...]:
    """Replace a text that stands in a paragraph exactly once, its automatic number excepted; nothing otherwise."""
    if not old or paragraph.text.count(old) != 1 or paragraph.text.index(old) < len(paragraph.label):
        return ()
    return (Edit(paragraph.location, paragraph.text.index(old), old, new, safe),)
