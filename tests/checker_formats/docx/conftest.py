"""Write small Word packages, part by part, so that each test shows all its input."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from checker.documents.document import Document
from checker_formats.docx.reader import DocxReader
from tests.support.languages import LANGUAGES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "r": TYPES,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}


def relationships(*arrows: tuple[str, str, str]) -> str:
    """Write a relationships part from (id, kind, target)."""
    rows = "".join(f'<Relationship Id="{i}" Type="{TYPES}/{k}" Target="{t}"/>' for i, k, t in arrows)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Zip parts in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def parts_of(body: str, **others: str) -> dict[str, str | bytes]:
    """Write the parts of a document: its body and others, each without its root element."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(*((kind, kind, f"{kind}.xml") for kind in others)),
    }
    for kind, text in others.items():
        parts[f"word/{kind}.xml"] = f"<w:{ROOTS[kind]} {NAMESPACES}>{text}</w:{ROOTS[kind]}>"
    return parts


@pytest.fixture(scope="session")
def package() -> Callable[[dict[str, str | bytes]], bytes]:
    return zipped


@pytest.fixture(scope="session")
def parts() -> Callable[..., dict[str, str | bytes]]:
    return parts_of


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    return lambda body, **others: DocxReader(LANGUAGES).read(zipped(parts_of(body, **others)))
