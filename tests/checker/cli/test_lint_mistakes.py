"""What lint says to beginners: each usual mistake at its place, with what to write instead."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PACK = """\
title: Quarterly report
language: en
basis: Manual 3
titles: [Quarterly Report]
sections: [Summary, Findings]
tables:
  costs:
    section: Findings
    columns: {planned: Planned, actual: Actual}
    rows: {staff: Staff, rooms: Rooms, total: Total}
rules:
  sections:
    check: required-sections
    clause: "{basis}, 1"
    requirement: Every report has these sections.
    category: completeness
    severity: error
  costs-sums:
    check: table-arithmetic
    clause: "{basis}, 2"
    requirement: The total is the sum.
    category: accuracy
    severity: error
    table: costs
    per: column
    relations: [total == staff + rooms]
"""
TABLE = PACK[PACK.index("tables:") : PACK.index("rules:\n")]
CHECK = "    check: required-sections"
RELATIONS = "    relations: [total == staff + rooms]"

MISTAKES = {
    "tab": (CHECK, "\tcheck: required-sections", "pack.yaml:13:1: ", "indent with spaces, not with tabs"),
    "place without quotes": (
        'clause: "{basis}, 1"', "clause: {basis}, 1", "pack.yaml:14:20: ", "put quotes around a text that begins with “{”",
    ),
    "place alone": ('clause: "{basis}, 1"', "clause: {basis}", "rules.sections.clause: ", "put quotes around “{basis}”"),
    "colon": ("Quarterly report", "Report: quarter three", "pack.yaml:1:14: ", "put quotes around a text with “: ” in it"),
    "indentation": (
        "    category: accuracy", "   category: accuracy", "pack.yaml:22:4: ", "indent the line as those",
    ),
    "yes for a list": (RELATIONS, "    relations: yes", "costs-sums.relations: ", "should be a list: [a, b]"),
    "unknown check": (CHECK, f"{CHECK[:-1]}", "rules.sections.check: ", "did you mean “required-sections”?"),
    "misspelt option": (RELATIONS, RELATIONS.replace("ns:", "n:"), "relation: unknown option", "did you mean “relations”?"),
    "unknown section": ("section: Findings", "section: Finding", "tables.costs.section: ", "did you mean “Findings”?"),
    "unknown key": ("staff + rooms]", "staf + rooms]", "costs-sums.relations[0]: ", "did you mean “staff”?"),
    "severity": (
        "severity: error\n    table", "severity: high\n    table", "costs-sums.severity: ", "one of error, warning, info",
    ),
    "list for a mapping": (TABLE, "tables: [costs]\n", "tables: ", "should be a mapping: a key, “: ” and a value"),
    "text for a list": ("[Summary, Findings]", "Summary, Findings", "sections: ", "should be a non-empty list of sections"),
    "name in capitals": ("  costs-sums:", "  Costs sums:", "rules.Costs sums: ", "is not an id: small letters and digits"),
    "twice": ("  costs-sums:", "  sections:", "rules.sections: ", "the key is already in line 12"),
    "sign": ("Quarterly report", "@report", "pack.yaml:1:8: ", "put quotes around a text that begins with “@”"),
    "backslash": ("requirement: The total", 'requirement: "The \\d total', "pack.yaml:21:", "put single quotes around"),
    "no basis": ("basis: Manual 3\n", "", "rules.sections.clause: ", "{basis} is used, but the pack has no basis"),
}  # fmt: skip


@pytest.fixture
def lint(run: Run, tmp_path: Path) -> Callable[[str], Result]:
    """Return what lints the text of a pack."""

    def linted(text: str) -> Result:
        (tmp_path / "pack.yaml").write_text(text, "utf-8")
        return run("packs", "lint", "pack.yaml", CHECKER_DISABLE_PLUGINS="")

    return linted


Lint = Callable[[str], Result]


def test_pack_without_mistakes_has_no_warnings(lint: Lint) -> None:
    assert lint(PACK).stdout == "pack.yaml: no mistakes, rules: 2\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_usual_mistake_is_named_with_what_to_write(lint: Lint, name: str) -> None:
    right, wrong, place, hint = MISTAKES[name]
    assert right in PACK
    linted = lint(PACK.replace(right, wrong, 1))
    assert linted.exit_code == 2
    (line, *_more) = (line for line in linted.stdout.splitlines() if place in line)
    assert hint in line
    assert "not valid YAML" not in line or hint, "the parser's own words help nobody"


@pytest.mark.parametrize(
    ("right", "wrong", "warning"),
    [
        ("planned: Planned", "planned: 'Planned {yaer}'", "tables.costs.columns.planned: warning: {yaer} is never filled"),
        ("Every report", "In {year} every report", "rules.sections.requirement: warning: {year} is never filled"),
        ("title: Quarterly report", "title: Report {year}", "title: warning: {year} is never filled here"),
        (RELATIONS, "    relations: []", "costs-sums.relations: warning: “relations” is empty: the rule never finds"),
    ],
)  # fmt: skip
def test_what_would_do_nothing_is_a_warning(lint: Lint, right: str, wrong: str, warning: str) -> None:
    linted = lint(PACK.replace(right, wrong, 1))
    assert linted.exit_code == 0
    assert warning in linted.stdout


def test_places_that_are_filled_are_fine(lint: Lint) -> None:
    assert "warning" not in lint(PACK.replace("planned: Planned", "planned: 'Planned {last_year}'")).stdout


def test_table_that_no_rule_looks_at_is_a_warning(lint: Lint) -> None:
    linted = lint(PACK[: PACK.index("  costs-sums:")]).stdout
    assert "pack.yaml:7:3: tables.costs: warning: no rule looks at this table\n" in linted


PERIOD = """\
  period:
    check: date-range
    clause: "{basis}, 3"
    requirement: The period is the year.
    category: timeliness
    severity: error
    phrases: [reporting period]
    start: "{year}-04-01"
    end: "{year}-03-31"
"""


def test_period_that_ends_before_it_begins_is_reported(lint: Lint) -> None:
    assert "rules.period.end" in lint(PACK + PERIOD).stdout
    assert "rules.period" not in lint(PACK + PERIOD.replace("03-31", "12-31")).stdout
