"""A document under the name of something else is refused by name, and other files are passed over."""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from checker import App
from tests.support.git_repositories import Ran, Repository
from tests.support.paths import CLEAN

pytestmark = pytest.mark.needs("git")


def archive(*names: str, method: int = zipfile.ZIP_DEFLATED, inner: bytes = b"<x/>") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name in names:
            packed.writestr(name, inner)
    return file.getvalue()


WORD = CLEAN.read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DISGUISED = {
    "Word": (WORD, ".docx"),
    "PDF": (b"%PDF-1.7\n...", ".pdf"),
    "PDF after a line of a gateway": (b"a line\n%PDF-1.7\n...\nstartxref\n0\n%%EOF", ".pdf"),
    "OFD": (archive("OFD.xml"), ".ofd"),
    "old Word": (OLE + bytes(2000) + "WordDocument".encode("utf-16-le"), ".doc"),
    "RTF": (b"{\\rtf1 x}", ".doc"),
    "OpenDocument": (
        archive("mimetype", method=zipfile.ZIP_STORED, inner=b"application/vnd.oasis.opendocument.text"),
        ".doc",
    ),
}
OTHERS = {
    "text": b"A PDF file begins with %PDF-1.7, a text file does not.",
    "empty": b"",
    "workbook": archive("[Content_Types].xml", "xl/workbook.xml"),
    "archive": archive("word/readme.txt"),
    "archive of documents": archive("report.docx", method=zipfile.ZIP_STORED, inner=WORD),
    "old workbook": OLE + bytes(2000) + "Workbook".encode("utf-16-le"),
    "web page of a program": b"<!doctype html><p>{{ title }}</p>",
}


@pytest.mark.parametrize("kind", DISGUISED)
def test_documents_are_known_by_their_content(kind: str) -> None:
    content, suffix = DISGUISED[kind]
    assert App().host.disguised(BytesIO(content)) == suffix


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_no_documents(kind: str) -> None:
    assert App().host.disguised(BytesIO(OTHERS[kind])) == ""


def failures(ran: Ran) -> dict[str, str]:
    documents = json.loads(ran.stdout)["documents"]
    return {one["path"]: one["failure"]["message"] if one["failure"] else "" for one in documents}


def check(repository: Repository, *words: str) -> Ran:
    return repository.checker("check", "--format", "json", *words)


@pytest.fixture
def mixed(repository: Repository) -> Repository:
    repository.git("switch", "-qc", "topic")
    for name in ("report.txt", "sub/report", "good.docx"):
        repository.add(CLEAN, name)
    (repository.folder / "notes.md").write_text("# Notes", encoding="utf-8")
    repository.commit()
    return repository


NAME_IT = "is a document under another name; name it .docx"


@pytest.mark.parametrize("words", [["."], ["--changed-from", "main"]], ids=["folder", "change"])
def test_a_renamed_document_is_refused_with_the_name_it_should_have(
    mixed: Repository, words: list[str]
) -> None:
    ran = check(mixed, *words)
    assert ran.returncode == 2
    found = failures(ran)
    assert (found["report.txt"], found["sub/report"], found["good.docx"]) == (NAME_IT, NAME_IT, "")
    assert "notes.md" not in found
    assert "report.txt" not in ran.stderr


def test_a_hook_that_names_all_files_judges_the_documents(mixed: Repository) -> None:
    every = ["notes.md", "report.txt", "good.docx"]
    assert failures(check(mixed, "--skip-others", *every)) == {"report.txt": NAME_IT, "good.docx": ""}
    assert set(failures(check(mixed, *every))) == set(every)
    none = check(mixed, "--skip-others", "notes.md")
    assert (none.returncode, failures(none), none.stderr) == (0, {}, "")
    missing = check(mixed, "--skip-others", "gone.docx")
    assert missing.returncode == 2


def test_a_folder_without_documents_is_passed_over_for_a_hook_only(tmp_path: Path) -> None:
    repository = Repository(tmp_path, dict(os.environ))
    (tmp_path / "notes.md").write_text("# Notes", encoding="utf-8")
    assert check(repository, "--skip-others", ".").returncode == 0
    assert check(repository, ".").returncode == 2
