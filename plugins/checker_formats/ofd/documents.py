"""The documents in an OFD file: which version of each, and its pages, resources, seals and attachments."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from lxml.etree import _Element

from checker import Messages, Note, ReadError, dataclass
from checker_formats.ofd.elements import child, children, is_true, name_of, text_of
from checker_formats.ofd.package import ROOT, OfdPackage, folder_of
from checker_formats.zip_package import too_large, unreadable

_ = Messages(__package__)

PAGE_LIMIT = 10_000
BODY_LIMIT = 100
_NAMED = 5  # attachments that a note names
_INFORMATION = {
    "Title", "Author", "Subject", "Creator", "CreatorVersion", "CreationDate", "ModDate", "Keywords", "DocUsage",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the document lists it."""

    id: str
    location: str


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """One document of a file: the folder of its root part, and what that lists."""

    folder: str
    root: _Element
    pages: tuple[PageEntry, ...]

    @property
    def common(self) -> _Element | None:
        return child(self.root, "CommonData")


@dataclass(frozen=True, slots=True)
class OfdFile:
    """All documents of a file, its metadata, and notes on what belongs to no page."""

    documents: tuple[OfdDocument, ...]
    metadata: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]


def open_file(package: OfdPackage) -> OfdFile:
    """Read what the parts of a file list; raise `ReadError` where there is no document, or too much."""
    root = package.xml(ROOT)
    if name_of(root) != "OFD":
        raise unreadable(_("the part “{part}” does not name a document", part="OFD.xml"))
    if next(children(root, "Encryptions", "EncryptInfo"), None) is not None:
        raise ReadError("encrypted", _("the OFD file is encrypted"))
    bodies = list(children(root, "DocBody"))
    if len(bodies) > BODY_LIMIT:
        raise too_large(_("the file holds more than {limit} documents", limit=BODY_LIMIT))
    notes: list[Note] = []
    documents = tuple(_document(package, body, notes) for body in bodies)
    if not documents:
        raise unreadable(_("the part “{part}” does not name a document", part="OFD.xml"))
    if sum(len(document.pages) for document in documents) > PAGE_LIMIT:
        raise too_large(_("the file has more than {limit} pages", limit=PAGE_LIMIT))
    if len(documents) > 1:
        message = _(
            "the file holds {count} documents, which are read one after the other", count=len(documents)
        )
        notes.insert(0, Note("several-bodies", message))
    notes += _seals(package, bodies)
    notes += _attachments(package, documents)
    return OfdFile(documents, _metadata(bodies), tuple(notes))


def _document(package: OfdPackage, body: _Element, notes: list[Note]) -> OfdDocument:
    location = _current(package, body, notes) or text_of(child(body, "DocRoot"))
    name = package.locate(location, "")
    if not name:
        raise unreadable(_("the package lacks its part “{part}”", part=location))
    root = package.xml(name)
    listed = children(child(root, "Pages"), "Page")
    pages = tuple(PageEntry(page.get("ID", ""), page.get("BaseLoc", "")) for page in listed)
    return OfdDocument(folder_of(name), root, pages)


def _current(package: OfdPackage, body: _Element, notes: list[Note]) -> str:
    """Return the location of the current version's root, if the document has versions."""
    versions = list(children(child(body, "Versions"), "Version"))
    if not versions:
        return ""
    current = [version for version in versions if is_true(version.get("Current"), False)]
    if not current:
        return ""
    name = package.locate(current[-1].get("BaseLoc", ""), "")
    root = package.xml(name) if name else None
    location = text_of(child(root, "DocRoot"))
    located = package.locate(location, folder_of(name)) if location else ""
    if not located:
        raise unreadable(_("the current version of the document is missing in the file"))
    message = _("the document has {count} versions; the current one is read", count=len(versions))
    notes.append(Note("several-versions", message))
    return f"/{located}"


def _metadata(bodies: Iterable[_Element]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for body in bodies:
        for entry in children(child(body, "DocInfo"), *_INFORMATION):
            if text := text_of(entry):
                found.setdefault(name_of(entry).lower(), text)
    return tuple(sorted(found.items()))


def _seals(package: OfdPackage, bodies: Iterable[_Element]) -> Iterator[Note]:
    """Yield a note on the seals and signatures of a file."""
    count = 0
    for body in bodies:
        for entry in children(body, "Signatures"):
            with suppress(ReadError):
                count += sum(
                    1 for _seal in children(package.xml(package.locate(text_of(entry), "")), "Signature")
                )
    if count:
        yield Note(
            "seals",
            _("the file bears {count} seals or signatures, whose validity is not checked", count=count),
        )


def _attachments(package: OfdPackage, documents: Iterable[OfdDocument]) -> Iterator[Note]:
    """Yield a note on the files that are attached, which are not read."""
    names: list[str] = []
    for document in documents:
        for entry in children(document.root, "Attachments"):
            with suppress(ReadError):
                listed = package.xml(package.locate(text_of(entry), document.folder))
                names += [
                    one.get("Name") or text_of(child(one, "FileLoc"))
                    for one in children(listed, "Attachment")
                ]
    if names:
        message = _(
            "the file has {count} attachments, which are not read: {names}",
            count=len(names), names=", ".join(names[:_NAMED]),
        )  # fmt: skip
        yield Note("attachments", message)
