"""What the page says about a document as a whole, and the names of its parts."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from checker import Correction, Message, Messages, Report, Severity, Urgency
from checker_reporters.counts import Verdict, verdict

_ = Messages(__package__)


class Readiness(StrEnum):
    """Whether a document can be filed; “unread” if too little of it could be read to decide."""

    REFUSED = "refused"
    IMPROVABLE = "improvable"
    READY = "ready"
    UNREAD = "unread"


READINESS = {
    Readiness.REFUSED: _("Not ready to file"),
    Readiness.IMPROVABLE: _("Ready to file, changes suggested"),
    Readiness.READY: _("Ready to file"),
    Readiness.UNREAD: _("Could not be judged"),
}
SIGNS = {Readiness.REFUSED: "✕", Readiness.IMPROVABLE: "!", Readiness.READY: "✓", Readiness.UNREAD: "?"}
URGENCIES = {
    Urgency.REQUIRED: _("Required"),
    Urgency.SUGGESTED: _("Suggested"),
    Urgency.CHECK: _("Please check"),
}
PLACES = _("places: {count}")

RESULT = _("Result of the check")
OVERVIEW = _("Documents: {count}")
FILE = _("File")
RESULT_OF_FILE = _("Result")
SKIP = _("Skip to the list of corrections")
LIST = _("Corrections")
LIST_HINT = _("Go through the list and tick off what you have corrected. What has one cause is listed once.")
NUMBER, PLACE, FOUND, CHANGE, REASON = _("No."), _("Place"), _("Found"), _("Change to"), _("Reason")
DONE, NUMBERED = _("No. {number} is done"), _("No. {number}")
SAME_CAUSE = _("further findings with the same cause: {count}")
FURTHER = _("further places: {count}")
IN_DOCUMENT = _("In the document")
IN_DOCUMENT_HINT = _("In the order of the document.")
PICTURE = _("Page {page} as it looks")
OPENING = _("Before the first section")
NOTHING_WRONG, NOTHING_FOUND = _("nothing wrong"), _("nothing found, but not everything could be judged")
TABLE, EXCERPT_OF_TABLE = _("Table"), _("Excerpt of the table: what is wrong and what is added up with it")
ROWS_LEFT_OUT = _("rows left out: {count}")
SHOULD_BE = _("{found} should be {expected}")
PARTS_MAKE = _("{label} says {found}, but the parts make {sum}")
TEXT_SAYS = _("the text says {found}, but the parts make {sum}")
SIDES_DIFFER = _("the sides do not agree: {left} {sign} {right}")
FOUND_FIGURE = _("found {figure}")
IN_WORDS = _("In words")
BASIS = _("Clause and requirement")
WAIVED = _("Accepted or known: {count}")
UNJUDGED = _("Rules not judged: {count}")
NOTES = _("Notes on reading: {count}")
EXPECTED, RULE, NO_REASON = _("Expected"), _("rule"), _("no reason given")
PASSED = _("Passed rules:")
FINGERPRINT = _("fingerprint")
BOTH = _("{one} {other}")  # sentences one after the other
FOOT = _("Figures and facts remain for you to verify.")

_REQUIRED = _("Required corrections: {required}.")
_NONE_REQUIRED = _("No correction is required.")
_THEN_READY = _("Required corrections: {required}; after that it can be filed.")
_SUGGESTED = _("Suggested changes: {suggested}.")
_CHECK = _("Places for you to check: {check}.")
_UNREAD = _("Parts of the document could not be read or judged; they are named below.")
_NOTHING = _("Nothing was found to correct.")


def readiness(report: Report, threshold: Severity | None, found: Sequence[Correction]) -> Readiness:
    """Return whether a document can be filed."""
    decided = verdict(report, threshold)
    if decided is Verdict.CONFORMS:
        return Readiness.IMPROVABLE if found else Readiness.READY
    return Readiness.REFUSED if decided is Verdict.FAILS else Readiness.UNREAD


def explanation(report: Report, found: Sequence[Correction]) -> Iterator[Message]:
    """Explain the verdict in sentences with counts."""
    counts = {urgency: sum(one.urgency is urgency for one in found) for urgency in Urgency}
    if report.failure is not None:
        yield report.failure.message
        return
    if counts[Urgency.REQUIRED]:
        sentence = _REQUIRED if report.unread else _THEN_READY
        yield sentence.with_values(required=counts[Urgency.REQUIRED])
    elif found:
        yield _NONE_REQUIRED
    if report.unread:
        yield _UNREAD
    if counts[Urgency.SUGGESTED]:
        yield _SUGGESTED.with_values(suggested=counts[Urgency.SUGGESTED])
    if counts[Urgency.CHECK]:
        yield _CHECK.with_values(check=counts[Urgency.CHECK])
    if not found and not report.unread:
        yield _NOTHING
