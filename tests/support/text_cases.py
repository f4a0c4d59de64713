"""Cases of the rules on titles, sections, wording, dates and contacts."""

from collections.abc import Iterator

from tests.support.draft_reports import Change, Draft, Line, after, lines, run, text, without, without_table
from tests.support.rule_cases import Case, failing, passing

ADDRESS = (
    "地址：青屏县城关镇沿河路18号；邮编：442799；电话：0719-5550126；传真：0719-5550127；"
    "电子邮箱：qpswj@qingping.example"
)


def text_cases(year: int) -> Iterator[Case]:
    """Iterate over the cases that both editions have."""
    yield from _titles(year)
    yield from _sections(year)
    yield from _contents(year)
    yield from _figures()
    yield from _leftovers(year)
    yield from _dates(year)
    yield from _contacts()


def _titles(year: int) -> Iterator[Case]:
    body, words = "青屏县水务局", f"{year}年政府信息公开工作年度报告"
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    yield passing("title-present", "letter-spaced", lines(words, f"{year}年政府信息公开工作", "年 度 报 告"))
    yield passing("title-present", "in-one-line", lines(body), lines(words, body + words))
    yield failing(
        "title-present",
        "none",
        "title-missing",
        "",
        lines(body),
        lines(words),
        expected="政府信息公开工作年度报告",
    )
    yield passing("title-year", "chinese-digits", lines(words, f"{digits}年度", words[5:]))
    yield passing("title-year", "year-first", lines(body, f"{year}年度"), lines(words, body + words[5:]))
    for name, zero in (("letter-o", "O"), ("wide-letter-o", "Ｏ"), ("large-circle", "◯"), ("circle", "○")):
        written = digits.replace("〇", zero)
        yield passing("title-year", f"with-{name}", lines(words, f"{written}年{words[5:]}"))
    yield passing("title-year", "year-in-brackets", lines(words, f"{words[5:]}（{year}）"))
    for name, title in (
        ("before-annual", f"政府信息公开工作{year}年度报告"),
        ("after-disclosure", f"政府信息公开{year}年工作报告"),
        ("last", f"政府信息公开工作年度报告{year}年"),
    ):
        yield passing("title-present", f"year-{name}", lines(words, title))
    yield failing(
        "title-year",
        "last-year-within",
        "title-year",
        "title",
        lines(words, f"政府信息公开工作{year - 1}年度报告"),
        expected=f"{year}年",
    )
    yield failing(
        "title-year",
        "last-year",
        "title-year",
        "title",
        lines(words, f"{year - 1}{words[4:]}"),
        expected=f"{year}年",
        actual=f"{body}{year - 1}{words[4:]}",
    )
    yield failing(
        "title-year", "no-year", "title-year", "title", lines(words, words[5:]), expected=f"{year}年"
    )
    yield passing(
        "title-form",
        "of-a-ministry",
        lines(body, f"{body}关于"),
        lines(words, f"{year}年政府信息公开工作报告"),
    )
    yield passing("title-form", "of-a-government", lines(body, "青屏县人民政府办公室"))
    yield failing(
        "title-form",
        "other-words",
        "title-form",
        "",
        lines(body),
        lines(words, f"{body}{year}年信息公开年报"),
        expected="政府信息公开工作年度报告",
        actual=f"{body}{year}年信息公开年报",
    )
    yield passing(
        "title-form",
        "body-in-the-opening",
        lines(body),
        text(
            "根据《中华人民共和国", "现将青屏县水务局（以下简称“我局”）年度报告予以公布。根据《中华人民共和国"
        ),
    )
    yield failing("title-form", "no-body", "title-form", "title", lines(body), actual=words)
    yield passing("one-report", "with-a-cover", lines(body, body, words, f"{year + 1}年1月", body))
    yield passing("one-report", "named-once-more", after("六、", words))
    for name, change in (
        ("of-two-bodies", text(body, "青屏县农业局")),
        ("of-two-years", text(words, f"{year - 1}{words[4:]}")),
    ):
        yield failing(
            "one-report", name, "several-reports", "title", _with_another(change), actual=body + words
        )


def _with_another(change: Change) -> Change:
    """Put another report, with a change, behind the report."""
    return lambda report: (*report, *change(report))


def _sections(year: int) -> Iterator[Case]:
    last = "除上述内容外，没有其他需要报告的事项。"
    contents = (
        "目录",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
    yield passing("sections-present", "without-numbers", *(text(title, title[2:]) for title in contents[1:]))
    yield passing("sections-present", "nothing-else-to-report", lines(last))
    yield failing(
        "sections-present",
        "without-problems",
        "section-missing",
        "四、",
        without("五、", "六、"),
        expected="存在的主要问题及改进情况",
    )
    yield failing(
        "sections-present",
        "empty",
        "section-empty",
        "五、",
        without("五、", "六、"),
        after("四、", "五、存在的主要问题及改进情况"),
        _behind_table("四、"),
    )
    yield failing(
        "sections-present",
        "as-before-2019",
        "sections-outdated",
        "一、",
        *(without_table(0) for _table in range(3)),
        lines("一、", "一、概述"),
        lines("二、", "二、主动公开政府信息的情况"),
        lines("三、", "三、依申请公开政府信息的情况"),
        lines(
            "四、",
            "四、政府信息公开的收费及减免情况",
            "没有收费。",
            "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
            "没有。",
        ),
        lines("五、存在", "六、政府信息公开工作存在的主要问题及改进情况"),
        lines("六、其他", "七、附表"),
    )
    yield failing(
        "sections-present",
        "only-none",
        "section-empty",
        "五、",
        without("五、", "六、"),
        after("四、", "五、存在的主要问题及改进情况", "无。"),
        _behind_table("四、", 2),
        actual="无。",
    )
    yield passing(
        "sections-wording",
        "other-signs",
        lines(contents[4], "四、政府信息公开行政复议，行政诉讼情况："),
        lines(contents[1], "—、总 体 情 况"),
    )
    yield passing(
        "sections-wording",
        "parts",
        *(
            text(f"{n}、{title[2:]}", f"第{n}部分 {title[2:]}")
            for n, title in zip("一二三四五六", contents[1:], strict=True)
        ),
    )
    yield failing(
        "sections-wording",
        "measures",
        "section-title",
        "五、",
        text("及改进情况", "及改进措施"),
        expected="存在的主要问题及改进情况",
        actual="存在的主要问题及改进措施",
    )
    yield failing(
        "sections-wording",
        "work-added",
        "section-title",
        "一、",
        lines("一、", "一、总体工作情况"),
        actual="总体工作情况",
    )
    for name, found in (
        ("work-in-outline", "工作概述"),
        ("work-done", "工作开展情况"),
        ("of-the-year", "本年度政府信息公开工作的总体情况"),
    ):
        yield failing(
            "sections-wording",
            name,
            "section-title",
            "一、",
            lines("一、", f"一、{found}"),
            expected="总体情况",
            actual=found,
        )
    yield failing(
        "sections-wording",
        "problems-and-shortcomings",
        "section-title",
        "五、",
        lines("五、", "五、问题与不足"),
        actual="问题与不足",
    )
    yield passing(
        "sections-wording", "of-the-law", lines("五、", "五、政府信息公开工作存在的主要问题及改进情况")
    )
    yield passing("sections-order", "table-of-contents", after(f"{year}年政府", *contents))
    yield failing(
        "sections-order",
        "swapped",
        "section-order",
        "五、其他",
        lines("五、", "六、存在的主要问题及改进情况"),
        _moved("六、其他", "六、存在", "五、其他需要报告的事项"),
    )
    yield passing(
        "sections-extra",
        "own-headings",
        lines("五、", "五、存在的主要问题及改进情况", "（一）存在的主要问题"),
        lines("针对", "（二）改进情况", "针对上述问题，逐项改进。"),
    )
    yield passing(
        "sections-extra",
        "own-numbers",
        lines("五、", "五、存在的主要问题及改进情况", "一、主要问题"),
        lines("针对", "二、改进情况", "针对上述问题，逐项改进。"),
    )
    yield failing(
        "sections-extra",
        "a-seventh",
        "section-extra",
        "六、",
        after(last, "七、附件", "公开指南一份。"),
        actual="七、附件",
    )
    yield passing(
        "sections-numbering",
        "lists",
        after("五、", "1、解读形式单一。", "2、公开不够及时。", "3．培训不足。"),
        after("六、", "1. 收费情况", "（1）未减免。", "（2）未退还。"),
    )
    yield failing(
        "sections-numbering",
        "repeated",
        "numbering",
        "五、",
        lines("六、", "五、其他需要报告的事项"),
        expected="六、",
    )
    yield failing(
        "sections-numbering",
        "left-out",
        "numbering",
        "一、",
        text("（五）监督", "（六）监督"),
        expected="（五）",
    )


def _behind_table(start: str, count: int = 1) -> Change:
    """Move the table below a heading in front of what follows it."""

    def change(report: Draft) -> Draft:
        at = next(
            n for n, block in enumerate(report) if isinstance(block, Line) and block.text.startswith(start)
        )
        new, grid = report[at + 1 : at + 1 + count], report[at + 1 + count]
        assert not isinstance(grid, Line), "the table stands behind what was put in"
        return (*report[: at + 1], grid, *new, *report[at + 2 + count :])

    return change


def _moved(start: str, before: str, heading: str) -> Change:
    """Move the last section, under another heading, before the one that begins so."""

    def change(report: Draft) -> Draft:
        starts = [block.text if isinstance(block, Line) else "" for block in report]
        first = next(at for at, line in enumerate(starts) if line.startswith(start))
        to = next(at for at, line in enumerate(starts) if line.startswith(before))
        return (*report[:to], Line(heading), *report[first + 1 :], *report[to:first])

    return change


def _contents(year: int) -> Iterator[Case]:
    bureau = "青屏县水务局"
    yield passing(
        "overview-aspects",
        "reworded",
        text("（一）主动公开情况。", "一是稳步推进主动公开。"),
        text("（二）依申请公开情况。", "二是做好申请办理，"),
        text("（三）政府信息管理情况。", "三是加强信息管理："),
        text("（四）政府信息公开平台建设情况。", "四是推进平台建设方面。"),
        text("（五）监督保障情况。", "五是强化监督保障。"),
    )
    yield passing(
        "overview-aspects",
        "leading-group",
        lines("（五）", "（五）组织领导情况。调整领导小组，完善责任分工，每季度督查1次。"),
    )
    parts = (
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。"
    )
    yield failing(
        "overview-aspects",
        "list-of-parts",
        "topic-missing",
        "一、",
        without("（一）", "二、"),
        lines(f"{year}年，青屏县水务局认真", f"{year}年，{bureau}认真履行职责，完成供水工程12项。{parts}"),
    )
    yield passing(
        "overview-aspects",
        "headed",
        after("一、", "（六）队伍建设"),
        *(text(f"{aspect}情况。", f"{aspect}情况\n") for aspect in ("主动公开", "依申请公开", "监督保障")),
        without("（六）队伍", "2"),
    )
    yield failing(
        "overview-aspects",
        "without-platform",
        "topic-missing",
        "一、",
        lines("（四）"),
        text("（五）监督", "（四）监督"),
        text("门户网站", "门户"),
        expected="政府信息公开平台建设",
    )
    yield failing(
        "overview-aspects",
        "none",
        "topic-missing",
        "一、",
        without("（一）", "二、"),
        lines(f"{year}年，青屏县水务局认真", f"{year}年，{bureau}认真履行职责，完成供水工程12项。"),
    )
    yield passing(
        "overview-substance",
        "body-without-figures",
        without("（一）", "二、"),
        after(
            f"{year}年，青屏县水务局认真", "主动公开、依申请公开、政府信息管理、平台建设和监督保障有序推进。"
        ),
    )
    for name, named in (("short-name", "县水务局"), ("without-places", "水务局"), ("as-we", "我局")):
        yield passing(
            "overview-substance",
            name,
            without("（一）", "二、"),
            lines(
                f"{year}年，青屏县水务局认真",
                f"{named}主动公开、依申请公开、政府信息管理、平台建设和监督保障工作有序推进。",
            ),
        )
    yield failing(
        "overview-substance",
        "of-anybody",
        "generic-text",
        "一、",
        without("（一）", "二、"),
        lines(
            f"{year}年，青屏县水务局认真",
            "主动公开、依申请公开、政府信息管理、平台建设和监督保障工作有序推进。",
        ),
    )


def _figures() -> Iterator[Case]:
    training = "组织《条例》和答复文书写作培训2次，参训61人次"
    yield passing(
        "narrative-sums", "not-exhaustive", text(training, "组织培训12次，其中业务培训5次、保密培训3次")
    )
    yield passing(
        "narrative-sums", "cut-off-share", text(training, "组织培训3次，其中业务培训2次，占66.6%；参训61人次")
    )
    yield failing(
        "narrative-sums",
        "parts-and-total",
        "narrative-sum",
        "一、",
        text(training, "组织各类培训共5次，分别为业务培训2次、保密培训2次"),
    )
    yield passing("citations-right", "order-711", text("公开条例》（", "公开条例》（国务院令第711号，"))
    yield failing(
        "citations-right",
        "order-712",
        "citation-wrong",
        "",
        text("公开条例》（", "公开条例》（国务院令第712号，"),
        expected="国令第711号",
    )


def _leftovers(year: int) -> Iterator[Case]:
    yield passing(
        "figures-counted",
        "years-and-hotlines",
        text("局主要负责人听取", "办理政务服务热线12345，公开信息1,286条，答复申请2024。局主要负责人听取"),
    )
    yield failing(
        "figures-counted",
        "bare",
        "unit-missing",
        "一、",
        text("新收政府信息公开申请16件", "新收政府信息公开申请16"),
        actual="新收政府信息公开申请16",
    )
    half = "以下简称《条例》"
    yield passing("brackets-closed", "numbers", text("局主要负责人", "1）调整栏目；2)公开目录。局主要负责人"))
    yield passing("brackets-closed", "of-two-widths", text(f"（{half}）", f"（{half})"))
    yield passing(
        "brackets-closed",
        "over-paragraphs",
        after("（五）", "（说明：栏目已经全部调整。", "数据按季度核对。）"),
    )
    yield failing(
        "brackets-closed",
        "round",
        "bracket-unclosed",
        "",
        text(f"（{half}）", f"（{half}"),
        expected="）",
        actual=f"（{half}和《国",
    )
    yield failing(
        "brackets-closed",
        "of-a-title",
        "bracket-unclosed",
        "一、",
        text("组织《条例》", "组织《条例"),
        expected="》",
    )
    yield passing(
        "leftovers-placeholders",
        "letters-and-signs",
        text("qpswj@", "xxgk@"),
        text("（五）监督保障情况。", "（五）监督保障情况。配备2×2米公开栏1块，X光机采购结果公开1次。"),
    )
    yield passing(
        "words-repeated",
        "words-that-meet",
        text("局主要负责人听取", "问题的存在在于实实在在的现在在场人员，公开公开属性，局主要负责人听取"),
    )
    for name, words in (("we", "我局我局"), ("according", "按照按照"), ("in", "在在")):
        yield failing(
            "words-repeated",
            name,
            "word-repeated",
            "一、",
            text("局主要负责人听取", f"{words}县政府部署下，局主要负责人听取"),
            actual=words,
        )
    every = (
        "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请行政复议、"
        "提起行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项"
    )
    for name, listed in (("all", every), ("without-a-list", "文字和表格")):
        yield passing(
            "parts-announced", name, after("根据《中华人民共和国", f"本报告由六个部分组成，包括{listed}。")
        )
    yield failing(
        "parts-announced",
        "five-of-six",
        "parts-announced",
        "",
        after(
            "根据《中华人民共和国",
            "本报告由六部分组成，包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
            "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况。",
        ),
        actual="由六部分",
    )
    yield failing(
        "parts-announced",
        "five-in-front",
        "parts-announced",
        "",
        after(
            "根据《中华人民共和国",
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、"
            "其他需要报告的事项等六部分组成。",
        ),
    )
    yield passing(
        "parts-announced",
        "all-in-front",
        after("根据《中华人民共和国", f"本报告由{every}六个部分组成。"),
    )
    yield passing("parts-outdated", "all", after("根据《中华人民共和国", f"本报告由{every}组成。"))
    older = "概述、主动公开政府信息情况、依申请公开政府信息情况、收费及减免情况、复议诉讼情况、问题及改进情况、附表"
    yield failing(
        "parts-outdated",
        "older-form",
        "text-forbidden",
        "",
        after("根据《中华人民共和国", f"全文包括{older}。"),
    )
    yield failing(
        "parts-announced",
        "six-as-five",
        "parts-announced",
        "",
        after(
            "根据《中华人民共和国",
            "本报告共5个部分：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
            "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。",
        ),
        actual="共5个部分",
    )
    yield failing(
        "leftovers-placeholders",
        "crosses",
        "placeholder",
        "一、",
        text("参训61人次", "参训××人次"),
        actual="答复文书写作培训2次，参训××人次。每季度对栏目更新情况",
    )
    yield failing(
        "leftovers-placeholders",
        "street",
        "placeholder",
        "",
        text("地址：青屏县城关镇沿河路18号", "地址：XX路18号"),
    )
    yield failing(
        "leftovers-placeholders", "underscores", "placeholder", "一、", text("改正问题6个", "改正问题____个")
    )
    yield passing(
        "leftovers-template", "own-words", lines("依据《政府", f"{year}年收取信息处理费情况报告如下：0元。")
    )
    yield failing(
        "leftovers-template",
        "description",
        "template-text",
        "一、",
        after("一、", "（文字描述）"),
        actual="（文字描述）",
    )
    yield failing(
        "leftovers-template",
        "reminder",
        "template-text",
        "六、",
        after("六、", "（收取信息处理费情况在此处报告）"),
    )
    marks = (
        '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellStart"/>'
    )
    yield passing(
        "leftovers-revisions", "bookmarks", lines("六、", Line("六、其他需要报告的事项", None, marks))
    )
    inserted = f'<w:ins w:id="1" w:author="水务" w:date="{year + 1}-01-09T09:00:00Z">{run("的各类")}</w:ins>{run("事项")}'
    yield failing(
        "leftovers-revisions",
        "tracked",
        "tracked-changes",
        "",
        lines("除上述内容外", Line("除上述内容外，没有其他需要报告", None, inserted)),
    )
    hidden = run("待核实", "<w:rPr><w:vanish/></w:rPr>")
    yield failing(
        "leftovers-revisions",
        "hidden",
        "hidden-text",
        "",
        lines("除上述内容外", Line("除上述内容外，没有其他需要报告的事项。", None, hidden)),
    )


def _dates(year: int) -> Iterator[Case]:
    period = f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    yield passing("period-stated", "a-whole-year", text(period, f"统计数据为{year}年度。"))
    yield passing("period-stated", "months", text(period, f"数据统计时间：{year}年1月至12月。"))
    yield failing(
        "period-stated",
        "never",
        "period-missing",
        "",
        text(period, ""),
        expected=f"{year}年1月1日至{year}年12月31日",
    )
    yield passing("period-year", "up-to", text(period, f"本报告统计数据截至{year}年12月31日。"))
    yield passing("period-year", "year-once", text(f"至{year}年12月31日止", "至12月31日止"))
    stated = f"{year}年1月1日起至{year}年12月31日"
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year)).replace("〇", "O")
    for name, written in (
        ("included", f"{year}年1月1日（含）至{year}年12月31日（含）"),
        ("weekdays", f"{year}年1月1日（星期一）至{year}年12月31日（星期二）"),
        ("hours", f"{year}年1月1日00:00起至{year}年12月31日24时"),
        ("morning", f"{year}年1月1日上午至{year}年12月31日下午"),
        ("same-year", f"{year}年1月1日至同年12月31日"),
        ("this-year", f"{year}年1月1日起至本年12月31日"),
        ("arrow", f"{year}年1月1日→{year}年12月31日"),
        ("long-dash", f"{year}年1月1日⸺12月31日"),
        ("hyphens", f"{year}年1月1日‐‑12月31日"),
        ("in-figures", f"{year}0101至{year}1231"),
        ("day-first", f"01/01/{year}-31/12/{year}"),
        ("iso", f"{year}-01-01/{year}-12-31"),
        ("letter-o", f"{digits}年一月一日至{digits}年十二月三十一日"),
        ("not-understood", f"{year}年1月1日起至年终决算日"),
    ):
        yield passing("period-year", name, text(stated, written))
    before = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year - 1)).replace("〇", "O")
    yield failing(
        "period-year",
        "last-year-with-letter-o",
        "period-mismatch",
        "",
        text(stated, f"{before}年一月一日起至{before}年十二月三十一日"),
        expected=f"{year}年1月1日至{year}年12月31日",
    )
    yield failing(
        "dates-whole",
        "day-sign-lost-at-the-end",
        "date-broken",
        "",
        text(f"至{year}年12月31日止", "至12月31止"),
        actual="12月31",
    )
    yield failing(
        "period-year",
        "last-year",
        "period-mismatch",
        "",
        text(f"{year}年1月1日起至{year}年", f"{year - 1}年1月1日起至{year - 1}年"),
        expected=f"{year}年1月1日起至{year}年12月31日",
    )
    yield passing(
        "dates-possible", "leap-day", text("局主要负责人听取", f"{year}年2月29日，局主要负责人听取")
    )
    yield failing(
        "dates-possible",
        "april",
        "date-invalid",
        "一、",
        text("局主要负责人听取", f"{year}年4月31日，局主要负责人听取"),
        actual=f"{year}年4月31日",
    )
    yield passing(
        "dates-whole",
        "numbers",
        text("局主要负责人听取", f"印发水发〔{year}〕5号文件，投入{year}20元，局主要负责人听取"),
    )
    yield failing(
        "dates-whole",
        "year-sign-lost",
        "date-broken",
        "一、",
        text("局主要负责人听取", f"对照{year - 1}度政府信息公开工作，局主要负责人听取"),
        expected=f"{year - 1}年",
        actual=f"{year - 1}度",
    )
    yield failing(
        "dates-whole",
        "sign-lost",
        "date-broken",
        "一、",
        text("局主要负责人听取", f"{year}1月9日，局主要负责人听取"),
        actual=f"{year}1月9日",
    )
    yield passing("dates-in-period", "plan", text("按月核对；", f"按月核对，{year + 1}年6月30日前完成；"))
    yield passing(
        "dates-in-period", "published", text("报告电子版", f"本报告于{year + 1}年1月16日公布，电子版")
    )
    yield failing(
        "dates-in-period",
        "after-the-end",
        "date-outside",
        "一、",
        text("组织《条例》", f"{year + 1}年3月8日组织《条例》"),
        actual=f"{year + 1}年3月8日",
    )
    yield passing("text-year", "comparison", text("共186条", f"共186条，比{year - 1}年增加12条"))
    yield passing("text-year", "history", text("组织《条例》", f"{year - 1}年以来，组织《条例》"))
    yield failing(
        "text-year",
        "copied",
        "year-stale",
        "一、",
        text(f"{year}年，青屏县水务局认真", f"{year - 1}年，青屏县水务局认真"),
        expected=f"{year}年",
        actual=f"{year - 1}年",
    )


def _contacts() -> Iterator[Case]:
    yield passing(
        "contact-given",
        "in-last-section",
        text(f"（{ADDRESS}）", ""),
        after("除上述", ADDRESS.replace("；", "，")),
    )
    yield passing(
        "contact-given",
        "without-the-rest",
        text(ADDRESS, "地址：青屏县城关镇沿河路18号，联系电话0719-5550126"),
    )
    mail = "电子邮箱：qpswj@qingping.example"
    yield failing("contact-given", "mail-alone", "contact-missing", "", text(ADDRESS, mail))
    yield failing(
        "contact-given",
        "no-phone",
        "contact-missing",
        "",
        text("电话：0719-5550126；", ""),
    )
    yield passing("contact-absent", "phone-alone", text("邮编：442799；", ""))
    yield failing("contact-absent", "none", "contact-none", "", text(f"（{ADDRESS}）", ""))
    yield passing(
        "contact-valid",
        "extension",
        text("0719-5550126", "（0719）5550126转8003"),
        text("http://www.qingping", "https://xxgk.qingping"),
    )
    yield passing("contact-valid", "wrapped", text("qpswj@qingping.example", "qpswj@\nqingping.example"))
    yield failing(
        "contact-valid",
        "phone",
        "phone-invalid",
        "",
        text("0719-5550126", "0719-555012"),
        actual="0719-555012",
    )
    yield failing(
        "contact-valid", "postcode", "postcode-invalid", "", text("442799", "44279"), actual="44279"
    )
    yield failing(
        "contact-valid", "mail", "email-invalid", "", text("qpswj@qingping.example", "qpswj.qingping.example")
    )
    yield failing(
        "contact-valid", "link", "url-invalid", "", text("http://www.qingping.example", "http://www")
    )
    yield passing(
        "personal-data",
        "codes-and-budgets",
        text(
            "局主要负责人听取",
            "统一社会信用代码11420321MB1234567X，项目编号420321199001011235，"
            "投入13800001111元，局主要负责人听取",
        ),
    )
    yield failing(
        "personal-data",
        "identity",
        "personal-data",
        "一、",
        text("局主要负责人听取", "张某（420321199001011236）听取"),
        actual="420321********1236",
    )
    yield failing(
        "personal-data",
        "mobile",
        "personal-data",
        "一、",
        text("局主要负责人听取", "张某13812345678听取"),
        actual="138****5678",
    )


def text_cases_2021() -> Iterator[Case]:
    """Iterate over the cases of rules that only the edition in force has."""
    fees = "依据《政府"
    yield passing(
        "other-matters-fees", "collected", lines(fees, "本年度收取政府信息公开信息处理费2件共150.50元。")
    )
    yield passing(
        "other-matters-fees", "other-words", lines(fees, "本机关全年没有发生政府信息公开方面的收费。")
    )
    yield failing(
        "other-matters-fees",
        "nothing",
        "statement-missing",
        "六、",
        lines(fees),
        lines("除上述", "无。"),
        actual="无。",
    )
    yield passing(
        "basis-cited",
        "both",
        text("〔2021〕30号）要求", "〔2021〕30号，国办公开办函〔2019〕60号同时停止执行）要求"),
    )
    yield failing(
        "basis-cited",
        "the-old-one",
        "citation-outdated",
        "",
        text("〔2021〕30号", "〔2019〕60号"),
        expected="国办公开办函〔2021〕30号",
    )
    yield passing(
        "basis-beside", "no-more", text("〔2021〕30号）要求", "〔2021〕30号，60号文件同时停止执行）要求")
    )
    yield failing(
        "basis-beside",
        "both",
        "citation-outdated",
        "",
        text("〔2021〕30号）要求", "〔2021〕30号）和国办公开办函〔2019〕60号要求"),
        expected="国办公开办函〔2021〕30号",
    )
    old_title = "关于政府信息公开工作年度报告有关事项的通知"
    office = "《国务院办公厅政府信息与政务公开办公室"
    new_basis = (
        f"{office}关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）"
    )
    yield passing(
        "basis-cited",
        "a-notice-of-the-province",
        text("〔2021〕30号）要求", f"〔2021〕30号）、《省政府办公厅{old_title}》要求"),
    )
    yield passing(
        "basis-cited",
        "a-local-notice",
        text(new_basis, f"《青屏县政府办公室{old_title}》（青政办函〔2024〕6号）"),
    )
    yield failing(
        "basis-cited",
        "the-old-title",
        "citation-outdated",
        "",
        text(new_basis, f"{office}{old_title}》"),
        expected="国办公开办函〔2021〕30号",
    )
