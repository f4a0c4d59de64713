"""The submissions that bodies claim, read from the store in batches."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, select

from checker import Body, Failure, Messages
from checker_audit.packed_filings import Claimed, PackedFilings
from checker_audit.record_json import message_of, message_text, unpacked
from checker_audit.store import schema
from checker_audit.store.engines import read_transaction

_ = Messages(__package__)

BATCH = 100  # bodies, or submissions, that are read at once
_UNKNOWN_PERIOD = _("the document names no report year")
_OTHER_KIND = _("not a document of the kind that is audited")

_COLUMNS = (
    schema.submission.c.path,
    schema.submission.c.state,
    schema.submission.c.failure.label("refused"),
    schema.submission.c.reason.label("refusal"),
    schema.report.c.id.label("report_id"),
    schema.report.c.sha256,
    schema.report.c.format,
    schema.report.c.title,
    schema.report.c.body,
    schema.report.c.year,
    schema.report.c.period,
    schema.report.c.record,
    schema.report.c.tables,
    schema.report.c.pack,
    schema.pack.c.id.label("pack_id"),
    schema.pack.c.provisions,
)
SUBMITTED = (
    select(*_COLUMNS)
    .select_from(schema.submission)
    .outerjoin(schema.report, schema.submission.c.report_id == schema.report.c.id)
    .outerjoin(schema.pack, schema.report.c.pack == schema.pack.c.digest)
)
_CLAIM = (
    schema.claim.c.body.label("claimant"),
    schema.claim.c.role,
    schema.claim.c.code,
    schema.claim.c.reason,
    schema.claim.c.claimants,
    schema.claim.c.near,
)
CLAIMED = (
    select(*_COLUMNS, *_CLAIM)
    .select_from(schema.claim)
    .join(schema.submission, schema.claim.c.submission_id == schema.submission.c.id)
    .outerjoin(schema.report, schema.submission.c.report_id == schema.report.c.id)
    .outerjoin(schema.pack, schema.report.c.pack == schema.pack.c.digest)
)
_IDENTIFIED = (
    select(
        *_CLAIM,
        schema.submission.c.path,
        schema.submission.c.state,
        schema.submission.c.failure.label("refused"),
        schema.submission.c.reason.label("refusal"),
        schema.report.c.key,
    )
    .select_from(schema.claim)
    .join(schema.submission, schema.claim.c.submission_id == schema.submission.c.id)
    .outerjoin(schema.report, schema.submission.c.report_id == schema.report.c.id)
)
_UNREAD = ("unread", "unread-before")


@dataclass(frozen=True)
class ClaimedRows:
    """The claims of a run, whose pack is of a family."""

    engine: Engine
    run: int
    family: str

    def rows(self, bodies: Sequence[Body]) -> Mapping[str, Sequence[Any]]:
        """Map names of bodies to the rows of their submissions, those that count first."""
        return self._ordered(CLAIMED, bodies)

    def keys(self, bodies: Sequence[Body]) -> Iterator[bytes]:
        """Yield, for each body, a hash of everything that a check can see of it."""
        rows = self._ordered(_IDENTIFIED, bodies)
        for body in bodies:
            submissions = [tuple(row) for row in rows.get(body.name, ())]
            yield sha256(repr((astuple(body), submissions)).encode()).digest()

    def _ordered(self, wanted: Any, bodies: Sequence[Body]) -> Mapping[str, Sequence[Any]]:
        claim = schema.claim
        of_run = (claim.c.run_id == self.run, claim.c.body.in_([body.name for body in bodies]))
        order = (claim.c.role, claim.c.rank, claim.c.submission_id)
        found: dict[str, list[Any]] = defaultdict(list)
        with read_transaction(self.engine) as connection:
            for row in connection.execute(wanted.where(*of_run).order_by(*order)):
                found[row.claimant].append(row)
        return found

    def packed(self, bodies: Sequence[Body], rules: Collection[str] | None = None) -> Sequence[PackedFilings]:
        """Return what bodies filed, with the digests that these rules, by default all, have of their filings."""
        rows = self.rows(bodies)
        digests = self._digests([row.report_id for some in rows.values() for row in some], rules)
        return [self.packed_from(body, rows.get(body.name, ()), digests) for body in bodies]

    def packed_from(
        self, body: Body, rows: Sequence[Any], digests: Mapping[int, Mapping[str, bytes]]
    ) -> PackedFilings:
        """Return what a body filed, from its rows; `digests` are those of reports by their numbers."""
        return PackedFilings(body, tuple(self.claimed(row, digests.get(row.report_id, {})) for row in rows))

    def claimed(self, row: Any, digests: Mapping[str, bytes]) -> Claimed:
        """Return a submission from its row."""
        refusal = message_text(self.failure(row).message) if row.role in _UNREAD else None
        return Claimed(
            row.role, row.path, row.code, row.reason, row.near, refusal, row.sha256 or "", row.format or "",
            row.title or "", row.body or "", row.year, row.period, row.pack_id, row.tables or b"", digests,
        )  # fmt: skip

    def _digests(
        self, reports: Sequence[int | None], rules: Collection[str] | None
    ) -> Mapping[int, Mapping[str, bytes]]:
        digest = schema.digest
        found: dict[int, dict[str, bytes]] = defaultdict(dict)
        with read_transaction(self.engine) as connection:
            wanted = select(digest).where(digest.c.report_id.in_([one for one in reports if one is not None]))
            if rules is not None:
                wanted = wanted.where(digest.c.rule.in_(rules))
            for row in connection.execute(wanted):
                found[row.report_id][row.rule] = row.content
        return found

    def failure(self, row: Any) -> Failure:
        """Return why a submission could not be judged."""
        if row.refused is not None:
            return Failure(row.refused, message_of(row.refusal))
        failure = unpacked(row.record).failure if row.record is not None else None
        if failure is None and row.pack_id is not None and row.pack_id.partition("/")[0] != self.family:
            return Failure("not-this-kind", _OTHER_KIND)
        return failure or Failure("unreadable", _UNKNOWN_PERIOD)


def claimants(row: Any) -> tuple[str, ...]:
    """Return the bodies that a submission may belong to."""
    return tuple(json.loads(row.claimants))
