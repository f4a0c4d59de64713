"""What a check is, and what it yields."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from checker.documents.document import Location
from checker.documents.edits import Edit
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.relations import Relation
from checker.lazy_dataclasses import dataclass
from checker.messages import Message


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison in bare figures, and what they make; `label` names it where it is one figure."""

    terms: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """A comparison that does not hold, written out: `sign` says how its sides compare in fact, `place` in which line."""

    place: str
    left: Side
    sign: str
    right: Side


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the things that a problem states: the message, the place in printed labels, the figures."""

    message: Message
    within: str = ""
    working: Working | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check saw; the rule that takes its code sets the severity.

    `code` is stable and one of the check's codes. `subject` names structurally what it is about (table, row key,
    column key; section title …), never by line or count: the finding's fingerprint is made of it. `within` is the
    place inside the section in printed labels. `doubtful` says that a person must look: a doubtful cell, an
    ambiguous scope. `cells` are the table cells whose text the problem rests on: where a second reading disputes
    one, a person must look, too. `target` names the one cell, in printed labels as `within`, that `actual` stands
    in and whose change to `expected` solves the problem, where that may be another than the one at `location`.
    `cause` names what has to be corrected: problems with the same cause, if not an empty one, become one finding.
    `edits` would solve the problem; the engine tries them before they are offered. `working` writes out in figures
    what the message states. `statements` are all that a problem states which several became, and empty for others.
    """

    code: str
    message: Message
    subject: tuple[str, ...] = ()
    location: Location | None = None
    within: str = ""
    expected: str | Message | None = None
    actual: str | Message | None = None
    advice: Message | None = None
    doubtful: bool = False
    cells: tuple[Location, ...] = ()
    target: str = ""
    cause: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    working: Working | None = None
    statements: tuple[Statement, ...] = ()

    @property
    def stated(self) -> tuple[Statement, ...]:
        """List what the problem states, at least its message."""
        return self.statements or (Statement(self.message, self.within, self.working),)

    @property
    def is_open(self) -> bool:
        """Return whether several cells may be wrong: found and expected text are those of a sum, and of no certain cell."""
        return len(self.cells) > 1 and self.actual is not None and not self.target


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Report that a check could not judge, and why: it never looks like a pass.

    `unread` is true where the reader could not read what was needed; otherwise another finding is the cause.
    `codes` are the codes that could not be judged, empty for all of the check. `cause` is the code of a problem of
    the same check that is the reason: a rule that takes it has that problem and is not reported as unjudged.
    """

    reason: Message
    unread: bool = False
    codes: tuple[str, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Report that a check does not bind this filing; `codes` are those that do not, empty for all of the check."""

    reason: Message
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """An option that cannot mean anything; `path` leads to it from the rule (“relations”, 1)."""

    path: tuple[str | int, ...]
    message: str


Observation = Problem | NotAssessed | NotApplicable


class Need(Protocol):
    """What a check must find in a filing before it can judge; `checker.judging.needs` has the usual ones.

    `absence` says that the check looks for what must be there: its problems state that something was not found.
    """

    @property
    def absence(self) -> bool: ...

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why the check cannot run; `None` where it can."""
        ...

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return why a part of what the check looks at was not read; `None` where all of it was."""
        ...


class Check(Protocol):
    """A way of testing: a frozen dataclass whose fields are its YAML options and whose docstring is its manual.

    Implementations subclass this protocol. `name` is what packs call it; `codes` are those of all problems that it
    can yield, which rules share out among themselves; a check without codes cannot be shared. `places` are names in
    braces that it fills in its options, besides those of the period. With a check that `separates`, several reports in
    a file are judged one by one. `run` is pure.
    """

    name: ClassVar[str]
    codes: ClassVar[tuple[str, ...]] = ()
    places: ClassVar[tuple[str, ...]] = ()
    separates: ClassVar[bool] = False

    @property
    def filled_places(self) -> tuple[str, ...]:
        """List the names in braces that the check fills in its options: `places`, or what they say themselves."""
        return self.places

    def needs(self) -> Sequence[Need]:
        """List what the check needs of a filing; the engine answers “not assessed” where it is not there.

        A check that lists nothing is taken to need all of the document: it never passes where anything is unread.
        """
        return ()

    def run(self, filing: Filing) -> Iterator[Observation]:
        """Look at a filing and yield what is wrong, or why it could not be judged."""
        ...

    def split(self, form: Form) -> "Sequence[Check]":  # noqa: ARG002  # most have none
        """List the checks that run in place of this one: one for each of several tables; empty for none."""
        return ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # most checks have none
        """Yield what the options say that the form does not know: keys, tables, sections."""
        yield from ()

    def carries(self, form: Form) -> Iterator[tuple[str, str, str]]:  # noqa: ARG002  # most carry nothing over
        """Yield (table id, row, row in the filing of the period before) for figures that go on from there."""
        yield from ()

    def prescribes(self, form: Form) -> Iterator[tuple[str, Relation]]:  # noqa: ARG002  # most have none
        """Yield (table id, relation) for what must hold in a table: advice weighs all of a table's together."""
        yield from ()
