"""A pack's own rules on contacts and wording judge a page from end to end, in both languages of messages."""

from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from checker.cli import main

PACK = """\
title: Quarterly internal audit report
language: en
basis: Reporting Manual 3
titles: [Quarterly Report]
sections: [Summary, Contact]
rules:
  contact:
    check: contact-info
    clause: "{basis}, 4"
    requirement: A mail address at our domain.
    category: completeness
    severity: error
    section: Contact
    required: [email]
    email_domains: [example.com]
  plain:
    check: text
    clause: "{basis}, 5"
    requirement: Reports are written in plain words.
    category: form
    severity: warning
    words: true
    must_not: [very, "etc."]
    message: {en: "write more plainly than “{text}”", zh: "“{text}”不够平实"}
  year:
    check: text
    clause: "{basis}, 2"
    requirement: The summary names the year and the body.
    category: form
    severity: warning
    section: Summary
    words: true
    must: ["{year}", "{body}"]
"""
PAGE = """\
<html><body>
<h1>Quarterly Report of Acme 2026</h1>
<h2>1. Summary</h2><p>In 2026 Acme did well.</p>
<h2>2. Contact</h2><table><tr><td>E-mail</td><td>audit@example.com</td></tr></table>
</body></html>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yaml").write_text(dedent(PACK), encoding="utf-8")
    return tmp_path


def judged(folder: Path, page: str, *options: str) -> Result:
    (folder / "report.html").write_text(page, encoding="utf-8")
    return CliRunner().invoke(main, ["check", "--pack", "pack.yaml", *options, "report.html"])


def test_page_that_conforms_has_no_finding(folder: Path) -> None:
    assert judged(folder, PAGE).exit_code == 0


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "audit@example.com",
            "audit@example.org",
            "“audit@example.org” is of another domain than example.com",
        ),
        ("audit@example.com", "", "contact information lacks the email address"),
        ("did well", "did very well", "write more plainly than “very”"),
        ("Acme did", "we did", "section “Summary” does not say “Acme”"),
        ("In 2026", "Now", "section “Summary” does not say “2026”"),
    ],
)
def test_what_does_not_conform_is_found(folder: Path, right: str, wrong: str, message: str) -> None:
    result = judged(folder, PAGE.replace(right, wrong), "--fail-on", "warning")
    assert result.exit_code == 1
    assert message in result.stdout


def test_message_of_the_pack_comes_in_the_readers_language(folder: Path) -> None:
    page = PAGE.replace("did well", "did well, etc.")
    assert "“etc.”不够平实" in judged(folder, page, "--lang", "zh").stdout
    assert "write more plainly than “etc.”" in judged(folder, page, "--lang", "en", "--format", "json").stdout


@pytest.mark.usefixtures("folder")
def test_lint_knows_which_places_are_filled() -> None:
    result = CliRunner().invoke(main, ["packs", "lint", "pack.yaml"])
    assert result.exit_code == 0
    assert "warning" not in result.stdout
