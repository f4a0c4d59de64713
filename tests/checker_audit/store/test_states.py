"""Whatever happens in whatever order, an audit has one result for each file, and reads none twice."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from checker.judging.audit_results import SubmissionState
from checker.judging.reports import Failure
from checker.messages import Message
from checker_audit.intake.sources import FoundFile
from checker_audit.store import Identity, Pending, Run, Store
from tests.support.fixed_times import NOW
from tests.support.sample_records import of, pack

NAMES = st.sampled_from(["a.docx", "b.docx", "c.pdf"])
CONTENTS = st.sampled_from(["x", "y"])
DIGEST = "digest"


class Audits(RuleBasedStateMachine):
    """Files that change, and audits of them that are killed, resumed and finished."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = str(Path(self.folder.name) / "audit.db")
        self.clock: datetime = NOW
        self.stamp = 0
        self.files: dict[str, tuple[str, int]] = {}
        self.known: set[tuple[str, str]] = set()  # contents and suffixes that were judged for sure
        self.begin()

    def begin(self) -> None:
        self.store = Store(self.place)
        self.clock += timedelta(seconds=1)
        self.run: Run = self.store.begin(Identity("2021", (), DIGEST), self.clock)
        self.found = dict(self.files)
        self.run.add_found(
            [FoundFile(path, str(stamp)) for path, (_content, stamp) in self.files.items()], DIGEST
        )
        self.waiting: dict[str, Pending] = {one.path: one for one in self.run.pending(DIGEST)}
        self.unsure: set[tuple[str, str]] = set()

    @rule(name=NAMES, content=CONTENTS)
    def write(self, name: str, content: str) -> None:
        self.stamp += 1
        self.files[name] = (content, self.stamp)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    @rule(name=NAMES)
    def judge(self, name: str) -> None:
        if (one := self.waiting.pop(name, None)) is None:
            return
        content = self.found[one.path][0]
        record = of("某局", content=content)
        if one.known == record.sha256:
            assert self._mark(one.path) in self.known | self.unsure
            self.run.reuse_report(one, DIGEST)
            return
        self.run.add_record(one, record, SubmissionState.OK, pack(), DIGEST)
        self.unsure.add(self._mark(one.path))

    @rule(name=NAMES)
    def die(self, name: str) -> None:
        if (one := self.waiting.pop(name, None)) is not None:
            self.run.add_failure(one, Failure("timeout", Message("died")))

    @rule()
    def flush(self) -> None:
        self.run.flush()
        self.known |= self.unsure
        self.unsure.clear()

    @rule()
    def kill(self) -> None:
        """Lose unwritten results, and resume with the files as they are now."""
        self.store.__exit__()
        self.begin()

    @rule()
    def finish(self) -> None:
        if self.waiting:
            return
        self.clock += timedelta(seconds=1)
        self.run.finish(self.clock)
        self.known |= self.unsure
        states = {submission.path: submission.state for submission in self.run.submissions()}
        assert states.keys() == self.found.keys()
        for path, state in states.items():
            assert state is SubmissionState.FAILED or self._mark(path) in self.known
        self.store.__exit__()
        self.begin()

    @invariant()
    def adds_up(self) -> None:
        counts = self.run.counts()
        assert counts.consistent
        assert counts.found == len(self.found)

    def _mark(self, path: str) -> tuple[str, str]:
        return self.found[path][0], path.rpartition(".")[2]

    def teardown(self) -> None:
        self.store.__exit__()
        self.folder.cleanup()


TestAudits = Audits.TestCase
TestAudits.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
