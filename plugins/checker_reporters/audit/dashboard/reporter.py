"""The dashboard's reporter: one pass over the dossiers, each written into its chunk and forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import count, islice
from pathlib import Path

from checker import AuditResults, Style, clean
from checker_reporters.audit.body_status import Judged, judged
from checker_reporters.audit.dashboard.body_pages import Dossiers
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.audit.dashboard.grids import grids
from checker_reporters.audit.dashboard.indexes import BodyIndex, FindingIndex
from checker_reporters.audit.dashboard.phrases import Phrases
from checker_reporters.audit.dashboard.rulebook import rulebook
from checker_reporters.audit.dashboard.totals import Sums, Totals
from checker_reporters.audit.dashboard.words import words
from checker_reporters.wording import WHOLE

BODIES = 50  # dossiers in a chunk: what opening one of them loads
STRAYS = 500
_SITE = "site"


@dataclass(frozen=True, slots=True)
class DashboardReporter:
    """Write the dashboard: pages that work offline, their data in chunks that are loaded as they are needed."""

    name: str = "dashboard"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write the folder `dashboard`; `index.html` in it is the page to open."""
        site = folder / self.name
        data = site / "data"
        data.mkdir(parents=True, exist_ok=True)
        chunks = Chunks(data)
        chunks.clear()
        for page in sorted(files(__package__).joinpath(_SITE).iterdir(), key=lambda page: page.name):
            (site / page.name).write_bytes(page.read_bytes())
        _Writing(results, chunks, style).write()


class _Writing:
    """One audit on its way into chunks."""

    def __init__(self, results: AuditResults, chunks: Chunks, style: Style) -> None:
        self.results, self.chunks, self.style = results, chunks, style
        self.grids = grids(results.pack.form)
        self.rules, self.phrases = rulebook(results.pack), Phrases()
        self.dossiers = Dossiers(self.grids, self.rules, self.phrases, style)
        self.bodies, self.findings = BodyIndex(), FindingIndex(chunks)
        self.totals, self.sums = Totals(self.rules), Sums(self.grids)

    def write(self) -> None:
        """Write all chunks; the one that the page begins with comes last, so that none is shown half written."""
        pages = _batches(map(self._dossier, count(), self._judged()), BODIES)
        for number, batch in enumerate(pages):
            self.chunks.write(f"bodies-{number:04}", batch)
        strays = 0
        for number, batch in enumerate(_batches(map(self.dossiers.stray, self.results.unmatched()), STRAYS)):
            self.chunks.write(f"strays-{number:04}", batch)
            strays += len(batch)
        self.chunks.write("bodies", self.bodies.json())
        self.chunks.write("findings", self.findings.json())
        self.chunks.write("sums", self.sums.json())
        self.chunks.write("audit", self._audit(strays))

    def _judged(self) -> Iterator[Judged]:
        return (judged(dossier, self.style) for dossier in self.results.body_reports())

    def _dossier(self, number: int, body: Judged) -> Json:
        said = self.dossiers.findings(body)
        rules = [self.rules.number(finding.rule) for finding in body.findings]
        for finding, rule, written in zip(body.findings, rules, said, strict=True):
            self.findings.add(number, rule, finding, [written.get("place"), written.get("message")])
        self.bodies.add(body, rules)
        self.totals.add(body, rules)
        self.sums.add(body)
        return self.dossiers.json(body, said)

    def _audit(self, strays: int) -> Json:
        pack, walk, threshold = self.results.pack, self.results.counts, self.style.threshold
        language = self.style.language or pack.language
        return {
            "year": self.results.year,
            "language": language if language in {"zh", "en"} else "en",
            "pack": {"id": clean(pack.id), "title": clean(pack.title, WHOLE)},
            "threshold": str(threshold or ""),
            "walk": {
                "walked": walk.found, "ok": walk.ok, "partial": walk.partial,
                "error": walk.error, "failed": walk.failed, "unreached": walk.unreached,
            },
            "holds": walk.consistent,
            "strays": strays,
            "sizes": {"bodies": BODIES, "strays": STRAYS},
            "rules": self.rules.json(),
            "grids": [grid.json() for grid in self.grids],
            "totals": self.totals.json(),
            "phrases": self.phrases.sentences,
            "words": words(),
        }  # fmt: skip


def _batches(rows: Iterator[Json], size: int) -> Iterator[list[Json]]:
    while batch := list(islice(rows, size)):
        yield batch
