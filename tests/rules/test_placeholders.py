"""Placeholders that are still to be filled in are distinguished from ordinary characters."""

import pytest

from tests.support.clean_drafts import clean, found
from tests.support.draft_reports import after, changed

LEFT = {"leftovers-placeholders (placeholder)"}


@pytest.mark.parametrize(
    "sentence",
    [
        "办公地址：XX路18号。",
        "办公地址：ＸＸ路１８号。",
        "办公地址：××县××镇××路1号。",
        "办公地址：＊＊路18号。",
        "办公地址：某某路18号。",
        "办公地址：○○路18号。",
        "办公地址：△△镇。",
        "主动公开工作由XX牵头。",
        "组织培训。XX局参加。",
        "参训人员来自XXX。",
        "参训XX人次。",
        "参训＊＊人次。",
        "组织培训X次，发放资料X份。",
        "20XX年组织培训2次。",
        "202X年组织培训2次。",
        "XX年组织培训2次。",
        "X年X月X日组织培训1次。",
        "3月XX日组织培训1次。",
        "XX2024年组织培训2次。",
        "由某某局负责解释。",
        "咨询热线（0719-XXXXXXX）全年畅通。",
        "咨询热线0719XXXXXXX全年畅通。",
        "咨询热线：0719-555XXXX。",
        "意见箱设在邮编442XXX的办公楼。",
        "意见可发送至XXX@163.com。",
        "栏目网址为http://XXX，全年畅通。",
        "栏目网址为http://www.XXXX.gov.cn，全年畅通。",
    ],
)
def test_placeholders_are_reported(sentence: str) -> None:
    assert set(found(changed(clean(), after("（五）", sentence)))) == LEFT


@pytest.mark.parametrize(
    "sentence",
    [
        "栏目网址为http://www.xx.example.gov.cn/xx/xx.html，全年畅通。",
        "栏目网址：http://xx.example.gov.cn。",
        "意见可发送至xxgk@example.gov.cn或xx@example.gov.cn。",
        "采购XXL号工作服2件，DXX-200型打印机1台，Exxon润滑油3桶。",
        "采购X射线设备1台，展板规格为2×2米，投影为1920×1080。",
        "经费按单价×次数核算。",
        "申请人王某某的申请已答复，申请人李某的申请已转办。",
        "某镇某企业的申请已答复，某局长期未公开的信息已补齐。",
        "申请人联系方式（138****5678、138XXXX5678）已作隐去处理。",
        "申请人张**的申请已答复。",
        "带*号的栏目为必填项，**表示重点栏目。",
        "会议于8:00开始，网站于00:00更新，第2000号公告已公开。",
        "2000年以来，00后申请人增多。",
        "第XXI届会议的材料已公开。",
    ],
)
def test_characters_that_only_look_like_placeholders_pass(sentence: str) -> None:
    assert found(changed(clean(), after("（五）", sentence))) == []
