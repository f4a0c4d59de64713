"""Audit checks, and what they compare: the bodies on the roster and their filings for this year and the last."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar, Protocol

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.tables import BoundTable
from checker.judging.checks import Check, Mistake, NotAssessed, Observation
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.messages import Message
from checker.periods import Period

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that must file, as on the roster; missing values are empty or `None`.

    `parent` is the name of another body, `submitted` the day on which it filed, `deadline` the last day for filing.
    `valid_from` and `valid_until` are its first and its last day, `successor` is the name of the body that took over.
    `counts` names the file that counts where a person chose one.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    deadline: date | None = None
    contact: str = ""
    submitted: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str = ""
    counts: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names of the body, its own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class StoredFiling:
    """A filing in the store of an audit, without its document: its tables, and the digests made by audit checks.

    `tables` maps the id of each prescribed table to the table found, or to the reason why there is none.
    `digests` maps the ids of audit rules to their digests, `headings` the ids of tables to the headings above them.
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
    period: Period | None = None


@dataclass(frozen=True)
class UnreadSubmission:
    """A submission that belongs to a body, by its path, and could not be read or judged."""

    path: str
    reason: Message


@dataclass(frozen=True)
class BodyFilings:
    """A body and its filings for the year and for the year before; the filing that counts comes first.

    `unread` are unread submissions for the year, or for an unknown year; `unread_before` are those for the year
    before, by their paths. `others` are its filings for other years, then its documents of other kinds. `superseded`
    are the paths of filings that a later version replaced; `undecided` is whether a person must choose the filing that
    counts.
    """

    body: Body
    filings: tuple[StoredFiling, ...] = ()
    before: tuple[StoredFiling, ...] = ()
    unread: tuple[UnreadSubmission, ...] = ()
    unread_before: tuple[UnreadSubmission, ...] = ()
    others: tuple[UnreadSubmission, ...] = ()
    superseded: frozenset[str] = frozenset()
    undecided: bool = False

    @property
    def filing(self) -> StoredFiling | None:
        """Return the filing for the year that counts."""
        return self.filings[0] if self.filings else None

    @property
    def previous(self) -> StoredFiling | None:
        """Return the filing for the year before that counts."""
        return self.before[0] if self.before else None


class Audit(Protocol):
    """What audit checks compare; filings are read from the store on demand.

    `unread_unmatched` counts the submissions that could neither be read nor matched to a body: any body without
    a filing may have filed one of them.
    """

    @property
    def period(self) -> Period: ...
    @property
    def year(self) -> int:
        """Return the year that names the period."""
        ...

    @property
    def form(self) -> Form: ...
    @property
    def unread_unmatched(self) -> int: ...

    def body_filings(self) -> Iterator[BodyFilings]:
        """Yield all bodies, in the order of the roster."""
        ...

    def filings_of(self, body: str) -> BodyFilings | None:
        """Return one body by its name; `None` if it is not on the roster."""
        ...

    def children(self, body: str) -> tuple[str, ...]:
        """Return the names of the bodies below a body."""
        ...


@dataclass(frozen=True, slots=True)
class CrossProblem:
    """What an audit check observed about one body.

    `filing` is the path of the filing that it is about, `other` that of the filing it was compared with; `table` is
    the id of the table of the problem's location and `within`, if they are in one.
    """

    body: str
    observation: Observation
    filing: str = ""
    other: str = ""
    table: str = ""


class AuditCheck(Protocol):
    """A check across filings: a frozen dataclass whose fields are its YAML options and whose docstring is its manual.

    `digest` runs in the worker that reads a filing; `run` runs once, over the stored filings and digests. A body
    about which it yields nothing passes. Both are pure functions. A check that needs no more than one body and those
    below it is a `BodyCheck`, which costs an audit less.
    """

    name: ClassVar[str]

    def digest(self, filing: Filing) -> Json:  # noqa: ARG002  # most checks need no digest
        """Return what `run` needs of a filing beside its tables, as small JSON."""
        return None

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        """Compare all filings; yield problems, and why bodies are not assessed. `rule` is the key of its digests."""
        ...

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # most checks have none
        """Yield options that do not fit the form."""
        yield from ()

    def deadline(self, body: Body, period: Period) -> date | None:  # noqa: ARG002  # most checks know none
        """Return the last day for filing the report of a body for a period, where the check knows one."""
        return None


class BodyCheck(AuditCheck):
    """A check across filings that judges every body on its own: from its filings and those of the bodies below it.

    An audit runs such checks in its worker processes, in one pass over the bodies, and not again for a body while what
    it compares stays the same. Of other bodies, `audit` has none.
    """

    @abstractmethod
    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:
        """Compare the filings of one body; yield problems, and why it is not assessed."""

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        """Compare the filings of all bodies, one body at a time."""
        for filings in audit.body_filings():
            yield from self.compare(rule, filings, audit)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The checks that packs may use, by name: of one filing, and across filings; and languages.

    `owners` maps hooks and names to the plugins that provide them, `versions` plugins to the distributions that they
    are of; `packages` are the packages of plugins.
    """

    checks: Mapping[str, type[Check]]
    audit_checks: Mapping[str, type[AuditCheck]] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    owners: Mapping[tuple[str, str], str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    packages: frozenset[str] = frozenset()
