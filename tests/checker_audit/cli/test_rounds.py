"""Two rounds of an audit are compared finding by finding, and the store tells a body's history."""

import json
from pathlib import Path

from tests.support.draft_reports import figure, label, text
from tests.support.rounds import FINANCE, WATER, Round

RULE = "disclosure-filled"


def test_a_second_round_shows_what_was_corrected_and_what_is_new(tmp_path: Path) -> None:
    audited = Round(tmp_path)
    (tmp_path / "roster.csv").write_text(f"name\n{WATER}\n{FINANCE}\n", encoding="utf-8")
    audited.file(WATER, figure("规章", 3, "若干"))
    audited.file(FINANCE, figure("规章", 3, "若干"), label("行政强制", "行政强制措施"))
    audited.audit()
    audited.file(WATER)
    audited.file(FINANCE, figure("规章", 3, "若干"), figure("行政许可", 1, "几件"))
    audited.decide({"body": FINANCE, "rule": RULE, "decision": "returned", "date": "2025-02-03"})
    audited.audit("--decisions", "decisions.csv")

    text = audited.run("diff", "1", "2")
    assert text.exit_code == 1, "something is new"
    assert "new 1" in text.stdout
    rows = [
        json.loads(line) for line in audited.run("diff", "1", "2", "--format", "jsonl").stdout.splitlines()
    ]
    by = {(row["body"], row["rule"], row["change"]) for row in rows if row["rule"] == RULE}
    assert by == {(WATER, RULE, "corrected"), (FINANCE, RULE, "open"), (FINANCE, RULE, "new")}
    assert (FINANCE, "corrected") in {(row["body"], row["change"]) for row in rows}, "the label"
    one = audited.run("diff", "1", "2", "--body", WATER).stdout
    assert "corrected: " in one
    assert "若干" in one

    back = audited.run("diff", "2", "2")
    assert back.exit_code == 0
    assert "new 0, corrected 0" in back.stdout

    everybody = audited.run("history").stdout.splitlines()
    assert [line.split()[:2] for line in everybody[1:]] == [["1", "2024"], ["2", "2024"]]
    water = [line.split() for line in audited.run("history", WATER).stdout.splitlines()[1:]]
    assert [line[3:7] for line in water] == [["1", "0", "0", "1"], ["1", "0", "0", "0"]]
    assert audited.run("history", "乙局").exit_code == 2

    (tmp_path / "in" / f"{WATER}.docx").write_bytes(b"PK nothing")
    audited.file(FINANCE, figure("规章", 3, "若干"))
    audited.audit()
    rows = [
        json.loads(line) for line in audited.run("diff", "1", "3", "--format", "jsonl").stdout.splitlines()
    ]
    unread = {row["change"] for row in rows if row["body"] == WATER}
    assert unread == {"unknown"}, "what cannot be read is not corrected"


def test_a_finding_in_words_that_changed_around_it_is_still_open(tmp_path: Path) -> None:
    audited = Round(tmp_path)
    (tmp_path / "roster.csv").write_text(f"name\n{WATER}\n", encoding="utf-8")
    audited.file(WATER, text("沿河路18号", "沿河路XX号"))
    audited.audit()
    (found,) = audited.findings("leftovers-placeholders")
    audited.decide({"body": WATER, "fingerprint": found["fingerprint"], "decision": "false-alarm"})
    audited.file(WATER, text("沿河路18号", "沿河西路XX号"))
    done = audited.audit("--decisions", "decisions.csv")
    assert "new 0, corrected 0, still open 1" in audited.run("diff", "1", "2").stdout
    assert "has changed since; the finding counts again" in done.stdout
