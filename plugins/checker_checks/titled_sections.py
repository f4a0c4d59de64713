"""Problems of sections that are known by their titles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker import Filing, Form, Messages, Observation, Problem, Section, SectionSpec, Siblings, dataclass
from checker_checks.replacements import replaced
from checker_checks.section_numbers import running_numbers

_ = Messages(__package__)


@dataclass(frozen=True)
class ByTitles:
    """Judges sections by their titles; `wordings` are others of a section that are as right."""

    filing: Filing
    wordings: Mapping[str, tuple[str, ...]]

    def missing(self, found: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
        """Report each missing section; it comes with the name of the one that it would stand in."""
        yield from (problem for _within, problem in found)

    def headings(self) -> Iterator[Problem]:
        """Compare the title of each heading with the prescribed one."""
        for section in self.filing.outline.sections:
            heading = section.heading
            spec = self.filing.form.section(section.name)
            assert spec is not None, "only prescribed sections are found"
            right = (*spec.wordings, *_of(self.wordings, spec, self.filing.form))
            if self.filing.language.plain(heading.title) not in map(self.filing.language.plain, right):
                sign = heading.paragraph.text[: len(heading.paragraph.text) - len(heading.number.rest)]
                yield Problem(
                    "section-title",
                    _("the section's title is “{found}”, prescribed is “{wanted}”",
                      found=heading.title, wanted=spec.title),
                    (section.name,),
                    heading.paragraph.location,
                    expected=spec.title,
                    actual=heading.title,
                    advice=_("change the heading to “{heading}”", heading=sign + spec.title),
                    edits=replaced(heading.paragraph, heading.title, spec.title, safe=True),
                )  # fmt: skip

    def counting(self, levels: Sequence[Siblings]) -> Iterator[Observation]:
        """Report numbers of headings and lists that do not run on."""
        yield from running_numbers(self.filing, levels)

    def content(self, section: Section) -> str:
        """Return the text of a section."""
        return section.text(self.filing.document)

    def holds_text(self, section: Section) -> bool:  # noqa: ARG002  # numbered headings may
        """Return whether the heading itself may be text."""
        return False


def _of(wordings: Mapping[str, tuple[str, ...]], spec: SectionSpec, form: Form) -> tuple[str, ...]:
    return next((right for title, right in wordings.items() if form.section(title) == spec), ())
