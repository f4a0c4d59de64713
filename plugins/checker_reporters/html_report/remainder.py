"""What the page says about a document below its corrections: what was accepted, not judged, not read, and passed."""

from collections.abc import Callable, Iterable, Iterator

from checker import Finding, Message, Outcome, Provision, Report, __version__, dataclass
from checker_reporters.entries import is_unjudged
from checker_reporters.html_report import words
from checker_reporters.html_report.markup import Html, element
from checker_reporters.html_report.section_view import Heading
from checker_reporters.wording import ReportWording


@dataclass(frozen=True)
class Remainder:
    """Write what remains to be said; `alone` where the page has no other document.

    `section` writes a section of the page by its name, title and content.
    """

    report: Report
    wording: ReportWording
    quoted: str | None
    heading: Heading
    section: Callable[..., Html]
    alone: bool

    def write(self) -> Iterator[Html]:
        """Write all of it, what may need a decision first."""
        yield from self._waived()
        yield from self._unjudged()
        yield from self._notes()
        yield from self._rules()
        yield self._identity()

    def _word(self, message: Message, **values: object) -> str:
        return self.wording.render(message.with_values(**values) if values else message)

    def _waived(self) -> Iterator[Html]:
        waived = [finding for finding in self.report.findings if finding.waiver is not None]
        if waived:
            title = self._word(words.WAIVED, count=len(waived))
            yield self.section("waived", title, map(self._waived_finding, waived))

    def _waived_finding(self, finding: Finding) -> Html:
        terms = self.wording.details(finding)
        return element(
            "article",
            element(self.heading(3), self.wording.message(finding)),
            element("p", self.wording.render(finding.place), class_="at"),
            element("dl", ((element("dt", label), element("dd", text)) for label, text in terms)),
            class_="f waived",
        )

    def _unjudged(self) -> Iterator[Html]:
        unjudged = list(filter(is_unjudged, self.report.assessments))
        reasons = {
            id(one): self.wording.render(one.reason) or self._word(words.NO_REASON) for one in unjudged
        }
        if unjudged:
            yield self.section(
                "unjudged",
                self._word(words.UNJUDGED, count=len(unjudged)),
                (
                    (
                        element("p", reason),
                        self._rule_list(one.rule for one in unjudged if reasons[id(one)] == reason),
                    )
                    for reason in dict.fromkeys(reasons.values())
                ),
            )

    def _notes(self) -> Iterator[Html]:
        if notes := self.wording.untold(self.report):
            lines = (element("li", self.wording.note(note)) for note in notes)
            yield self.section("notes", self._word(words.NOTES, count=len(notes)), element("ul", lines))

    def _rules(self) -> Iterator[Html]:
        """Count all rules in one line; on a page of its own, it unfolds to those that the document keeps."""
        passed = [one.rule for one in self.report.assessments if one.outcome is Outcome.PASS]
        line = self.wording.rules(self.report)
        if line and not self.alone:
            yield element("p", line, class_="all")
        elif line:
            listed = (element("p", self._word(words.PASSED)), self._rule_list(passed)) if passed else None
            yield element("details", element("summary", line), listed, class_="all")

    def _rule_list(self, rules: Iterable[Provision]) -> Html:
        return element(
            "ul",
            (
                element(
                    "li",
                    element("span", self.wording.render(rule.requirement), lang=self.quoted),
                    " ",
                    element("code", self.wording.render(rule.id)),
                )
                for rule in rules
            ),
        )

    def _identity(self) -> Html:
        """Name what was judged by what, to identify a printed page."""
        digest = self.wording.render(self.report.sha256)
        parts = (
            f"Checker {__version__}",
            self.wording.render(self.report.pack),
            digest and f"SHA-256 {digest}",
        )
        return element("p", " · ".join(filter(None, parts)), class_="identity")
