"""The reader of files that need a conversion."""

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import IO

from checker import (
    Document,
    Languages,
    Message,
    Messages,
    Note,
    Progress,
    ReadError,
    dataclass,
    regex,
    silent,
)
from checker_formats.docx.package import Package
from checker_formats.docx.reader import DocxReader
from checker_formats.html.reader import HtmlReader
from checker_formats.kinds import is_encrypted, kind, kind_of_archive
from checker_formats.legacy.office import converted

_ = Messages(__package__)

_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
_RTF = b"{\\rtf"
_TEXT = b"application/vnd.oasis.opendocument.text"
_HEAD = 512  # bytes; an OpenDocument file begins with its kind
_MANIFEST = "META-INF/manifest.xml"
# office systems serve web pages under the name .doc
_PAGE = regex(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html|<head|<meta|mime-version:)", re.IGNORECASE)


@dataclass(frozen=True)
class LegacyReader:
    """Identify files of other word processors by kind; convert and read them if `convert` is set.

    Word documents and web pages under such a name are read directly.
    """

    convert: bool = False
    converter: Callable[[bytes, str], bytes] = converted
    languages: Languages = field(default_factory=Languages)
    name: str = "legacy"
    suffixes: Sequence[str] = (".doc", ".wps", ".rtf", ".odt")

    def detects(self, file: IO[bytes]) -> bool:
        """Return whether a file is one of another word processor, whatever its name."""
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            content = head + file.read()
            return _WORD in content or is_encrypted(content)
        return head.startswith(_RTF) or (head.startswith(b"PK") and _TEXT in head)

    def converting(self) -> "LegacyReader":
        """Return a reader that lets LibreOffice convert files first."""
        return replace(self, convert=True)

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read the bytes of a file; raise `ReadError` if that fails or is not enabled."""
        if _PAGE.match(content):
            return HtmlReader(languages=self.languages).read(content, progress)
        suffix = _suffix(content)
        if suffix == ".docx":
            return DocxReader().read(content, progress)
        if not self.convert:
            message = _(
                "this is {kind}; save it as .docx, or use --convert with LibreOffice installed",
                kind=_kind(content, suffix),
            )
            raise ReadError("wrong-format", message)
        document = DocxReader().read(self.converter(content, suffix), progress)
        note = Note("converted", _("read through a conversion by LibreOffice"))
        return replace(document, format=suffix[1:], notes=(note, *document.notes))


def _suffix(content: bytes) -> str:
    """Return the suffix that fits the content of a file; raise `ReadError` for other kinds."""
    if not content:
        raise ReadError("unreadable", _("the file is empty"))
    if is_encrypted(content):
        raise _protected()
    if content.startswith(_OLE) and _WORD in content:
        if _is_locked(content):
            raise _protected()
        return ".doc"
    if content.startswith(_RTF):
        return ".rtf"
    if content.startswith(b"PK"):
        return _suffix_of_package(Package.open(content))
    raise ReadError("wrong-format", _("this is {kind}, not a text document", kind=kind(content)))


def _suffix_of_package(package: Package) -> str:
    if "mimetype" not in package or not package.read("mimetype").startswith(_TEXT):
        return ".docx"  # or another kind, which its reader names
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise _protected()
    return ".odt"


def _is_locked(content: bytes) -> bool:
    """Return whether the document stream, if it is the first of the file, is marked as encrypted."""
    start = content[512:524]
    return start.startswith(b"\xec\xa5") and bool(start[11] & 0x01)


def _kind(content: bytes, suffix: str) -> Message:
    return kind_of_archive(set(), _TEXT) if suffix == ".odt" else kind(content)


def _protected() -> ReadError:
    return ReadError("encrypted", _("the document is protected by a password"))
