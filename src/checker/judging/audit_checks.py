"""What audit checks are and what they look at: who must file, and all that was filed, this year and the last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.tables import BoundTable
from checker.judging.checks import Check, Mistake, NotAssessed, Observation
from checker.languages import Language
from checker.messages import Message

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that must file, as the roster has it; what the roster does not say is empty or `None`.

    `parent` is another body's name. `submitted` is the day on which it filed, `deadline` the last one on which it may.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    deadline: date | None = None
    contact: str = ""
    submitted: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """List what the body is called, its own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class StoredFiling:
    """A filing as an audit remembers it, its document gone: its tables, and what audit checks kept of it.

    `tables` maps the id of each prescribed table to what was found, or says why there is nothing to compare.
    `digests` maps the ids of audit rules to what their checks kept. `headings` maps the ids of tables to the
    headings they stand under.
    """

    path: str
    sha256: str
    format: str
    title: str
    body: str
    year: int
    form: Form
    tables: Mapping[str, BoundTable | NotAssessed]
    digests: Mapping[str, Json]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class UnreadSubmission:
    """A submission that is a body's, as its path tells, and that could not be read or judged as what it should be."""

    path: str
    reason: Message


@dataclass(frozen=True)
class BodyFilings:
    """A body in an audit: what it filed for the year and for the year before; the filing that counts comes first.

    `unread` are submissions of the body of which nobody knows the year, or that would be for the year;
    `unread_before` are those that are for the year before, as their paths tell.
    """

    body: Body
    filings: tuple[StoredFiling, ...] = ()
    before: tuple[StoredFiling, ...] = ()
    unread: tuple[UnreadSubmission, ...] = ()
    unread_before: tuple[UnreadSubmission, ...] = ()

    @property
    def filing(self) -> StoredFiling | None:
        """Return the filing for the year that counts."""
        return self.filings[0] if self.filings else None

    @property
    def previous(self) -> StoredFiling | None:
        """Return the filing for the year before that counts."""
        return self.before[0] if self.before else None


class Audit(Protocol):
    """What audit checks look at; standings are read from the store as they are asked for, one at a time.

    `unplaced` counts the submissions that could neither be read nor be told whose they are: any body that seems
    to have filed nothing may have filed one of these.
    """

    @property
    def year(self) -> int: ...
    @property
    def form(self) -> Form: ...
    @property
    def unplaced(self) -> int: ...

    def standings(self) -> Iterator[BodyFilings]:
        """Iterate over all bodies, in the order of the roster."""
        ...

    def standing(self, body: str) -> BodyFilings | None:
        """Return one body by its name; `None` where the roster does not have it."""
        ...

    def children(self, body: str) -> tuple[str, ...]:
        """List the names of the bodies whose parent a body is."""
        ...


@dataclass(frozen=True, slots=True)
class CrossProblem:
    """What an audit check saw of one body.

    `filing` is the path of the filing that it is about, `other` that of the one it was compared with; `table` is
    the id of the table where the problem's location and `within` are, if they are in one.
    """

    body: str
    seen: Observation
    filing: str = ""
    other: str = ""
    table: str = ""


class AuditCheck(Protocol):
    """A way of testing filings against one another: a frozen dataclass whose fields are its YAML options.

    Its docstring is its manual. `digest` runs where the filing is read, isolated from all others; `run` runs over
    what was kept of all. A body of which it yields nothing passes. Both are pure.
    """

    name: ClassVar[str]

    def digest(self, filing: Filing) -> Json:  # noqa: ARG002  # most checks keep nothing
        """Return what the check must remember of a filing, small."""
        return None

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        """Look at all filings and yield what is wrong, or why it could not be judged; `rule` keys the digests."""
        ...

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # most checks have none
        """Yield what the options say that the form does not know."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What packs may use, by name: checks of one filing and of filings against one another, and languages."""

    checks: Mapping[str, type[Check]]
    audit_checks: Mapping[str, type[AuditCheck]] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
