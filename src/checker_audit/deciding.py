"""Apply decisions to the findings of a run: which findings they are about, and whether these are still the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from checker import (
    LANGUAGES,
    BodyReport,
    DecidedFinding,
    Decision,
    DecisionKind,
    DecisionResult,
    DecisionState,
    Finding,
    Message,
    Messages,
    clean,
    fingerprints,
    fold,
)
from checker.judging.rounds import shown_at
from checker_audit.decision_table import DecisionTable, Mistake
from checker_audit.intake.names import key
from checker_audit.store import AuditView, Run
from checker_audit.store.decisions import Use, bodies_with, decision_key, first_evidence

_ = Messages(__package__)

Found = tuple[str, str, Finding]  # the path, empty between filings, the fingerprint, the finding


@dataclass(frozen=True)
class Deciding:
    """The decisions of a run being applied; `before` is the run for the same period before it, `rules` all rule ids."""

    run: Run
    view: AuditView
    before: AuditView | None
    rules: frozenset[str]
    today: date

    def apply(self, table: DecisionTable) -> Iterator[tuple[DecisionResult, Sequence[Use]]]:
        """Yield what became of each decision for this period, with the findings that it is about."""
        taken: set[tuple[str, str, str]] = set()
        for decision, mistake in table.rows:
            if decision.period and fold(decision.period) not in {fold(self.run.period), str(self.run.year)}:
                continue
            wrong = mistake or self._mistake(decision)
            if wrong is not None:
                yield _result(table, decision, DecisionState.MALFORMED, wrong), ()
                continue
            yield self._applied(table, decision, taken)

    # --- of which body ---

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for body in self.view.bodies:
            for name in body.names:
                names[key(name)].add(body.name)
        return names

    def _bodies(self, decision: Decision) -> Sequence[str]:
        if decision.body:
            return tuple(sorted(self._names.get(key(decision.body), ())))
        return bodies_with(self.run.engine, self.run.id, decision.fingerprint)

    def _mistake(self, decision: Decision) -> Mistake | None:
        if decision.rule and decision.rule not in self.rules:
            return Mistake("unknown-rule", _("no rule is called “{rule}”", rule=decision.rule))
        bodies = self._bodies(decision)
        if decision.body and not bodies:
            return Mistake("unknown-body", _("no body is called “{body}”", body=decision.body))
        if len(bodies) > 1:
            return Mistake("ambiguous", _("several bodies are meant: {bodies}; name one", bodies=bodies[:5]))
        return None

    # --- of which findings ---

    def _applied(
        self, table: DecisionTable, decision: Decision, taken: set[tuple[str, str, str]]
    ) -> tuple[DecisionResult, Sequence[Use]]:
        body = next(iter(self._bodies(decision)), "")
        found = [one for one in self._findings(self.view, body) if _means(decision, one)]
        found = [one for one in found if (body, one[0], one[1]) not in taken]
        if decision.kind is DecisionKind.RETURNED:
            uses = [_use(body, one, evidence(one[2])) for one in found]
            return _result(table, decision, DecisionState.HONOURED, None, uses), uses
        if decision.until is not None and decision.until < self.today:
            late = Mistake("expired", _("it expired on {day}", day=str(decision.until)))
            return _result(table, decision, DecisionState.EXPIRED, late), ()
        if not found and self._is_changed(decision, body):
            changed_since = Mistake("changed", _changed(1, 1))
            return _result(table, decision, DecisionState.VOID, changed_since), ()
        if not found:
            return _result(table, decision, DecisionState.UNUSED, self._unused(body)), ()
        decided = self._decided(decision, body, found)
        uses = [_use(body, one, decided.get(one[1], "")) for one in found]
        taken.update(
            (body, use.finding.path, use.finding.fingerprint) for use in uses if use.finding.honoured
        )
        changed = sum(not use.finding.honoured for use in uses)
        state = DecisionState.VOID if changed == len(uses) else DecisionState.HONOURED
        why = Mistake("changed", _changed(changed, len(uses))) if changed else None
        return _result(table, decision, state, why, uses), uses

    def _is_changed(self, decision: Decision, body: str) -> bool:
        """Return whether the finding that was decided is gone, and a new one shows the same in its place."""
        earlier = {mark: one for _path, mark, one in self._earlier(body)}
        if decision.fingerprint not in earlier:
            return False
        gone = shown_at(earlier[decision.fingerprint])
        return any(
            mark not in earlier and shown_at(one) == gone
            for _path, mark, one in self._findings(self.view, body)
        )

    def _unused(self, body: str) -> Mistake:
        filings = self.view.filings_of(body) if body else None
        if filings is not None and filings.filing is None:
            return Mistake(
                "unread", _("nothing that could be read was filed: the finding may still be there")
            )
        return Mistake("no-finding", _("there is no such finding any more"))

    def _findings(self, view: AuditView, body: str) -> Iterator[Found]:
        return findings_of(report) if (report := view.report_of(body)) is not None else iter(())

    # --- what they showed ---

    def _decided(self, decision: Decision, body: str, found: Sequence[Found]) -> Mapping[str, str]:
        """Map fingerprints to what the findings showed when they were decided; those that are new are left out."""
        first = first_evidence(self.run.engine, self.run.id, self.run.period, decision_key(decision))
        if first:
            return {mark: shown for (owner, mark), shown in first.items() if owner == body}
        earlier = {mark: evidence(one) for _path, mark, one in self._earlier(body)}
        return {
            mark: earlier.get(mark, evidence(one))
            for _path, mark, one in found
            if not decision.found or _shown(decision.found) in set(map(_shown, _texts(one)))
        }

    def _earlier(self, body: str) -> Iterator[Found]:
        return self._findings(self.before, body) if self.before is not None else iter(())


def findings_of(report: BodyReport) -> Iterator[Found]:
    """Yield the findings in a body's submissions for the period, and between its filings."""
    for submission in report.submissions:
        for mark, finding in submission.report.by_fingerprint().items():
            yield submission.report.path, mark, finding
    across = [cross.finding for cross in report.findings]
    yield from (("", mark, one) for mark, one in zip(fingerprints(across), across, strict=True))


def evidence(finding: Finding) -> str:
    """Return a digest of what a finding shows: the text of its cell, else its message."""
    return sha256(next(_texts(finding)).encode("utf-8", "surrogateescape")).hexdigest()


def _texts(finding: Finding) -> Iterator[str]:
    shown = finding.problem.actual or finding.problem.message
    if isinstance(shown, Message):
        yield from (shown.render(language) for language in LANGUAGES)
    else:
        yield shown


def _shown(text: str) -> str:
    """Return a text as tables of findings show it, cut like there."""
    return clean(fold(text.removeprefix("'")))


def _means(decision: Decision, found: Found) -> bool:
    _path, mark, finding = found
    return decision.rule in {"", finding.rule.id} and decision.fingerprint in {"", mark}


def _use(body: str, found: Found, decided: str) -> Use:
    """Return the use of a decision for a finding that showed `decided`, a digest, when that was decided."""
    path, mark, finding = found
    same = decided == evidence(finding)
    one = DecidedFinding(body, path, finding.rule.id, mark, honoured=same)
    return Use(one, finding.severity, finding.outcome, decided)


def _changed(changed: int, count: int) -> Message:
    if changed == count:
        return _("what it was about has changed since; the finding counts again")
    return _(
        "{changed} of {count} findings have changed since or are new, and count", changed=changed, count=count
    )


def _result(
    table: DecisionTable,
    decision: Decision,
    state: DecisionState,
    why: Mistake | None,
    uses: Sequence[Use] = (),
) -> DecisionResult:
    findings = tuple(use.finding for use in uses)
    code, reason = (why.code, why.reason) if why else ("", None)
    return DecisionResult(decision, table.source, state, findings, code, reason)
