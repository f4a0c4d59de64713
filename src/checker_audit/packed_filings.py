"""What each body filed, packed as in the store, and made into filings here or in a worker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import ConfigDict, TypeAdapter

from checker import (
    Body,
    BodyFilings,
    Form,
    Json,
    Period,
    RulePack,
    StoredFiling,
    UnreadSubmission,
    calendar_year,
)
from checker.periods import year_named
from checker_audit import paths
from checker_audit.record_json import digest_unpacked, message_of
from checker_audit.unpacking import Lazy, added_up, tables_of


@dataclass(frozen=True, slots=True)
class Claimed:
    """A submission that is claimed for a body, with the columns of `claim`, `submission` and `report`.

    `path` is as stored; `reason` and `refusal` are JSON: a note on the claim, and why the submission could not be read.
    `tables` and the `digests` of rules are packed.
    """

    role: str
    path: str
    code: str | None = None
    reason: str | None = None
    near: str | None = None
    refusal: str | None = None
    sha256: str = ""
    format: str = ""
    title: str = ""
    body: str = ""
    year: int | None = None
    period: str | None = None
    pack: str | None = None
    tables: bytes = b""
    digests: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackedFilings:
    """A body with the submissions that are claimed for it, those that count first."""

    body: Body
    claimed: tuple[Claimed, ...] = ()


@dataclass(frozen=True)
class Unpacking:
    """Unpack what bodies filed: by the form of the audit, for its period, with the forms of packs by their ids."""

    form: Form
    label: str
    forms: Mapping[str, Form]

    @cached_property
    def period(self) -> Period:
        return self.form.cycle.read(self.label) or calendar_year(year_named(self.label))

    @cached_property
    def _labels(self) -> frozenset[str]:
        """Return the labels of the period and of the one before."""
        before = self.form.cycle.before(self.period)
        return frozenset(one.label for one in (self.period, before) if one is not None)

    def filings(self, packed: PackedFilings) -> BodyFilings:
        """Return the filings of a body."""
        by_role: dict[str, list[Claimed]] = {}
        for one in packed.claimed:
            by_role.setdefault(one.role, []).append(one)
        filings = [stored for one in by_role.get("filing", ()) if (stored := self.stored(one))]
        before = [
            (one.near or "", stored) for one in by_role.get("before", ()) if (stored := self.stored(one))
        ]
        unread, unread_before = (
            tuple(
                UnreadSubmission(paths.read(one.path), message_of(one.refusal or ""))
                for one in by_role.get(role, ())
            )
            for role in ("unread", "unread-before")
        )
        if partial := [one for one in by_role.get("before", ()) if one.code == "partial"]:
            before, unread_before = [], (*unread_before, *map(_noted, partial))
        return BodyFilings(
            packed.body,
            tuple(filings),
            added_up(before),
            unread,
            unread_before,
            tuple(map(_noted, sorted(by_role.get("stray", ()), key=lambda one: one.code == "other-kind"))),
            frozenset(paths.read(one.path) for one in packed.claimed if one.code == "superseded"),
            any(one.code == "undecided" for one in by_role.get("filing", ())),
        )

    def stored(self, one: Claimed) -> StoredFiling | None:
        """Return the filing of a submission, `None` if it has none for the period or the one before."""
        form = self.forms.get(one.pack) if one.pack is not None else None
        label = one.period or str(one.year)
        if form is None or one.year is None or label not in self._labels:
            return None
        tables, headings = tables_of(one.tables, form)
        return StoredFiling(
            paths.read(one.path), one.sha256, one.format, one.title, one.body, one.year, form, tables,
            _digests(one.digests), headings, form.cycle.read(label),
        )  # fmt: skip


def _noted(one: Claimed) -> UnreadSubmission:
    return UnreadSubmission(paths.read(one.path), message_of(one.reason or ""))


def _digests(packed: Mapping[str, bytes]) -> Lazy[Json]:
    return Lazy(lambda: packed, lambda rule: digest_unpacked(packed[rule]))


# --- for workers -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Bodies to be compared in a worker: what they filed, and what the bodies below them did.

    `pack` is the id of the pack whose rules are run, `label` that of the period; `below` maps the bodies to those below.
    """

    pack: str
    label: str
    unread_unmatched: int
    bodies: tuple[str, ...]
    below: dict[str, tuple[str, ...]]
    filed: tuple[PackedFilings, ...]


# in a tuple, because the configuration is passed down to dataclasses without one of their own
_COMPARISON = TypeAdapter(
    tuple[Comparison], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
)


def comparison_text(comparison: Comparison) -> str:
    """Write a comparison as JSON text."""
    return _COMPARISON.dump_json((comparison,)).decode()


def comparison_of(text: str) -> Comparison:
    """Read a comparison from JSON text."""
    (comparison,) = _COMPARISON.validate_json(text)
    return comparison


@dataclass(frozen=True)
class SomeBodies:
    """An audit of the bodies that a worker compares and those below them."""

    comparison: Comparison
    pack: RulePack
    forms: Mapping[str, Form]

    @cached_property
    def _unpacking(self) -> Unpacking:
        return Unpacking(self.pack.form, self.comparison.label, self.forms)

    @cached_property
    def _filings(self) -> Mapping[str, BodyFilings]:
        return {one.body.name: self._unpacking.filings(one) for one in self.comparison.filed}

    def around(self, body: str) -> "OneBody":
        """Return the audit as a check of one body sees it."""
        below = self.comparison.below.get(body, ())
        known = {name: self._filings[name] for name in (body, *below)}
        return OneBody(
            self.pack.form, self._unpacking.period, self.comparison.unread_unmatched, body, below, known
        )


@dataclass(frozen=True)
class OneBody:
    """An audit of one body and those below it, for a `BodyCheck`."""

    form: Form
    period: Period
    unread_unmatched: int
    body: str
    below: tuple[str, ...]
    known: Mapping[str, BodyFilings]

    @property
    def year(self) -> int:
        return self.period.year

    def body_filings(self) -> Iterator[BodyFilings]:
        """Yield the body alone."""
        yield self.known[self.body]

    def filings_of(self, body: str) -> BodyFilings | None:
        """Return the body, or one below it."""
        return self.known.get(body)

    def children(self, body: str) -> tuple[str, ...]:
        """Return the names of the bodies below the body."""
        return self.below if body == self.body else ()
