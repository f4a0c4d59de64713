"""The lines of the list of corrections: many of one kind in one part of the document share a line."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar

from checker import Messages, Urgency, dataclass
from checker_reporters.correction_text import CorrectionText

_ = Messages(__package__)

MANY = 5  # corrections of one kind in one part that still have a line each
_EXAMPLES = 3

Text = TypeVar("Text", bound=CorrectionText)


@dataclass(frozen=True)
class CorrectionLine(Generic[Text]):
    """Word the corrections of a line: one, or many that break one rule in one part of the document."""

    texts: tuple[Text, ...]

    @property
    def first(self) -> Text:
        return self.texts[0]

    @property
    def is_single(self) -> bool:
        return len(self.texts) == 1

    @property
    def urgency(self) -> Urgency:
        return self.first.correction.urgency

    @property
    def is_alike(self) -> bool:
        """Return whether all of them make the same change."""
        return len({text.change for text in self.texts}) == 1

    @property
    def count(self) -> str:
        return self.first.wording.render(_("{count} places", count=len(self.texts)))

    @property
    def examples(self) -> str:
        """List the first places, each with its change where that is short and not the same everywhere."""
        listed = tuple(map(self._example, islice(self.texts, _EXAMPLES)))
        more = len(self.texts) - _EXAMPLES
        return self.first.wording.render(
            _("{first}; {second}; {third}; and {count} more",
              first=listed[0], second=listed[1], third=listed[2], count=more)
        )  # fmt: skip

    def _example(self, text: Text) -> str:
        place = text.place[1]
        if place and (self.is_alike or not text.is_replaced):
            return place
        return text.wording.colon.join(filter(None, (place, text.change)))

    @property
    def message(self) -> str:
        """Say what is wrong in all of these places: the change, else the name of the rule."""
        wording, rule = self.first.wording, self.first.correction.findings[0].rule
        return self.first.change if self.is_alike else wording.render(rule.name)

    @property
    def line(self) -> str:
        """Write the line: where it is, what changes there."""
        if self.is_single:
            return self.first.line
        examples = self.examples if self.first.place[1] or not self.is_alike else ""
        return self.first.wording.colon.join(
            filter(None, (self.first.place[0], self.count, self.message, examples))
        )


def span(numbers: Sequence[int]) -> str:
    """Name many numbers by the first and the last; the dash says that all between them are meant."""
    first, last = numbers[0], numbers[-1]
    return f"{first}–{last}" if list(numbers) == list(range(first, last + 1)) else f"{first}…{last}"


def correction_lines(texts: Sequence[Text]) -> Iterator[CorrectionLine[Text]]:
    """Iterate over the lines, in the order of the first correction of each."""
    kinds: dict[object, list[Text]] = {}
    for text in texts:
        kinds.setdefault(_kind(text), []).append(text)
    for text in texts:
        same = kinds[_kind(text)]
        if len(same) <= MANY:
            yield CorrectionLine((text,))
        elif same[0] is text:
            yield CorrectionLine(tuple(same))


def _kind(text: CorrectionText) -> object:
    finding = text.correction.findings[0]
    return text.correction.urgency, finding.rule.id, finding.problem.code, text.place[0]
