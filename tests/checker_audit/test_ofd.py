"""An audit judges reports alike whether they are filed as PDF or as OFD."""

from pathlib import Path

import checker_audit
from checker import Outcome
from checker_formats.pdf.interpreter import interpreted_pages
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, figure, text, without_row, without_table
from tests.support.ofd_files import HABITS, ofd
from tests.support.pdf_files import pdf_file

BODIES = {
    "青屏县水务局": (),
    "白石县林业局": (figure("（一）予以公开", 0, "99"),),
    "红旗县教育局": (without_row("（一）予以公开"),),
    "东山县民政局": (without_table(1),),
    "西河县财政局": (text("三、收到", "收到"),),
    "南湖县卫生局": (text("2024年12月31日", "2024年12月3日"),),
}
THIRD = {"白石县林业局": "characters", "南湖县卫生局": "many at once"}


def test_reports_filed_as_ofd_get_the_verdicts_of_their_pdf_files(tmp_path: Path) -> None:
    for name, changes in BODIES.items():
        content = pdf_file(changed(clean(), *changes, text("青屏县水务局", name)))
        for folder in ("printed", "mixed"):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.pdf").write_bytes(content)
    for name, habit in THIRD.items():
        printed = tmp_path / "mixed" / f"{name}.pdf"
        pages = interpreted_pages(printed.read_bytes()).pages
        printed.with_suffix(".ofd").write_bytes(ofd(pages, HABITS[habit]))
        printed.unlink()
    assert _verdicts(tmp_path, "mixed") == _verdicts(tmp_path, "printed")


def _verdicts(home: Path, folder: str) -> dict[str, list[tuple[str, str, Outcome]]]:
    reports = checker_audit.audit(home / folder, year=2024, store=home / f"{folder}.db", workers=1)
    found = {
        report.body: [(one.rule.id, one.problem.code, one.outcome) for one in report.findings]
        for report in reports
    }
    assert set(found) == set(BODIES)
    assert sum(map(bool, found.values())) >= 3, "some reports are at fault"
    return found
