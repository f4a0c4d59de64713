"""`checker explain` and `checker checks`: what rules, codes and checks mean."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker.packs.manuals import kind_of, options_of, read_manual
from checker.patterns import Pattern
from tests.support.engine import checker
from tests.support.paths import PACKS

Run = Callable[..., Result]


@pytest.fixture
def ask(run: Run) -> Callable[..., str]:
    """Return what runs a command with all built-in plugins and returns what it prints."""

    def asked(*args: str, **env: str) -> str:
        done = run(*args, CHECKER_DISABLE_PLUGINS="", **env)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    return asked


Ask = Callable[..., str]


# --- explain ---


def test_codes_are_listed_with_one_line_each(ask: Ask) -> None:
    listed = ask("explain", "--codes")
    for code in {code for pack in checker().packs for rule in pack.rules for code in rule.codes}:
        assert f"\n  {code} " in f"\n{listed}"
    assert listed.count("\n  carry-over ") == 1, "of one filing and across filings"


def test_code_is_explained_by_its_check_and_the_rules_that_take_it(ask: Ask) -> None:
    shown = ask("explain", "sum-mismatch")
    assert shown.startswith("sum-mismatch\n")
    assert "checker checks table-arithmetic" in shown
    assert "applications-balance" in shown
    assert "applications-filled" not in shown


def test_check_is_explained_with_the_rules_that_use_it(ask: Ask) -> None:
    shown = ask("explain", "table-arithmetic")
    assert "\noptions\n" in shown
    assert "applications-balance" in shown


def test_words_find_rules_codes_and_checks(ask: Ask) -> None:
    shown = ask("explain", "sum")
    assert "  sum-mismatch " in shown
    assert "  narrative-sum " in shown
    assert "  disclosure-filled " in ask("explain", "收费金额")
    assert "  sum-mismatch " in ask("explain", "求和")
    assert "勾稽关系" in ask("explain", "sum-mismatch", LC_ALL="zh_CN.UTF-8")


def test_words_that_occur_nowhere_are_refused(run: Run) -> None:
    refused = run("explain", "no-such-thing-at-all", CHECKER_DISABLE_PLUGINS="")
    assert refused.exit_code == 2
    assert "no rule, code or check" in refused.stderr
    assert run("explain").exit_code == 2
    assert run("explain", "short-sections", "--codes").exit_code == 2


def test_rule_is_quoted_from_the_pack_that_is_asked_for(ask: Ask) -> None:
    older = ask("explain", "sections-present", "--pack", "annual-report/2019")
    newer = ask("explain", "sections-present")
    assert "国办公开办函〔2019〕60号" in older
    assert "国办公开办函〔2021〕30号" in newer
    assert "2019" not in newer.partition("\npack")[0]
    grants = ask("explain", "sections-present", "--pack", str(PACKS / "grant-report" / "2024.yaml"))
    assert "Grant Makers' Handbook 2024, 2.2" in grants


def test_rule_is_quoted_from_the_pack_that_the_configuration_names(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text('pack = "annual-report/2019"\n', "utf-8")
    assert "国办公开办函〔2019〕60号" in ask("explain", "sections-present").partition("\npack")[0]


# --- checks ---


def test_vocabulary_is_listed_with_first_sentences(ask: Ask) -> None:
    listed = ask("checks")
    kinds = {type(rule.check) for pack in checker().packs for rule in pack.rules}
    assert kinds
    for kind in kinds:
        assert f"\n  {kind.name} " in listed
        assert read_manual(kind).summary.split()[0] in listed


def test_check_is_shown_with_types_and_defaults_of_all_options(ask: Ask) -> None:
    shown = ask("checks", "text-table")
    for line in (
        "  figures: [mapping, …] (required)", "      means: [text, …] (required)",
        '  scoped: only | not (default: "not")', "  about: [pattern, …] (default: [])",
    ):  # fmt: skip
        assert line in shown.splitlines()
    both = ask("checks", "carry-over")
    assert both.count("\noptions\n") == 2, "of one filing and across filings"
    assert "under “audit:”" in both


def test_unknown_check_comes_with_a_suggestion(run: Run) -> None:
    refused = run("checks", "table-cell", CHECKER_DISABLE_PLUGINS="")
    assert refused.exit_code == 2
    assert "did you mean “table-cells”?" in refused.stderr


class Documented:
    """Something is true.

    It is explained
    here.

    Options:
        words: how many words,
            at most
        also: a list

    Codes:
        too-long: there are more
        too-short: there are fewer

    Example:
        rule:
          words: 8
    """

    name = "documented"
    codes = ("too-long", "too-short")


def test_manual_is_read_from_a_docstring_in_lines() -> None:
    manual = read_manual(Documented)  # type: ignore[arg-type]  # a docstring and codes are enough
    assert manual.summary == "Something is true."
    assert manual.paragraphs == ("It is explained here.",)
    assert manual.codes == {"too-long": "there are more", "too-short": "there are fewer"}
    assert manual.example == "rule:\n  words: 8"


def test_types_are_shown_as_yaml_is_written() -> None:
    assert str(kind_of(tuple[Pattern, ...])) == "[pattern, …]"
    assert str(kind_of(dict[str, tuple[str, ...]])) == "{text: [text, …]}"
    kinds = [type(rule.check) for pack in checker().packs for rule in pack.rules]
    assert all(option.required or option.default is not None for kind in kinds for option in options_of(kind))
