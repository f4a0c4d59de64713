"""Rules: checks made binding by a clause; packs: the rules that govern one kind of filing in certain years."""

from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from functools import cached_property

from checker.forms.form import Form
from checker.forms.statistics import Statistic
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check, NotAssessed, Observation, Problem
from checker.judging.filling import has_places
from checker.lazy_dataclasses import dataclass
from checker.messages import Message
from checker.patterns import Pattern


class Severity(StrEnum):
    """How grave a breach is, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order severities: 0 is the gravest."""
        return list(Severity).index(self)


class Category(StrEnum):
    """What kind of defect a breach is."""

    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    TIMELINESS = "timeliness"
    ORIGINALITY = "originality"
    FORM = "form"
    SAFETY = "safety"


@dataclass(frozen=True)
class Provision:
    """What a clause demands, and how gravely; `requirement` quotes the source, `clause` is never empty.

    `name` is what people call it, in a few words.
    """

    id: str
    severity: Severity
    category: Category
    clause: str
    requirement: str
    name: Message | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Rule(Provision):
    """A check of one filing that a clause makes binding.

    `codes` are those of the check's problems that the rule enforces, empty for all that the check yields; `plugin`
    is the one that provides the check; `separates` is what the check says, known before it is imported.
    """

    check: Check
    codes: tuple[str, ...] = ()
    plugin: str = ""
    separates: bool = False

    @cached_property
    def is_dated(self) -> bool:
        """Return whether patterns of its check have places for the period of a filing."""
        return has_places(self.check)

    def takes(self, code: str) -> bool:
        """Return whether the rule enforces problems of this code."""
        return not self.codes or code in self.codes

    def is_about(self, seen: Observation) -> bool:
        """Return whether what the rule's check yielded concerns the rule."""
        if isinstance(seen, Problem):
            return self.takes(seen.code)
        if isinstance(seen, NotAssessed) and seen.cause and self.takes(seen.cause):
            return False
        return not seen.codes or any(map(self.takes, seen.codes))


@dataclass(frozen=True)
class AuditRule(Provision):
    """A check of filings against one another that a clause makes binding; `plugin` provides it."""

    check: AuditCheck
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """The report years that a pack governs, both included; `None` is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True)
class Template:
    """What the blank form says where it is to be filled in; {year}, {body} and ____ stand for what is not known yet.

    `title` are the title's lines; `opening` and, by section, `sections` are paragraphs.
    """

    title: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def section(self, name: str) -> tuple[str, ...]:
        """List the paragraphs of a section."""
        return dict(self.sections).get(name, ())


@dataclass(frozen=True)
class Naming:
    """How the names of bodies are written, in the words of the pack's own field and language.

    Names that differ in one of `endings` alone are the same body's. In a path, a name may stand right behind
    `leads` (“关于”), and ends before `topics` (“年度报告”); what else follows it, and ends in one of `heads` (“局”), makes
    it part of a longer name.
    """

    endings: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """Documents that look like those of a pack and are none: what their title, heads or first page say, and why.

    A document that says one of `unless`, too, is not excluded. `anywhere` looks at all of its text.
    """

    pattern: Pattern
    because: Message
    unless: tuple[Pattern, ...] = ()
    anywhere: bool = False


@dataclass(frozen=True)
class Declaration:
    """What documents of a kind say on their first page or in their heads, and why others are refused.

    A document that says none of it is of the kind if it has half of the prescribed sections with
    numbers, those within others included.
    """

    patterns: tuple[Pattern, ...]
    because: Message


@dataclass(frozen=True)
class RulePack:
    """The rules in force for one kind of filing in certain years.

    `id` is family/edition (“annual-report/2021”); packs of one family differ in the years they govern.
    `digest` is the SHA-256 of everything the pack was loaded from; `parents` are the ids of the packs that it
    extends, nearest first. `audit` are the rules for filings of one year, and of the year before, against one
    another; `naming` says which bodies these are of. `not_for` are documents that it must not judge, `only_for` says
    which it may. `statistics` are what audits add up over many filings, `parts` the names of its parts of patterns.
    """

    id: str
    title: str
    language: str
    years: Years
    form: Form
    rules: Sequence[Rule]
    digest: str = ""
    parents: tuple[str, ...] = ()
    template: Template = Template()
    audit: Sequence[AuditRule] = ()
    naming: Naming = Naming()
    not_for: tuple[Exclusion, ...] = ()
    only_for: Declaration | None = None
    statistics: tuple[Statistic, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that id."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def any_rule(self, name: str) -> Rule | AuditRule | None:
        """Return the rule of that id, of one filing or across filings."""
        return self.rule(name) or next((rule for rule in self.audit if rule.id == name), None)
