"""`git diff` shows what changed in a document."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.support.git_repositories import Repository
from tests.support.paths import CLEAN

pytestmark = pytest.mark.needs("git")


def change(source: Path, target: Path, old: str, new: str) -> None:
    """Rewrite a Word file with one text of its body replaced."""
    with ZipFile(source) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert part.count(old.encode()) == 1
                part = part.replace(old.encode(), new.encode())
            after.writestr(name, part)


@pytest.fixture
def configured(repository: Repository) -> Repository:
    repository.git("config", "diff.checker.textconv", "checker --lang en textconv")
    (repository.folder / ".gitattributes").write_text("*.docx diff=checker\n", encoding="utf-8")
    return repository


@pytest.mark.usefixtures("installed")
def test_git_diff_of_a_word_file_shows_the_number_that_changed(configured: Repository) -> None:
    change(CLEAN, configured.folder / "old.docx", "36.52", "36.62")
    diff = configured.git("diff", "-U0", "old.docx").splitlines()
    assert [line for line in diff if line.startswith(("+|", "-|"))] == [
        "-| 行政事业性收费 | 36.52 |",
        "+| 行政事业性收费 | 36.62 |",
    ]
    assert sum(line.startswith(("+", "-")) for line in diff) == 4, "the two lines, and the two names"


@pytest.mark.usefixtures("installed")
def test_git_diff_shows_why_there_is_no_text(configured: Repository) -> None:
    (configured.folder / "old.docx").write_bytes(b"no Word file")
    diff = configured.git("diff", "old.docx")
    assert "\n+not read: " in diff
    assert "\n-| 行政事业性收费 | 36.52 |" in diff


def test_text_is_reproducible_and_bars_in_cells_are_escaped(repository: Repository) -> None:
    change(CLEAN, repository.folder / "new.docx", "36.52", "36|52")
    first, second = (repository.checker("textconv", "new.docx").stdout for _ in range(2))
    assert first == second
    assert "| 行政事业性收费 | 36\\|52 |\n" in first
    assert "三、收到和处理政府信息公开申请情况\n" in first
