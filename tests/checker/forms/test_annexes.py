"""Annexes: a pack says with what line they begin; from there on nothing is part of a section."""

from pathlib import Path

import pytest

from checker import Problem
from checker.app import App
from checker.errors import PackError
from checker.forms.filing import Filing
from checker.judging.rules import RulePack
from checker.testing import document, observed

PACK = """\
title: Inspection report
language: en
basis: Handbook
{ends}
{numbered}
titles: [Inspection Report]
sections: {sections}
rules:
  sections:
    {{check: required-sections, clause: "{{basis}}, 1", requirement: All sections., category: completeness, severity: error}}
"""
ENDS = 'ends: ["^(annex|appendix)[a-z0-9]?([:.]|$)"]'
PLAIN = "[Findings, Measures, Notes]"
NUMBERED = '["SECTION 1: Findings", "SECTION 2: Measures", "SECTION 3: Notes"]'
FORMS = [pytest.param("", PLAIN, id="by words"), pytest.param("numbered: true", NUMBERED, id="by numbers")]
HEADS = ("SECTION 1: Findings", "SECTION 2: Measures", "SECTION 3: Notes")


def load(folder: Path, numbered: str, sections: str, ends: str = ENDS) -> RulePack:
    path = folder / "report.yaml"
    path.write_text(PACK.format(ends=ends, numbered=numbered, sections=sections), encoding="utf-8")
    return App().pack(str(path))


def problems(pack: RulePack, *lines: str) -> list[tuple[str, str]]:
    seen = observed(pack.rules[0].check, Filing(document("Inspection Report", *lines), pack.form))
    return [(one.code, one.subject[0]) for one in seen if isinstance(one, Problem)]


def report(*after: str, notes: str = "None.", measures: str = HEADS[1]) -> list[str]:
    lines = [HEADS[0], "A door is loose.", measures, "It is mended.", HEADS[2], notes]
    return [line for line in (*lines, *after) if line]


@pytest.mark.parametrize(("numbered", "sections"), FORMS)
def test_the_headings_of_an_annex_are_no_sections(tmp_path: Path, numbered: str, sections: str) -> None:
    pack = load(tmp_path, numbered, sections)
    annex = ("Annex A: Photographs", "SECTION 4: Doors", "Two photographs.", "SECTION 1: Findings", "None.")
    assert problems(pack, *report(*annex)) == []
    assert problems(pack, *report()) == []


@pytest.mark.parametrize(("numbered", "sections"), FORMS)
def test_the_text_of_an_annex_fills_no_section(tmp_path: Path, numbered: str, sections: str) -> None:
    pack = load(tmp_path, numbered, sections)
    assert problems(pack, *report("Annex", "Two photographs.", notes="")) == [("section-empty", "Notes")]
    without = load(tmp_path, numbered, sections, ends="")
    assert problems(without, *report("Annex", "Two photographs.", notes="")) == []


@pytest.mark.parametrize(("numbered", "sections"), FORMS)
def test_a_section_that_only_an_annex_has_is_missing(tmp_path: Path, numbered: str, sections: str) -> None:
    pack = load(tmp_path, numbered, sections)
    moved = report("Annex:", HEADS[1], "It is mended.", measures="")
    assert ("section-missing", "Measures") in problems(pack, *moved)


@pytest.mark.parametrize(("numbered", "sections"), FORMS)
def test_an_annex_that_is_listed_or_named_above_ends_nothing(
    tmp_path: Path, numbered: str, sections: str
) -> None:
    pack = load(tmp_path, numbered, sections)
    contents = (*HEADS, "Annex: Photographs")
    assert problems(pack, *contents, *report("Annex: Photographs", "Two photographs.")) == []
    sentence = "Annex A of the handbook names measures. " * 5
    assert problems(pack, *report(sentence, notes="")) == []


def test_an_invalid_pattern_is_a_mistake_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"report\.yaml:4:\d+"):
        load(tmp_path, "", PLAIN, ends="ends: ['(annex']")
