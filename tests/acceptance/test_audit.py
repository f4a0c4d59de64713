"""An audit finds the planted faults and nothing else, loses nothing, and gives the same results however it runs."""

import json
import os
import random
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

import checker_audit
from tests.support.dask_cluster import cluster, holder
from tests.support.scripts import script
from tests.support.stores import CHECKER, contents, postgres

BODIES = 44  # so many that every kind of fault is planted once
ROUNDS = int(os.environ.get("CHECKER_KILLS", "4"))  # of kill -9


@dataclass(frozen=True)
class Made:
    """A generated audit: its folder, and the store of an undisturbed run."""

    folder: Path
    store: Path

    def words(self, *more: str, store: str) -> list[str]:
        """Build the command that audits the folder."""
        roster = str(self.folder / "roster.csv")
        return [
            *CHECKER,
            "--lang",
            "en",
            "audit",
            *PATHS,
            "--roster",
            roster,
            "--year",
            "2024",
            "--store",
            store,
            *more,
        ]

    def audited(self, *more: str, store: str) -> "subprocess.CompletedProcess[str]":
        """Audit the folder into a store."""
        words = self.words(*more, store=store)
        return subprocess.run(words, check=False, capture_output=True, text=True, cwd=self.folder)


PATHS = ("2023", "2024")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("audit")
    script("ci/make_audit.py").write(folder, BODIES, 7)
    made = Made(folder, folder / "audit.db")
    run = made.audited("--workers", "2", "--out", str(folder / "out"), store=str(made.store))
    assert run.returncode == 2, run.stderr  # some of the files cannot be read
    return made


def exported(made: Made, store: str, out: Path) -> dict[str, list[dict[str, str]]]:
    words = [*CHECKER, "audit", "export", "--store", store, "--format", "jsonl", "-o", str(out)]
    subprocess.run(words, check=True, capture_output=True, cwd=made.folder)
    return {path.stem: script("ci/score_audit.py").rows(path) for path in out.glob("*.jsonl")}


def planted(made: Made, *kinds: str) -> list[dict[str, str]]:
    """List the planted faults, of some kinds or all."""
    faults = json.loads((made.folder / "planted.json").read_text(encoding="utf-8"))
    return [one for one in faults if one["kind"] in kinds or not kinds]


def test_every_planted_fault_is_found_and_nothing_else_at_warning_or_above(
    made: Made, tmp_path: Path
) -> None:
    score = script("ci/score_audit.py")
    assert {one["kind"] for one in planted(made)} - set(score.UNMATCHED) == set(score.FOUND_AS)
    tables = exported(made, str(made.store), tmp_path)
    found, off = score.judged(planted(made), tables["findings"], tables["strays"])
    assert off == []
    assert found.total() == 18
    assert score.judged(planted(made), tables["findings"][1:], tables["strays"][1:])[1], "it can fail"


def test_unread_submission_is_neither_missing_nor_passed(made: Made, tmp_path: Path) -> None:
    tables = exported(made, str(made.store), tmp_path)
    for lost in planted(made, "unreadable", "scanned"):
        assert [row for row in tables["findings"] if row["body"] == lost["body"]] == []
        about = [
            row for row in tables["assessments"] if row["body"] == lost["body"] and row["role"] == "across"
        ]
        assert {row["outcome"] for row in about if row["rule"] == "filing-missing"} == {"not_assessed"}


def test_counts_of_submissions_add_up_and_are_printed(made: Made, tmp_path: Path) -> None:
    files = sum(
        path.suffix in {".docx", ".pdf"} for year in PATHS for path in (made.folder / year).rglob("*")
    )
    lost = len(planted(made, "unreadable", "scanned", "other-kind"))
    words = [
        *CHECKER,
        "--lang",
        "en",
        "audit",
        "export",
        "--store",
        str(made.store),
        "--format",
        "csv",
        "-o",
        str(tmp_path),
    ]
    output = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    ended = f"ok {files - lost} + partial 0 + error {lost} + failed 0 + not reached 0"
    assert f"submissions: {files} = {ended}" in output


def test_same_seed_generates_the_same_audit(tmp_path: Path) -> None:
    generator = script("ci/make_audit.py")
    for folder in ("one", "other"):
        generator.write(tmp_path / folder, 12, 3)
    one, other = (sorted((tmp_path / folder).rglob("*.*")) for folder in ("one", "other"))
    assert [path.relative_to(tmp_path / "one") for path in one] == [
        path.relative_to(tmp_path / "other") for path in other
    ]
    assert all(left.read_bytes() == right.read_bytes() for left, right in zip(one, other, strict=True))


def test_every_output_is_written(made: Made) -> None:
    written = {path.name for path in (made.folder / "out").iterdir()}
    assert written == {"dashboard", "workbook.xlsx", "letters"}


def test_unchanged_submission_is_not_read_again(made: Made, tmp_path: Path) -> None:
    store = tmp_path / "again.db"
    store.write_bytes(made.store.read_bytes())
    before = contents(str(store))
    file = next((made.folder / "2024").rglob("*.docx"))
    os.utime(file)  # changes the time, not the content
    run = made.audited("--budget", "60", store=str(store))
    assert run.returncode == 2, run.stderr
    after = contents(str(store))
    assert (after["reports"], after["facts"]) == (before["reports"], before["facts"])
    assert len(after["submissions"]) == 2 * len(before["submissions"])  # another run, beside the first


def test_killed_audit_resumes_where_it_was(made: Made, tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311  # moments, not secrets
    kills = audits = 0
    while kills < ROUNDS:
        store = str(tmp_path / f"killed-{audits}.db")
        ended = False
        while not ended and kills < ROUNDS:
            with subprocess.Popen(
                made.words("--workers", "2", store=store),
                cwd=made.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as audit:
                try:
                    ended = audit.wait(0.8 + 2.5 * chance.random()) is not None
                except subprocess.TimeoutExpired:
                    audit.send_signal(signal.SIGKILL)
                    kills += 1
        if not ended:
            made.audited("--workers", "2", store=store)
        assert contents(store) == contents(str(made.store))
        audits += 1


def test_shards_of_an_audit_make_the_whole(made: Made, tmp_path: Path) -> None:
    parts = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    for number, part in enumerate(parts, start=1):
        run = made.audited("--shard", f"{number}/2", store=part)
        assert run.returncode in {0, 2}, run.stderr
    whole = str(tmp_path / "whole.db")
    roster = str(made.folder / "roster.csv")
    words = [*CHECKER, "audit", "merge", *parts, "--year", "2024", "--roster", roster, "--store", whole]
    merged = subprocess.run(words, check=False, capture_output=True, text=True, cwd=made.folder)
    assert merged.returncode == 2, merged.stderr
    assert contents(whole) == contents(str(made.store))


@pytest.mark.needs("postgres")
def test_postgresql_stores_the_same_results(made: Made) -> None:
    with postgres() as address:
        run = made.audited(store=address)
        assert run.returncode == 2, run.stderr
        assert contents(address) == contents(str(made.store))


def test_cluster_with_a_dying_worker_gives_the_same_results(made: Made, tmp_path: Path) -> None:
    store = str(tmp_path / "cluster.db")
    with cluster() as address:
        words = made.words("--scheduler", address, store=store)
        with subprocess.Popen(
            words, cwd=made.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as audit:
            pid, _batches = holder(address)
            os.kill(pid, signal.SIGKILL)
            output, _errors = audit.communicate(timeout=120)
        assert audit.returncode == 2, output
    assert contents(store) == contents(str(made.store))


def test_a_program_gets_the_report_of_each_submission(made: Made, tmp_path: Path) -> None:
    store = tmp_path / "api.db"
    roster = made.folder / "roster.csv"
    folders = [made.folder / year for year in PATHS]
    reports = list(checker_audit.audit(*folders, year=2024, roster=roster, store=store, workers=2))
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".docx", ".pdf"}]
    assert sorted(report.path for report in reports) == sorted(map(str, files))
    assert {report.failure.code for report in reports if report.failure} >= {"unreadable", "no-text-layer"}
