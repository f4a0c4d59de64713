"""The blank form of a pack is filled in to conform to that very pack."""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from click.testing import Result

from checker.judging.engine import Engine
from checker.judging.reports import Report
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, figure, text, word_file
from tests.support.engine import checker
from tests.support.paths import PACKS

Run = Callable[..., Result]

CHINESE = {
    "在____（网址": "青屏县人民政府门户网站", "请与____联系": "青屏县水务局办公室",
    "网址：____": "http://www.qingping.gov.cn", "地址：____": "青屏县城关镇沿河路18号", "邮编：____": "442799",
    "电话：____": "0719-5550126", "电子邮箱：____": "qpswj@qingping.gov.cn", "____件": "0", "____元": "0",
    "。____": "本年度做了这方面的工作1次。",
}  # fmt: skip
ENGLISH = {
    "Address: ____": "4 Customs Lane, Porthaven", "phone: ____": "020 7946 0018", "email: ____": "grants@quay.example",
    "Purpose of the programme: ____": "to help people", "____ applications": "0", "____ awards": "0",
    "last year: ____": "none", "visited ____ of": "0", "fund. ____": "All is well.", "interest: ____": "none",
}  # fmt: skip
FORMS = {
    ("grant-report/2024", 2024, "Harbour Quay Trust"): ENGLISH,
    ("annual-report/2021", 2024, "青屏县水务局"): CHINESE,
    ("annual-report/2021", 2021, "青屏县人民政府"): CHINESE,
    ("annual-report/2019", 2020, "青屏县水务局"): CHINESE,
}
forms = pytest.mark.parametrize(("name", "year", "body"), FORMS)


@pytest.fixture(scope="module")
def judging() -> Engine:
    return checker()


@pytest.fixture
def write(run: Run, tmp_path: Path) -> Callable[[str, int, str], Path]:
    """Return what writes a blank form by the command line."""

    def written(name: str, year: int, body: str) -> Path:
        path = tmp_path / "form.docx"
        own = PACKS / f"{name}.yaml"
        pack = str(own) if own.is_file() else name
        done = run(
            "template", pack, "--year", str(year), "--body", body, "-o", str(path), CHECKER_DISABLE_PLUGINS=""
        )
        assert done.exit_code == 0, done.stderr
        return path

    return written


def fill(path: Path, words: Mapping[str, str]) -> None:
    """Fill in a form in a word processor: sentences with words, cells with zeros."""
    form = docx.Document(str(path))
    for paragraph in form.paragraphs:
        for run in paragraph.runs:
            for place, word in words.items():
                run.text = run.text.replace(place, place.replace("____", word))
            assert "____" not in run.text, run.text
    for table in form.tables:
        for row in table.rows:
            for cell in row.cells:
                cell.text = cell.text or "0"
    form.save(str(path))


def judged(judging: Engine, path: Path) -> Report:
    return judging.check(path.name, path.read_bytes())


Write = Callable[[str, int, str], Path]


@forms
def test_form_filled_with_zeros_passes_its_own_pack(
    name: str, year: int, body: str, write: Write, judging: Engine
) -> None:
    path = write(name, year, body)
    fill(path, FORMS[name, year, body])
    report = judged(judging, path)
    assert (report.pack, report.year, report.body) == (name, year, body)
    assert [(finding.rule.id, str(finding.problem.message)) for finding in report.findings] == []
    assert report.conforms()


@forms
def test_form_left_blank_fails_on_its_blanks_alone(
    name: str, year: int, body: str, write: Write, judging: Engine
) -> None:
    report = judged(judging, write(name, year, body))
    assert not report.conforms()
    codes = {finding.problem.code for finding in report.findings}
    assert {"table-blank", "placeholder"} <= codes
    about_text = {"contact-missing", "url-invalid", "email-invalid", "generic-text"}
    assert codes <= {"table-blank", "placeholder"} | about_text


def test_year_and_body_may_be_left_to_fill_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    assert run("template", "annual-report/2021", "-o", str(path), CHECKER_DISABLE_PLUGINS="").exit_code == 0
    lines = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert lines[:2] == ["____", "____年政府信息公开工作年度报告"]


def test_form_is_refused_where_it_cannot_be_right(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there.docx").write_bytes(b"mine")

    def refused(*args: str) -> str:
        done = run("template", *args, CHECKER_DISABLE_PLUGINS="")
        assert done.exit_code == 2
        return done.stderr

    assert "there.docx already exists" in refused("annual-report/2021", "-o", "there.docx")
    assert (tmp_path / "there.docx").read_bytes() == b"mine"
    assert "does not apply to 2020" in refused("annual-report/2021", "--year", "2020", "-o", "new.docx")
    assert "blank forms are written as .docx" in refused("annual-report/2021", "-o", "form.pdf")
    assert "no pack or file named" in refused("annual-report/2022", "-o", "form.docx")
    assert not re.search("form|new", " ".join(path.name for path in tmp_path.iterdir()))


def test_totals_are_formulas_and_cells_are_filled(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2023.docx").write_bytes(
        word_file(changed(clean(), text("2024", "2023"), figure("四、结转下年度继续办理", 1, "7")))
    )
    arguments = ("--year", "2024", "--fill", "0", "--previous", "2023.docx", "-o", "form.docx")
    done = run("template", "annual-report/2021", *arguments, CHECKER_DISABLE_PLUGINS="")
    assert done.exit_code == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "form.docx") as package:
        form = package.read("word/document.xml").decode()
    assert "=SUM(B4:G4)" in form
    read = checker().read("form.docx", (tmp_path / "form.docx").read_bytes())
    rows = [[cell.text for cell in read.tables[1].row(row)] for row in (3, 4, 5)]
    assert [row[-7:] for row in rows] == [["0"] * 7, ["7", "0", "0", "0", "1", "0", "8"], ["0"] * 7]


def test_a_form_that_is_not_filled_in_is_one_left_over(run: Run, tmp_path: Path) -> None:
    assert run("template", "annual-report/2021", "-o", "form.docx", CHECKER_DISABLE_PLUGINS="").exit_code == 0
    report = checker().check("form.docx", (tmp_path / "form.docx").read_bytes())
    assert [f.problem.code for f in report.findings].count("placeholder") == 1


def test_a_previous_report_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK")
    done = run(
        "template",
        "annual-report/2021",
        "--previous",
        "broken.docx",
        "-o",
        "form.docx",
        CHECKER_DISABLE_PLUGINS="",
    )
    assert done.exit_code == 2
    assert not (tmp_path / "form.docx").exists()
