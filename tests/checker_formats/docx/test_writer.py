"""A blank form is a Word file that Word processors open and the reader reads back."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from checker.documents.document import Cell, Location, Paragraph, Table
from checker.language import Language
from checker.packs.blank_form import Blank
from checker_formats.docx.reader import DocxReader
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

CELLS = (
    Cell("Who", 0, 0, 1, 2), Cell("Sum", 0, 2, 2, 1), Cell("One & <more>", 1, 0), Cell("Two", 1, 1),
    Cell("1. Row", 2, 0), Cell("", 2, 1), Cell("", 2, 2),
)  # fmt: skip
BLOCKS = (
    Paragraph("1. Summary", Location(0), 1),
    Paragraph("Grants: ____ & more", Location(1)),
    Table(CELLS, Location(2)),
)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_form_is_read_back_as_it_was_written(language: Language) -> None:
    document = DocxReader().read(DocxReader().write(Blank(("Title",), BLOCKS, language)))
    paragraphs = [(p.text, p.level) for p in document.paragraphs if p.text]
    assert paragraphs == [("Title", None), ("1. Summary", 1), ("Grants: ____ & more", None)]
    assert document.tables[0].cells == CELLS
    assert document.notes == ()


def test_word_processors_find_styles_and_merged_cells() -> None:
    content = DocxReader().write(Blank(("标题",), BLOCKS, CHINESE))
    form = docx.Document(io.BytesIO(content))
    assert [p.style.name for p in form.paragraphs if p.text and p.style] == ["Title", "Heading 1", "Normal"]
    assert form.tables[0].cell(0, 0)._tc is form.tables[0].cell(0, 1)._tc  # noqa: SLF001  # what merges them
    assert form.tables[0].cell(0, 2)._tc is form.tables[0].cell(1, 2)._tc  # noqa: SLF001  # likewise


def test_writing_a_form_is_reproducible() -> None:
    one, other = (DocxReader().write(Blank(("标题",), BLOCKS, CHINESE)) for _ in range(2))
    assert one == other
    assert zipfile.ZipFile(io.BytesIO(one)).testzip() is None


@pytest.mark.needs("soffice")
def test_libreoffice_opens_the_form(tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(DocxReader().write(Blank(("标题",), BLOCKS, CHINESE)))
    office = shutil.which("soffice")
    assert office is not None, "guarded by the skip mark"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    form = str(tmp_path / "form.docx")
    subprocess.run([office, profile, *convert, form], check=True, capture_output=True, timeout=120)
    assert "Grants: ____ & more" in (tmp_path / "form.txt").read_text("utf-8-sig")
