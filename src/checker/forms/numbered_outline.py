"""The sections of forms that are known by their numbers, whatever stands around and behind their headings."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Block, Document, Paragraph
from checker.forms.annexes import form_end
from checker.forms.form import Form
from checker.forms.headings import Heading
from checker.forms.numbered_lines import NumberedLine, NumberedLines, path_of
from checker.forms.outline import Outline, Section, Siblings
from checker.forms.section_binding import outline
from checker.forms.section_specs import SectionSpec
from checker.lazy_dataclasses import dataclass
from checker.numbering import Number

_CONTENTS = 3  # sections that a table of contents lists at least


def form_outline(document: Document, form: Form, body_names: Collection[str] = ()) -> Outline:
    """Bind the headings of a document to the sections of its form, by their numbers where the form says so.

    `body_names` may lead titles: what the document calls the body, folded. Annexes are left out.
    """

    def bound(end: int | None = None) -> Outline:
        if form.numbered:
            return numbered_outline(document, form.lines, end)
        tables = [spec.title for spec in form.tables if spec.title]
        return outline(document, form.sections, form.language, body_names, tables, end=end)

    whole = bound()
    end = form_end(document, form, whole)
    return whole if end is None else bound(end)


def numbered_outline(document: Document, lines: NumberedLines, end: int | None = None) -> Outline:
    """Bind the headings of an opened document to the prescribed sections; `end` is the block at which annexes begin."""
    end = len(document.blocks) if end is None else end
    headings = {p.location.block: line for p in document.paragraphs if (line := lines.numbered(p.text))}
    listed = _contents(document, headings, lines)
    paragraphs = [p for p in document.paragraphs if p.location.block < end and p.location.block not in listed]
    read = [(p, headings[p.location.block]) for p in paragraphs if p.location.block in headings]
    others = [p.location.block for p in paragraphs if lines.continues_count(p.text)]
    texts = [text for block in document.blocks[:end] for text in _texts(block)]
    lookup = _Lookup(lines, read, others, texts)
    return Outline(tuple(_levels(paragraphs, lookup, lines.specs, (-1, end))))


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What is looked through: lines with numbers of the form, blocks with others, and all texts."""

    lines: NumberedLines
    read: Sequence[tuple[Paragraph, NumberedLine]]
    others: Sequence[int]
    texts: Sequence["_Text"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph or a cell, and what stands behind it in its row."""

    paragraph: Paragraph
    behind: str = ""


def _texts(block: Block) -> Iterator[_Text]:
    if isinstance(block, Paragraph):
        yield from (_Text(block),) if block.part == "body" else ()
        return
    behind: dict[int, str] = {}
    for cell in sorted(block.cells, key=lambda cell: cell.column, reverse=True):
        yield _Text(Paragraph(cell.text, block.locate(cell)), behind.get(cell.row, ""))
        behind[cell.row] = f"{cell.text} {behind.get(cell.row, '')}".strip()


def _contents(document: Document, read: Mapping[int, NumberedLine], lines: NumberedLines) -> set[int]:
    """Find the blocks of tables of contents: numbered lines one after the other, all of which come again below."""
    last = {line.spec.name: block for block, line in read.items()}
    run: list[int] = []
    listed: set[int] = set()
    for place in (*(block.location.block for block in document.blocks), len(document.blocks)):
        if place in read:
            run.append(place)
            continue
        names = {read[one].spec.name for one in run}
        tops = {name for name in names if len(lines.paths[name]) == 1}
        if len(tops) >= _CONTENTS and all(last[name] > run[-1] for name in tops):
            listed |= set(run)
        run = []
    return listed


def _levels(
    paragraphs: Sequence[Paragraph],
    lookup: _Lookup,
    specs: Sequence[SectionSpec],
    extent: tuple[int, int],
    parent: Section | None = None,
) -> Iterator[Siblings]:
    """Bind the sections of one level, and then those within each of them."""
    first, end = extent
    lines = lookup.lines
    found = _chosen([one for one in lookup.read if first < one[0].location.block < end], specs, lines)
    others: list[int] = []
    again: list[tuple[str, Heading]] = []
    if parent is not None:
        found |= _missing(paragraphs, specs, found, lines, lines.ranged)
        found |= _missing(paragraphs, specs, found, lines, lambda text: (lines.unnumbered(text),))
        below = [text for text in lookup.texts if first < text.paragraph.location.block < end]
        found |= _glued([_Text(parent.heading.paragraph), *below], specs, found, lines)
        others = [block for block in lookup.others if first < block < end]
        again = list(_repeats(paragraphs, found, lookup))
    marks = sorted(found.items(), key=lambda mark: mark[1].block)
    starts = sorted({*(heading.block for _name, heading in (*marks, *again)), *others, end})
    within = (*parent.within, parent.name) if parent else ()
    sections, repeats = (
        [
            Section(name, heading, starts[bisect_right(starts, heading.block)], within)
            for name, heading in headings
        ]
        for headings in (marks, again)
    )
    children = {spec.name: spec.children for spec in specs if spec.children}
    inner: list[Siblings] = []
    for index, section in enumerate(sections):
        if section.name not in children:
            continue
        inside = section.heading.block, section.stop
        own = [p for p in paragraphs if inside[0] < p.location.block < inside[1]]
        levels = list(_levels(own, lookup, children[section.name], inside, section))
        inner += levels
        parts = [one.heading.block for level in levels for one in level.sections]
        sections[index] = replace(section, parts=min(parts, default=None))
    yield Siblings(tuple(specs), tuple(sections), (), parent, repeats=tuple(repeats))
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
        right = path_of(line.number) == lines.paths[line.spec.name]
        good = 2 * line.worded + right  # words at another number are better than a number with other words
        if good > best.get(line.spec.name, (0, None))[0]:
            best[line.spec.name] = (good, _heading(paragraph, line, lines))
    return {name: heading for name, (_good, heading) in best.items()}


def _missing(
    paragraphs: Sequence[Paragraph],
    specs: Sequence[SectionSpec],
    found: Mapping[str, Heading],
    lines: NumberedLines,
    read: Callable[[str], Iterable[NumberedLine | None]],
) -> dict[str, Heading]:
    """Find the lines, as `read` reads them, of sections that were not found."""
    missing = {spec.name for spec in specs} - found.keys()
    named: dict[str, Heading] = {}
    for paragraph in paragraphs if missing else ():
        for line in read(paragraph.text):
            if line is not None and line.spec.name in missing:
                named.setdefault(line.spec.name, _heading(paragraph, line, lines))
    return named


def _repeats(
    paragraphs: Sequence[Paragraph], found: Mapping[str, Heading], lookup: _Lookup
) -> Iterator[tuple[str, Heading]]:
    """Find the headings of sections again that were found, where another section stands between."""
    lines = lookup.lines
    numbered = {paragraph.location.block: line for paragraph, line in lookup.read}
    opened = {heading.block: name for name, heading in found.items()}
    seen: set[str] = set()
    last = ""
    for paragraph in paragraphs:
        if name := opened.get(paragraph.location.block, ""):
            seen.add(name)
            last = name
            continue
        line = numbered.get(paragraph.location.block) or lines.unnumbered(paragraph.text)
        if line is None or not line.worded or line.spec.name not in seen or line.spec.name == last:
            continue
        if bool(line.number) == bool(found[line.spec.name].number.lead):
            yield line.spec.name, _heading(paragraph, line, lines)
            last = line.spec.name


def _glued(
    texts: Sequence[_Text],
    specs: Sequence[SectionSpec],
    found: Mapping[str, Heading],
    lines: NumberedLines,
) -> dict[str, Heading]:
    """Find number and title of a section within a longer text, of sections that were not found.

    A title that ends its cell has its text in the cells behind it.
    """
    named: dict[str, Heading] = {}
    for spec in (spec for spec in specs if spec.name not in found):
        found_in = lines.within(spec, (one.paragraph.text for one in texts))
        for text, run_in in zip(texts, found_in, strict=True):
            if run_in is not None:
                number = ".".join(map(str, lines.paths[spec.name]))
                line = NumberedLine(spec, spec.title, run_in or text.behind, number)
                named[spec.name] = _heading(text.paragraph, line, lines)
                break
    return named


def _heading(paragraph: Paragraph, line: NumberedLine, lines: NumberedLines) -> Heading:
    level = len(lines.paths[line.spec.name])
    path = path_of(line.number)
    number = Number(None, path[-1] if path else 0, line.title, line.number)
    return Heading(paragraph, level, number, line.title, line.run_in)
