"""Sections: which paragraphs are headings, and which prescribed section each of them opens."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.documents.document import Block, Document, Paragraph, Table
from checker.languages import Language, Languages
from checker.numbering import Number
from checker.text import fold

_LONGEST_HEADING = 40
_ALIKE = 0.5  # a heading at the place of a prescribed one is that one reworded if half of it is alike
_ALIKE_ELSEWHERE = 0.6
_ALIKE_LISTED = 0.8
_LITTLE_ALIKE = 0.2
_LONGEST_LISTED = 150  # leaders included
_LISTED = 3  # so many titles in a row are a table of contents
_PAGE = re.compile(r"[\s.…·⋯．。—-]*\d{0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that opens a section; `title` is its text without number, `run_in` what follows on its line."""

    paragraph: Paragraph
    level: int
    number: Number
    title: str
    run_in: str = ""

    @property
    def block(self) -> int:
        return self.paragraph.location.block


@dataclass(frozen=True, slots=True)
class Section:
    """A prescribed section as it stands in the document: its heading and the blocks up to the next one."""

    name: str
    heading: Heading
    stop: int

    def blocks(self, document: Document) -> Iterator[Block]:
        """Iterate over what stands below the heading."""
        return document.between(self.heading.block + 1, self.stop)

    def paragraphs(self, document: Document) -> Iterator[Paragraph]:
        """Iterate over the section's body text, the heading itself left out."""
        for block in self.blocks(document):
            if isinstance(block, Paragraph) and block.part == "body":
                yield block

    def text(self, document: Document) -> str:
        """Join the section's body text, run-in text of the heading included."""
        return "\n".join((self.heading.run_in, *(p.text for p in self.paragraphs(document)))).strip()


@dataclass(frozen=True, slots=True)
class Outline:
    """The prescribed sections that were found, in document order, and headings of the same rank beside them."""

    sections: tuple[Section, ...]
    others: tuple[Heading, ...]

    def section(self, name: str) -> Section | None:
        """Return the section that was found under a prescribed name."""
        return next((section for section in self.sections if section.name == name), None)

    def holding(self, block: int) -> Section | None:
        """Return the section in which a block stands."""
        return next((s for s in self.sections if s.heading.block <= block < s.stop), None)


def headings(document: Document, language: Language | Languages) -> Iterator[Heading]:
    """Find headings by style and by numbering, of every level."""
    return _headings(document.paragraphs, language)


def _headings(paragraphs: Iterable[Paragraph], language: Language | Languages) -> Iterator[Heading]:
    for paragraph in paragraphs:
        found = language.number(paragraph.text)
        level = paragraph.level or found.level
        if level is None or not _reads_like_heading(found.rest, styled=paragraph.level is not None):
            continue
        yield Heading(paragraph, level, found, found.rest.strip())


def _reads_like_heading(text: str, *, styled: bool) -> bool:
    body = fold(text).rstrip(".,:;")
    if not body or len(body) > _LONGEST_HEADING * (2 if styled else 1):
        return False
    return styled or not any(sign in body for sign in ".;:") or body.endswith(")")


def outline(document: Document, prescribed: Sequence[str], language: Language) -> Outline:
    """Bind the document's headings to the prescribed section titles, by wording first and by place then."""
    contents = _contents(document, prescribed, language)
    paragraphs = [p for p in document.paragraphs if p.location.block not in contents]
    found = _named(paragraphs, prescribed, language)
    ranked = list(_ranked(paragraphs, found, language))
    found |= _reworded(ranked, prescribed, found, language)
    found |= _placed(ranked, prescribed, found, language)
    marks = sorted(((heading, name) for name, heading in found.items()), key=lambda mark: mark[0].block)
    stops = [heading.block for heading, _ in marks[1:]] + [len(document.blocks)]
    # where no section is found, the document's end is left over
    sections = tuple(
        Section(name, heading, stop) for (heading, name), stop in zip(marks, stops, strict=False)
    )
    bound = {heading.block for heading in found.values()}
    return Outline(sections, tuple(h for h in ranked if h.block not in bound))


def _contents(document: Document, prescribed: Sequence[str], language: Language) -> frozenset[int]:
    """Find the blocks of a table of contents: prescribed titles one after the other that are repeated below."""
    titles = {
        p.location.block: _listed_title(p, prescribed, language)
        for p in document.paragraphs
        if p.text.strip()
    }
    longest: list[int] = []
    run: list[int] = []
    for block in document.blocks:
        place = block.location.block
        if titles.get(place):
            repeated = titles[place] in {titles[listed] for listed in run}
            run = [place] if repeated else [*run, place]
        elif isinstance(block, Table) or place in titles:
            run = []
        longest = max(longest, run, key=len)
    listed = {titles[place] for place in longest}
    again = {title for place, title in titles.items() if title in listed and place > longest[-1]}
    return frozenset(longest if len(longest) >= _LISTED and again else ())


def _listed_title(paragraph: Paragraph, prescribed: Sequence[str], language: Language) -> str:
    """Return the prescribed title of a line, page number and leaders left out."""
    if len(paragraph.text) > _LONGEST_LISTED:
        return ""
    title = _PAGE.sub("", language.number(paragraph.text).rest)
    return next((name for name in prescribed if language.similarity(title, name) >= _ALIKE_LISTED), "")


def _ranked(
    paragraphs: Sequence[Paragraph], found: Mapping[str, Heading], language: Language
) -> Iterator[Heading]:
    """Find the headings of the sections' rank that bear none of their names: numbered, or not, as those are."""
    named = {heading.block for heading in found.values()}
    style = Counter(heading.number.style for heading in found.values()).most_common(1)
    of_level = {heading.block: heading for heading in _headings(paragraphs, language) if heading.level == 1}
    for paragraph in paragraphs:
        if paragraph.location.block in named:
            continue
        read = language.number(paragraph.text)
        if (heading := of_level.get(paragraph.location.block)) is not None:
            yield heading
        elif style and style[0][0] == read.style and _reads_like_heading(read.rest, styled=False):
            yield Heading(paragraph, 1, read, read.rest.strip())


def _named(
    paragraphs: Sequence[Paragraph], prescribed: Sequence[str], language: Language
) -> dict[str, Heading]:
    """Find the paragraphs that are just a prescribed title, with whatever number, or begin with it."""
    candidates: dict[str, list[Heading]] = {}
    names = {language.bare(name): name for name in prescribed}
    for paragraph in paragraphs:
        read = language.number(paragraph.text)
        if (name := names.get(language.bare(paragraph.text))) is not None:
            heading = Heading(paragraph, paragraph.level or read.level or 1, read, read.rest.strip())
        elif read.opens_section and (name := _opening(read.rest, prescribed)) is not None:
            heading = Heading(paragraph, 1, read, name, read.rest[len(name) :].lstrip("。．.：:、 \u3000"))
        else:
            continue
        candidates.setdefault(name, []).append(heading)
    # a section's own parts repeat words: the highest rank wins, and among equals the last
    return {
        name: max(found, key=lambda heading: (-heading.level, bool(heading.number.style), heading.block))
        for name, found in candidates.items()
    }


def _opening(text: str, prescribed: Sequence[str]) -> str | None:
    for name in prescribed:
        if text.startswith(name) and text[len(name) : len(name) + 1] in set("。．.：: \u3000"):
            return name
    return None


def _reworded(
    candidates: Sequence[Heading], prescribed: Sequence[str], found: dict[str, Heading], language: Language
) -> dict[str, Heading]:
    """Give each prescribed title not found the most similar heading left, the one at its place preferred."""
    pairs: list[tuple[float, str, Heading]] = []
    for position, name in enumerate(prescribed, start=1):
        if name in found:
            continue
        for heading in candidates:
            alike = language.similarity(heading.title, name)
            in_place = heading.number.value == position and _between(heading, position, prescribed, found)
            if in_place and language.bare(name) in language.bare(heading.title):
                alike = max(alike, _ALIKE)
            if alike >= (_ALIKE if in_place else _ALIKE_ELSEWHERE):
                pairs.append((alike + (0.2 if in_place else 0), name, heading))
    bound: dict[str, Heading] = {}
    for _, name, heading in sorted(pairs, key=lambda pair: (-pair[0], pair[2].block)):
        if name not in bound and heading not in bound.values():
            bound[name] = heading
    return bound


def _placed(
    candidates: Sequence[Heading], prescribed: Sequence[str], found: Mapping[str, Heading], language: Language
) -> dict[str, Heading]:
    """Give a title not found the heading that has its number and stands right between its neighbours.

    The first section may be called anything. Others must have a little in common with their titles.
    """
    bound: dict[str, Heading] = {}
    for position, name in enumerate(prescribed[:-1], start=1):
        beside = [*prescribed[position - 2 : position - 1], prescribed[position]]
        if name in found or not all(_numbered_in_place(other, prescribed, found) for other in beside):
            continue
        for heading in candidates:
            same = heading.number.numbering == found[beside[-1]].number.numbering
            alike = position == 1 or language.similarity(heading.title, name) >= _LITTLE_ALIKE
            if (
                same
                and alike
                and heading.number.value == position
                and heading not in found.values()
                and _between(heading, position, prescribed, found)
            ):
                bound[name] = heading
                break
    return bound


def _numbered_in_place(name: str, prescribed: Sequence[str], found: Mapping[str, Heading]) -> bool:
    return name in found and found[name].number.value == prescribed.index(name) + 1


def _between(
    heading: Heading, position: int, prescribed: Sequence[str], found: Mapping[str, Heading]
) -> bool:
    before = [found[name].block for name in prescribed[: position - 1] if name in found]
    after = [found[name].block for name in prescribed[position:] if name in found]
    return all(block < heading.block for block in before) and all(block > heading.block for block in after)
