"""The year for which a report is: what title, period and text agree on, else what its tables are made for."""

import pytest

from checker.documents.document import Document
from checker.periods import calendar_year
from tests.support.clean_document import Text, clean
from tests.support.clean_drafts import clean as draft_of
from tests.support.draft_reports import word_file
from tests.support.engine import checker


def dated(edition: str, title: int, period: int, text: int) -> Document:
    """Read the clean report of an edition with different years in title, period and text."""
    year = {"2019": 2020, "2021": 2024}[edition]
    document = checker().read("report.docx", word_file(draft_of(edition))) if edition == "2019" else clean()
    document = Text(f"{year}年", f"{text}年")(document)
    document = Text(f"{text}年政府信息公开工作年度报告", f"{title}年政府信息公开工作年度报告")(document)
    return Text(f"{text}年1月1日起至{text}年12月31日", f"{period}年1月1日起至{period}年12月31日")(document)


@pytest.mark.parametrize(
    ("tables", "written", "pack", "year"),
    [
        ("2021", (2020, 2020, 2024), "2019", 2020),
        ("2021", (2024, 2020, 2024), "2021", 2024),
        ("2019", (2024, 2024, 2024), "2021", 2024),
    ],
)
def test_two_of_title_period_and_text_overrule_the_tables(
    tables: str, written: tuple[int, int, int], pack: str, year: int
) -> None:
    chosen, found = checker().govern(dated(tables, *written))
    assert (chosen.id, found and found.year) == (f"annual-report/{pack}", year)


@pytest.mark.parametrize(
    ("tables", "written", "year"),
    [
        ("2021", (2023, 2020, 2024), 2023),
        ("2021", (2019, 2020, 2024), 2024),
        ("2019", (2024, 2019, 2021), 2019),
    ],
)
def test_year_that_fits_the_tables_counts_where_title_period_and_text_all_differ(
    tables: str, written: tuple[int, int, int], year: int
) -> None:
    chosen, found = checker().govern(dated(tables, *written))
    assert (chosen.id, found and found.year) == (f"annual-report/{tables}", year)


def test_without_tables_the_title_counts() -> None:
    document = dated("2021", 2019, 2020, 2024)
    blocks = tuple(block for block in document.blocks if block not in document.tables)
    assert checker().govern(Document(blocks))[1] == calendar_year(2019)
