"""Spots: where a correction stands in the document, and what it changes there."""

from collections.abc import Iterator

from checker import Edit, Location, Urgency, dataclass
from checker_reporters.correction_text import CorrectionText


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a paragraph or cell that a correction, with its number and the id of what is said about it, is about.

    `old`, from character `start` on, becomes `new`. `start` is `None` where `old` has to be looked for, `new` where
    nobody knows it.
    """

    number: int
    urgency: Urgency
    id: str
    at: Location
    old: str
    new: str | None
    start: int | None = None

    def find(self, text: str, start: int) -> tuple[int, int] | None:
        """Return the characters to mark in a text that begins at character `start` of the whole; `None` for none."""
        first = text.find(self.old) if self.start is None else self.start - start
        stop = first + len(self.old)
        return (first, stop) if self.old and first >= 0 and text[first:stop] == self.old else None


def anchor(text: CorrectionText) -> Location | None:
    """Return the first place in the document that a correction changes, or else where it stands."""
    edits = _edits(text)
    return min((edit.location for edit in edits), key=position) if edits else text.correction.problem.location


def position(at: Location) -> tuple[int, int, int]:
    """Order places as a reader of the document meets them."""
    return at.block, -1 if at.row is None else at.row, -1 if at.column is None else at.column


def spots(text: CorrectionText, mark: str) -> Iterator[Spot]:
    """Iterate over the spots of a correction; a paragraph that it adds is none."""
    correction, problem = text.correction, text.correction.problem
    for edit in _edits(text):
        if not edit.adds:
            yield Spot(
                correction.number, correction.urgency, mark, edit.location, edit.old, edit.new, edit.start
            )
    if not _edits(text) and problem.location is not None:
        literal = isinstance(problem.actual, str) and not problem.target
        old = problem.actual.strip() if literal and isinstance(problem.actual, str) else ""
        new = text.expected if text.changes or text.is_blank else None
        yield Spot(correction.number, correction.urgency, mark, problem.location, old, new)


def _edits(text: CorrectionText) -> tuple[Edit, ...]:
    """List the edits of the only way to correct something, if that is certain."""
    fixes = text.correction.fixes
    return fixes[0].edits if len(fixes) == 1 and fixes[0].certain else ()
