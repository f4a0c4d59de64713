"""The sections of forms that are known by their numbers, whatever stands around and behind their headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Document, Paragraph
from checker.forms.contents import without_contents
from checker.forms.form import Form
from checker.forms.headings import Heading
from checker.forms.numbered_lines import NumberedLine, NumberedLines
from checker.forms.outline import Outline, Section, Siblings, outline
from checker.forms.section_specs import SectionSpec, every
from checker.numbering import Number

_Found = tuple[int, Paragraph, NumberedLine]  # how good it is


def form_outline(document: Document, form: Form) -> Outline:
    """Bind the headings of a document to the sections of its form, by their numbers where the form says so."""
    if form.numbered:
        return numbered_outline(document, form.lines)
    return outline(document, form.sections, form.language)


def numbered_outline(document: Document, lines: NumberedLines) -> Outline:
    """Bind the headings of an opened document to the prescribed sections."""
    titles = [spec.printed for spec in every(lines.specs)]
    paragraphs = without_contents(document, titles, lines.language)
    read = [(paragraph, line) for paragraph in paragraphs if (line := lines.numbered(paragraph.text))]
    return Outline(tuple(_levels(paragraphs, read, lines, lines.specs, len(document.blocks))))


def _levels(
    paragraphs: Sequence[Paragraph],
    read: Sequence[tuple[Paragraph, NumberedLine]],
    lines: NumberedLines,
    specs: Sequence[SectionSpec],
    end: int,
    parent: Section | None = None,
    *,
    astray: bool = False,
) -> Iterator[Siblings]:
    """Bind the sections of one level, and then those within each of them."""
    found = _chosen(read, specs, lines)
    if parent is not None:
        found |= _unnumbered(paragraphs, specs, found, lines)
    marks = sorted(found.items(), key=lambda mark: mark[1].block)
    stops = [*(heading.block for _name, heading in marks), end]
    within = (*parent.within, parent.name) if parent else ()
    sections = [
        Section(name, heading, stop, within)
        for (name, heading), stop in zip(marks, stops[1:], strict=True)
    ]
    children = {spec.name: spec.children for spec in specs if spec.children}
    inner: list[Siblings] = []
    for index, section in enumerate(sections):
        if section.name not in children:
            continue
        first, last = section.heading.block, section.stop
        below = [p for p in paragraphs if first < p.location.block < last]
        numbered = [one for one in read if first < one[0].location.block < last]
        levels = list(_levels(below, numbered, lines, children[section.name], last, section))
        inner += levels
        parts = [one.heading.block for level in levels for one in level.sections]
        sections[index] = replace(section, parts=min(parts, default=None))
    yield Siblings(tuple(specs), tuple(sections), (), parent, astray)
    yield from inner


def _chosen(
    read: Sequence[tuple[Paragraph, NumberedLine]], specs: Sequence[SectionSpec], lines: NumberedLines
) -> dict[str, Heading]:
    """Choose for each section the first line with its words, else one with its number at its place."""
    names = {spec.name for spec in specs}
    best: dict[str, tuple[int, Heading]] = {}
    for paragraph, line in read:
        if line.spec.name not in names:
            continue
        right = _path(line.number) == lines.paths[line.spec.name]
        good = 2 * line.worded + right  # words at another number are better than a number with other words
        if good > best.get(line.spec.name, (0, None))[0]:
            best[line.spec.name] = (good, _heading(paragraph, line, lines))
    return {name: heading for name, (_good, heading) in best.items()}


def _unnumbered(
    paragraphs: Sequence[Paragraph],
    specs: Sequence[SectionSpec],
    found: Mapping[str, Heading],
    lines: NumberedLines,
) -> dict[str, Heading]:
    """Find titles without their numbers, of sections that were not found."""
    missing = {spec.name for spec in specs} - found.keys()
    named: dict[str, Heading] = {}
    for paragraph in paragraphs if missing else ():
        line = lines.unnumbered(paragraph.text)
        if line is not None and line.spec.name in missing:
            named.setdefault(line.spec.name, _heading(paragraph, line, lines))
    return named


def _path(number: str) -> tuple[int, ...]:
    path = tuple(int(part) for part in number.split(".") if part.strip())
    while len(path) > 1 and path[-1] == 0:
        path = path[:-1]
    return path


def _heading(paragraph: Paragraph, line: NumberedLine, lines: NumberedLines) -> Heading:
    level = len(lines.paths[line.spec.name])
    path = _path(line.number)
    number = Number(None, path[-1] if path else 0, line.title, line.number)
    return Heading(paragraph, level, number, line.title, line.run_in)
