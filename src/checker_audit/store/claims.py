"""What a run knows of each submission that was read, and which body claims it."""

import json
from dataclasses import dataclass

from checker import Message, SubmissionState
from checker_audit.record_json import message_text


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """What matching needs to know of a submission that was read."""

    id: int
    path: str
    state: SubmissionState
    format: str
    title: str
    body: str
    year: int | None
    pack: str
    failure: str
    period: str = ""
    sha256: str = ""
    opening: str = ""

    @property
    def label(self) -> str:
        """Return the label of its period; empty where it names none."""
        return self.period or ("" if self.year is None else str(self.year))


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Why a submission is not a body's filing; the fields are those of `Unmatched`.

    Of a filing: “superseded” or “undecided” among several, a note on it, and in `near` the body that filed it before
    another one took over.
    """

    code: str
    reason: Message | None
    claimants: tuple[str, ...] = ()
    near: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """The body of a submission, and its role: filing, before, unread, unread-before or stray; `rank` 0 counts."""

    submission: int
    body: str | None
    role: str
    rank: int = 0
    no_match: NoMatch | None = None


def claim_row(run: int, claim: Claim) -> dict[str, object]:
    """Return the row of a claim of a run."""
    no_match = claim.no_match
    return {
        "run_id": run,
        "submission_id": claim.submission,
        "body": claim.body,
        "role": claim.role,
        "rank": claim.rank,
        "code": no_match.code if no_match else None,
        "reason": message_text(no_match.reason) if no_match and no_match.reason else None,
        "claimants": json.dumps(no_match.claimants, ensure_ascii=False) if no_match else None,
        "near": no_match.near if no_match else None,
    }
