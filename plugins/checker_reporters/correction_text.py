"""The words of a correction: its place, the found and the expected text, the reason, what to do."""

from functools import cached_property

from checker import Correction, Messages, Side, Statement, Working, dataclass, place_of
from checker_reporters.changes import Change, changes
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

BLANK = _("blank")
_SUM = _("{terms} = {sum}, but {label} says {found}")
_SUM_IN_TEXT = _("{terms} = {sum}, but the text says {found}")
_MORE_THAN_EXPECTED = 14  # characters: shorter advice (“change it to …”) only repeats the expected text
_INSIDE = " › "


@dataclass(frozen=True)
class CorrectionText:
    """Word a correction in one language; each text is safe to print."""

    correction: Correction
    wording: ReportWording

    @cached_property
    def place(self) -> tuple[str, str]:
        """Return the part of the document, and the place in it."""
        place = place_of(self.correction.findings[0], self.wording.language)
        part, _separator, inside = self.wording.render(place).partition(_INSIDE)
        return part, inside

    @cached_property
    def found(self) -> str:
        return self.wording.quote(self.correction.problem.actual)

    @cached_property
    def expected(self) -> str:
        return self._corrected or self.wording.quote(self.correction.problem.expected)

    @cached_property
    def _corrected(self) -> str:
        """Return the found text with the edits of the only way to correct it; empty where they are not all in it."""
        fixes, actual = self.correction.fixes, self.correction.problem.actual
        edits = sorted(fixes[0].edits, key=lambda edit: edit.start) if len(fixes) == 1 else []
        if not isinstance(actual, str) or len({edit.location for edit in edits}) != 1 or not fixes[0].certain:
            return ""
        text, done = self.found, 0
        for edit in edits:
            at = text.find(edit.old, done) if edit.old and not edit.adds else -1
            if at < 0:
                return ""
            text, done = text[:at] + edit.new + text[at + len(edit.old) :], at + len(edit.new)
        return text

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return how the found text becomes the expected one; empty where that cannot be shown."""
        literal = isinstance(self.correction.problem.actual, str) and self.correction.is_replacement
        literal = literal or bool(self._corrected)
        return changes(self.found, self.expected, whole=self.is_cell) if literal else ()

    @cached_property
    def edited(self) -> tuple[str, ...]:
        """List what stands in the cells that the only certain way to correct it changes; empty texts for blank ones."""
        fixes = self.correction.fixes
        edits = fixes[0].edits if len(fixes) == 1 and fixes[0].certain else ()
        return tuple(edit.old for edit in edits if edit.location.row is not None)

    @property
    def is_cell(self) -> bool:
        location = self.correction.problem.location
        return location is not None and location.row is not None

    @property
    def is_blank(self) -> bool:
        return self.is_cell and not self.found and self.correction.is_replacement

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Return what the findings state, each message once."""
        stated: dict[str, Statement] = {}
        for finding in self.correction.findings:
            for statement in finding.problem.stated:
                stated.setdefault(self.wording.render(statement.message), statement)
        return tuple(stated.values())

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """Return the different messages of the findings, and of what else they cause."""
        return tuple(dict.fromkeys(self.wording.render(one.message) for one in self.statements))

    @cached_property
    def advice(self) -> tuple[str, ...]:
        """Return the different pieces of advice that do more than repeat the expected text."""
        rendered = (self.wording.render(finding.problem.advice) for finding in self.correction.findings)
        return tuple(text for text in dict.fromkeys(rendered) if text and not self._repeats_expected(text))

    def _repeats_expected(self, text: str) -> bool:
        if self.correction.problem.target:
            return True  # it names the cell and the number, as the line itself does
        expected = {self.expected, self.wording.quote(self.correction.problem.expected)}
        repeated = max((len(one) for one in expected if one in text), default=0)
        return bool(repeated) and len(text) - repeated < _MORE_THAN_EXPECTED

    @cached_property
    def reason(self) -> str:
        """Say why something is to be corrected: of a sum, what its parts make; else the first message."""
        sums = (sum_of(one.working) for one in self.statements if one.working is not None)
        for single, other in ((one, other) for one, other in sums if one is not None):
            values = {"terms": other.terms, "sum": other.value, "label": single.label, "found": single.value}
            return self.wording.render((_SUM if single.label else _SUM_IN_TEXT).with_values(**values)).strip()
        return self.messages[0]

    @property
    def is_replaced(self) -> bool:
        """Return whether the list shows the text that was found and what it becomes."""
        return bool(self.changes) or self.is_blank

    @cached_property
    def change(self) -> str:
        """Write how the text changes, else what is wrong; of several cells, which ones."""
        if len(self.edited) > 1 and self.is_blank:
            return f"{self.messages[0]} → {self.expected}"
        if self.is_replaced:
            return f"{self.found or self.wording.render(BLANK)} → {self.expected}"
        return self.messages[0]

    @property
    def line(self) -> str:
        """Write the correction on one line: its place, then its change."""
        place = _INSIDE.join(filter(None, self.place))
        return self.wording.colon.join(filter(None, (place, self.change)))


def sum_of(working: Working) -> tuple[Side | None, Side]:
    """Return the side that should be the sum of the other one, and that one; `None` where neither should."""
    for one, other in ((working.left, working.right), (working.right, working.left)):
        if working.sign == "≠" and one.terms == one.value != other.terms:
            return one, other
    return None, working.left
