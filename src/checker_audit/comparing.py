"""Compare the filings of all bodies: in the workers where rules judge each body on its own, then by the other rules.

Nothing is compared again of which nothing has changed: the key of a comparison is a hash of all that rules can see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice

from checker import AuditError, AuditRule, Body, BodyCheck, Messages, Outcome, RulePack
from checker_audit.conclusions import Conclusions, concluded
from checker_audit.cross_checks import compare_bodies, run_rule
from checker_audit.packed_filings import Comparison
from checker_audit.records import AssessmentRecord, storable
from checker_audit.store import AuditView, ClaimedRows, Compared, Comparisons, Run
from checker_audit.worker import compare_job, compared, is_sendable
from checker_audit.workers.tasks import ResultKind, Task, TaskResult, TaskRunner

_ = Messages(__package__)

_SENT = 20  # bodies in one task
_WRITTEN = 500  # bodies that are looked up, or written, at once


@dataclass(frozen=True)
class Comparing:
    """A run being compared by the rules of a pack; `digest` stands for all but what was filed that results depend on.

    `packs` are the packs by their ids. A `fresh` run compares everything again.
    """

    run: Run
    view: AuditView
    packs: Mapping[str, RulePack]
    digest: str
    fresh: bool = False

    @cached_property
    def _comparisons(self) -> Comparisons:
        return Comparisons(self.run.engine, self.run.id, self.view.pack, self.fresh)

    @cached_property
    def _claims(self) -> ClaimedRows:
        return ClaimedRows(self.run.engine, self.run.id, self.view.pack.family)

    def compare(self, runner: TaskRunner) -> None:
        """Compare what is not known from an earlier run, and keep what is concluded."""
        self._comparisons.begin()
        keys = self._keys()
        everything = _hashed("all", *keys.values())
        if self._comparisons.copy(everything):
            return
        complete = self._write(self._each(keys, runner), keys)
        for part, rule in enumerate(self.view.pack.audit, start=1):
            if not isinstance(rule.check, BodyCheck):
                self._write(self._at_once(part, rule))
        if complete:
            self._comparisons.end(everything)

    def _write(self, some: Iterable[Compared], keys: Mapping[str, str] | None = None) -> bool:
        """Write what was compared; return whether all of it has these keys, so that another run may take it."""
        remaining, complete = iter(some), True
        while batch := list(islice(remaining, _WRITTEN)):
            self._comparisons.write(batch)
            complete = complete and (keys is None or all(one.key == keys[one.body] for one in batch))
        return complete

    def _keys(self) -> Mapping[str, str]:
        """Map each body to a hash of all that rules can see that judge it on its own."""
        view = self.view
        own: dict[str, bytes] = {}
        for bodies in _batches(view.bodies, _WRITTEN):
            own.update(zip((body.name for body in bodies), self._claims.keys(bodies), strict=True))
        same = _hashed(self.digest, view.pack.digest, view.period.label, view.unread_unmatched)
        return {
            name: _hashed(same, key, *(own[child] for child in view.children(name) if child in own))
            for name, key in own.items()
        }

    # --- each body on its own ---

    def _each(self, keys: Mapping[str, str], runner: TaskRunner) -> Iterator[Compared]:
        """Yield what is known, then what workers conclude."""
        new: list[Body] = []
        for bodies in _batches(self.view.bodies, _WRITTEN):
            known = self._comparisons.known([keys[body.name] for body in bodies])
            for body in bodies:
                if keys[body.name] in known:
                    yield Compared(body.name, 0, keys[body.name])
                else:
                    new.append(body)
        yield from self._by_workers(new, keys, runner)

    def _by_workers(
        self, new: Sequence[Body], keys: Mapping[str, str], runner: TaskRunner
    ) -> Iterator[Compared]:
        sent: dict[int, Comparison] = {}
        large: list[Comparison] = []

        def tasks() -> Iterator[Task]:
            for number, bodies in enumerate(_batches(new, _SENT)):
                comparison = self._comparison(bodies)
                if is_sendable(job := compare_job(comparison)):
                    sent[number] = comparison
                    yield Task(number, job)
                else:  # a body with very many below it
                    large.append(comparison)

        for result in runner.run(tasks()):
            comparison = sent.pop(result.task.id)
            found = self._concluded(result, comparison)
            for name, one in zip(comparison.bodies, found or self._failed(result, comparison), strict=True):
                key = keys[name] if found else _hashed(keys[name], self.run.id)  # not for another run
                yield Compared(name, 0, key, one)
        for comparison in large:
            found = compare_bodies(comparison, self.packs)
            for name, one in zip(comparison.bodies, found, strict=True):
                yield Compared(name, 0, keys[name], one)

    def _comparison(self, bodies: Sequence[Body]) -> Comparison:
        view = self.view
        below = {body.name: view.children(body.name) for body in bodies}
        names = dict.fromkeys((*below, *(child for some in below.values() for child in some)))
        rules = {rule.id for rule in _body_rules(view.pack)}
        filed = self._claims.packed([view.body(name) for name in names], rules)
        return Comparison(
            view.pack.id, view.period.label, view.unread_unmatched, tuple(below), below, tuple(filed)
        )

    def _concluded(self, result: TaskResult, comparison: Comparison) -> Sequence[Conclusions]:
        """Return what a worker concluded; nothing if it failed."""
        if result.kind is not ResultKind.DONE:
            return ()
        try:
            return compared(result.value, comparison, self.view.pack)
        except AuditError:
            return ()

    def _failed(self, result: TaskResult, comparison: Comparison) -> Sequence[Conclusions]:
        why = result.detail or _("its worker sent an invalid result")
        reason = _("could not be compared: {reason}", reason=why)
        ended = [
            AssessmentRecord(rule.id, Outcome.NOT_ASSESSED, storable(reason), unread=True)
            for rule in _body_rules(self.view.pack)
        ]
        return [Conclusions((), tuple(ended)) for _body in comparison.bodies]

    # --- all bodies at once ---

    def _at_once(self, part: int, rule: AuditRule) -> Iterator[Compared]:
        """Run a rule that sees all bodies at once; equal conclusions are kept once."""
        same = _hashed(self.view.pack.digest, self.view.pack.language)
        for name, findings, assessment in run_rule(rule, self.view, [body.name for body in self.view.bodies]):
            conclusions = concluded([(findings, assessment)])
            yield Compared(name, part, _hashed(same, conclusions), conclusions)


def _body_rules(pack: RulePack) -> Sequence[AuditRule]:
    return [rule for rule in pack.audit if isinstance(rule.check, BodyCheck)]


def _batches(bodies: Sequence[Body], size: int) -> Iterator[Sequence[Body]]:
    for first in range(0, len(bodies), size):
        yield bodies[first : first + size]


def _hashed(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
