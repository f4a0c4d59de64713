"""Headings bound to prescribed sections: which paragraphs are headings, and which section each of them opens."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Document, Paragraph
from checker.forms.broken_titles import BrokenTitles
from checker.forms.contents import without_contents
from checker.forms.headings import Heading, level_headings, reads_like_heading, stands_alone
from checker.forms.leads import Leads
from checker.forms.outline import Outline, Section, Siblings
from checker.forms.section_specs import SectionSpec, every
from checker.language import Language
from checker.lazy_dataclasses import dataclass

_ALIKE = 0.5  # a heading at the place of a prescribed one is that one reworded if half of it is alike
_ALIKE_ELSEWHERE = 0.6
_ALIKE_ALONE = 0.75  # a line that nothing but its words shows to be a heading
_LITTLE_ALIKE = 0.2


def outline(
    document: Document,
    prescribed: Sequence[SectionSpec],
    language: Language,
    body_names: Collection[str] = (),
    tables: Sequence[str] = (),
    *,
    end: int | None = None,
) -> Outline:
    """Bind the document's headings to the prescribed sections, by wording first and by place then.

    A heading may name the body, by one of its names, and the period before its title. A table of contents may list the
    titles of `tables`, too. `end` is the block at which annexes begin.
    """
    leads = Leads(language, body_names)
    known = frozenset(language.plain(words) for spec in every(prescribed) for words in spec.wordings)
    binder = _Binder(language, _repeated(prescribed, language), leads, known)
    titles = [*(spec.title for spec in every(prescribed)), *tables]
    read = without_contents(document, titles, language, leads)
    stop = len(document.blocks) if end is None else end
    paragraphs = [paragraph for paragraph in read if paragraph.location.block < stop]
    return Outline(tuple(binder.levels(paragraphs, prescribed, stop)))


def _repeated(prescribed: Sequence[SectionSpec], language: Language) -> frozenset[str]:
    """Return the titles that several sections have, in different places of the tree."""
    titles = Counter(language.plain(spec.title) for spec in every(prescribed))
    return frozenset(title for title, count in titles.items() if count > 1)


@dataclass(frozen=True, slots=True)
class _Binder:
    """Binds headings to the sections of a form, one level of the tree after the other."""

    language: Language
    repeated: frozenset[str]
    leads: Leads
    known: frozenset[str]  # titles of all levels

    def levels(
        self,
        paragraphs: Sequence[Paragraph],
        specs: Sequence[SectionSpec],
        end: int,
        parent: Section | None = None,
        *,
        astray: bool = False,
    ) -> Iterator[Siblings]:
        """Bind sections of one level and then those within each of them; `end` is the block after the last."""
        found = self._named(paragraphs, specs)
        ranked: list[Heading] = []
        if not astray:
            ranked = list(self._ranked(paragraphs, found, top=parent is None))
            own = {self.language.plain(words) for spec in specs for words in spec.wordings}
            elsewhere = (
                self.known - own
            )  # a heading that is the title of another section is not one of these reworded
            free = [heading for heading in ranked if self.language.plain(heading.title) not in elsewhere]
            found |= self._reworded(free, specs, found)
            found |= self._alone(paragraphs, specs, found)
            found |= self._placed(free, specs, found)
        found = self._read_alike(found)
        lost = {
            spec.name: self._gap(paragraphs, spec, specs, found)
            for spec in specs
            if spec.name not in found and spec.children
        }
        within = (*parent.within, parent.name) if parent else ()
        orphans = [
            heading.block
            for spec in specs
            if spec.name in lost
            for heading in self._named(lost[spec.name], spec.children).values()
        ]
        marks = sorted(found.items(), key=lambda mark: mark[1].block)
        starts = sorted((*orphans, *(heading.block for heading in found.values()), end))
        sections = tuple(
            Section(name, heading, next(start for start in starts if start > heading.block), within)
            for name, heading in marks
        )
        inner: list[Siblings] = []
        kept: list[Section] = []
        children = {spec.name: spec.children for spec in specs if spec.children}
        for section in sections:
            below = [p for p in paragraphs if section.heading.last < p.location.block < section.stop]
            levels = list(
                self.levels(below, children[section.name], section.stop, section)
                if section.name in children
                else ()
            )
            inner += levels
            parts = [one.heading.block for level in levels for one in level.sections]
            kept.append(replace(section, parts=min(parts, default=None)))
        bound = {heading.block for heading in found.values()}
        others = tuple(h for h in ranked if h.block not in bound)
        yield Siblings(tuple(specs), tuple(kept), others, parent, astray)
        yield from inner
        for name, below in lost.items():
            stop = next((start for start in starts if below and start > below[-1].location.block), end)
            yield from self.levels(below, children[name], stop, parent, astray=True)

    def _gap(
        self,
        paragraphs: Sequence[Paragraph],
        spec: SectionSpec,
        specs: Sequence[SectionSpec],
        found: Mapping[str, Heading],
    ) -> list[Paragraph]:
        """List the paragraphs among which a missing section would stand, and so those within it may."""
        names = [one.name for one in specs]
        rank = names.index(spec.name)
        before = [found[name].block for name in names[:rank] if name in found]
        after = [found[name].block for name in names[rank + 1 :] if name in found]
        first, last = max(before, default=-1), min(after, default=None)
        return [
            p for p in paragraphs if first < p.location.block and (last is None or p.location.block < last)
        ]

    def _named(self, paragraphs: Sequence[Paragraph], specs: Sequence[SectionSpec]) -> dict[str, Heading]:
        """Find the paragraphs that are just a prescribed title, with whatever number, or begin with it."""
        candidates: dict[str, list[Heading]] = {}
        plain = self.language.plain
        names = {plain(words): spec for spec in reversed(specs) for words in spec.wordings}
        broken = BrokenTitles(names, self.language)
        for at, paragraph in enumerate(paragraphs):
            read = self.language.leading(paragraph.text, paragraph.label)
            wordings = (read.rest, paragraph.text, self.leads.without(read.rest))
            title = next((words.strip() for words in wordings if plain(words) in names), "")
            below = 0
            if not title:
                title, below = broken.lines(read.rest, paragraphs, at)
            spec = names.get(plain(title)) if title else None
            if spec is not None:
                level = paragraph.level or read.level or 1
                heading = Heading(paragraph, level, read, title, lines_below=below)
            elif read.is_top and (opened := self._opening(read.rest, specs)) is not None:
                spec, words = opened
                text = read.rest[len(words) :].lstrip("。．.：:、—– \u3000")
                heading = Heading(paragraph, 1, read, words, text)
            else:
                continue
            candidates.setdefault(spec.name, []).append(heading)
        return self._chosen(candidates, specs)

    def _opening(self, text: str, specs: Sequence[SectionSpec]) -> tuple[SectionSpec, str] | None:
        ends = set("。．.：:—–") | (set() if self.language.spaced else set(" \u3000"))
        for spec in specs:
            for words in spec.wordings:
                if text.startswith(words) and text[len(words) :].lstrip(" ")[:1] in ends and ends:
                    return spec, words
        return None

    def _chosen(
        self, candidates: Mapping[str, Sequence[Heading]], specs: Sequence[SectionSpec]
    ) -> dict[str, Heading]:
        """Choose the heading of each section: a section's own parts repeat words, so the highest rank wins.

        Among equals that is the last one in its place. A title that sections in other places have, too, counts only
        where it has the rank of the others.
        """
        best: dict[str, list[Heading]] = {}
        for name, found in candidates.items():
            highest = max(map(_rank, found))
            best[name] = [heading for heading in found if _rank(heading) == highest]
        names = [spec.name for spec in specs]
        shared = {spec.name for spec in specs if self.language.plain(spec.title) in self.repeated}
        chosen = {name: found[0] for name, found in best.items() if len(found) == 1 and name not in shared}
        levels = Counter(heading.level for heading in chosen.values()).most_common(1)
        for name in (name for name in names if name in best and name not in chosen):
            found = best[name]
            if name in shared and levels:
                found = [heading for heading in found if heading.level == levels[0][0]]
            placed = [heading for heading in found if _between(heading, names.index(name), names, chosen)]
            if placed or found:
                chosen[name] = (placed or found)[0 if name in shared else -1]
        return chosen

    def _ranked(
        self, paragraphs: Sequence[Paragraph], found: Mapping[str, Heading], *, top: bool
    ) -> Iterator[Heading]:
        """Find the headings of the sections' rank that bear none of their names: numbered, or not, as those are."""
        named = {heading.block for heading in found.values()}
        style = next(iter(Counter(h.number.style for h in found.values()).most_common(1)), ("", 0))[0]
        styled = Counter(h.paragraph.level for h in found.values() if h.paragraph.level).most_common(1)
        level = styled[0][0] if styled else None
        of_level = {heading.block: heading for heading in level_headings(paragraphs, self.language)}
        highest = min((heading.level for heading in of_level.values()), default=0)
        for paragraph in paragraphs:
            if paragraph.location.block in named:
                continue
            heading = of_level.get(paragraph.location.block)
            if heading is not None and (
                (top and heading.level == 1)
                or (level is not None and paragraph.level == level and heading.number.style == style)
                or (not top and not found and heading.level == highest)
            ):
                yield heading
                continue
            read = next((one for one in self.language.readings(paragraph.text) if one.style == style), None)
            if style and read is not None and reads_like_heading(read.rest, self.language, styled=False):
                yield Heading(paragraph, 1, read, read.rest.strip())

    def _reworded(
        self, candidates: Sequence[Heading], specs: Sequence[SectionSpec], found: Mapping[str, Heading]
    ) -> dict[str, Heading]:
        """Give each section not found the most similar heading left, the one at its place preferred."""
        names = [spec.name for spec in specs]
        pairs: list[tuple[float, str, Heading]] = []
        for rank, spec in enumerate(specs):
            if spec.name in found:
                continue
            for heading in candidates:
                alike = self._alike(heading, spec)
                in_place = _is_numbered(heading, rank, spec) and _between(heading, rank, names, found)
                if in_place and self.language.plain(spec.title) in self.language.plain(heading.title):
                    alike = max(alike, _ALIKE)
                if alike >= (_ALIKE if in_place else _ALIKE_ELSEWHERE):
                    pairs.append((alike + (0.2 if in_place else 0), spec.name, heading))
        return _best(pairs)

    def _alone(
        self, paragraphs: Sequence[Paragraph], specs: Sequence[SectionSpec], found: Mapping[str, Heading]
    ) -> dict[str, Heading]:
        """Give each section not found the most similar line between its neighbours, where headings are just lines."""
        plain = [heading for heading in found.values() if heading.paragraph.level or heading.number.style]
        missing = [(rank, spec) for rank, spec in enumerate(specs) if spec.name not in found]
        if not missing or len(plain) * 2 > len(found):
            return {}
        names = [spec.name for spec in specs]
        bound = {heading.block for heading in found.values()}
        pairs: list[tuple[float, str, Heading]] = []
        for paragraph in paragraphs:
            if paragraph.location.block in bound or not stands_alone(paragraph, self.language):
                continue
            read = self.language.leading(paragraph.text, paragraph.label)
            heading = Heading(paragraph, 1, read, read.rest.strip())
            pairs += (
                (alike, spec.name, heading)
                for rank, spec in missing
                if (alike := self._alike(heading, spec)) >= _ALIKE_ALONE
                and _between(heading, rank, names, found)
            )
        return _best(pairs)

    def _placed(
        self, candidates: Sequence[Heading], specs: Sequence[SectionSpec], found: Mapping[str, Heading]
    ) -> dict[str, Heading]:
        """Give a section not found the heading that has its number and stands right between its neighbours.

        The first section may be called anything. Others must have a little in common with their titles.
        """
        names = [spec.name for spec in specs]
        bound: dict[str, Heading] = {}
        for rank, spec in enumerate(specs[:-1]):
            beside = [*range(max(rank - 1, 0), rank), rank + 1]
            neighbours = [(other, found.get(names[other])) for other in beside]
            if spec.name in found or not all(h and _is_numbered(h, r, specs[r]) for r, h in neighbours):
                continue
            for heading in candidates:
                same = heading.number.numbering == found[names[beside[-1]]].number.numbering
                alike = rank == 0 or self._alike(heading, spec) >= _LITTLE_ALIKE
                if (
                    same
                    and alike
                    and _is_numbered(heading, rank, spec)
                    and heading not in found.values()
                    and _between(heading, rank, names, found)
                ):
                    bound[spec.name] = heading
                    break
        return bound

    def _alike(self, heading: Heading, spec: SectionSpec) -> float:
        return max(self.language.title_similarity(heading.title, words) for words in spec.wordings)

    def _read_alike(self, found: Mapping[str, Heading]) -> dict[str, Heading]:
        """Read the number of each heading as most of its siblings are numbered: “I.” may follow H."""
        used = Counter(heading.number.numbering for heading in found.values()).most_common(1)
        alike: dict[str, Heading] = {}
        for name, heading in found.items():
            others = (
                self.language.readings(heading.paragraph.text)
                if heading.number.numbering not in {None, used[0][0]}
                else ()
            )
            read = next((one for one in others if one.numbering == used[0][0]), heading.number)
            alike[name] = replace(heading, number=read)
        return alike


def _rank(heading: Heading) -> tuple[int, bool]:
    return -heading.level, bool(heading.number.style)


def _is_numbered(heading: Heading, rank: int, spec: SectionSpec) -> bool:
    """Return whether a heading has the number of a section: its place among its siblings, or the pack's."""
    return heading.number.value in {rank + 1, spec.value} and heading.number.value > 0


def _best(pairs: Sequence[tuple[float, str, Heading]]) -> dict[str, Heading]:
    """Give each name its most similar heading, each heading once."""
    bound: dict[str, Heading] = {}
    for _alike, name, heading in sorted(pairs, key=lambda pair: (-pair[0], pair[2].block)):
        if name not in bound and heading not in bound.values():
            bound[name] = heading
    return bound


def _between(heading: Heading, rank: int, names: Sequence[str], found: Mapping[str, Heading]) -> bool:
    before = [found[name].block for name in names[:rank] if name in found]
    after = [found[name].block for name in names[rank + 1 :] if name in found]
    return all(block < heading.block for block in before) and all(block > heading.block for block in after)
