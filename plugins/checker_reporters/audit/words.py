"""What people are told for the codes that tables of an audit hold."""

from collections.abc import Mapping

from checker.ledger import State
from checker.messages import Message, Sentences
from checker.reports import Outcome
from checker.rules import Category, Severity
from checker_reporters.audit.standing import Arrival
from checker_reporters.audit.things import Role
from checker_reporters.tally import Verdict
from checker_reporters.voice import VERDICTS

_ = Sentences(__package__)

Words = Mapping[str, Message]

ARRIVALS: Words = {
    Arrival.FILED: _("filed in time"),
    Arrival.LATE: _("filed late"),
    Arrival.MISSING: _("nothing filed"),
    Arrival.UNREAD: _("filed, not read"),
}
BODY_VERDICTS: Words = {
    **{str(word): said for word, said in VERDICTS.items()},
    Arrival.MISSING: _("nothing filed"),
}
STATES: Words = {
    State.OK: _("read"),
    State.PARTIAL: _("read in part"),
    State.ERROR: _("not readable"),
    State.FAILED: _("broke off"),
    State.UNREACHED: _("not reached"),
}
ROLES: Words = {
    Role.COUNTS: _("the filing that counts"),
    Role.FURTHER: _("a further filing"),
    Role.BEFORE: _("of the year before"),
    Role.UNREAD: _("not judged"),
    Role.STRAY: _("no body's"),
    Role.ACROSS: _("across filings"),
}
SEVERITIES: Words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("hint")}
CATEGORIES: Words = {
    Category.COMPLETENESS: _("completeness"),
    Category.ACCURACY: _("accuracy"),
    Category.TIMELINESS: _("timeliness"),
    Category.ORIGINALITY: _("originality"),
    Category.FORM: _("form"),
    Category.SAFETY: _("safety"),
}
OUTCOMES: Words = {
    Outcome.PASS: _("passed"),
    Outcome.FAIL: VERDICTS[Verdict.FAILS],
    Outcome.REVIEW: _("please check"),
    Outcome.NOT_ASSESSED: VERDICTS[Verdict.UNREAD],
    Outcome.NOT_APPLICABLE: _("not applicable"),
}
WAIVERS: Words = {"accepted": _("accepted"), "known": _("known")}
STRAYS: Words = {
    "unmatched": _("no such body"),
    "contested": _("several bodies"),
    "other-year": _("another year"),
    "other-kind": _("another kind of document"),
    "unread": _("not readable"),
}
