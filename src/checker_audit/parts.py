"""Submissions in parts: the text in one file of a body, the tables in another, judged as one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from checker import Period, SubmissionState
from checker_audit.intake.matching import Matcher
from checker_audit.intake.succession import Succession
from checker_audit.joint_digests import joint_digest
from checker_audit.paths import TOGETHER
from checker_audit.store import Pending, Run, SubmissionSummary
from checker_audit.store.parts import add_joined, count_findings, has_figures, without_figures

_NO_REPORT = "not-this-kind"


@dataclass(frozen=True, slots=True)
class Pair:
    """A text without tables, and the only other file of its body that may have them."""

    text: SubmissionSummary
    tables: SubmissionSummary

    @property
    def path(self) -> str:
        return f"{self.text.path}{TOGETHER}{self.tables.path}"

    @property
    def content(self) -> str:
        """Return the hash of both contents."""
        return joint_digest((self.text.sha256, self.tables.sha256))


def pairs(run: Run, matcher: Matcher, succession: Succession, period: Period) -> Iterator[Pair]:
    """Yield what may be the two parts of one submission; a body with more files than two is left to people."""
    bare = without_figures(run)
    if not bare:
        return
    texts: dict[str, list[SubmissionSummary]] = defaultdict(list)
    others: dict[str, list[SubmissionSummary]] = defaultdict(list)
    for one in run.submissions():
        body = matcher.match(one.path, one.body, one.opening).body
        body = succession.successors.get(body, body)
        if not body or one.label not in {"", period.label} or not one.sha256:
            continue
        if one.id in bare and one.label == period.label and one.state is SubmissionState.OK:
            texts[body].append(one)
        elif one.failure in {"", _NO_REPORT}:
            others[body].append(one)
    for body, found in texts.items():
        if len(found) == len(others[body]) == 1:
            yield Pair(found[0], others[body][0])


def joined_parts(
    run: Run, found: Iterable[Pair], digest: str, read: Callable[[Pair, Pending], None]
) -> set[int]:
    """Have pairs read as one by `read`; return the submissions that are not needed.

    A pair counts as one submission if it has figures then and, where the other file is a report by itself, fewer findings
    than that one alone; else its files stay apart.
    """
    needless: set[int] = set()
    for pair in found:
        pending = add_joined(run, pair.path, pair.content, digest)
        read(pair, pending)
        is_report = not pair.tables.failure and pair.tables.label != ""
        is_better = has_figures(run, pending.id) and (
            not is_report or count_findings(run, pending.id) < count_findings(run, pair.tables.id)
        )
        needless |= {pair.text.id, pair.tables.id} if is_better else {pending.id}
    return needless
