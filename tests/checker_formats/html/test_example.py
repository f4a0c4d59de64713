"""The published page of the example is the same report as its Word file."""

from pathlib import Path

from checker_formats.docx.reader import DocxReader
from checker_formats.html.reader import HtmlReader
from tests.support.languages import LANGUAGES

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_page_reads_like_the_word_file() -> None:
    page = HtmlReader(languages=LANGUAGES).read((EXAMPLES / "qingping-2024.html").read_bytes())
    word = DocxReader().read((EXAMPLES / "qingping-2024.docx").read_bytes())
    assert [paragraph.text for paragraph in page.paragraphs] == [
        paragraph.text for paragraph in word.paragraphs if paragraph.text.strip()
    ]
    grids = [
        [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in t.cells] for t in d.tables]
        for d in (page, word)
    ]
    assert grids[0] == grids[1]
    assert page.notes == ()
