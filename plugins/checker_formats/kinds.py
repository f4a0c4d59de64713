"""Detect the kind of a file from its first bytes, whatever its name."""

import re
from typing import IO

from checker import Message, Messages, ReadError, regex

_ = Messages(__package__)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = 1024  # bytes in which a PDF must name itself; mail gateways put lines of their own before it
_ZIP, _END = b"PK\x03\x04", b"PK\x05\x06"
_HEADS: tuple[tuple[bytes, Message], ...] = (
    (b"{\\rtf", _("an RTF file")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"II*\0", _("a picture")),
    (b"MM\0*", _("a picture")),
    (b"BM", _("a picture")),
    (b"Rar!", _("a compressed archive")),
    (b"7z\xbc\xaf\x27\x1c", _("a compressed archive")),
    (b"\x1f\x8b", _("a compressed archive")),
    (b"MZ", _("a program")),
    (b"\x7fELF", _("a program")),
)
_STREAMS: tuple[tuple[str, Message], ...] = (
    ("WordDocument", _("an old Word or WPS file (.doc, .wps)")),
    ("Workbook", _("an old Excel file (.xls)")),
    ("PowerPoint Document", _("an old PowerPoint file (.ppt)")),
)
_OFD = regex(rb"PK\x01\x02.{42}/?OFD\.xml", re.DOTALL | re.IGNORECASE)  # an entry of the directory
_ENTRY = rb"pk\x01\x02.{42}/?"  # of the directory, in lower case
_HTML = regex(rb"<(?:!doctype\s+html|html|head|body|script|meta|div|p)\b", re.IGNORECASE)
_MEMBERS: tuple[tuple[str, Message], ...] = (
    ("ofd.xml", _("an OFD file")),
    ("word/document.xml", _("a Word document (DOCX)")),
    ("xl/workbook.xml", _("an Excel workbook")),
    ("xl/workbook.bin", _("an Excel workbook")),
    ("ppt/presentation.xml", _("a PowerPoint presentation")),
    ("visio/document.xml", _("a Visio drawing")),
)
_MIMETYPES: tuple[tuple[bytes, Message], ...] = (
    (b"application/vnd.oasis.opendocument.text", _("an OpenDocument text (.odt)")),
    (b"application/vnd.oasis.opendocument", _("an OpenDocument file")),
    (b"application/epub", _("an EPUB book")),
)
_ROOTS: dict[str, Message] = {
    "workbook": _("an Excel workbook"),
    "presentation": _("a PowerPoint presentation"),
    "VisioDocument": _("a Visio drawing"),
    "package": _("a Word document as one XML file"),
    "wordDocument": _("a Word document as one XML file"),
}


def is_encrypted(content: bytes) -> bool:
    """Return whether content is a Word document with a password: a compound file with an encrypted package."""
    return content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content


def is_pdf(content: bytes) -> bool:
    """Return whether content is a PDF file; a few bytes may precede its header."""
    return not content.startswith((_OLE, _ZIP)) and b"%PDF-" in content[:_NAMED]


def holds(file: IO[bytes], *members: bytes) -> bool:
    """Return whether a file is a ZIP archive with members whose names begin so."""
    content = file.read(len(_ZIP))
    if content != _ZIP:
        return False
    content += file.read()
    end = content.rfind(_END)
    size = int.from_bytes(content[end + 12 : end + 16], "little") if end >= 0 else 0
    directory = content[max(end - size, 0) : end].lower()
    return all(re.search(_ENTRY + re.escape(name), directory, re.DOTALL) for name in members)


def refuse_old_word(content: bytes) -> None:
    """Raise ReadError for an old Word or WPS file, whatever its name, with the way out."""
    if content.startswith(_OLE) and "WordDocument".encode("utf-16-le") in content:
        message = _("this is {kind}; open it in Word or WPS and save it as .docx", kind=kind(content))
        raise ReadError("wrong-format", message)


def kind(content: bytes) -> Message:
    """Name the kind of content; see `kind_of_archive` for ZIP archives."""
    if content.startswith(_OLE):
        streams = (name for stream, name in _STREAMS if stream.encode("utf-16-le") in content)
        return next(streams, _("an old Office file"))
    if is_pdf(content):
        return _("a PDF file")
    if content.startswith(_ZIP) and _OFD.search(content):
        return _("an OFD file")
    if content.startswith(_ZIP):
        return _("a Word or other Office document (a ZIP archive)")
    for head, name in _HEADS:
        if content.startswith(head):
            return name
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip()
    if _HTML.search(start):
        return _("a web page (HTML)")
    if start.lower().startswith((b"mime-version:", b"content-type:")):
        return _("a web page (MHTML)")
    if b"<?xml" in start[:100]:
        return _("an XML file")
    return _("a text file") if _is_text(content) else _("another kind of file")


def kind_of_archive(names: set[str], mimetype: bytes) -> Message:
    """Name the kind of a ZIP archive by its member names, in lower case, and its `mimetype`."""
    for start, name in _MIMETYPES:
        if mimetype.startswith(start):
            return name
    for member, name in _MEMBERS:
        if member in names:
            return name
    return _("a ZIP archive")


def kind_of_root(name: str) -> Message:
    """Name the kind of a package by the root element of its main part."""
    return _ROOTS.get(name, _("another kind of file"))


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 0x20 and byte not in b"\t\n\r\f" for byte in content[:4096])
