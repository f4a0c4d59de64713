"""The reporter of the dashboard: one pass over the bodies, each written into its chunk and then released."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import count, islice
from pathlib import Path

from checker import LANGUAGES, AuditResults, Style, clean
from checker_reporters.audit.body_status import JudgedBody, judge_body, unread_reason
from checker_reporters.audit.dashboard.body_pages import BodyPages
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.audit.dashboard.file_links import FileLinks
from checker_reporters.audit.dashboard.grids import grids
from checker_reporters.audit.dashboard.indexes import BodyIndex, FindingIndex, outcome_code
from checker_reporters.audit.dashboard.numbered_messages import NumberedMessages
from checker_reporters.audit.dashboard.past_runs import PastRuns
from checker_reporters.audit.dashboard.progress import Progress
from checker_reporters.audit.dashboard.rule_index import rule_index
from checker_reporters.audit.dashboard.similar import SimilarPairs
from checker_reporters.audit.dashboard.totals import DashboardTotals, SumsByKind
from checker_reporters.audit.dashboard.trends import Trends, statistics_json
from checker_reporters.audit.dashboard.words import words
from checker_reporters.audit.words import period_name
from checker_reporters.wording import UNCUT

BODIES = 50  # pages of bodies in a chunk, which is loaded to open one of them
UNMATCHED = 500
_SITE = "site"


@dataclass(frozen=True, slots=True)
class DashboardReporter:
    """Write the dashboard: a page that works offline, its data in chunks that are loaded on demand."""

    name: str = "dashboard"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write the folder `dashboard`; its `index.html` is the page to open."""
        site = folder / self.name
        data = site / "data"
        data.mkdir(parents=True, exist_ok=True)
        chunks = Chunks(data)
        chunks.clear()
        for page in sorted(files(__package__).joinpath(_SITE).iterdir(), key=lambda page: page.name):
            (site / page.name).write_bytes(page.read_bytes())
        _DashboardWriter(results, chunks, style, site).write()


class _DashboardWriter:
    """Write one audit into chunks."""

    def __init__(self, results: AuditResults, chunks: Chunks, style: Style, site: Path) -> None:
        self.results, self.chunks, self.style = results, chunks, style
        self.grids = grids(results.pack.form)
        self.rules, self.messages = rule_index(results.pack), NumberedMessages()
        self.past, links = PastRuns(results), FileLinks(site.resolve())
        self.pages = BodyPages(self.grids, self.rules, self.messages, style, links, self.past)
        self.similar, self.progress = SimilarPairs(self.messages), Progress()
        self.rounds = self.past.since(chunks, self.rules, self.messages)
        self.bodies, self.findings = BodyIndex(), FindingIndex(chunks)
        self.totals, self.sums = DashboardTotals(self.rules), SumsByKind(self.grids)

    def write(self) -> None:
        """Write all chunks; the first one that the page loads comes last, so that no incomplete audit is shown."""
        pages = _batches(map(self._body, count(), self._judged()), BODIES)
        for number, batch in enumerate(pages):
            self.chunks.write(f"bodies-{number:04}", batch)
        unmatched = 0
        for number, batch in enumerate(
            _batches(map(self.pages.unmatched, self.results.unmatched()), UNMATCHED)
        ):
            self.chunks.write(f"unmatched-{number:04}", batch)
            unmatched += len(batch)
        self.chunks.write("bodies", self.bodies.json())
        self.chunks.write("findings", self.findings.json())
        self.chunks.write("sums", self.sums.json())
        Trends(self.results).write(self.chunks)
        pairs = self.similar.json()
        self.chunks.write("similar", pairs)
        rounds = [one.write(self.chunks, self.totals.everyone.bodies) for one in self.rounds]
        self.chunks.write("audit", {**self._audit(unmatched), "rounds": rounds, "similar": len(pairs)})

    def _judged(self) -> Iterator[JudgedBody]:
        return (judge_body(body_report, self.style) for body_report in self.results.body_reports())

    def _body(self, number: int, body: JudgedBody) -> Json:
        findings = self.pages.findings(body)
        rules = [self.rules.number(finding.rule) for finding in body.findings]
        for finding, rule, written in zip(body.findings, rules, findings, strict=True):
            texts = [written.get(part) for part in ("place", "message", "found", "expected")]
            self.findings.add(number, rule, finding.severity, outcome_code(finding), texts)
        self.bodies.add(body, rules, self.messages.encode(unread_reason(body)))
        self.similar.add(number, body)
        self.progress.add(body)
        self.totals.add(body, rules)
        self.sums.add(body)
        for one in self.rounds:
            one.add(number, body.body_report)
        return self.pages.json(body, findings)

    def _audit(self, unmatched: int) -> dict[str, Json]:
        pack, counts, threshold = self.results.pack, self.results.counts, self.style.threshold
        language = self.style.language or pack.language
        before = pack.form.cycle.before(self.results.period)
        return {
            "year": self.results.year,
            "period": period_name(self.results.period, pack),
            "before": period_name(before, pack) if before else "",
            "language": language if language in {"zh", "en"} else "en",
            "pack": {"id": clean(pack.id), "title": clean(pack.title, UNCUT)},
            "threshold": str(threshold or ""),
            "submissions": {
                "all": counts.found, "ok": counts.ok, "partial": counts.partial,
                "error": counts.error, "failed": counts.failed, "unreached": counts.unreached,
            },
            "complete": counts.consistent,
            "unmatched": unmatched,
            "sizes": {"bodies": BODIES, "unmatched": UNMATCHED},
            "rules": self.rules.json(),
            "runs": self.past.json(),
            "statistics": statistics_json(pack.statistics, LANGUAGES),
            "progress": self.progress.json(),
            "grids": [grid.json() for grid in self.grids],
            "totals": self.totals.json(),
            "messages": self.messages.templates,
            "words": words(),
        }  # fmt: skip


def _batches(rows: Iterator[Json], size: int) -> Iterator[list[Json]]:
    while batch := list(islice(rows, size)):
        yield batch
