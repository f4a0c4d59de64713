"""A ZIP package of parts, read within bounds, as Word documents and OFD files are."""

import struct
import zlib
from collections.abc import Collection
from io import BytesIO
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from checker import Message, Messages, ReadError

_ = Messages(__package__)

# A document has tens of parts, or as many as pages; a thousand pictures make little more than a thousand.
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


_UNBOUND = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE


class ZipPackage:
    """A package whose parts are checked against the limits before they are inflated."""

    entries_limit = ENTRIES_LIMIT

    def __init__(self, content: bytes, entries: dict[str, ZipInfo]) -> None:
        self._content = content
        self._entries = entries
        self._total = 0

    @classmethod
    def open(cls, content: bytes) -> Self:
        """Open the package in the bytes of a file; raise `ReadError` if it is damaged."""
        if content.count(_CENTRAL_ENTRY) > cls.entries_limit:
            raise too_large(_("the package has more than {limit} parts", limit=cls.entries_limit))
        return cls(content, _directory(content))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    @property
    def names(self) -> Collection[str]:
        """The names of all parts, in lower case."""
        return self._entries.keys()

    def size(self, name: str) -> int:
        """Return the declared size of a part."""
        return self._entries[name.lower()].file_size

    def stored_name(self, name: str) -> str:
        """Return the name of a part as it is stored; the name itself for a new part."""
        entry = self._entries.get(name.lower())
        return name if entry is None else entry.filename

    def read(self, name: str) -> bytes:
        """Inflate one part; names are case-insensitive."""
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


def parsed_xml(content: bytes, name: str, *, unbound_prefixes: bool = False) -> _Element:
    """Parse untrusted XML, without entities, network or a document type.

    `unbound_prefixes`: prefixes that nothing declares are accepted, and stay part of the names.
    """
    if len(content) > TAGS_LIMIT and content.count(b"<") > TAGS_LIMIT:
        raise too_large(_("the part “{part}” is too large", part=name))
    if b"<!DOCTYPE" in content:
        raise _with_document_type(name)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if error.code == _RESOURCE_LIMIT:
            raise too_large(
                _("the part “{part}” is nested too deeply or has too long a text", part=name)
            ) from error
        repaired = _with_unbound_prefixes(content) if unbound_prefixes and error.code == _UNBOUND else None
        if repaired is None:
            raise unreadable(_("the part “{part}” is not well-formed XML", part=name)) from error
        root = repaired
    if root.getroottree().docinfo.doctype:
        raise _with_document_type(name)
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser[_Element]:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _with_unbound_prefixes(content: bytes) -> _Element | None:
    """Parse XML with prefixes that nothing declares; `None` if anything else is wrong with it."""
    parser = _parser(recover=True)
    root = etree.fromstring(content, parser)
    return root if all(error.type == _UNBOUND for error in parser.error_log) else None


def unreadable(message: Message) -> ReadError:
    """Return the error for a damaged file."""
    return ReadError("unreadable", message)


def too_large(message: Message) -> ReadError:
    """Return the error for a file beyond the limits."""
    return ReadError("too-large", message)


def _with_document_type(name: str) -> ReadError:
    return unreadable(_("the part “{part}” declares a document type, which documents never do", part=name))


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
    named = {part_name(entry.filename): entry for entry in entries}
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


def part_name(name: str) -> str:
    """Return the name by which a part is found."""
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
