"""Decisions about findings are honoured as long as their cells stay the same, and none is lost."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.draft_reports import figure, label
from tests.support.rounds import FINANCE, WATER, Round

RULE = "disclosure-filled"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, dict[str, Any]]:
    """Audit two bodies, one of which has words where a number must be; return that finding, too."""
    audited = Round(tmp_path_factory.mktemp("round"))
    (audited.folder / "roster.csv").write_text(f"name\n{WATER}\n{FINANCE}\n", encoding="utf-8")
    audited.file(WATER)
    audited.file(FINANCE, figure("规章", 3, "若干"))
    audited.audit()
    (found,) = audited.findings(RULE)
    assert (found["body"], found["found"], found["waived"]) == (FINANCE, "若干", None)
    return audited, found


@pytest.fixture
def audited(first: tuple[Round, dict[str, Any]], tmp_path: Path) -> Round:
    shutil.copytree(first[0].folder, tmp_path / "copy")
    return Round(tmp_path / "copy")


@pytest.fixture
def found(first: tuple[Round, dict[str, Any]]) -> dict[str, Any]:
    return first[1]


def test_a_false_alarm_does_not_count_again_while_its_cell_stays_the_same(
    audited: Round, found: dict[str, Any]
) -> None:
    audited.decide(
        {
            **{name: found[name] or "" for name in ("body", "rule", "fingerprint", "found")},
            "decision": "false-alarm",
            "by": "Li",
        }
    )
    run = audited.audit("--decisions", "decisions.csv")
    assert "errors: 0" in run.stdout
    assert "1 false alarms, 0 accepted" in run.stdout
    assert audited.findings(RULE)[0]["waived"] == "accepted"
    (decided,) = audited.table("decisions")
    assert (decided["state"], decided["body"], decided["by"], decided["findings"]) == (
        "honoured",
        FINANCE,
        "Li",
        1,
    )

    audited.file(FINANCE, figure("规章", 3, "若干"), label("行政强制", "行政强制措施"))  # another cell
    assert "1 false alarms" in audited.audit("--decisions", "decisions.csv").stdout

    audited.file(FINANCE, figure("规章", 3, "很多"))  # its cell
    run = audited.audit("--decisions", "decisions.csv")
    assert "errors: 1" in run.stdout
    assert "decisions.csv:2: changed: what it was about has changed since" in run.stdout
    assert audited.findings(RULE)[0]["waived"] is None
    assert "changed" in audited.audit("--decisions", "decisions.csv").stdout, "it stays void"


def test_a_decision_without_the_text_is_compared_with_the_audit_before(
    audited: Round, found: dict[str, Any]
) -> None:
    audited.decide({"body": FINANCE, "fingerprint": found["fingerprint"], "decision": "false-alarm"})
    audited.file(FINANCE, figure("规章", 3, "很多"))
    assert "decisions.csv:2: changed" in audited.audit("--decisions", "decisions.csv").stdout


def test_decisions_that_cannot_be_honoured_say_why_and_lose_nothing(
    audited: Round, found: dict[str, Any]
) -> None:
    mark = found["fingerprint"]
    whole = {"body": FINANCE, "rule": RULE, "decision": "accepted", "reason": "known gap", "by": "Li"}
    rows = (
        {"decision": "maybe", "fingerprint": mark},
        {"decision": "accepted", "fingerprint": mark},
        {"decision": "false-alarm", "body": FINANCE},
        {"decision": "false-alarm", "body": "乙局", "rule": RULE},
        {"decision": "false-alarm", "body": WATER, "rule": "no-such-rule"},
        {"decision": "returned", "body": FINANCE},
        {**whole, "until": "soon"},
        {**whole, "until": "2001-01-31"},
        {**whole, "body": WATER},
    )
    audited.decide(*rows)
    run = audited.audit("--decisions", "decisions.csv")
    assert run.exit_code == 2
    codes = [line.split(": ")[1] for line in run.stdout.splitlines() if line.startswith("  decisions.csv:")]
    assert codes == [
        "unknown-decision", "no-reason", "no-subject", "unknown-body", "unknown-rule", "no-date", "not-a-date",
        "expired", "no-finding",
    ]  # fmt: skip
    assert "errors: 1" in run.stdout, "none is honoured"
    assert [row["code"] for row in audited.table("decisions")] == codes


def test_a_rule_may_be_accepted_for_a_body_and_a_report_returned(audited: Round) -> None:
    audited.decide(
        {"单位": FINANCE, "规则": RULE, "处理": "认可", "理由": "上级已同意", "决定人": "李科长",
         "有效期至": "2999年1月1日"},
        {"单位": FINANCE, "处理": "退回", "日期": "2025-02-03"},
    )  # fmt: skip
    run = audited.audit("--decisions", "decisions.csv")
    assert "0 false alarms, 1 accepted" in run.stdout
    accepted, returned = audited.table("decisions")
    assert (accepted["until"], accepted["by"], accepted["state"]) == ("2999-01-01", "李科长", "honoured")
    assert (returned["decision"], returned["day"], returned["state"]) == (
        "returned",
        "2025-02-03",
        "honoured",
    )


def test_a_fingerprint_that_several_bodies_have_needs_the_body(audited: Round, found: dict[str, Any]) -> None:
    audited.file(WATER, figure("规章", 3, "若干"))
    audited.decide({"fingerprint": found["fingerprint"], "decision": "false-alarm"})
    assert "decisions.csv:2: ambiguous" in audited.audit("--decisions", "decisions.csv").stdout
