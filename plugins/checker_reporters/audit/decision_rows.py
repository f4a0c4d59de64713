"""The table of decisions: its first columns are those of the file that people fill in."""

from datetime import date

from checker import DecisionKind, DecisionResult, DecisionState, Messages
from checker_reporters.audit.tables import AuditTable, Column
from checker_reporters.audit.words import Words

_ = Messages(__package__)

KINDS: Words = {
    DecisionKind.FALSE_ALARM: _("false alarm"),
    DecisionKind.ACCEPTED: _("accepted"),
    DecisionKind.RETURNED: _("returned"),
}
STATES: Words = {
    DecisionState.HONOURED: _("applies"),
    DecisionState.UNUSED: _("no such finding"),
    DecisionState.VOID: _("void: changed since"),
    DecisionState.EXPIRED: _("expired"),
    DecisionState.MALFORMED: _("row not usable"),
}

DECISIONS: AuditTable[DecisionResult] = AuditTable(
    "decisions",
    _("decisions"),
    (
        Column("decision", _("decision"), lambda d: d.decision.kind, words=KINDS),
        Column("body", _("body"), lambda d: d.decision.body or _body(d), width=28),
        Column("rule", _("rule"), lambda d: d.decision.rule, width=24),
        Column("fingerprint", _("fingerprint"), lambda d: d.decision.fingerprint, width=18),
        Column("found", _("found"), lambda d: d.decision.found, width=18),
        Column("reason", _("reason"), lambda d: d.decision.reason, width=36),
        Column("by", _("decided by"), lambda d: d.decision.by),
        Column("until", _("valid until"), lambda d: d.decision.until, date, 12),
        Column("day", _("date"), lambda d: d.decision.day, date, 12),
        Column("note", _("note"), lambda d: d.decision.note, width=28),
        Column("state", _("state"), lambda d: d.state, width=18, words=STATES),
        Column("findings", _("findings"), lambda d: sum(one.honoured for one in d.findings), int, 10),
        Column("code", _("code"), lambda d: d.code or None, width=18),
        Column("why", _("why it does not apply"), lambda d: d.reason, width=48),
        Column("source", _("source"), lambda d: f"{d.source}:{d.decision.line}", width=24),
    ),
    lambda _body_report, _style: iter(()),
    lambda _unmatched: iter(()),
    lambda results: iter(results.decisions),
)


def _body(result: DecisionResult) -> str:
    return next((one.body for one in result.findings), "")
