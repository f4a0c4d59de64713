"""The package of an OFD file, and the ways in which its parts name one another."""

import posixpath
from collections.abc import Iterator
from typing import Self
from urllib.parse import unquote
from zipfile import ZipInfo

from lxml.etree import _Element

from checker import Messages, ReadError
from checker_formats.kinds import is_encrypted, kind, kind_of_archive, refuse_old_word
from checker_formats.zip_package import ZipPackage, parsed_xml, part_name, unreadable

_ = Messages(__package__)

ROOT = "ofd.xml"
_UTF_8 = 0x800  # a flag of names
_OWN_CODE = ("utf-8", "gb18030")  # of names without it


class OfdPackage(ZipPackage):
    """The package of an OFD file."""

    entries_limit = 60_000  # 10,000 pages, each with its content, resources, annotations and pictures

    def __init__(self, content: bytes, entries: dict[str, ZipInfo]) -> None:
        named = {_own_name(name, entry): entry for name, entry in entries.items()}
        super().__init__(content, named if len(named) == len(entries) else entries)

    @classmethod
    def open(cls, content: bytes) -> Self:
        """Open the package in the bytes of a file; raise `ReadError` if it is damaged, encrypted or no OFD file."""
        if not content:
            raise unreadable(_("the file is empty"))
        if not content.startswith(b"PK"):
            if is_encrypted(content):
                raise ReadError("encrypted", _("the document is protected by a password"))
            refuse_old_word(content)
            raise ReadError("wrong-format", _("this is {kind}, not an OFD file", kind=kind(content)))
        package = super().open(content)
        if ROOT not in package:
            mimetype = package.read("mimetype")[:100] if "mimetype" in package else b""
            found = kind_of_archive(set(package.names), mimetype)
            raise ReadError("wrong-format", _("this is {kind}, not an OFD file", kind=found))
        if "encryptions.xml" in package:
            raise ReadError("encrypted", _("the OFD file is encrypted"))
        return package

    def xml(self, name: str) -> _Element:
        """Parse one part, whatever its namespaces."""
        return parsed_xml(self.read(name), name, unbound_prefixes=True)

    def locate(self, location: str, folder: str, document: str = "") -> str:
        """Return the name of the part that a location means, in `folder` or else in that of the document.

        It is the empty string where there is no such part.
        """
        return next((name for name in _names(location, folder, document) if name in self), "")


def folder_of(name: str) -> str:
    """Return the folder of a part."""
    return posixpath.dirname(name)


def _names(location: str, *folders: str) -> Iterator[str]:
    written = location.strip().replace("\\", "/")
    for path in dict.fromkeys((written, unquote(written))):
        if path:
            for folder in (*folders, ""):
                yield posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            for folder in folders:  # some producers write paths from the folder as if from the root
                yield posixpath.normpath(posixpath.join("/", folder, path.lstrip("/"))).lstrip("/")


def _own_name(name: str, entry: ZipInfo) -> str:
    """Decode a name that is not marked as Unicode, and that `zipfile` decodes as if from a PC of 1981."""
    if name.isascii() or entry.flag_bits & _UTF_8:
        return name
    for encoding in _OWN_CODE:
        try:
            return part_name(entry.filename.encode("cp437").decode(encoding))
        except UnicodeError:
            continue
    return name
