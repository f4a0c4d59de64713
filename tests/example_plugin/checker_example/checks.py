"""A check with one option."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checker import Check, Filing, Messages, NotAssessed, Observation, Problem

_ = Messages(__package__)


@dataclass(frozen=True)
class WordLimit(Check):
    """Every prescribed section must be short enough.

    `words` is the number of words that a section may have.
    """

    name: ClassVar[str] = "word-limit"
    words: int = 100

    def run(self, filing: Filing) -> Iterator[Observation]:
        """Count the words of each section that is there."""
        if not filing.outline.sections:
            yield NotAssessed(_("the memo has no section"))
        for section in filing.outline.sections:
            count = len(section.text(filing.document).split())
            if count > self.words:
                yield Problem(
                    "too-long",
                    _("“{section}” has {count} words", section=section.name, count=count),
                    (section.name,),
                    section.heading.paragraph.location,
                    expected=str(self.words),
                    actual=str(count),
                    advice=_("leave out {count} words", count=count - self.words),
                )
