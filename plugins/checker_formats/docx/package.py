"""The ZIP package of a Word document: parts and relationships, read within bounds."""

import posixpath
from functools import cached_property
from typing import Self
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from checker import Message, Messages, ReadError, dataclass, regex
from checker_formats.docx.names import STRICT, W
from checker_formats.kinds import is_encrypted, kind, kind_of_archive, kind_of_root, refuse_old_word
from checker_formats.zip_package import ZipPackage, parsed_xml, unreadable

_ = Messages(__package__)

_HEAD = 4096  # a root element with all its namespaces is shorter
_UNSAFE_NAME = regex(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A typed link from one part to another; `target` is the full name of the part."""

    id: str
    type: str
    target: str


class Package(ZipPackage):
    """The package of a Word document."""

    @classmethod
    def open(cls, content: bytes) -> Self:
        """Open the package in the bytes of a file; raise `ReadError` if it is damaged or no package."""
        if not content:
            raise unreadable(_("the file is empty"))
        if is_encrypted(content):
            raise ReadError("encrypted", _("the document is protected by a password"))
        if not content.startswith(b"PK"):
            refuse_old_word(content)
            raise _no_document(kind(content))
        return super().open(content)

    def xml(self, name: str) -> _Element:
        """Parse one part, strict or transitional."""
        return parsed(self.read(name), name)

    def main_part(self) -> str:
        """Return the name of the main part that the package declares."""
        targets = (link.target for link in self.package_relationships if link.type == "officeDocument")
        name = next(targets, "")
        if not name or "[content_types].xml" not in self:
            raise self._incomplete()
        return name

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
        return _no_document(kind_of_archive(set(self.names), mimetype))


def parsed(content: bytes, name: str) -> _Element:
    """Parse untrusted XML, strict or transitional."""
    return parsed_xml(_transitional(content), name)


def main_root(content: bytes, name: str) -> _Element:
    """Parse the main part of a Word document."""
    root = parsed(content, name)
    if root.tag != f"{W}document":
        raise _no_document(kind_of_root(etree.QName(root).localname))
    return root


def _no_document(kind: Message) -> ReadError:
    return ReadError("wrong-format", _("this is {kind}, not a Word document (DOCX)", kind=kind))


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
