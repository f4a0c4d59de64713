"""An audit of a folder of messy reality says of every case what it must."""

from pathlib import Path

from tests.support.scripts import script


def test_every_case_of_messy_reality_has_its_outcome(tmp_path: Path) -> None:
    messy = script("ci/make_messy_intake.py")
    assert len(messy.cases()) >= 40
    messy.write(tmp_path)
    messy.audit(tmp_path)
    assert messy.misses(tmp_path) == []


def test_other_outcomes_are_missed(tmp_path: Path) -> None:
    messy = script("ci/make_messy_intake.py")
    (tmp_path / "out").mkdir()
    for table in ("bodies", "reports", "strays", "findings"):
        (tmp_path / "out" / f"{table}.jsonl").write_text("")
    assert len(messy.misses(tmp_path)) >= len(messy.cases())
