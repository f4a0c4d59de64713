"""Pictures of the places of findings in fixed pages."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checker.documents.document import Location
from checker.documents.readers import Strip
from checker.judging.checks import Problem
from checker.judging.excerpts import LONGEST_PICTURE, Picture, SectionExcerpt, TextExcerpt
from checker.judging.picturing import pictured
from checker.judging.report_json import report_from_json, report_to_json
from checker.judging.reports import Finding
from checker.judging.rules import Category, Provision, Severity
from checker.messages import Message
from tests.support.engine import app, checker

EXAMPLE = Path(__file__).parents[3] / "examples" / "brightline-40-2024.pdf"
RULE = Provision("rule", Severity.ERROR, Category.ACCURACY, "1", "")
PNG = b"\x89PNG\r\n\x1a\n"


def finding(top: float, bottom: float, page: int | None = 1) -> Finding:
    location = Location(0, page, bbox=(50, top, 500, bottom))
    return Finding(RULE, Problem("wrong", Message("wrong"), location=location), Message("there"))


def strips(*findings: Finding) -> list[Strip]:
    asked: list[Strip] = []

    def draw(some: Sequence[Strip]) -> Mapping[Strip, bytes]:
        asked.extend(some)
        return dict.fromkeys(some, PNG)

    text = TextExcerpt(Location(0), "", 0, 0)
    (section,) = pictured([SectionExcerpt("", None, (text,))], findings, draw)
    assert len(section.pictures) == len(asked)
    return asked


def test_places_close_together_are_one_picture() -> None:
    (strip,) = strips(finding(100, 110), finding(130, 140))
    assert (strip.page, strip.top < 100, strip.bottom > 140) == (1, True, True)


def test_place_far_below_the_first_one_is_left_out() -> None:
    (strip,) = strips(finding(100, 110), finding(700, 710))
    assert strip.bottom < 200


def test_each_page_has_its_own_picture() -> None:
    assert [strip.page for strip in strips(finding(100, 110), finding(100, 110, 2))] == [1, 2]


def test_place_without_a_page_has_none() -> None:
    assert strips(finding(100, 110, None)) == []


def test_pdf_is_shown_where_findings_stand() -> None:
    engine = replace(checker(), excerpts=True, pictures=True)
    report = engine.check("sheet.pdf", EXAMPLE.read_bytes())
    shown = [(picture.page, picture.png) for section in report.excerpts for picture in section.pictures]
    assert [page for page, _png in shown] == [1, 1, 2]
    assert all(b64decode(png).startswith(PNG) for _page, png in shown)
    rules = {pack.id: pack.rules for pack in app().packs}
    assert report_from_json(report_to_json(report), rules).excerpts == report.excerpts
    assert engine.check("sheet.pdf", EXAMPLE.read_bytes()).excerpts == report.excerpts


@pytest.mark.parametrize("png", ["", "abc", 'iVBORw0KGgo" onerror="', "iVBORw0KGgo" + "A" * LONGEST_PICTURE])
def test_what_is_no_picture_is_refused(png: str) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(0, 1, png)
