"""`checker packs new`: packs to begin with, which load and do what their comments say."""

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from click.testing import Result

from tests.support.draft_reports import draft, grid, word_file
from tests.support.grant_report import clean_grants
from tests.support.paths import EXAMPLES

Run = Callable[..., Result]
Say = Callable[..., str]


@pytest.fixture
def say(run: Run) -> Say:
    """Return what runs a command with all built-in plugins, which succeeds, and returns what it prints."""

    def printed(*args: str) -> str:
        done = run(*args, CHECKER_DISABLE_PLUGINS="")
        assert done.exit_code == 0, done.stdout + done.stderr
        return done.stdout

    return printed


def test_one_beginning_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    for options in ([], ["--blank", "--from", "a.docx"], ["--blank", "--extends", "memo/2020"]):
        refused = run("packs", "new", "x/1", *options)
        assert refused.exit_code == 2
        assert "one of --extends ID, --blank and --from FILE" in refused.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_blank_pack_loads_as_it_is_and_with_all_that_is_commented_out(
    say: Say, tmp_path: Path, language: str
) -> None:
    say("--lang", language, "packs", "new", "mine/2026", "--blank")
    assert "no mistakes, rules: 5\n" in say("packs", "lint", "mine")
    path = tmp_path / "mine" / "2026.yaml"
    text = path.read_text("utf-8")
    assert f"\nlanguage: {language}\n" in text
    path.write_text(re.sub(r"^(  )?# (?=[a-z -]+:)", r"\1", text, flags=re.MULTILINE), "utf-8")
    assert "no mistakes, rules: 8" in say("packs", "lint", "mine")


def test_blank_pack_judges_its_own_blank_form(say: Say, run: Run, tmp_path: Path) -> None:
    say("packs", "new", "mine/2026", "--blank")
    say("template", "mine/2026.yaml", "--year", "2026", "-o", "form.docx")
    judged = run("check", "form.docx", "--pack", "mine/2026.yaml", CHECKER_DISABLE_PLUGINS="")
    assert "figures-cells" in judged.stdout
    assert "title (title-missing)" not in judged.stdout
    assert tmp_path.joinpath("form.docx").exists()


@pytest.mark.parametrize("name", ["qingping-2024.docx", "qingping-2024.pdf", "zhongning-sfj-2021.docx"])
def test_example_conforms_to_the_pack_that_is_proposed_from_it(say: Say, tmp_path: Path, name: str) -> None:
    written = say("packs", "new", "mine/2024", "--from", str(EXAMPLES / name))
    assert "sections: 6" in written
    say("packs", "lint", "mine")
    say("check", "--fail-on", "info", "--pack", "mine/2024.yaml", str(EXAMPLES / name))
    text = (tmp_path / "mine" / "2024.yaml").read_text("utf-8")
    assert "titles: ['政府信息公开工作年度报告']" in text
    assert "'收到和处理政府信息公开申请情况'" in text
    assert "（六）其他处理" in text
    assert "\n# Fill in" not in text, "comments are in the language of the document"


def changed_grants(*tables: str) -> bytes:
    return word_file(
        draft("Quarterly Report", "Q3 2026", "1. Summary", "Well.", "2. Findings", *map(grid, tables))
    )


FINDINGS = """
No.|Finding|Severity|Due
1|The door is open|High|1 May 2026
2|The window is shut|Low|3 May 2026
"""
GROUPED = """
Applicants|2025|<|Total
^|Persons|Bodies|^
New|1|2|3
Old|4|5|9
"""


@pytest.fixture
def proposed(say: Say, tmp_path: Path) -> Callable[[bytes], str]:
    """Return what proposes a pack from a Word file, judges that by it, and returns the pack."""

    def written(content: bytes) -> str:
        (tmp_path / "example.docx").write_bytes(content)
        say("packs", "new", "mine/own", "--from", "example.docx")
        say("check", "--fail-on", "info", "--pack", "mine/own.yaml", "example.docx")
        return (tmp_path / "mine" / "own.yaml").read_text("utf-8")

    return written


Propose = Callable[[bytes], str]


def test_table_of_words_may_have_any_number_of_rows(proposed: Propose) -> None:
    text = proposed(changed_grants(FINDINGS))
    assert "      no: 'No.'\n      finding: {label: 'Finding', type: text}\n" in text
    assert "      due: {label: 'Due', type: date}\n" in text
    assert "\n  findings-cells:\n" in text, "a rule in force"
    assert "each: {any: true, at_least: 1}" in text
    assert "titles: ['Quarterly Report']" in text
    assert "sections:\n  - 'Summary'\n  - 'Findings'\n" in text


def test_table_of_figures_has_the_rows_of_the_example(proposed: Propose) -> None:
    text = proposed(changed_grants(GROUPED))
    assert "stub: 'Applicants'" in text
    assert "      new: 'New'\n      old: 'Old'\n" in text
    assert "label: '2025'\n        columns:\n          persons: 'Persons'\n" in text


def test_rules_that_the_example_breaks_are_comments_with_the_reason(proposed: Propose) -> None:
    text = proposed(changed_grants(GROUPED.replace("|5|", "||").replace("9", "")))
    assert "  # the example does not conform: " in text
    assert "  # findings-cells:\n" in text
    assert "\n  findings-form:\n" in text


def test_table_that_is_not_understood_is_named(proposed: Propose) -> None:
    text = proposed(word_file(clean_grants()))
    assert "# a table in “Payments” is not proposed: its layout is not understood" in text
    assert "brought_forward_from_last: 'Brought forward from last year'" in text


@pytest.mark.parametrize("paragraphs", [[], ["Only a sentence that goes on and on." * 9]])
def test_document_without_anything_to_prescribe_is_refused(
    run: Run, tmp_path: Path, paragraphs: Sequence[str]
) -> None:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    (tmp_path / "example.docx").write_bytes(written.getvalue())
    refused = run("packs", "new", "mine/own", "--from", "example.docx", CHECKER_DISABLE_PLUGINS="")
    assert refused.exit_code == 2
    assert "has neither a title nor headings" in refused.stderr
    assert not (tmp_path / "mine").exists()
