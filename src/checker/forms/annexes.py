"""Annexes: what stands behind the last prescribed section, from a line that the pack knows by its words."""

from collections.abc import Iterator

from checker.documents.document import Block, Document, Paragraph
from checker.forms.form import Form
from checker.forms.outline import Outline

_LONGEST = 150  # characters of such a line


def form_end(document: Document, form: Form, outline: Outline) -> int | None:
    """Return the block at which annexes begin: a line behind the last section that was found; `None` for none."""
    ranks = {spec.name: rank for rank, spec in enumerate(form.sections)}
    last = max(outline.levels[0].sections, key=lambda section: ranks[section.name], default=None)
    if not form.ends or last is None:
        return None
    below = document.between(last.heading.last + 1, len(document.blocks))
    return next((block.location.block for block in below if _ends(block, form)), None)


def _ends(block: Block, form: Form) -> bool:
    return any(
        len(line) <= _LONGEST and any(pattern.search(line) for pattern in form.ends) for line in _lines(block)
    )


def _lines(block: Block) -> Iterator[str]:
    """Iterate over the lines that may head an annex: a paragraph, or the first row of a table if it is one cell."""
    if isinstance(block, Paragraph):
        yield from [block.text] if block.part == "body" else ()
    elif len(block.row(0)) == 1:
        yield block.row(0)[0].text
