"""The body is what remains of a title without its words, its period and what links them, in any usual layout."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from checker.app import App, read
from checker.documents.document import Document
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.testing import document, sections
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

ENGLISH_TITLES = [
    ("Quarterly Report Q3 2026 — Example Ltd", "Example Ltd"),
    ("Example Ltd\nQuarterly Report\nThird quarter 2026", "Example Ltd"),
    ("Quarterly Report\nThird quarter 2026\nExample Ltd", "Example Ltd"),
    ("Quarterly Report\nExample Ltd\nQ3 2026", "Example Ltd"),
    ("Annual Report of Example Council for 2025", "Example Council"),
    ("Example Ltd Quarterly Report, Third Quarter of FY2026", "Example Ltd"),
    ("FY 2025 Annual Report: Department of Examples", "Department of Examples"),
    ("Department of Examples\nAnnual Report\nFiscal Year 2025", "Department of Examples"),
    ("Annual Report Fiscal Year 2025", ""),
    ("Annual Report Fiscal Year", ""),
    ("Quarterly Report for the third quarter", ""),
    ("Draft Quarterly Report Q3 2026", ""),
    ("Draft Quarterly Report Q3 2026 (Example Ltd)", "Example Ltd"),
    (
        "Quarterly Report for the quarter ended 30 September 2026\nExample Holdings plc",
        "Example Holdings plc",
    ),
    ("Quarterly Report of the Harbour Quay Trust for the third quarter of 2026", "Harbour Quay Trust"),
    ("Example Ltd's Quarterly Report for Q3/2026", "Example Ltd"),
    ("QUARTERLY REPORT - Q3 FY24 - EXAMPLE, INC.", "EXAMPLE, INC."),
    ("Peace Corps Annual Report 2024–2025", "Peace Corps"),
    ("Annual Report 2024/25 | City of York Council", "City of York Council"),
    ("Annual Report on Grants 2025", ""),
    ("Example Ltd (Holdings) Annual Report 2025", "Example Ltd (Holdings)"),
    ("Annual Report of Example Council, 1 April 2024 to 31 March 2025", "Example Council"),
    ("Quarterly Report July–September 2026 Example Ltd", "Example Ltd"),
    ("U.S. Department of Justice Annual Report for Fiscal Year 2024", "U.S. Department of Justice"),
    ("Annual 2025 Report of Example Council", "Example Council"),
    ("Final Quarterly Report v1.2, prepared by Example Ltd, as of 30 September 2026", "Example Ltd"),
    ("Quarterly Report of Example Ltd for the three months ended September 30, 2026", "Example Ltd"),
    ("Calendar Year 2025 Annual Report — 3M Company", "3M Company"),
    ("Annual Report 2025\nExecutive Summary", ""),
    ("Annual Report 2025\nReporting period: 2025", ""),
]
CHINESE_TITLES = [
    ("示例公司2026年第三季度工作报告", "示例公司"),
    ("示例公司\n2026年第三季度\n工作报告", "示例公司"),
    ("2026年上半年某县水务局工作报告", "某县水务局"),
    ("某局关于2026年7月工作报告", "某局"),
    ("某局工作报告（2026年7—9月）", "某局"),
    ("示例公司工作报告（2026年第3季度）", "示例公司"),
    ("某县水务局2025年度工作报告（征求意见稿）", "某县水务局"),
    ("截至2026年9月30日某公司工作报告", "某公司"),
    ("二〇二六年第三季度某局工作报告", "某局"),
    ("某局工作报告2026年Q3", "某局"),
    ("工作报告（2026年度）", ""),
    ("2026年第三季度工作报告", ""),
]


@pytest.mark.parametrize(("title", "body"), ENGLISH_TITLES)
def test_body_remains_of_an_english_title(title: str, body: str) -> None:
    form = Form(
        ("Quarterly Report", "Annual Report"),
        sections("Summary", "Findings", language=ENGLISH),
        language=ENGLISH,
    )
    text = document(
        *title.splitlines(), "We report on our work in the period as the manual demands.", "1. Summary"
    )
    assert Filing(text, form).body == body


@pytest.mark.parametrize(("title", "body"), CHINESE_TITLES)
def test_body_remains_of_a_chinese_title(title: str, body: str) -> None:
    form = Form(("工作报告",), sections("总体情况", language=CHINESE), language=CHINESE)
    assert Filing(document(*title.splitlines(), "根据条例编制本报告。", "一、总体情况"), form).body == body


@pytest.mark.parametrize(
    "text",
    [
        "This Quarterly Report was written by the people of the audit department.",
        "Quarterly Reporting Manual",
    ],
)
def test_sentences_and_other_words_are_no_title(text: str) -> None:
    form = Form(("Quarterly Report",), sections("Summary", language=ENGLISH), language=ENGLISH)
    assert Filing(document(text, "1. Summary"), form).title is None


PACK = """\
title: Quarterly report
language: en
titles: [Quarterly Report]
sections: [Summary]
body: {pattern: "Entity: (?P<body>[^;]+)", property: company}
rules:
  sections: {check: required-sections, clause: "1", requirement: All sections., category: completeness, severity: error}
"""


APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>Example Ltd</Company></Properties>"
)


def filed(tmp_path: Path, text: Document) -> Filing:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    return Filing(text, App().pack(str(tmp_path / "pack.yaml")).form)


def test_pack_says_where_the_body_stands(tmp_path: Path) -> None:
    text = document(
        "Internal Audit", "Quarterly Report Q3 2026", "Entity: Example Ltd; Q3", "1. Summary", "All well."
    )
    assert filed(tmp_path, text).body == "Example Ltd"


def test_property_names_the_body_where_nothing_else_does(tmp_path: Path) -> None:
    written = docx.Document()
    for line in ("Quarterly Report Q3 2026", "1. Summary", "All is well."):
        written.add_paragraph(line)
    written.save(str(tmp_path / "plain.docx"))
    with ZipFile(tmp_path / "plain.docx") as plain, ZipFile(tmp_path / "report.docx", "w") as report:
        for name in plain.namelist():
            report.writestr(name, APP if name == "docProps/app.xml" else plain.read(name))
    assert filed(tmp_path, read(tmp_path / "report.docx")).body == "Example Ltd"
