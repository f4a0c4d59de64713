"""Submissions in parts: the text in one file of a body, the tables in others, judged as one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker import Period, SubmissionState
from checker_audit.intake.matching import Matcher
from checker_audit.intake.succession import Succession
from checker_audit.joint_digests import joint_digest
from checker_audit.paths import TOGETHER
from checker_audit.store import Pending, Run, SubmissionSummary
from checker_audit.store.parts import add_made, count_findings, has_figures, without_figures

_NO_REPORT = "not-this-kind"
_MOST = 20  # files of a body that may be parts


@dataclass(frozen=True, slots=True)
class Parts:
    """A text without tables, and the other files of its body that may have them."""

    text: SubmissionSummary
    others: tuple[SubmissionSummary, ...]

    @property
    def path(self) -> str:
        return TOGETHER.join(one.path for one in (self.text, *self.others))

    @property
    def content(self) -> str:
        """Return the hash of all contents."""
        return joint_digest((self.text.sha256, *(one.sha256 for one in self.others)))


Read = Callable[[Iterable[tuple[Parts, Pending]]], None]


def possible_parts(run: Run, matcher: Matcher, succession: Succession, period: Period) -> Iterator[Parts]:
    """Yield what may be one submission in parts; a body with several texts without tables is left to people."""
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
        if len(found) == 1 and 0 < len(others[body]) <= _MOST:
            yield Parts(found[0], tuple(others[body]))


def join_parts(run: Run, found: Sequence[Parts], digest: str, read: Read) -> set[int]:
    """Have parts read as one by `read`; return the submissions that are not needed.

    A file is a part if text and file together have figures, or fewer findings than the text. All of them count as one
    submission if they have figures together and, where one is a report by itself, fewer findings than it alone; else the
    files stay apart.
    """
    pairs = {Parts(parts.text, (other,)): 0 for parts in found for other in parts.others}
    _read(run, pairs, digest, read)
    needless: set[int] = set()
    wholes: dict[Parts, int] = {}
    for parts in found:
        alone = count_findings(run, parts.text.id)
        each = {other: pairs[Parts(parts.text, (other,))] for other in parts.others}
        useful = [
            other
            for other, made in each.items()
            if has_figures(run, made) or (len(each) > 1 and count_findings(run, made) < alone)
        ]
        if len(useful) == 1:
            wholes[Parts(parts.text, tuple(useful))] = each.pop(useful[0])
        elif useful:
            wholes[Parts(parts.text, tuple(useful))] = 0
        needless |= set(each.values())
    new = {parts: 0 for parts, made in wholes.items() if not made}
    _read(run, new, digest, read)
    for parts, made in (wholes | new).items():
        whole = _is_better(run, parts, made)
        needless |= {parts.text.id, *(one.id for one in parts.others)} if whole else {made}
    return needless


def _read(run: Run, some: dict[Parts, int], digest: str, read: Read) -> None:
    """Have parts read as one, and set the numbers of their submissions."""

    def added() -> Iterator[tuple[Parts, Pending]]:
        for parts in some:
            pending = add_made(run, parts.path, parts.content, digest)
            some[parts] = pending.id
            yield parts, pending

    read(added())


def _is_better(run: Run, parts: Parts, made: int) -> bool:
    """Return whether a submission made of parts is better than each of them alone."""
    reports = [one.id for one in parts.others if not one.failure and one.label]
    least = min((count_findings(run, one) for one in reports if has_figures(run, one)), default=None)
    return has_figures(run, made) and (least is None or count_findings(run, made) < least)
