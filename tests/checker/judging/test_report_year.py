"""The year for which a report is: what title, period and text agree on, else what its tables are made for."""

import pytest

from checker.documents.document import Document
from tests.support.clean_document import Text, checker, clean
from tests.support.clean_drafts import clean as draft_of
from tests.support.draft_reports import word_file


def old() -> Document:
    """Read the clean report of 2020, in the form of 2019."""
    return checker().read("report.docx", word_file(draft_of("2019")))


def dated(document: Document, title: int, period: int, told: int) -> Document:
    """Make title, period and text speak of different years."""
    year = "2020" if "2020年" in document.paragraphs[1].text else "2024"
    document = Text(f"{year}年", f"{told}年")(document)
    document = Text(f"{told}年政府信息公开工作年度报告", f"{title}年政府信息公开工作年度报告")(document)
    return Text(f"{told}年1月1日起至{told}年12月31日", f"{period}年1月1日起至{period}年12月31日")(document)


@pytest.mark.parametrize(
    ("title", "period", "told", "year"),
    [(2020, 2020, 2024, 2020), (2024, 2020, 2024, 2024), (2023, 2020, 2024, 2023), (2019, 2020, 2024, 2024)],
)
def test_majority_counts_and_the_tables_edition_breaks_a_tie(
    title: int, period: int, told: int, year: int
) -> None:
    assert checker().govern(dated(clean(), title, period, told))[1] == year


def test_old_tables_select_the_old_edition_where_all_years_differ() -> None:
    pack, year = checker().govern(dated(old(), 2024, 2019, 2021))
    assert (pack.id, year) == ("annual-report/2019", 2019)


def test_tables_do_not_overrule_a_majority() -> None:
    pack, year = checker().govern(dated(old(), 2024, 2024, 2024))
    assert (pack.id, year) == ("annual-report/2021", 2024)


def test_without_tables_the_title_counts() -> None:
    document = dated(clean(), 2019, 2020, 2024)
    blocks = tuple(block for block in document.blocks if block not in document.tables)
    assert checker().govern(Document(blocks))[1] == 2019
