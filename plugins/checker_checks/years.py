"""Text that speaks of another year than the filing's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from checker import Filing, Location, Messages, Paragraph, Problem, fold
from checker.dates import DateMention, RangeMention, chinese_date, mentions
from checker_checks.passages import Sentence, sentences

_ = Messages(__package__)

_FAR = 3  # years; what lies further back is history
_TITLED = re.compile(r"《[^《》]*》|<<?[^<>]*>>?")

# All patterns below see folded text: no spaces, half-width, “、” and “，” as “,”, “。” as “.”.
_PLANNED = re.compile(
    r"将|拟|计划|规划|预计|下一?步|今后|明年|来年|下一?年|新的一年|力争|打算|目标|继续|进一步|"
    r"施行|生效|实施|有效期|届满|到期|期满|(?:以|之)前|年?底前|前完成"
)
_PLAN_OPENS = re.compile(
    r"下一?步|下一?阶段|今后|明年|来年|下一?年|新的一年|改进(?:措施|举措|情况|方向)|整改|工作打算|努力方向"
)
_PROBLEMS_OPEN = re.compile(r"(?:存在|主要|面临)的?(?:主要|突出)?(?:问题|不足|困难)|不足之处")
_PUBLISHED = re.compile(
    r"发布|成文|印发|公布|公开|公示|刊登|截至|截止|填报|查阅|编制|签发|下载|访问|报送|上报|日期|时间|来源|浏览|更新"
)
_HISTORY = re.compile(
    r"以来|印发|修订|成立|组建|挂牌|出台|制定|颁布|施行|实施|起草|荣获|获评|获得(?!感)|曾|历史|当时|结转|相比|同比|较(?:[上去前\d])|上年|去年|往年"
)
_CLAIM = re.compile(
    r"度?(?:[,:]|全年|工作|政府信息|政务公开|信息公开|主动公开|依申请|共|累计|未|没有|收到|新收|受理|办理|公开|发布|"
    r"我|本|各|全[国省市区县局镇乡街系委]|[省市区县镇乡局委])"
)
_DOCUMENT = re.compile(r"报告|要点|方案|计划|规划|考核|测评|评估|评议|通报|排名|预算|决算|目录|指南|版")
_SEVERAL = re.compile(r",\d{4}年")
_DONE = re.compile(r"[了已]|共|累计|收到|完成|取得|全年|未收取")


def outside(filing: Filing, end: date, phrases: Sequence[str]) -> Iterator[Problem]:
    """Find days after the period's end in text that tells what was done."""
    told: set[str] = set()
    for _name, paragraphs in _parts(filing):
        for sentence, planned in _told(paragraphs):
            for mention in _days(sentence.text):
                late = mention.value is not None and mention.value > end
                if planned or not late or mention.plain in told or _may_be_late(sentence, mention, phrases):
                    continue
                told.add(mention.plain)
                yield Problem(
                    "date-outside",
                    _("“{date}” lies after the period that the report covers", date=mention.text),
                    ("date-outside", mention.plain),
                    sentence.location,
                    expected=_("no day after {end}", end=chinese_date(end)),
                    actual=mention.text,
                    advice=_("write the day in the year that the report is for, or say that it is a plan"),
                )


def stale(filing: Filing, year: int, sections: Sequence[str]) -> Iterator[Problem]:
    """Find text that claims the work of another year, once a section and year."""
    told: set[tuple[str, int]] = set()
    parts = [(name, paragraphs) for name, paragraphs in _parts(filing) if not name or name in sections]
    claims = (
        (name, *claim)
        for name, paragraphs in parts
        for claim in (*_titles(filing, year, name), *_claims(paragraphs, year, filing.body))
    )
    for name, found, quote, location, doubtful in claims:
        if (name, found) in told:
            continue
        told.add((name, found))
        yield Problem(
            "year-stale",
            _(
                "“{quote}” speaks of {found}, the report is for {year}",
                quote=quote,
                found=f"{found}年",
                year=f"{year}年",
            ),
            ("year-stale", name, f"{found}年"),
            location,
            expected=f"{year}年",
            actual=quote,
            advice=_("write {year} and check that the text is not last year's", year=f"{year}年"),
            doubtful=doubtful,
        )


Claim = tuple[int, str, Location, bool]


def _claims(paragraphs: Sequence[Paragraph], year: int, body: str) -> Iterator[Claim]:
    """Find sentences that open with another year and tell its work; a person must look where this year is near."""
    around = {paragraph.location.block: fold(paragraph.text) for paragraph in paragraphs}
    for sentence, planned in _told(paragraphs):
        found, after = _opening_year(sentence.text)
        if planned or not found or found == year or not year - _FAR <= found <= year + 1:
            continue
        if f"{year}年" in after or not _tells_work(after, body):
            continue
        if found > year and (_PLANNED.search(after) or not _DONE.search(after)):
            continue
        doubtful = f"{year}年" in around.get(sentence.location.block, "")
        yield found, _quote(sentence.text), sentence.location, doubtful


def _opening_year(sentence: str) -> tuple[int, str]:
    """Return the year with which a sentence opens, 0 for none, and what follows, folded."""
    first = next(mentions(sentence), None)
    if not isinstance(first, DateMention) or first.broken or first.month is not None or first.year is None:
        return 0, ""
    if fold(sentence[: first.start]) not in {"", "在", "回顾", "过去的"}:
        return 0, ""
    return first.year, fold(sentence[first.end :])


def _tells_work(after: str, body: str) -> bool:
    """Tell what was done in a year from its history and from documents named after it."""
    if not (_CLAIM.match(after) or (body and after.startswith(body))) or _SEVERAL.match(after):
        return False
    phrase, clause, *_rest = *re.split("[,;:]", after, maxsplit=2), ""
    return not _HISTORY.search(f"{phrase},{clause}") and not _DOCUMENT.search(phrase)


def _titles(filing: Filing, year: int, section: str) -> Iterator[Claim]:
    """Find the report's own title with another year in the opening."""
    if section or not filing.form.title:
        return
    words = "|".join(re.escape(fold(title)) for title in filing.form.title)
    own = re.compile(rf"(?<!\d)(20\d\d)年度?(?:(?!上一?年)[^,.;:]){{0,25}}?(?:{words})")
    for paragraph in filing.opening:
        for match in own.finditer(fold(paragraph.text)):
            found = int(match.group(1))
            if found != year and abs(found - year) <= _FAR:
                yield found, match.group(), paragraph.location, False


def _parts(filing: Filing) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """Iterate over the opening, whose name is empty, and the sections."""
    yield "", filing.opening
    for section in filing.outline.sections:
        run_in = replace(section.heading.paragraph, text=section.heading.run_in, label="", level=None)
        yield section.name, (*([run_in] if run_in.text else []), *section.paragraphs(filing.document))


def _told(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Sentence, bool]]:
    """Iterate over the sentences; True marks those that stand among plans for the time to come."""
    planned = here = False
    for sentence in sentences(paragraphs):
        opening = fold(sentence.text)[:20]
        if sentence.opens:
            here = False
            planned = (planned or _PLAN_OPENS.search(opening) is not None) and not _PROBLEMS_OPEN.search(
                opening
            )
        here = here or _PLAN_OPENS.search(opening) is not None
        yield sentence, planned or here


def _days(text: str) -> Iterator[DateMention]:
    """Iterate over days, a range standing for its first; titles in 《》 name others."""
    blanked = _TITLED.sub(lambda title: " " * len(title.group()), text)
    for mention in mentions(blanked):
        yield mention.first if isinstance(mention, RangeMention) else mention


def _may_be_late(sentence: Sentence, mention: DateMention, phrases: Sequence[str]) -> bool:
    """Tell whether a day after the period's end is planned, published, or signed."""
    before, after = fold(sentence.text[: mention.start]), fold(sentence.text[mention.end :])
    signed = not re.sub(r"[)\]\d:.印发]+", "", after) and not sentence.text.rstrip().endswith("。")
    return (
        signed
        or before.endswith(("至", "到", "自", "从"))
        or any(fold(phrase) in before for phrase in phrases)
        or _PLANNED.search(before + after) is not None
        or _PUBLISHED.search(before[-20:] + "|" + after[:15]) is not None
    )


def _quote(text: str) -> str:
    """Quote a sentence up to its first comma."""
    return re.split(r"[，,。；;]", text.strip(), maxsplit=1)[0][:40]
