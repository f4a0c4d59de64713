"""Totals and parts in sentences agree; figures that need not add up are not compared."""

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.patterns import Pattern
from checker.testing import document
from checker_checks.narrative import NarrativeSum
from checker_languages.zh import CHINESE

CHECK = NarrativeSum((Pattern("网站|微信|公众号"),))


def found(*texts: str) -> list[Problem]:
    seen = CHECK.run(Filing(document("一、总体情况", *texts), Form(language=CHINESE)))
    return [problem for problem in seen if isinstance(problem, Problem)]


@pytest.mark.parametrize(
    "text",
    [
        "全年共公开政府信息186条，其中机构职能12条、政策文件9条、政策解读5条。",
        "规章13件（含新制定5件，修改4件，废止4件）",
        "累计公开政府信息44条。其中，政府网站公开信息2条，占比4.5%，现场公开宣传42条，占比95.5%。",
        "共收到申请10件，其中，自然人8件，法人2件，予以公开6件，部分公开4件。",
        "共收到申请10件，其中自然人7件，全部办结10件。",
        "共公开信息100条，其中政策80条，解读20条，其中图解15条。",
        "全年公开政府信息约500条，其中网站450条，微信300条。",
        "较上年增加20件，其中自然人15件，法人9件。",
        "共举办培训3次：3月5次，4月2次。",
        "收到申请30件，分别为自然人20件、法人10件，均已办结。",
        "收到申请30件，分别为自然人20件、法人8件、其他两件。",
        "共30件：行政许可20件，行政处罚等8件。",
        "主要包括政策20条、解读10条，共40条。",
        "共受理1,234件，其中信函234件，网络1,000件。",
        "2024年公开信息2024条，其中政策类2000条。",
        "共收到申请3件，其中自然人1件，占33.3%，法人2件，占66.6%。",
        "共收到申请45件，办结40件，其中予以公开20件，占50%，部分公开10件，占25%。",
        "共制发文件12件，其中主动公开9件，占75%；依申请公开3件，占25%。",
        "全年通过网站公开500条，其中政策解读20条，占4%，同比增长30%。",
        "共公开信息100条，其中政策80条，公众号发布30篇。",
        "共公开信息20条，即时公开5条、定期公开10条。",
        "收到申请8件，其中自然人7件，法人1件，上年结转2件。",
        "办理申请100件（含上年结转5件），其中予以公开60件，部分公开30件，不予公开15件。",
        "公开政府信息50条，其中其余20条、政策40条以上。",
        "按照第20条：其中公开15件、解读10件。",
        "共50件，分别为行政许可和行政处罚20件、30件。",
        "共收到申请30件，其中自然人20件，法人10件；办结30件，其中予以公开25件，不予公开5件。",
        "开展培训3次，其中线上2次，参训200人次。",
        "共收到申请5件，分别为自然人3件，法人1件、其他组织1条。",
        "从公开渠道来看，政府网站公开信息2条，占比4.5%，现场公开宣传42条，占比95.5%。",
        "共收到申请20件，其中自然人12件，占全省申请总量的3%。",
        "共收到申请30件，其中自然人20件；行政复议15件。",
        "共收到申请30件，分别为自然人20件、法人8件；行政复议2件。",
        "共公开186条：机构职能12条；政策文件9条；其他165条。",
        "制定规范性文件8件，其中公开8件，解读5件。",
        "共收到申请30件，其中：自然人20件，占66.67%；法人10件，占33.33%；行政诉讼5件。",
        "全年办结40件，其中当年收到38件，上年结转2件，全部按期办结40件。",
    ],
)
def test_correct_sums_and_incomplete_lists_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共公开政府信息86条，其中机构职能52条、政策文件29条、政策解读15条。", "96条"),
        ("规章12件（含新制定5件，修改4件，废止4件）", "13件"),
        ("收到申请30件，分别为自然人20件、法人8件，均已办结。", "28件"),
        ("全年共发布信息186条：机构职能12条，政策文件9条，政策解读5条。", "26条"),
        ("包括政策20条、解读10条，共计40条。", "30条"),
        ("共收到申请3件，其中自然人1件，占36.3%，法人2件，占66.6%。", "33.3%"),
        ("共收到申请30件，其中：自然人20件，占66.7%；法人15件，占50%。", "35件"),
        ("全年公开政府信息500条，其中网站450条，微信300条。", "750条"),
        ("共受理 1,233 件。其中，信函234件，网络1，000件。", "1234件"),
    ],
)
def test_impossible_sums_and_shares_are_reported(text: str, expected: str) -> None:
    (problem,) = found(text)
    assert problem.code == "narrative-sum"
    assert problem.expected == expected


def test_list_in_the_next_sentence_belongs_to_the_total() -> None:
    (problem,) = found("全年共公开信息20条。其中，政策15条，解读8条。")
    assert problem.actual == "全年共公开信息20条。其中，政策15条，解读8条。"


@pytest.mark.parametrize(("text", "doubtful"), [("网站15条，微信8条", True), ("政策15条，解读8条", False)])
def test_parts_that_may_overlap_are_for_review(text: str, doubtful: bool) -> None:  # pytest's
    (problem,) = found(f"全年共公开信息20条，其中{text}。")
    assert problem.doubtful is doubtful


def test_message_names_the_total_and_every_part() -> None:
    (problem,) = found("全年共公开信息20条，其中政策15条，解读8条。")
    assert str(problem.message) == "the parts are 15 + 8 = 23条, the stated total is 20条"


def test_very_long_text_is_not_searched_for_sums() -> None:
    assert found("其中1条，" * 100_000) == []
