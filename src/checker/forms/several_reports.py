"""Several reports in one document: where each begins, and the document of one of them alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.documents.document import Block, Document, Paragraph
from checker.forms.form import Form
from checker.forms.numbered_outline import form_outline
from checker.forms.opened_tables import opened_for
from checker.forms.title import Title, find_title

_LINES = 4  # a title may be broken over so many paragraphs
_LONGEST = 80  # characters of a line of a title


@dataclass(frozen=True, slots=True)
class OneReport:
    """One of several reports in a document: its title, and its blocks."""

    title: Title
    blocks: range

    def alone(self, document: Document) -> Document:
        """Return the document with this report alone: the other blocks are empty, so that all keep their numbers."""
        blocks = tuple(
            block if at in self.blocks else Paragraph("", block.location, part="header")
            for at, block in enumerate(document.blocks)
        )
        notes = tuple(note for note in document.notes if note.block is None or note.block in self.blocks)
        return replace(document, blocks=blocks, notes=notes)


def several_reports(document: Document, form: Form) -> tuple[OneReport, ...]:
    """List the reports in a document if there are several: each has a title, and half of the sections once more."""
    titles = list(_titles(document, form))
    if len(titles) < 2:
        return ()
    starts = [0, *(title.location.block for title in titles[1:])]
    stops = [*starts[1:], len(document.blocks)]
    whole: list[_Part] = []
    for title, start, stop in zip(titles, starts, stops, strict=True):
        part = _Part(title, range(start, stop), _sections(document.blocks[start:stop], document, form))
        if whole and not whole[-1].is_repeated_by(part, form):  # below a cover, or no more than a mention
            part = whole.pop().with_next(part)
        whole.append(part)
    return tuple(OneReport(part.title, part.blocks) for part in whole) if len(whole) > 1 else ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands below a title: its blocks, and the names of the prescribed sections among them."""

    title: Title
    blocks: range
    sections: frozenset[str]

    def is_repeated_by(self, other: "_Part", form: Form) -> bool:
        """Return whether another part has half of the prescribed sections once more."""
        required = sum(not spec.optional for spec in form.sections)
        again = self.sections & other.sections
        return bool(again) and len(again) * 2 >= required

    def with_next(self, other: "_Part") -> "_Part":
        blocks = range(self.blocks.start, other.blocks.stop)
        return _Part(self.title, blocks, self.sections | other.sections)


def _sections(blocks: Sequence[Block], document: Document, form: Form) -> frozenset[str]:
    numbered = tuple(
        replace(block, location=replace(block.location, block=at)) for at, block in enumerate(blocks)
    )
    part = replace(document, blocks=numbered, notes=())
    outline = form_outline(opened_for(part, form).document, form)
    return frozenset(section.name for section in outline.sections if not section.within)


def _titles(document: Document, form: Form) -> Iterator[Title]:
    """Yield what reads like a title of the form, anywhere."""
    paragraphs, language, last = document.paragraphs, form.language, -1
    lines = [paragraph.text if len(paragraph.text) <= _LONGEST else "" for paragraph in paragraphs]
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else ""
        if not line or not any(language.may_say(above + line, words) for words in form.title):
            continue
        for first in range(max(0, at - _LINES), at + 1):
            some = paragraphs[first : at + _LINES]
            title = find_title(replace(document, blocks=some, notes=()), form.title, language)
            if (
                title is not None
                and title.location.block > last
                and title.last >= paragraphs[at].location.block
            ):
                yield title
                last = title.last
                break
