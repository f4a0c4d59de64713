"""Who has the words of whom: the pairs of bodies whose filings share text, for the matrix on the page."""

from dataclasses import dataclass, field

from checker import Category, Message
from checker_reporters.audit.body_status import JudgedBody
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.audit.dashboard.numbered_messages import NumberedMessages


@dataclass
class SimilarPairs:
    """Gather the findings of originality between the filings of two bodies."""

    messages: NumberedMessages
    owners: dict[str, int] = field(default_factory=dict)  # path of a filing → number of its body
    found: list[tuple[int, str, Message | str | None]] = field(default_factory=list)

    def add(self, number: int, judged: JudgedBody) -> None:
        """Add a body with the number that it has on the page."""
        for filing in judged.body_report.filings.filings:
            self.owners[filing.path] = number
        for cross in judged.body_report.findings:
            finding = cross.finding
            if finding.rule.category is Category.ORIGINALITY and cross.other and finding.waiver is None:
                self.found.append((number, cross.other, finding.problem.actual))

    def json(self) -> list[Json]:
        """List the pairs of two bodies: the one that has the text of the other, the other, how much of it."""
        return [
            [number, owner, self.messages.encode_quote(shown)]
            for number, path, shown in self.found
            if (owner := self.owners.get(path)) is not None and owner != number
        ]
