"""Short reports whose headings are numbered in every usual way, as Word documents: typed or numbered by Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

ENGLISH_TITLES = ("Summary", "Scope and approach", "Findings", "Contact")
CHINESE_TITLES = ("总体情况", "工作范围", "存在问题", "联系方式")
ENGLISH_TEXTS = (
    "1.5 million people were reached in 2026, and a report of each visit was written. I. am a sentence.",
    "We looked at 12 sites. The section on findings says more.",
    "Most sites were in good order: summary tables follow in the next report.",
    "Write to us.",
)
CHINESE_TEXTS = (
    "2026年共收到申请1.5万件，全部办结。",
    "检查了12个单位。",
    "大部分单位情况良好。",
    "来信请寄本局。",
)


@dataclass(frozen=True)
class Numbers:
    """A way to number headings: the numbers of four, with what follows them, and Word's format for them."""

    written: tuple[str, str, str, str]
    form: str
    text: str

    @property
    def chinese(self) -> bool:
        return any("\u4e00" <= sign <= "\u9fff" or sign in "、．①（" for sign in self.written[0])


def _four(pattern: str, form: str, text: str, *numerals: str) -> Numbers:
    one, two, three, four = (pattern.format(numeral) for numeral in numerals)
    return Numbers((one, two, three, four), form, text)


_ROMAN, _LETTERS, _DIGITS = ["I", "II", "III", "IV"], ["A", "B", "C", "D"], ["1", "2", "3", "4"]
_HAN = ["一", "二", "三", "四"]
NUMBERS = (
    _four("{}. ", "upperRoman", "%1.", *_ROMAN),
    _four("{}: ", "upperRoman", "%1:", *_ROMAN),
    _four("{} ", "decimal", "%1", *_DIGITS),
    _four("{}. ", "decimal", "%1.", *_DIGITS),
    _four("{}.0 ", "decimal", "%1.0", *_DIGITS),
    _four("1.{} ", "decimal", "1.%1", *_DIGITS),
    _four("2.1.{} ", "decimal", "2.1.%1", *_DIGITS),
    _four("{}) ", "decimal", "%1)", *_DIGITS),
    _four("({}) ", "decimal", "(%1)", *_DIGITS),
    _four("{} – ", "decimal", "%1 –", *_DIGITS),
    _four("{}. ", "upperLetter", "%1.", *_LETTERS),
    _four("({}) ", "lowerLetter", "(%1)", *"abcd"),
    _four("{}) ", "lowerLetter", "%1)", *"abcd"),
    _four("({}) ", "lowerRoman", "(%1)", "i", "ii", "iii", "iv"),
    _four("§ {} ", "decimal", "§ %1", *_DIGITS),
    _four("Part {}  ", "upperRoman", "Part %1 ", *_ROMAN),
    _four("PART {}: ", "cardinalText", "PART %1:", "ONE", "TWO", "THREE", "FOUR"),
    _four("Chapter {} – ", "decimal", "Chapter %1 –", *_DIGITS),
    _four("Section {} ", "decimal", "Section %1", *_DIGITS),
    _four("SECTION {}: ", "decimal", "SECTION %1:", *_DIGITS),
    _four("Article {}. ", "decimal", "Article %1.", *_DIGITS),
    _four("Appendix {} ", "upperLetter", "Appendix %1", *_LETTERS),
    _four("Annex {}: ", "upperRoman", "Annex %1:", *_ROMAN),
    _four("Schedule {} ", "decimal", "Schedule %1", *_DIGITS),
    _four("Step {}: ", "decimal", "Step %1:", *_DIGITS),
    _four("第{}部分 ", "chineseCounting", "第%1部分", *_HAN),
    _four("第{}章 ", "chineseCounting", "第%1章", *_HAN),
    _four("第{}节　", "chineseCounting", "第%1节", *_HAN),
    _four("{}、", "chineseCounting", "%1、", *_HAN),
    _four("（{}）", "chineseCounting", "（%1）", *_HAN),
    _four("{}．", "decimal", "%1．", *_DIGITS),
    _four("{}、", "decimal", "%1、", *_DIGITS),
    _four("{} ", "decimalEnclosedCircle", "%1", *"①②③④"),
    _four("附件{}：", "decimal", "附件%1：", *_DIGITS),
    _four("附录{} ", "upperLetter", "附录%1", *_LETTERS),
)


def titles(numbers: Numbers) -> Sequence[str]:
    return CHINESE_TITLES if numbers.chinese else ENGLISH_TITLES


def write_report(path: Path, numbers: Numbers, *, automatic: bool) -> None:
    """Write a report; its numbers are typed in plain paragraphs, or Word's own in paragraphs of a heading style."""
    written = docx.Document()
    texts = CHINESE_TEXTS if numbers.chinese else ENGLISH_TEXTS
    written.add_paragraph("某局2026年报告" if numbers.chinese else "Report of the Trust 2026")
    if automatic:
        _define(written, numbers)
    for number, title, text in zip(numbers.written, titles(numbers), texts, strict=True):
        if automatic:
            heading = written.add_paragraph(title, style="Heading 1")
            heading.paragraph_format.element.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
            )
        else:
            written.add_paragraph(number + title)
        written.add_paragraph(text)
    written.save(str(path))


def _define(written: WordDocument, numbers: Numbers) -> None:
    """Define a list with the numbers' format."""
    root = written.part.numbering_part.element
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{numbers.form}"/>'
        f'<w:lvlText w:val="{numbers.text}"/></w:lvl>'
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>')
    root.insert(0, abstract)
    used = parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    last = root.findall(qn("w:num"))[-1]
    last.addnext(used)
