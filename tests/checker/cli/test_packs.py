"""What authors of packs are given: lint with warnings, tests of rules, comparison, a pack to begin with."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker.version import VERSION
from tests.support.paths import EXAMPLES, PACKS, ROOT

Run = Callable[..., Result]

OWN = """\
title: Own memos
extends: memo/2020
titles: [Memo of the harbour office, Minutes of the harbour office]
sections: [Decisions, Costs, Outlook]
rules:
  short-sections: null
  costs-told:
    check: word-limit
    clause: House rules, paragraph 4
    requirement: Costs are told in a word.
    category: form
    severity: info
    words: 2
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    """Write a pack that extends the example's."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.yaml").write_text(OWN, "utf-8")
    return "mine/own.yaml"


def test_commands_of_packs_have_help(run: Run) -> None:
    listed = run("packs", "-h").stdout
    for command in ("list", "show", "lint", "test", "diff", "new", "schema"):
        assert f"\n  {command} " in listed
        assert run("packs", command, "-h").exit_code == 0
    assert run("packs", "lnt").exit_code == 2
    assert run("--version").stdout == f"checker {VERSION}\n"


# --- lint ---


@pytest.mark.usefixtures("memos")
def test_lint_warns_of_labels_that_no_document_has(run: Run, own: str) -> None:
    linted = run("packs", "lint", own, "--corpus", "memos")
    assert linted.exit_code == 0
    assert linted.stdout.splitlines() == [
        "mine/own.yaml:3:38: titles[1]: warning: no document is titled “Minutes of the harbour office”",
        "mine/own.yaml:4:30: sections[2]: warning: no document has a section titled “Outlook”",
        "mine/own.yaml: no mistakes, rules: 1, warnings: 2",
    ]
    assert "memos/broken.memo: not read" in linted.stderr


def test_lint_warns_of_a_rule_that_could_never_be_judged(run: Run, own: str, tmp_path: Path) -> None:
    (tmp_path / "only.memo").write_text("Memo of the harbour office\nNothing.\n", "utf-8")
    linted = run("packs", "lint", own, "--corpus", "only.memo").stdout
    assert (
        "mine/own.yaml:7:3: rules.costs-told: warning: the rule could not be judged in any document" in linted
    )


def test_lint_says_that_a_pack_governs_no_document(run: Run, own: str, tmp_path: Path) -> None:
    (tmp_path / "other.memo").write_text("Something else\n", "utf-8")
    linted = run("packs", "lint", own, "--corpus", "other.memo")
    assert linted.exit_code == 0
    assert "warning: the pack applies to none of the 1 documents" in linted.stdout


PATTERNS = """\
title: 测试
extends: annual-report/2021
years: {from: 2021}
rules:
  other-matters-fees:
    check: required-statement
    clause: c
    requirement: r
    category: form
    severity: error
    section: 其他需要报告的事项
    statement: 信息处理费
    patterns: [信息处理费, 从来没有这样写]
"""


def test_lint_warns_of_patterns_that_match_nothing(run: Run, tmp_path: Path) -> None:
    examples = Path(__file__).parents[3] / "examples" / "qingping-2024.docx"
    (tmp_path / "own.yaml").write_text(PATTERNS, "utf-8")
    linted = run("packs", "lint", "own.yaml", "--corpus", str(examples), CHECKER_DISABLE_PLUGINS="")
    assert linted.exit_code == 0
    assert next(line for line in linted.stdout.splitlines() if "warning" in line) == (
        "own.yaml:13:23: rules.other-matters-fees.patterns[1]: warning: no document matches “从来没有这样写”"
    )


def test_lint_warns_of_years_that_two_packs_of_a_family_govern(run: Run, tmp_path: Path) -> None:
    (tmp_path / "memo").mkdir()
    (tmp_path / "memo" / "2024.yaml").write_text(
        "extends: memo/2020\nyears: {from: 2024, to: 2025}\n", "utf-8"
    )
    linted = run("packs", "lint", "memo")
    assert linted.exit_code == 0
    assert linted.stdout.splitlines()[0] == (
        "memo/2024.yaml:2:8: years: warning: memo/2020 also applies to 2024–2025; only one of the two packs is used"
    )
    (tmp_path / "memo" / "2024.yaml").write_text("extends: memo/2020\nyears: {to: 2019}\n", "utf-8")
    assert "warning" not in run("packs", "lint", "memo").stdout


GREEDY = '''
from dataclasses import dataclass
from typing import ClassVar
from checker.judging.checks import Check
from checker.hookspecs import hookimpl

@dataclass(frozen=True)
class Greedy(Check):
    """Nothing must be true."""
    name: ClassVar[str] = "greedy"
    severity: str = ""
    def run(self, filing):
        yield from ()

@hookimpl
def register_checks(): return [Greedy]
'''


def test_lint_warns_of_an_option_that_is_called_as_a_key_of_rules(
    run: Run, plugin: Callable[[str, str], None], tmp_path: Path
) -> None:
    plugin("greedy", GREEDY)
    rule = "{check: greedy, clause: c, requirement: r, category: form, severity: info}"
    (tmp_path / "own.yaml").write_text(f"extends: memo/2020\nrules: {{more: {rule}}}\n", "utf-8")
    linted = run("packs", "lint", "own.yaml")
    assert linted.exit_code == 0
    assert linted.stdout.startswith(
        "own.yaml:2:23: rules.more.check: warning: option “severity” of check “greedy” has the name of a rule key"
    )


# --- new ---


def test_new_pack_passes_lint_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert (
        run(
            "packs", "new", "mine/2024", "--extends", "annual-report/2021", CHECKER_DISABLE_PLUGINS=""
        ).exit_code
        == 0
    )
    assert run("packs", "lint", "mine", CHECKER_DISABLE_PLUGINS="").exit_code == 0
    text = (tmp_path / "mine" / "2024.yaml").read_text("utf-8")
    before, after = (
        run("packs", "show", name, CHECKER_DISABLE_PLUGINS="").stdout.partition("\nrule ")[2]
        for name in ("annual-report/2021", "mine/2024.yaml")
    )
    assert before == after
    assert text.count("#") > 10
    everything = re.sub(r"^  # (?=[a-z-]+:|  )", "  ", text, flags=re.MULTILINE)
    (tmp_path / "mine" / "2024.yaml").write_text(everything, "utf-8")
    linted = run("packs", "lint", "mine", CHECKER_DISABLE_PLUGINS="")
    count = before.count("\n") - 3  # a blank line and two heads
    assert linted.stdout == f"mine/2024.yaml: no mistakes, rules: {count}\n"  # one left out, one added


def test_new_pack_is_never_written_over_a_file(run: Run, own: str) -> None:
    refused = run("packs", "new", "mine/own", "--extends", "memo/2020")
    assert refused.exit_code == 2
    assert "already exists" in refused.stderr
    assert Path(own).read_text("utf-8") == OWN
    assert run("packs", "new", "memo/2020", "--extends", "memo/2020").exit_code == 2
    assert run("packs", "new", "x", "--extends", "memo/2021").exit_code == 2
    assert run("packs", "new", "x", "--extends", own).exit_code == 2


# --- test ---


@pytest.fixture
def tests_of_rules(tmp_path: Path, memos: Path) -> Path:
    folder = tmp_path / "rules" / "memo-2020"
    folder.mkdir(parents=True)
    for name, source in {"pass-short": "good", "fail-long": "long"}.items():
        (folder / f"short-sections-{name}.memo").write_bytes((memos / f"{source}.memo").read_bytes())
    return folder


def test_rules_that_do_what_their_documents_say_pass(run: Run, tests_of_rules: Path) -> None:
    for folder in (tests_of_rules.parent, tests_of_rules):
        tested = run("packs", "test", str(folder))
        assert tested.exit_code == 0
        assert tested.stdout == "memo/2020: documents 2, rules tested 1 of 1\n"


def test_document_that_is_not_judged_as_named_is_reported(
    run: Run, tests_of_rules: Path, memos: Path
) -> None:
    (tests_of_rules / "short-sections-pass-not.memo").write_bytes((memos / "long.memo").read_bytes())
    (tests_of_rules / "short-sections-fail-not.memo").write_bytes((memos / "good.memo").read_bytes())
    (tests_of_rules / "short-sections-pass-empty.memo").write_text("Memo of the harbour office\n", "utf-8")
    (tests_of_rules / "something.memo").write_text("Memo of the harbour office\n", "utf-8")
    tested = run("packs", "test", "rules")
    assert tested.exit_code == 1
    lines = [
        line.removeprefix(f"{tests_of_rules.parent.name}/memo-2020/") for line in tested.stdout.splitlines()
    ]
    assert lines[:4] == [
        "short-sections-fail-not.memo: short-sections should find a problem",
        "short-sections-pass-empty.memo: short-sections could not be judged: the memo has no section",
        "short-sections-pass-not.memo: should pass, but short-sections finds: “Decisions” has 11 words",
        "something.memo: the file name does not start with a rule of memo/2020",
    ]


def test_rules_without_both_documents_are_listed(run: Run, tests_of_rules: Path) -> None:
    (tests_of_rules / "short-sections-fail-long.memo").unlink()
    tested = run("packs", "test", "rules")
    assert tested.exit_code == 0
    assert tested.stdout.splitlines()[0] == "memo/2020: short-sections has no test document: fail"


def test_document_of_a_rule_that_cannot_be_read_is_an_error(run: Run, tests_of_rules: Path) -> None:
    (tests_of_rules / "short-sections-pass-broken.memo").write_bytes(b"\xff")
    assert run("packs", "test", "rules").exit_code == 2


def test_folder_that_is_named_after_no_pack_needs_one(run: Run, tests_of_rules: Path, own: str) -> None:
    tests_of_rules.rename(tests_of_rules.with_name("memo-202"))
    assert run("packs", "test", "rules").exit_code == 2
    assert run("packs", "test", "rules/memo-202", "--pack", "memo/2020").exit_code == 0
    assert run("packs", "test", "rules/memo-202", "--pack", own).exit_code == 1


def test_committed_documents_of_a_pack_file_pass(run: Run) -> None:
    documents = ROOT / "tests" / "rules" / "grant-report-2024"
    pack = PACKS / "grant-report" / "2024.yaml"
    tested = run("packs", "test", str(documents), "--pack", str(pack), CHECKER_DISABLE_PLUGINS="")
    assert tested.exit_code == 0
    assert re.fullmatch(r"grant-report/2024: documents \d+, rules tested (\d+) of \1\n.*\n?", tested.stdout)


def test_no_rule_may_find_anything_in_a_document_that_passes_all(
    run: Run, tests_of_rules: Path, memos: Path
) -> None:
    (tests_of_rules / "short-sections-pass-short.memo").rename(tests_of_rules / "clean-pass-all.memo")
    tested = run("packs", "test", "rules")
    assert tested.exit_code == 0
    assert tested.stdout == "memo/2020: documents 2, rules tested 1 of 1\n"
    (tests_of_rules / "pass-all.memo").write_bytes((memos / "long.memo").read_bytes())
    tested = run("packs", "test", "rules")
    assert tested.exit_code == 1
    assert "pass-all.memo: should pass, but short-sections finds: “Decisions” has 11 words" in tested.stdout


ROSTER = "name,submitted,deadline\n青屏县水务局,{day},2025-01-31\n青屏县财政局,,\n"


@pytest.fixture
def small_audit(tmp_path: Path) -> Path:
    """Write a folder of one filing, which was handed in too late."""
    folder = tmp_path / "annual-report-2021"
    for name in ("filing-late-fail-a-day", "filing-missing-fail-one"):
        (folder / name).mkdir(parents=True)
        shutil.copy(EXAMPLES / "qingping-2024.docx", folder / name)
        (folder / name / "bodies.csv").write_text(ROSTER.format(day="2025-02-01"), "utf-8")
    return folder


def test_rule_across_filings_is_tested_on_a_folder(run: Run, small_audit: Path) -> None:
    tested = run("packs", "test", str(small_audit), CHECKER_DISABLE_PLUGINS="")
    assert tested.exit_code == 0
    assert "annual-report/2021: rules across filings tested 2 of " in tested.stdout.splitlines()[-1]
    (small_audit / "filing-late-fail-a-day").rename(small_audit / "filing-late-pass-never")
    (small_audit / "filing-missing-fail-one" / "bodies.csv").unlink()
    tested = run("packs", "test", str(small_audit), CHECKER_DISABLE_PLUGINS="")
    assert tested.exit_code == 1
    late, missing = (line for line in tested.stdout.splitlines() if f"{small_audit.name}/" in line)
    assert "filing-late-pass-never: should pass, but filing-late finds: " in late
    assert missing.endswith("filing-missing-fail-one: filing-missing should find a problem")


@pytest.mark.parametrize(
    ("roster", "message"),
    [
        ("name,colour\nx,red\n", "the first line names the columns"),
        ("name,submitted\nx,1 May\n", "bodies.csv:2: not a day like 2024-01-31: 1 May"),
    ],
)
def test_mistake_in_the_bodies_of_a_small_audit_is_named(
    run: Run, small_audit: Path, roster: str, message: str
) -> None:
    (small_audit / "filing-late-fail-a-day" / "bodies.csv").write_text(roster, "utf-8")
    tested = run("packs", "test", str(small_audit), CHECKER_DISABLE_PLUGINS="")
    assert tested.exit_code == 2
    assert message in tested.stderr


def test_document_cannot_test_a_rule_across_filings(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "annual-report-2021"
    folder.mkdir()
    example = Path(__file__).parents[3] / "examples" / "qingping-2024.docx"
    shutil.copy(example, folder / "filing-late-fail-a-day.docx")
    tested = run("packs", "test", str(folder), CHECKER_DISABLE_PLUGINS="")
    assert tested.exit_code == 1
    first, *_rules, last = tested.stdout.splitlines()
    assert first.endswith(
        "filing-late-fail-a-day.docx: filing-late compares filings: it is tested on a folder of that name"
    )
    assert re.fullmatch(r"annual-report/2021: rules across filings tested 0 of \d+", last)


# --- diff ---


@pytest.mark.usefixtures("memos")
def test_diff_tells_what_a_pack_finds_more_and_less(run: Run, own: str) -> None:
    Path("memos/broken.memo").unlink()
    diff = run("packs", "diff", "memo/2020", own, "--corpus", "memos")
    assert diff.exit_code == 1
    assert diff.stdout.splitlines() == [
        "costs-told: gained 1, lost 0, severity changed 0",
        "  + memos/long.memo: info: “Decisions” has 11 words (Decisions)",
        "short-sections: gained 0, lost 1, severity changed 0",
        "  - memos/long.memo: error: “Decisions” has 11 words (Decisions)",
        "documents 2: findings gained 1, lost 1, severity changed 0",
    ]


@pytest.mark.usefixtures("memos")
def test_diff_is_json_for_programs(run: Run, own: str) -> None:
    written = run("packs", "diff", "memo/2020", own, "--corpus", "memos", "--format", "json")
    assert written.exit_code == 2  # one document could not be read
    diff = json.loads(written.stdout)
    assert (diff["schema"], diff["before"], diff["after"]) == ("checker-pack-diff/1", "memo/2020", own)
    assert diff["documents"] == 2
    assert [one["path"] for one in diff["unread"]] == ["memos/broken.memo"]
    rules = {one["rule"]: one for one in diff["rules"]}
    assert [len(rules["short-sections"][kind]) for kind in ("gained", "lost", "graded")] == [0, 1, 0]
    lost = rules["short-sections"]["lost"][0]
    assert (lost["path"], lost["code"], lost["severity"]) == ("memos/long.memo", "too-long", "error")


@pytest.mark.usefixtures("memos")
def test_diff_of_a_pack_with_itself_is_empty(run: Run, tmp_path: Path) -> None:
    assert run("packs", "diff", "memo/2020", "memo/2020", "--corpus", "memos/long.memo").exit_code == 0
    (tmp_path / "graded.yaml").write_text("extends: memo/2020\nrules: {short-sections: warning}\n", "utf-8")
    diff = run("packs", "diff", "memo/2020", "graded.yaml", "--corpus", "memos/long.memo")
    assert diff.exit_code == 1
    assert (
        "  ~ memos/long.memo: error → warning: “Decisions” has 11 words (Decisions)"
        in diff.stdout.splitlines()
    )


# --- explain ---


def test_rule_is_explained_by_documents_that_show_it(run: Run, tests_of_rules: Path) -> None:
    shown = run("explain", "short-sections", "--examples", str(tests_of_rules.parent)).stdout.splitlines()
    wrong, found, right = (shown.index(word) for word in ("wrong", "found", "right"))
    assert shown[wrong + 1] == "  Decisions"
    assert "“Decisions” has 11 words" in shown[found + 2]
    assert shown[right + 1] == "  We stay."


def test_explained_rule_can_be_changed_in_a_pack_of_ones_own(run: Run, tmp_path: Path) -> None:
    shown = run("explain", "short-sections").stdout.splitlines()
    assert any(line.split() == ["memo/2020", "error", "form"] for line in shown)
    snippet = "\n".join(line[2:] for line in shown[shown.index("in your own pack") + 1 :])
    assert "short-sections: null" in snippet
    (tmp_path / "own.yaml").write_text(snippet.replace("  short-sections: null", "  # "), "utf-8")
    assert run("packs", "lint", "own.yaml").exit_code == 0
