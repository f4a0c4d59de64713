"""The ZIP package of a Word document: parts and relationships, read within bounds."""

import posixpath
import re
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Self
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from checker import Message, Messages, ReadError
from checker_formats.docx.names import STRICT, W
from checker_formats.kinds import is_encrypted, kind, kind_of_archive, kind_of_root

_ = Messages(__package__)

# Word documents have tens of parts; a thousand pictures make little more than a thousand.
ENTRIES_LIMIT = 10_000
# A report of 600 pages has a main part of 30 MiB; libxml2 needs about ten times that in memory.
PART_LIMIT = 128 * 2**20
TAGS_LIMIT = 5_000_000  # an element takes 130 bytes of memory; a report of 600 pages has 600,000 tags
TOTAL_LIMIT = 512 * 2**20
# Deflate reaches 1 : 1032; real main parts stay below 1 : 100, unless they are small and repeat one line.
RATIO_LIMIT = 200
RATIO_FROM = 8 * 2**20

_CENTRAL_ENTRY = b"PK\x01\x02"
_LOCAL_ENTRY = struct.Struct("<26xHH")  # ends with the lengths of the name and of the extra field
_ENCRYPTED = 0x1
_RESOURCE_LIMIT = 114  # XML_ERR_RESOURCE_LIMIT: libxml2 refuses over 256 levels or 10 MB in one text
_HEAD = 4096  # a root element with all its namespaces is shorter
_UNSAFE_NAME = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A typed link from one part to another; `target` is the full name of the part."""

    id: str
    type: str
    target: str


class Package:
    """A package whose parts are checked against the limits before they are inflated."""

    def __init__(self, content: bytes, entries: dict[str, ZipInfo]) -> None:
        self._content = content
        self._entries = entries
        self._total = 0

    @classmethod
    def open(cls, content: bytes) -> Self:
        """ResolvedStyle into the bytes of a file; raise `ReadError` where they are no sound package."""
        if not content:
            raise unreadable(_("the file is empty"))
        if is_encrypted(content):
            raise ReadError("encrypted", _("the document is protected by a password"))
        if not content.startswith(b"PK"):
            raise _no_document(kind(content))
        if content.count(_CENTRAL_ENTRY) > ENTRIES_LIMIT:
            raise too_large(_("the package has more than {limit} parts", limit=ENTRIES_LIMIT))
        return cls(content, _directory(content))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def main_part(self) -> str:
        """Return the name of the main part that the package declares."""
        targets = (link.target for link in self.package_relationships if link.type == "officeDocument")
        name = next(targets, "")
        if not name or "[content_types].xml" not in self:
            raise self._incomplete()
        return name

    def read(self, name: str) -> bytes:
        """Inflate one part; names are case-insensitive, as the packaging standard requires."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise unreadable(_("the package lacks its part “{part}”", part=name))
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", _("the package is encrypted"))
        self._total += entry.file_size
        is_bomb = entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * entry.compress_size
        if is_bomb or entry.file_size > PART_LIMIT or self._total > TOTAL_LIMIT:
            raise too_large(_("the part “{part}” is too large", part=name))
        start = entry.header_offset
        start += _LOCAL_ENTRY.size + sum(_LOCAL_ENTRY.unpack_from(self._content, start))
        packed = self._content[start : start + entry.compress_size]
        text = _inflated(packed, entry)
        if text is None or len(text) != entry.file_size or zlib.crc32(text) != entry.CRC:
            raise unreadable(_("the part “{part}” is damaged", part=name))
        return text

    def xml(self, name: str) -> _Element:
        """Parse one part, without entities, network or a document type."""
        return parsed(self.read(name), name)

    @cached_property
    def package_relationships(self) -> tuple[Relationship, ...]:
        """List the relationships of the package itself."""
        return self.relationships("")

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """List the relationships of a part to others inside the package."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self:
            return ()
        return tuple(
            Relationship(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target)
            for link in self.xml(rels)
            if link.get("TargetMode", "Internal") == "Internal"
            and (target := _resolved(folder, link.get("Target", "")))
        )

    def _incomplete(self) -> ReadError:
        if "word/document.xml" in self:
            return unreadable(_("the package does not declare its main document part"))
        mimetype = self.read("mimetype")[:100] if "mimetype" in self else b""
        return _no_document(kind_of_archive(set(self._entries), mimetype))


def parsed(content: bytes, name: str) -> _Element:
    """Parse untrusted XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    if len(content) > TAGS_LIMIT and content.count(b"<") > TAGS_LIMIT:
        raise too_large(_("the part “{part}” is too large", part=name))
    if b"<!DOCTYPE" in content:
        raise _with_document_type(name)
    try:
        root = etree.fromstring(_transitional(content), parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if error.code == _RESOURCE_LIMIT:
            raise too_large(
                _("the part “{part}” is nested too deeply or has too long a text", part=name)
            ) from error
        raise unreadable(_("the part “{part}” is not well-formed XML", part=name)) from error
    if root.getroottree().docinfo.doctype:
        raise _with_document_type(name)
    return root


def main_root(content: bytes, name: str) -> _Element:
    """Parse the main part of a Word document."""
    root = parsed(content, name)
    if root.tag != f"{W}document":
        raise _no_document(kind_of_root(etree.QName(root).localname))
    return root


def unreadable(message: Message) -> ReadError:
    """Return the error for a damaged file."""
    return ReadError("unreadable", message)


def too_large(message: Message) -> ReadError:
    """Return the error for a file beyond the limits."""
    return ReadError("too-large", message)


def _with_document_type(name: str) -> ReadError:
    return unreadable(_("the part “{part}” declares a document type, which Word never does", part=name))


def _no_document(kind: Message) -> ReadError:
    return ReadError("wrong-format", _("this is {kind}, not a Word document (DOCX)", kind=kind))


def _directory(content: bytes) -> dict[str, ZipInfo]:
    try:
        archive = ZipFile(BytesIO(content))
    except (
        BadZipFile,
        NotImplementedError,
        ValueError,
        OverflowError,
        EOFError,
        OSError,
        struct.error,
    ) as error:
        raise unreadable(_("the ZIP package is cut or damaged")) from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        end = archive.start_dir
    _refuse_overlap(content, entries, end)
    named = {_part_name(entry.filename): entry for entry in entries}
    if len(named) != len(entries):
        raise unreadable(
            _("the package contains two parts of the same name: programs differ in which they show")
        )
    return named


def _refuse_overlap(content: bytes, entries: list[ZipInfo], end: int) -> None:
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        start = entry.header_offset
        head = content[start : start + _LOCAL_ENTRY.size]
        if start < 0 or len(head) < _LOCAL_ENTRY.size or not head.startswith(b"PK\x03\x04"):
            raise unreadable(_("the ZIP package is cut or damaged"))
        if start + len(head) + sum(_LOCAL_ENTRY.unpack(head)) + entry.compress_size > end:
            raise unreadable(_("parts of the package overlap"))
        end = start


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _inflated(packed: bytes, entry: ZipInfo) -> bytes | None:
    # bounded by the declared size, which is within the limits; a wrong size means damage
    if entry.compress_type == ZIP_STORED:
        return packed
    if entry.compress_type != ZIP_DEFLATED:
        return None
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
    except zlib.error:
        return None


def _resolved(folder: str, target: str) -> str:
    """Resolve a target against the folder of its source; "" for an unsafe name."""
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))
    return "" if _UNSAFE_NAME.search(path) else path.lstrip("/")


def _transitional(content: bytes) -> bytes:
    head = content[:_HEAD]
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if "http://purl.oclc.org/ooxml/".encode(encoding) in head:
            for strict, transitional in STRICT.items():
                for quote in ('"', "'"):
                    old, new = (f"{quote}{name}{quote}".encode(encoding) for name in (strict, transitional))
                    content = content.replace(old, new)
    return content
