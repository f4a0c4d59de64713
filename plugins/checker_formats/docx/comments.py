"""The comments part of a Word document: new comments beside those that are there."""

import posixpath
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from checker import regex
from checker_formats.author import AUTHOR
from checker_formats.docx.names import STRICT, W
from checker_formats.docx.package import Package

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_ID = regex(rb"comment(?:RangeStart|RangeEnd|Reference)?\b[^>]*?:id\s*=\s*[\"'](-?\d+)")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOT = regex(rb"<([^\s/>?!]+)[^<]*/>\Z")
INVALID = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
# Styles of Chinese documents bring indents and wide lines into comments.
_LAYOUT = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)


class Comments:
    """Comments to add to a package; ids go on after those that are used."""

    def __init__(self, package: Package, main: str, content: bytes) -> None:
        self._package, self._main = package, main
        links = package.relationships(main)
        self._existing = next((link.target for link in links if link.type == "comments"), None)
        used = [content] if self._existing is None else [content, package.read(self._existing)]
        self._next = max((int(number) for part in used for number in _ID.findall(part)), default=-1) + 1
        self._is_strict = next(iter(STRICT)).encode() in content
        self.namespace = next(iter(STRICT)) if self._is_strict else W[1:-1]
        self._written: list[str] = []

    @property
    def next_id(self) -> int:
        return self._next

    def add(self, lines: Sequence[str], when: datetime | None) -> None:
        """Add a comment with the next id; its first line is bold."""
        date = f' w:date="{when:%Y-%m-%dT%H:%M:%SZ}"' if when else ""  # local time, as Word writes it
        texts = "".join(_line(line, first=not at) for at, line in enumerate(lines))
        self._written.append(
            f'<w:comment xmlns:w="{self.namespace}" w:id="{self._next}" w:author="{AUTHOR}"{date} w:initials="C">'
            f"{texts}</w:comment>"
        )
        self._next += 1

    def parts(self) -> dict[str, bytes]:
        """Return the parts to change or to add to the package, by name."""
        added = "".join(self._written).encode()
        if self._existing is not None:
            name = self._package.stored_name(self._existing)
            return {name: _inserted(self._package.read(name), added)}
        folder = posixpath.dirname(self._main)
        name = next(
            path
            for number in range(1, len(self._package.names) + 2)
            if (path := posixpath.join(folder, f"comments{number if number > 1 else ''}.xml"))
            not in self._package
        )
        part = _HEAD + f'<w:comments xmlns:w="{self.namespace}">'.encode() + added + b"</w:comments>"
        return {name: part, **self._relationships(name), **self._content_types(name)}

    def _relationships(self, part: str) -> dict[str, bytes]:
        folder, file = posixpath.split(self._main)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        kind = (_STRICT if self._is_strict else _TRANSITIONAL) + "/comments"
        existing = self._package.read(name) if name in self._package else b""
        number = 1
        while f"rIdChecker{number}".encode() in existing:
            number += 1
        link = (
            f'<Relationship xmlns="{_RELATIONSHIPS}" Id="rIdChecker{number}" Type="{kind}" '
            f'Target="{posixpath.basename(part)}"/>'
        ).encode()
        if not existing:
            existing = _HEAD + f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode()
        return {self._package.stored_name(name): _inserted(existing, link)}

    def _content_types(self, part: str) -> dict[str, bytes]:
        name = self._package.stored_name("[Content_Types].xml")
        override = f'<Override xmlns="{_CONTENT_TYPES}" PartName="/{part}" ContentType="{_KIND}"/>'.encode()
        return {name: _inserted(self._package.read(name), override)}


def _line(text: str, *, first: bool) -> str:
    mark, bold = ("<w:r><w:annotationRef/></w:r>", "<w:b/>") if first else ("", "")
    run = f'<w:rPr>{bold}<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
    return f"<w:p>{_LAYOUT}{mark}<w:r>{run}{escape(INVALID.sub('', text))}</w:t></w:r></w:p>"


def _inserted(part: bytes, inserted: bytes) -> bytes:
    """Insert bytes before the end of the root element."""
    body = part.rstrip()
    if body.endswith(b"/>"):
        name = _ROOT.search(body)
        assert name is not None, "the part was parsed before"
        return b"%s>%s</%s>" % (body[:-2], inserted, name.group(1))
    end = body.rindex(b"</")
    return part[:end] + inserted + part[end:]
