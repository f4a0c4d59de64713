"""Files of other word processors are identified, and read through a conversion on request."""

import io
import socket
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import pytest

from checker.documents.document import Document
from checker.errors import ReadError
from checker_formats.docx.reader import DocxReader
from checker_formats.legacy.office import converted
from checker_formats.legacy.reader import LegacyReader

EXAMPLES = Path(__file__).parents[3] / "examples"
WORD = (EXAMPLES / "qingping-2024.docx").read_bytes()
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"\xec\xa5" + b"\0" * 10
OLD_TEXT = OLD + "WordDocument".encode("utf-16-le")


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return file.getvalue()


ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>")


def never(content: bytes, suffix: str) -> bytes:
    raise AssertionError((content, suffix))


def refusal(content: bytes, *, convert: bool = False) -> ReadError:
    with pytest.raises(ReadError) as caught:
        LegacyReader(convert, never).read(content)
    return caught.value


@pytest.mark.parametrize(
    ("content", "kind"), [(OLD_TEXT, "old Word or WPS"), (b"{\\rtf1 x}", "RTF"), (ODT, "OpenDocument text")]
)
def test_kind_of_the_file_and_the_remedy_are_named(content: bytes, kind: str) -> None:
    error = refusal(content)
    assert error.code == "wrong-format"
    assert kind in str(error)
    assert ".docx" in str(error)
    assert "--convert" in str(error)


@pytest.mark.parametrize("content", [OLD_TEXT, b"{\\rtf1 x}"])
def test_kind_of_a_renamed_old_file_is_named_by_the_word_reader(content: bytes) -> None:
    with pytest.raises(ReadError, match=r"this is an (old Word or WPS|RTF) file") as caught:
        DocxReader().read(content)
    assert caught.value.code == "wrong-format"


@pytest.mark.parametrize(("content", "suffix"), [(OLD_TEXT, ".doc"), (b"{\\rtf1 x}", ".rtf"), (ODT, ".odt")])
def test_file_is_converted_under_the_suffix_of_its_content(content: bytes, suffix: str) -> None:
    """A .wps file of WPS is an old Word file; LibreOffice takes that name for one of Microsoft Works."""
    seen: list[tuple[bytes, str]] = []

    def convert(given: bytes, named: str) -> bytes:
        seen.append((given, named))
        return WORD

    document = LegacyReader(converter=convert).converting().read(content)
    assert seen == [(content, suffix)]
    assert document.format == suffix[1:]
    assert document.blocks == DocxReader().read(WORD).blocks
    assert [(note.code, note.lost) for note in document.notes] == [("converted", False)]


def test_word_document_or_page_with_an_old_suffix_is_read_directly() -> None:
    assert LegacyReader(converter=never).read(WORD) == DocxReader().read(WORD)
    assert LegacyReader(converter=never).read(b"\xef\xbb\xbf <html><p>abc").format == "html"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7", "wrong-format"),
        (OLD + "Workbook".encode("utf-16-le"), "wrong-format"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLD[:523] + b"\x01" + "WordDocument".encode("utf-16-le"), "encrypted"),
        (zipped(xl__workbook_xml="<a/>"), "wrong-format"),
        (
            zipped(
                mimetype="application/vnd.oasis.opendocument.text",
                **{"META-INF__manifest_xml": "<manifest:encryption-data/>"},
            ),
            "encrypted",
        ),
        (b"PK\x03\x04 cut", "unreadable"),
        (b"abc", "wrong-format"),
    ],
)
def test_unreadable_files_are_not_converted(content: bytes, code: str) -> None:
    assert refusal(content, convert=True).code == code


def test_missing_libreoffice_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="not installed"):
        converted(b"{\\rtf1 x}", ".rtf")


def grids(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    return [
        [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
        for table in document.tables
    ]


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_converted_report_reads_like_its_word_file(suffix: str, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, EXAMPLES / "qingping-2024.docx"], check=True, capture_output=True)
    document = LegacyReader(convert=True).read((tmp_path / f"qingping-2024.{suffix}").read_bytes())
    word = DocxReader().read(WORD)
    assert grids(document) == grids(word)
    assert [p.text.strip() for p in document.paragraphs if p.text.strip()] == [
        p.text.strip() for p in word.paragraphs if p.text.strip()
    ]


@pytest.mark.needs("soffice")
def test_conversion_fetches_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        links = "".join(
            f'{{\\field{{\\*\\fldinst {kind} "{address}" \\\\d}}{{\\fldrslt x}}}}'
            for kind in ("INCLUDEPICTURE", "INCLUDETEXT", "LINK Word.Document.8")
        )
        callers: list[object] = []
        listening = threading.Thread(target=_listen, args=(server, callers))
        listening.start()
        document = LegacyReader(convert=True).read(f"{{\\rtf1 abc\\par {links}}}".encode())
        callers.append(None)
        listening.join()
    assert callers == [None]
    assert document.paragraphs[0].text == "abc"


def _listen(server: socket.socket, callers: list[object]) -> None:
    while not callers:
        try:
            callers.append(server.accept()[1])
        except TimeoutError:
            continue


@pytest.mark.needs("soffice")
def test_slow_conversion_is_stopped() -> None:
    start = time.monotonic()
    with pytest.raises(ReadError) as caught:
        converted(b"{\\rtf1 x}", ".rtf", timeout=0.3)
    assert caught.value.code == "timeout"
    assert time.monotonic() - start < 10
