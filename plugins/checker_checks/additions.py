"""Edits that add what is prescribed and missing: sentences, and headings of sections."""

from collections.abc import Iterable

from checker import Edit, Filing, Location, Paragraph, Section, SectionSpec, Siblings


def sentence(paragraphs: Iterable[Paragraph], text: str, *, safe: bool) -> tuple[Edit, ...]:
    """Add a sentence as a paragraph after the last one; nothing where there is none, or it is numbered by itself."""
    own = [one for one in paragraphs if one.part == "body" and one.text.strip()]
    if not own or own[-1].label or not text.strip():
        return ()
    return (_after(own[-1].location, text, own[-1], safe=safe),)


def missing_heading(filing: Filing, level: Siblings, spec: SectionSpec) -> tuple[Edit, ...]:
    """Add the heading of a missing section before its table, else at its place among the others of its rank.

    It is numbered and formatted as the nearest one; nothing where these are numbered by themselves, as all that follow
    would change.
    """
    if not level.sections or any(section.heading.paragraph.label for section in level.sections):
        return ()
    ranks = {one.name: rank for rank, one in enumerate(level.specs)}
    off = {section: ranks[spec.name] - ranks[section.name] for section in level.sections}
    like = min(off, key=lambda section: abs(off[section]))
    text, model = _numbered(spec, like, off[like]), like.heading.paragraph
    table = next((found for found in filing.tables.values() if found.spec.section == spec.name), None)
    following = next((section.heading.paragraph for section in off if off[section] < 0), None)
    if table is not None and table.pieces:
        return (_before(table.location, text, model),)
    if following is not None:
        return (_before(following.location, text, model),)
    last = level.sections[-1]
    blocks = [
        block
        for block in last.blocks(filing.document)
        if not isinstance(block, Paragraph) or block.part == "body"
    ]
    return (_after((blocks or [last.heading.paragraph])[-1].location, text, model, safe=True),)


def _numbered(spec: SectionSpec, like: Section, further: int) -> str:
    """Write the title with the number that it has if that of another section is right, so many places before it."""
    number, text = like.heading.number, like.heading.paragraph.text
    if spec.printed != spec.title or number.numbering is None:
        return spec.printed
    sign = text[: len(text) - len(number.rest)]
    return sign.replace(number.written(number.value), number.written(number.value + further)) + spec.title


def _before(location: Location, text: str, like: Paragraph) -> Edit:
    return Edit(location, 0, "", text, safe=True, adds="before", like=like.location.block)


def _after(location: Location, text: str, like: Paragraph, *, safe: bool) -> Edit:
    return Edit(location, 0, "", text, safe, adds="after", like=like.location.block)
