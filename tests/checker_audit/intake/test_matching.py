import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.judging.audit_checks import Body
from checker_audit.intake.matching import BodyMatch, Matcher, bodies_of
from checker_audit.intake.names import key
from tests.support.engine import checker

ENDINGS = ("办公室", "办公厅")
NAMING = replace(next(pack for pack in checker().packs if pack.naming.heads).naming, endings=ENDINGS)
COUNTY = (
    Body("青屏县人民政府", ("青屏县政府",)),
    Body("青屏县水务局", ("水务局", "县水务局"), parent="青屏县人民政府"),
    Body("青屏县财政局", ("县财政局",), parent="青屏县人民政府"),
    Body("青屏县财政局城关分局", parent="青屏县财政局"),
    Body("青屏县柳林镇人民政府", parent="青屏县人民政府"),
    Body("青屏县柳林镇中学", parent="青屏县人民政府"),
    Body("青屏县第一中学", ("一中",)),
    Body("青屏县第二中学"),
    Body("青屏县政务服务中心办公室"),
    Body("Harbour Quay Council", ("HQC",)),
    Body("Art School 1"),
)


def matched(path: str, title: str = "", bodies: Sequence[Body] = COUNTY) -> BodyMatch:
    return Matcher(bodies, NAMING).match(path, title)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("青屏县水务局", "青屏县水务局"),
        ("青屏县 水务局", "青屏县水务局"),
        ("水务局", "青屏县水务局"),
        ("青屏县人民政府办公室", "青屏县人民政府"),
        ("青屏县政府办公厅", "青屏县人民政府"),
        ("青屏县政务服务中心", "青屏县政务服务中心办公室"),
        ("青屏县政务服务中心办公厅", "青屏县政务服务中心办公室"),
        ("harbour quay council", "Harbour Quay Council"),
    ],
)
def test_title_names_the_body(title: str, body: str) -> None:
    assert matched("2024/1.docx", title) == BodyMatch(body, "title")


def test_title_goes_before_path() -> None:
    assert matched("青屏县财政局/青屏县财政局.docx", "青屏县水务局") == BodyMatch("青屏县水务局", "title")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("in/青屏县水务局2024年政府信息公开工作年度报告.docx", "青屏县水务局"),
        ("in/2024年青屏县水务局政府信息公开年报（定稿）.pdf", "青屏县水务局"),
        ("in/01.青屏县水务局上报稿.pdf", "青屏县水务局"),
        ("in/关于青屏县水务局的报告.pdf", "青屏县水务局"),
        ("青屏县水务局/2024.docx", "青屏县水务局"),
        ("in.zip!/青屏县水务局/年报/2024.docx", "青屏县水务局"),
        ("青屏县人民政府/县水务局/2024.docx", "青屏县水务局"),
        ("青屏县人民政府/青屏县水务局.docx", "青屏县水务局"),
        ("in/青屏县人民政府-青屏县水务局.docx", "青屏县水务局"),
        ("in/青屏县人民政府办公室2024年报.docx", "青屏县人民政府"),
        ("in/青屏县财政局城关分局.docx", "青屏县财政局城关分局"),
        ("in/青屏县柳林镇中学2024.docx", "青屏县柳林镇中学"),
        ("in/青屏县（水务局）.docx", "青屏县水务局"),
        ("in/一中.docx", "青屏县第一中学"),
        ("harbour-quay-council/2024.docx", "Harbour Quay Council"),
        ("in/2024 HQC final.pdf", "Harbour Quay Council"),
        ("in/Art School 1 2024.pdf", "Art School 1"),
    ],
)
def test_path_names_the_body(path: str, body: str) -> None:
    assert matched(path) == BodyMatch(body, "path")


@pytest.mark.parametrize(
    "path",
    [
        "in/2024.docx",
        "in/青屏县水务局城东供水所2024年报.docx",
        "in/青屏县财政局城南分局政府信息公开工作年度报告.docx",
        "in/红山县水务局.docx",
        "in/青屏县十一中.docx",
        "in/第三中学.docx",
        "in/art school 12.pdf",
        "in/HQCs.pdf",
        "",
    ],
)
def test_a_piece_of_a_longer_name_names_nobody(path: str) -> None:
    assert not matched(path).body
    assert not matched(path).claimants


def test_a_name_one_sign_off_is_a_hint_and_no_match() -> None:
    assert matched("in/1.docx", "青屏县第三中学") == BodyMatch(near="青屏县第一中学")
    assert matched("in/青屏县第三中学2024年报.docx").near == "青屏县第一中学"
    assert matched("in/1.docx", "某大学") == BodyMatch()


@pytest.mark.parametrize(
    ("title", "near"),
    [
        ("青屏县财政局城南分局", "青屏县财政局城关分局"),
        ("青屏县沙河镇人民政府", "青屏县人民政府"),
        ("某大学", "青屏县人民政府"),
    ],
)
def test_a_folder_does_not_claim_what_is_another_bodys_by_its_title(title: str, near: str) -> None:
    assert matched("青屏县人民政府/1.docx", title) == BodyMatch(near=near)


@pytest.mark.parametrize(
    "title", ["水务局", "青屏水务局", "青屏县水务局局", "青屏县木务局", "附件2青屏县水务局"]
)
def test_a_folder_completes_a_title(title: str) -> None:
    bodies = [Body("青屏县水务局"), Body("青屏县财政局")]
    assert matched("青屏县水务局/1.docx", title, bodies) == BodyMatch("青屏县水务局", "path")


def test_two_bodies_in_one_name_contest_it() -> None:
    found = matched("in/青屏县水务局、青屏县财政局.docx")
    assert found == BodyMatch(claimants=("青屏县水务局", "青屏县财政局"))


def test_both_a_government_and_its_office_may_be_listed() -> None:
    bodies = [Body("甲县人民政府"), Body("甲县人民政府办公室")]
    for body in bodies:
        assert matched("x.docx", body.name, bodies) == BodyMatch(body.name, "title")
        assert matched(f"{body.name}2024.docx", "", bodies) == BodyMatch(body.name, "path")
    assert matched("x.docx", "甲县人民政府办公厅", bodies).claimants == ("甲县人民政府", "甲县人民政府办公室")


def test_without_a_roster_titles_are_the_bodies() -> None:
    titles = ["甲县人民政府办公室", "甲县人民政府", "甲 局", "甲局", "甲局", "", "乙县委办公室"]
    assert bodies_of(titles, ENDINGS) == (
        Body("乙县委办公室"),
        Body("甲县人民政府", ("甲县人民政府办公室",)),
        Body("甲局"),
    )
    assert bodies_of(reversed(titles), ENDINGS) == bodies_of(titles, ENDINGS)


names = st.text("青屏县水务财政局一二中学政府办公室a1", min_size=2, max_size=8)
rosters = st.lists(names, min_size=1, max_size=8, unique_by=key).map(
    lambda found: [Body(name) for name in found]
)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".docx")


@settings(max_examples=100, deadline=None)
@given(rosters, paths, st.one_of(st.just(""), names), st.randoms(use_true_random=False))
def test_the_order_of_the_roster_does_not_matter(
    bodies: list[Body], path: str, title: str, chance: random.Random
) -> None:
    shuffled = chance.sample(bodies, len(bodies))
    assert matched(path, title, bodies) == matched(path, title, shuffled)


@settings(max_examples=100, deadline=None)
@given(rosters, paths, names, names)
def test_another_body_changes_no_match_by_title(
    bodies: list[Body], path: str, title: str, other: str
) -> None:
    if key(title) not in {key(body.name) for body in bodies} or key(other) in {key(b.name) for b in bodies}:
        bodies = [*bodies[:3], Body(title + "处")]
        title, other = title + "处", other + "厂"
    assert matched(path, title, [*bodies, Body(other)]) == matched(path, title, bodies)


@settings(max_examples=100, deadline=None)
@given(rosters, paths, st.one_of(st.just(""), names))
def test_what_is_matched_is_on_the_roster(bodies: list[Body], path: str, title: str) -> None:
    found = matched(path, title, bodies)
    assert bool(found.body) + bool(found.claimants) + bool(not found.by and not found.claimants) == 1
    assert {found.body, found.near, *found.claimants} <= {"", *(body.name for body in bodies)}
    if found.by == "path":
        assert key(found.body).removesuffix("办公室")[:2] in key(path)


def test_many_files_are_matched_with_many_bodies_in_time() -> None:
    counties = [f"{one}{other}县" for one in "青红河柳沙溪东安" for other in "屏山口林西平南浦"]
    kinds = [
        "财政局",
        "水务局",
        "教育局",
        "人民政府",
        "人民政府办公室",
        *(f"第{n}中学" for n in range(1, 152)),
    ]
    bodies = [Body(county + kind) for county in counties for kind in kinds]
    began = time.process_time()
    matcher = Matcher(bodies, NAMING)
    for number, body in enumerate(bodies):
        path = f"/in/2024/{body.name[:3]}/{body.name}2024年政府信息公开工作年度报告-{number}.docx"
        assert matcher.match(path, "").body == body.name
    assert len(bodies) == 9984
    assert time.process_time() - began < 10, "10,000 files of 10,000 bodies take about half a second"


def test_where_no_words_are_known_a_name_ends_at_a_gap() -> None:
    alone = Matcher(COUNTY)
    assert alone.match("青屏县水务局-2024年报告.pdf", "").body == "青屏县水务局"
    assert alone.match("青屏县水务局2024年报告.pdf", "").body == "青屏县水务局"
    for path in ("青屏县水务局年度报告.pdf", "关于青屏县水务局.pdf", "青屏县财政局河口分局.pdf"):
        assert alone.match(path, "").body == ""
