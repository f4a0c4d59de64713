"""Sections of a pack: a tree with options, read with all mistakes at their lines, printed with numbers once."""

from pathlib import Path

import pytest

from checker.app import App
from checker.documents.document import Paragraph
from checker.errors import PackError
from checker.judging.rules import RulePack
from checker.packs.blank_form import blank

RULES = """
rules:
  sections: {check: required-sections, clause: "1", requirement: All sections., category: completeness, severity: error}
"""


def load(folder: Path, sections: str, language: str = "en") -> RulePack:
    text = f"title: Report\nlanguage: {language}\ntitles: [Report]\nsections:\n{sections}{RULES}"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return App().pack(str(folder / "pack.yaml"))


def headings(pack: RulePack) -> list[tuple[str, int | None]]:
    return [(one.text, one.level) for one in blank(pack).blocks if isinstance(one, Paragraph)]


def test_language_numbers_what_the_pack_does_not(tmp_path: Path) -> None:
    pack = load(tmp_path, "  - Summary\n  - Findings: [Doors, {Locks: [Old, New]}]\n")
    assert headings(pack) == [
        ("1. Summary", 1), ("2. Findings", 1), ("2.1 Doors", 2), ("2.2 Locks", 2), ("2.2.1 Old", 3), ("2.2.2 New", 3),
    ]  # fmt: skip
    chinese = load(tmp_path, "  - 总体情况\n  - 存在问题: [门, {锁: [旧, 新]}]\n", "zh")
    assert headings(chinese) == [
        ("一、总体情况", 1), ("二、存在问题", 1), ("（一）门", 2), ("（二）锁", 2), ("1.旧", 3), ("2.新", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "numbers", [("I. ", "II. "), ("1 ", "2 "), ("§ 1 ", "§ 2 "), ("Part One: ", "Part Two: ")]
)
def test_numbers_of_the_pack_are_printed_once_and_never_needed(
    tmp_path: Path, numbers: tuple[str, str]
) -> None:
    one, two = numbers
    pack = load(tmp_path, f'  - "{one}Summary"\n  - "{two}Findings"\n')
    assert [text for text, _level in headings(pack)] == [f"{one}Summary", f"{two}Findings"]
    assert pack.form.section_titles == ("Summary", "Findings")


def test_same_title_in_two_places_is_called_by_its_path(tmp_path: Path) -> None:
    pack = load(tmp_path, "  - Requests: [Received, Closed]\n  - Appeals: [Received]\n")
    assert pack.form.section_titles == (
        "Requests",
        "Requests / Received",
        "Closed",
        "Appeals",
        "Appeals / Received",
    )
    assert pack.form.section("Received") is None
    found = pack.form.section("Appeals / Received")
    assert found is not None
    assert found.name == "Appeals / Received"


def test_mistake_of_naming_one_of_several_sections_lists_their_paths(tmp_path: Path) -> None:
    rule = RULES.replace("severity: error", "severity: error, substantial: [Received]")
    text = f"title: R\nlanguage: en\ntitles: [R]\nsections: [{{A: [Received]}}, {{B: [Received]}}]{rule}"
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        App().pack(str(tmp_path / "pack.yaml"))
    (mistake,) = caught.value.mistakes
    assert mistake.message == "“Received” names several sections; write A / Received or B / Received"


@pytest.mark.parametrize(
    ("sections", "wrong"),
    [
        ("  - {title: A, alsoo: [B]}\n", "unknown key “alsoo”; did you mean “also”?"),
        ("  - {title: A, optional: perhaps}\n", "should be true or false"),
        ("  - {A: [B], C: [D]}\n", "should be a title, or one title with its sections, or have a title"),
        ("  - A: []\n", "should be a non-empty list of sections"),
        ("  - {A: [B, 1. B]}\n", "“B” is already in the list"),
        ("  - A\n  - {title: C, also: [A]}\n", "“C” is already in the list"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, sections: str, wrong: str) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path, sections)
    assert [mistake.message for mistake in caught.value.mistakes] == [wrong]
