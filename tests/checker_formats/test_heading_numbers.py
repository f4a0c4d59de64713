"""Headings are understood whatever their numbers look like: typed, styled and numbered by Word, printed as PDF."""

import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from checker import Problem
from checker.app import read
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.testing import observed, sections
from checker_checks.sections import RequiredSections
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.numbered_reports import NUMBERS, Numbers, titles, write_report

NAMES = [f"{at:02}" for at in range(len(NUMBERS))]
IDS = [numbers.written[1].strip() for numbers in NUMBERS]


def found(path: Path, numbers: Numbers) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the sections that were found in a report, and what is wrong with them."""
    language = CHINESE if numbers.chinese else ENGLISH
    form = Form(sections=sections(*titles(numbers), language=language), language=language)
    filing = Filing(read(path), form)
    problems = [one for one in observed(RequiredSections(), filing) if isinstance(one, Problem)]
    texts = [section.name for section in filing.outline.sections]
    return texts, [(one.code, one.subject[0]) for one in problems]


@pytest.mark.parametrize("numbers", NUMBERS, ids=IDS)
@pytest.mark.parametrize("automatic", [False, True], ids=["typed", "automatic"])
def test_numbered_headings_of_word_are_understood(tmp_path: Path, numbers: Numbers, automatic: bool) -> None:
    write_report(tmp_path / "report.docx", numbers, automatic=automatic)
    assert found(tmp_path / "report.docx", numbers) == (list(titles(numbers)), [])


@pytest.fixture(name="printed", scope="module")
def as_printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print all reports by LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    for name, numbers in zip(NAMES, NUMBERS, strict=True):
        write_report(folder / f"{name}.docx", numbers, automatic=False)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True)
    return folder


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(("name", "numbers"), list(zip(NAMES, NUMBERS, strict=True)), ids=IDS)
def test_numbered_headings_of_pdf_are_understood(printed: Path, name: str, numbers: Numbers) -> None:
    assert found(printed / f"{name}.pdf", numbers) == (list(titles(numbers)), [])


SHORT = {
    "decimal": ("1. Scope of the audit", "1.1 Purpose of audits", "1.2 Method of audits", "2. Findings of audits",
                "2.1 First of findings", "2.2 Second of findings", "3. Owners of findings", "3.1 Names of owners",
                "We met all of them.", "4. Contact of the body", "Write to the office."),
    "letters": ("I. Scope of the audit", "A. Purpose of audits", "B. Method of audits", "II. Findings of audits",
                "A. First of findings", "B. Second of findings", "III. Owners of findings", "A. Names of owners",
                "We met all of them.", "IV. Contact of the body", "Write to the office."),
    "bare": ("Scope of the audit", "Purpose of audits", "Method of audits", "Findings of audits", "All the findings",
             "Some more findings", "Owners of findings", "Names of owners", "We met all of them.", "Contact of bodies",
             "Write to the office."),
    "long": ("SECTION 1: Identification of the substance/mixture and of the company/undertaking here",
             "1.1 Product identifier of the substance or mixture and uses advised against and for",
             "1.2 Relevant identified uses of the substance or mixture and uses advised against too",
             "1.2.1 Uses of the substance or mixture that are relevant and uses advised against also",
             "SECTION 2: Hazards identification and the classification of the substance or mixture"),
}  # fmt: skip


@pytest.mark.needs("soffice")
def test_headings_right_below_one_another_stay_apart(tmp_path: Path) -> None:
    for name, lines in SHORT.items():
        written = docx.Document()
        for line in ("Trust Report 2026", *lines):
            written.add_paragraph(line).paragraph_format.space_after = Pt(0)
        written.save(str(tmp_path / f"{name}.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True)
    for name, lines in SHORT.items():
        assert tuple(p.text for p in read(tmp_path / f"{name}.pdf").paragraphs)[1:] == lines
