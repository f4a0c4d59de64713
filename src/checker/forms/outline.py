"""Sections as they stand in a document, level by level."""

from collections.abc import Iterator, Mapping

from checker.caching import cached_property
from checker.documents.document import Block, Document, Paragraph
from checker.forms.headings import Heading
from checker.forms.section_specs import SectionSpec
from checker.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A prescribed section as it stands in the document: its heading and the blocks up to the next one.

    `within` names the sections around it, the outermost first; `parts` is where the first section within it begins.
    """

    name: str
    heading: Heading
    stop: int
    within: tuple[str, ...] = ()
    parts: int | None = None

    def blocks(self, document: Document) -> Iterator[Block]:
        """Iterate over what stands below the heading."""
        return document.between(self.heading.last + 1, self.stop)

    def paragraphs(self, document: Document) -> Iterator[Paragraph]:
        """Iterate over the section's body text, the heading itself left out."""
        for block in self.blocks(document):
            if isinstance(block, Paragraph) and block.part == "body":
                yield block

    def own_paragraphs(self, document: Document) -> Iterator[Paragraph]:
        """Iterate over the body text above the first section within this one."""
        stop = self.stop if self.parts is None else self.parts
        return (paragraph for paragraph in self.paragraphs(document) if paragraph.location.block < stop)

    def has_text(self, document: Document) -> bool:
        """Return whether there is any body text, run-in text of the heading included."""
        return bool(self.heading.run_in.strip()) or any(p.text.strip() for p in self.paragraphs(document))

    def text(self, document: Document) -> str:
        """Join the section's body text, run-in text of the heading included."""
        return "\n".join((self.heading.run_in, *(p.text for p in self.paragraphs(document)))).strip()


@dataclass(frozen=True, slots=True)
class Siblings:
    """Prescribed sections of one level: those that were found, in document order, and other headings of their rank.

    `parent` is the section around them, `None` for the outermost ones; `astray` says that it is prescribed and missing.
    `repeats` are sections of theirs that stand there again after others, as for another means of transport.
    """

    specs: tuple[SectionSpec, ...]
    sections: tuple[Section, ...]
    others: tuple[Heading, ...]
    parent: Section | None = None
    astray: bool = False
    repeats: tuple[Section, ...] = ()

    @property
    def missing(self) -> tuple[SectionSpec, ...]:
        """List the sections that were not found, optional ones left out, and of a choice only the first."""
        found = {section.name for section in self.sections}
        lost = [spec for spec in self.specs if spec.name not in found and not spec.optional]
        chosen = {spec.choice for spec in self.specs if spec.name in found}
        first = {spec.choice: spec for spec in reversed(lost)}
        return tuple(
            spec
            for spec in lost
            if not spec.choice or (spec.choice not in chosen and first[spec.choice] is spec)
        )


@dataclass(frozen=True)
class Outline:
    """The prescribed sections that were found, level by level."""

    levels: tuple[Siblings, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """List all sections that were found, in document order."""
        found = (section for level in self.levels for section in level.sections)
        return tuple(sorted(found, key=lambda section: section.heading.block))

    @property
    def repeats(self) -> tuple[Section, ...]:
        """List the sections that stand there again."""
        return tuple(section for level in self.levels for section in level.repeats)

    @property
    def others(self) -> tuple[Heading, ...]:
        """List the headings beside the outermost sections."""
        return self.levels[0].others

    def section(self, name: str) -> Section | None:
        """Return the section that was found under a prescribed name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Section]:
        return {section.name: section for section in reversed(self.sections)}

    def holding(self, block: int) -> Section | None:
        """Return the innermost section in which a block stands."""
        around = (s for s in reversed(self.sections) if s.heading.block <= block < s.stop)
        return next(around, None)
