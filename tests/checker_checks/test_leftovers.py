"""What templates, programs, authors and assistants leave in a text is found; what only resembles it is not."""

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.language import NEUTRAL, Language
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.leftovers import Leftovers
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

ADDRESS = "请与办公室联系（地址：{}；邮编：442799；电话：0719-5550126）。"


def left(text: str, language: Language = CHINESE) -> list[str]:
    """List what is quoted as left in."""
    filing = Filing(
        document("Title", text),
        Form(("Report",), sections("Summary"), language=language),
        calendar_year(2024),
    )
    problems = [seen for seen in observed(Leftovers(), filing) if isinstance(seen, Problem)]
    return [str(dict(problem.message.values)["text"]) for problem in problems]


MARKS = [
    "__zip__", "[zip]", "{}", "{0}", "<!-- zip -->",
    "{{ zip }}", "{{单位名称}}", "{%if x%}", "${zip}", "${邮编}", "<%= zip %>", "«zip»", "«邮编»", "<<zip>>",
    "<<邮编>>", "##zip##",
    "##邮编##", "#zip#", "#邮编#", "%zip%", "%邮编%", "@zip@", "@邮编@", "$zip$", "{zip}", "{邮编}", "[[zip]]",
    "<zip>", "<邮编>",
    "＜邮编＞", "\\zip", "MERGEFIELD 邮编", "[邮编]", "【邮编】", "［联系电话］",
]  # fmt: skip
VALUES = [
    "#REF!", "＃ＲＥＦ！", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "NaN", "nan", "null", "NULL",
    "undefined", "None",
    "N/A", "[object Object]",
]  # fmt: skip
NOTES = [
    "???", "■■■", "＊＊＊", "××××××", "待定", "（待定）", "暂未定", "待补充", "待核实", "此处填写地址", "TODO",
    "TBD", "待填写",
    "错误！未找到引用源。", "错误!未定义书签。", "错误！超链接引用无效。", "Error! Reference source not found.",
    "Error! Bookmark not defined.", "单击或点击此处输入文字。", "点击此处输入地址", "单击此处添加文本",
    "Click or tap here to enter text.", "Click here to enter text.", "Lorem ipsum dolor sit amet", "锟斤拷", "烫烫烫烫",
    "屯屯屯",
]  # fmt: skip


@pytest.mark.parametrize("value", [*MARKS, *VALUES, *NOTES])
def test_what_stands_for_an_address_is_reported(value: str) -> None:
    (quoted,) = left(ADDRESS.format(value))
    assert quoted.strip("（）") in value


@pytest.mark.parametrize(
    "value",
    [
        *(mark for mark in MARKS if mark != "\\zip"), *VALUES,
        "«件数»", "【件数】", "??", "？？？", "（）", "（ ）", "( )", "[]", "【】", "待定", "待补充",
    ],
)  # fmt: skip
def test_what_stands_for_a_number_is_reported(value: str) -> None:
    assert len(left(f"全年公开政府信息{value}条。")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "（请核实）", "（待补充数据）", "【请补充】", "（需再次核对）", "请核实。", "TODO：补充数据",
        "此处插入图表。", "在此输入正文",
        "（以下为参考模板）", "以下是范文：", "以上内容由AI生成，仅供参考。", "以上内容由豆包AI生成",
        "本报告由人工智能生成。",
        "内容由 AI 生成，仅供参考", "作为一个AI语言模型，我无法提供数据。", "作为一名人工智能助手",
        "以下是根据您的要求撰写的报告：",
        "当然，以下是一份报告", "希望以上内容对您有所帮助。", "As an AI language model, I cannot give figures.",
        "国办发〔〕号", "全年公开%d条", "全年公开####条", "共（？）人", "（数据待核实）", "[键入文档标题]",
        "请根据实际情况修改。",
        "以下是润色后的内容：", "以上数据仅为示例。", "邮编：（邮编）；", "印发文件（）份", "栏目&nbsp;调整",
        "内容</p>", "【单位名称】编制本报告。", "第[年份]年",
        "未找到目录项。",
        "报告图表见 #REF!，", "undefined", "{{body}}2024年报告",
    ],
)  # fmt: skip
def test_what_authors_and_programs_leave_is_reported(sentence: str) -> None:
    assert len(left(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "开展#政务公开日#活动，在微博发布#青屏水务#话题。",
        "增长5%，占比20%，合格率98%。",
        "【联系电话】0719-5550126。",
        "【地址】青屏县沿河路18号【邮编】442799",
        "（联系电话：0719-5550126）",
        "联系[2]和[3]所列文件，依据国办发〔2021〕30号。",
        "《<政府信息公开条例>实施办法》、<<条例>>和<条例>。",
        "报送至<qpswj@qingping.example>或<http://www.qingping.example>。",
        "意见发至qpswj@qingping.example、a@b.cn@qq。",
        "网址http://www.qp.gov.cn/%e4%bd%a0%e5%a5%bd/index.html?id={1}。",
        "文件存放于C:\\报告\\2024。",
        "会议时间待定的，另行通知；待定事项逐项明确。",
        "机构职能信息有待补充完善，部分栏目内容待补充。",
        "申请人可填写《政府信息公开申请表》，请核实后提交申请。",
        "（请填写申请表）（请登录网站查询）（请注明“政府信息公开申请”字样）",
        "（三）核实补充信息；待核实后予以公开。",
        "上线AI政务助手，运用人工智能生成政策图解36张。",
        "智能问答页面标注“内容由AI生成，仅供参考”。",
        "点击此处可查看全文，点击图标下载，点击添加好友。",
        "个人（ ）单位（ ）个人（ ）",
        "公开（）条例、年度（）项目。",
        "是什么？？为什么？？项目如何申报？",
        "支持null值的接口2个，C#语言、F#语言开发。",
        "参考模板3份，提供范文和样例文本。",
        "全年公开《条例》12条。",
        "投入$200，A&B公司，<5件，>3件，5<x>3。",
        "传真：无；电子邮箱：N/A",
        "集合{a,b}。",
        "（申请人需补充材料）（请于3日内补正）（部分栏目有待完善）",
        "各科室根据实际情况填写、修改目录。",
        "联系电话：（办公室）0719-5550126",
        "是否合格（？对）A-->B",
        "设置“错误！”提示；错误!请重试。",
        "以上内容由办公室整理提供，本报告由县水务局编写。",
        "希望以上建议对工作有帮助。",
    ],
)
def test_what_only_resembles_leftovers_passes(sentence: str) -> None:
    assert left(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Address: [insert address]", "[Your Name]", "[Company Name]", "Board: TBC.", "TODO: add the figures",
        "Date: to be confirmed",
        "As an AI language model, I cannot.", "Choose an item.", "{{ amount }} awards", "Error! Bookmark not defined.",
        "Total: #N/A", "Total: NaN", "Name: XXX", "XXXX, awards",
    ],
)  # fmt: skip
def test_english_leftovers_are_reported(sentence: str) -> None:
    assert len(left(sentence, ENGLISH)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the awards is null and void; the date is to be confirmed by the board.",
        "Conflicts of interest: None. Fax: N/A. Phone: none.",
        "Nothing to do with it [sic]. See [4] and [emphasis added].",
        "Volume XXX of the series, a name, a date and an amount are given; 5% of %, #1 and #2 were best.",
        "We asked an AI to sort letters. Click here to read more.",
        "The value is undefined where no award was made. TBC was added at 3 ppm.",
    ],
)
def test_english_text_passes(sentence: str) -> None:
    assert left(sentence, ENGLISH) == []


def test_marks_of_templates_are_found_in_any_language() -> None:
    assert left("Gemeinde {{name}}, 12 %, #REF!", NEUTRAL) == ["{{name}}", "#REF!"]
    assert left("TODO: todo va bien", NEUTRAL) == []
