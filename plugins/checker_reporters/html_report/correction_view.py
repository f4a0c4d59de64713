"""One correction on the page: its line in the list, and its spots in the document."""

from collections.abc import Iterator
from functools import cached_property

from checker import Location, Message, dataclass, shorten
from checker_reporters.changes import Change
from checker_reporters.correction_text import BLANK, CorrectionText
from checker_reporters.html_report import words
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.html_report.spots import Spot, anchor, spots

_ROOM = 80  # columns of a text that the list quotes


@dataclass(frozen=True)
class CorrectionView(CorrectionText):
    """Show a correction; `quoted` is the language tag of the document's text where it is not the page's."""

    prefix: str
    quoted: str | None

    @property
    def id(self) -> str:
        return f"{self.prefix}c{self.correction.number}"

    @property
    def number(self) -> str:
        return str(self.correction.number)

    def values(self) -> tuple[Html, Html]:
        """Write the cells of the list with the text that was found and what it becomes."""
        return (
            element("td", self._label(words.FOUND), self._found_cell(), class_="found"),
            element("td", self._label(words.CHANGE), self._change_cell(), class_="change"),
        )

    def _label(self, label: Message) -> Html:
        return element("span", self.wording.render(label), class_="label", aria_hidden="true")

    def _found_cell(self) -> Content:
        if len(self.edited) > 1 and self.is_blank:
            return (self._old(text) for text in dict.fromkeys(self.edited))
        if self.is_blank:
            return element("span", self.wording.render(BLANK), class_="blank")
        if self.changes:
            return element("del", (_part(one.old, one) for one in self.changes), lang=self.quoted)
        return element("span", shorten(self.found, _ROOM) or "—", lang=self.quoted if self.found else None)

    def _old(self, text: str) -> Content:
        """Write what stands in one of several cells."""
        if not text:
            return element("span", self.wording.render(BLANK), class_="blank"), " "
        return element("del", element("b", text), lang=self.quoted), " "

    def _change_cell(self) -> Iterator[Content]:
        if self.is_blank:
            yield element("ins", element("b", self.expected), lang=self.quoted)
        elif self.changes:
            yield element("ins", (_part(one.new, one) for one in self.changes), lang=self.quoted)
        elif self.expected and self._is_expectation:
            yield element("span", self.expected, lang=self.expected_language)
        for text in self.advice:
            yield element("small", text) if self._is_expectation and self.expected else element("span", text)
        if not self.advice and not (self._is_expectation and self.expected):
            yield "—"

    @property
    def _is_expectation(self) -> bool:
        """Return whether the expected text belongs to the place; the sum of uncertain cells does not."""
        return self.correction.is_replacement or not isinstance(self.correction.problem.expected, str)

    @property
    def expected_language(self) -> str | None:
        return self.quoted if isinstance(self.correction.problem.expected, str) else None

    def reasons(self) -> Iterator[Content]:
        """Write why something is to be corrected, and what else it causes."""
        yield self.reason
        if others := len(self.messages) - 1:
            yield element("small", self.wording.render(words.SAME_CAUSE.with_values(count=others)))

    # --- where it stands ---

    @cached_property
    def anchor(self) -> Location | None:
        """Return the place in the document below which the correction is explained."""
        return anchor(self)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spots(self, self.id))


def _part(text: str, change: Change) -> Content:
    return element("b", text) if change.is_change and text else text
