"""Problems of sections that are known by their numbers; what many of them lack is one finding."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from checker import Edit, Filing, Message, Messages, Observation, Problem, Section, Siblings, dataclass
from checker_checks.replacements import replaced

_ = Messages(__package__)

_LITTLE_ALIKE, _SEVERAL_WORDS = 0.5, 4  # of a line with another title than the prescribed one
_SEVERAL = 3  # sections within one that lack the same are one finding
_THROUGHOUT = 9  # sections anywhere that do: the whole document is written otherwise


@dataclass(frozen=True, slots=True)
class SectionProblem:
    """A problem of a section within another: the name of that one, and the prescribed number of its own."""

    within: str
    number: str
    problem: Problem


def gathered(
    found: Iterable[SectionProblem],
    message: Callable[[Sequence[str]], Message],
    advice: Message,
    filing: Filing,
) -> Iterator[Problem]:
    """Make one problem of several within one section, and one of all where that is so throughout.

    `message` says of a list of numbers what is wrong.
    """
    groups: dict[str, list[SectionProblem]] = {}
    for one in found:
        groups.setdefault(one.within, []).append(one)
    everywhere = [one for name, group in groups.items() if name for one in group]
    if len(everywhere) >= _THROUGHOUT:
        yield from (one.problem for one in groups.get("", ()))
        yield _joined(everywhere, (), message, advice, filing)
        return
    for name, group in groups.items():
        if name and len(group) >= _SEVERAL:
            yield _joined(group, (name,), message, advice, filing)
        else:
            yield from (one.problem for one in group)


def _joined(
    group: Sequence[SectionProblem],
    subject: tuple[str, ...],
    message: Callable[[Sequence[str]], Message],
    advice: Message,
    filing: Filing,
) -> Problem:
    first = group[0].problem
    expected = filing.language.joined(str(one.problem.expected) for one in group)
    return replace(
        first, message=message([one.number for one in group]), subject=(*subject, "sections"), expected=expected,
        advice=advice, edits=_all_edits(group),
    )  # fmt: skip


def _all_edits(group: Sequence[SectionProblem]) -> tuple[Edit, ...]:
    """Put the edits of all problems together; half of them would solve nothing."""
    edits = [one.problem.edits for one in group]
    return tuple(edit for some in edits for edit in some) if all(edits) else ()


@dataclass(frozen=True)
class ByNumbers:
    """Judges sections by their numbers, whatever the words behind them."""

    filing: Filing

    def headings(self) -> Iterator[Problem]:
        """Compare the number of each heading with the prescribed one."""
        none: list[SectionProblem] = []
        paths = self.filing.form.lines.paths
        for section in self.filing.outline.sections:
            found, wanted = section.heading.number.lead, ".".join(map(str, paths[section.name]))
            plain = "".join(found.split()).removesuffix(".0") if "." in wanted else found.strip()
            if plain == wanted:
                continue
            spec, paragraph = self.filing.form.section(section.name), section.heading.paragraph
            lead = spec.printed.removesuffix(spec.title) if spec else f"{wanted} "
            title = section.heading.title
            edits = (
                replaced(paragraph, found, wanted) if found else replaced(paragraph, title, f"{lead}{title}")
            )
            problem = Problem(
                "section-number" if found else "numbering",
                _("section “{name}” has the number {found}, prescribed is {wanted}",
                  name=section.name, found=found, wanted=wanted)
                if found
                else _("section “{name}” has no number, prescribed is {wanted}", name=section.name, wanted=wanted),
                (section.name,),
                section.heading.paragraph.location,
                expected=wanted,
                actual=section.heading.paragraph.text[:60],
                advice=_("write “{number}” in front of the title", number=wanted),
                edits=edits,
            )  # fmt: skip
            if found:
                yield problem
            else:
                none.append(SectionProblem(section.within[-1] if section.within else "", wanted, problem))
        yield from gathered(
            none,
            lambda numbers: _("{count} sections have no number, prescribed are {numbers}",
                              count=len(numbers), numbers=self.filing.language.joined(numbers)),
            _("write the numbers in front of the titles"),
            self.filing,
        )  # fmt: skip

    def missing(self, found: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
        """Put together missing sections; each problem comes with the name of the section that it would stand in."""
        numbered = (
            SectionProblem(within, self._numbers(problem.subject[0]), problem) for within, problem in found
        )
        yield from gathered(
            numbered,
            lambda numbers: _("{count} sections are missing: {numbers}",
                              count=len(numbers), numbers=self.filing.language.joined(numbers)),
            _("add them, each with its title"),
            self.filing,
        )  # fmt: skip

    def _numbers(self, name: str) -> str:
        """Return the number of a section, or those of all sections of which one must be there."""
        paths = self.filing.form.lines.paths
        return "/".join(".".join(map(str, paths[one.name])) for one in self.filing.form.choices(name))

    def counting(self, levels: Sequence[Siblings]) -> Iterator[Observation]:  # noqa: ARG002  # like ByTitles
        """Report nothing: the number of each heading is prescribed."""
        return iter(())

    def content(self, section: Section) -> str:
        """Return the text of a section; signs alone (“--”) are none."""
        text = section.text(self.filing.document)
        return text if any(map(str.isalnum, text)) else ""

    def holds_text(self, section: Section) -> bool:
        """Return whether the words behind a section's number may be text: they are not its title, and several."""
        spec, title = self.filing.form.section(section.name), section.heading.title
        if spec is None or len(title.split()) < _SEVERAL_WORDS:
            return False
        alike = (self.filing.language.title_similarity(title, words) for words in spec.wordings)
        return max(alike) < _LITTLE_ALIKE
