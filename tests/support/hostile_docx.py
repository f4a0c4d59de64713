"""The clean report in Word with one hostile thing in it each, so that what reads and judges reports is reached.

`HOSTILE_DOCX` maps names to functions that write the document.
"""

import zlib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.support.paths import CLEAN, EXAMPLES

BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml"
_LAUGHS = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
_MANY = 100_000

Parts = dict[str, bytes]
Change = Callable[[Parts], None]


def paragraph(text: str, inside: str = "") -> str:
    """Write a paragraph; `text` is XML."""
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(cell: str, properties: str = "", row: str = "", rows: int = 1) -> str:
    """Write a table of one column."""
    inner = f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell}</w:tc>"
    return f"<w:tbl>{f'<w:tr>{row}{inner}</w:tr>' * rows}</w:tbl>"


def _report(*changes: Change) -> bytes:
    with ZipFile(CLEAN) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for change in changes:
        change(parts)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def _replaced(name: str, old: str, new: str, count: int = 1) -> Change:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), count)

    return change


def _at_end(xml: str) -> Change:
    def change(parts: Parts) -> None:
        head, mark, tail = parts[BODY].rpartition(b"<w:sectPr")
        parts[BODY] = head + xml.encode() + mark + tail

    return change


def _at_start(xml: str) -> Change:
    return _replaced(BODY, "<w:body>", f"<w:body>{xml}")


def _in_first_cell(xml: str) -> Change:
    return _replaced(BODY, "<w:tc><w:tcPr>", f"<w:tc><w:tcPr>{xml}")


def _all_paragraphs(properties: str) -> Change:
    return _replaced(BODY, "<w:pPr>", f"<w:pPr>{properties}", -1)


def _related(kind: str, target: str, part: bytes | None = None, mode: str = "") -> Change:
    def change(parts: Parts) -> None:
        shown = (
            f'<Relationship Id="hostile" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
        )
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", shown.encode())
        if part is not None:
            parts[f"word/{target}"] = part

    return change


def _declared(name: str, declaration: str, use: str = "") -> Change:
    """Give a part a document type, and use its entity as text or right behind the root."""

    def change(parts: Parts) -> None:
        head, end, rest = parts[name].partition(b"?>")
        if use:
            rest = rest.replace(b"<w:t>", f"<w:t>{use}".encode(), 1)
        parts[name] = head + end + f"<!DOCTYPE x [{declaration}]>".encode() + rest

    return change


def _encoded(codec: str, name: str = "") -> Change:
    def change(parts: Parts) -> None:
        text = parts[BODY].decode("utf-8").replace("UTF-8", name or codec.upper(), 1)
        parts[BODY] = text.encode(codec)

    return change


def _strict(parts: Parts) -> None:
    for name in (BODY, STYLES, NUMBERING, RELATIONS, "_rels/.rels", "word/footer1.xml"):
        words = parts[name].replace(_WORDS.encode(), f"{_STRICT}/wordprocessingml/main".encode())
        parts[name] = words.replace(_OFFICE.encode(), f"{_STRICT}/officeDocument/relationships".encode())


def _added(name: str, content: bytes) -> Change:
    def change(parts: Parts) -> None:
        parts[name] = content

    return change


def _style_cycle(parts: Parts) -> None:
    cycle = "".join(
        f'<w:style w:type="paragraph" w:styleId="C{one}"><w:basedOn w:val="C{1 - one}"/></w:style>'
        for one in (0, 1)
    )
    _replaced(STYLES, "</w:styles>", f"{cycle}</w:styles>")(parts)
    _all_paragraphs('<w:pStyle w:val="C0"/>')(parts)


def _style_chain(parts: Parts) -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{at}"><w:basedOn w:val="S{at + 1}"/></w:style>'
        for at in range(_MANY)
    )
    _replaced(STYLES, "</w:styles>", f"{chain}</w:styles>")(parts)
    _all_paragraphs('<w:pStyle w:val="S0"/>')(parts)


def _numbering_cycle(parts: Parts) -> None:
    cycle = (
        '<w:abstractNum w:abstractNumId="900"><w:numStyleLink w:val="N0"/></w:abstractNum>'
        '<w:num w:numId="900"><w:abstractNumId w:val="900"/></w:num>'
    )
    style = '<w:style w:type="numbering" w:styleId="N0"><w:pPr><w:numPr><w:numId w:val="900"/></w:numPr></w:pPr></w:style>'
    _replaced(NUMBERING, "</w:numbering>", f"{cycle}</w:numbering>")(parts)
    _replaced(STYLES, "</w:styles>", f"{style}</w:styles>")(parts)
    _all_paragraphs('<w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="900"/></w:numPr>')(parts)


# --- packages --------------------------------------------------------------------------------------------------


def _twice() -> bytes:
    file = BytesIO(_report())
    with ZipFile(file, "a") as package:
        package.fp.write(b"")  # type: ignore[union-attr]  # it is open
        other = package.read(BODY).replace("青屏县".encode(), "另一县".encode())
        package.NameToInfo.pop(BODY)  # so that the same name may be written again
        package.writestr(BODY, other)
    return file.getvalue()


def _many_entries() -> bytes:
    file = BytesIO(_report())
    with ZipFile(file, "a", ZIP_STORED) as package:
        for number in range(20_000):
            package.writestr(f"{number}", b"")
    return file.getvalue()


def _lying_size() -> bytes:
    content = bytearray(_report(_at_end(" " * (64 << 20))))
    for place in _entries(content):
        if content[place + 46 :].startswith(BODY.encode()):
            content[place + 24 : place + 28] = pack("<I", 1000)
    return bytes(content)


def _encrypted_flag() -> bytes:
    content = bytearray(_report())
    for place in _entries(content):
        content[place + 8] |= 1
    return bytes(content)


def _entries(content: bytes | bytearray) -> list[int]:
    places, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    return places


def _wrong_sum() -> bytes:
    content = bytearray(_report())
    at = content.find(BODY.encode()) + len(BODY) + 2000
    content[at] ^= 255
    return bytes(content)


def _overlapping() -> bytes:
    content = bytearray(_report())
    first, second, *_others = _entries(content)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def _bomb(name: str) -> bytes:
    """Add a part that inflates to a gigabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 1024 + zlib.compressobj(9, zlib.DEFLATED, -15).flush(zlib.Z_FINISH)
    file = BytesIO(_report())
    with ZipFile(file, "a", ZIP_STORED) as package:
        package.writestr("placeholder", packed)
    content = bytearray(file.getvalue())
    central = next(p for p in _entries(content) if content[p + 46 :].startswith(b"placeholder"))
    local = content.find(b"placeholder") - 30
    for place in (local + 8, central + 10):
        content[place : place + 2] = pack("<H", 8)
    for place in (local + 22, central + 24):
        content[place : place + 4] = pack("<I", 1 << 30)
    padded = name.encode().ljust(len("placeholder"), b"x")[: len("placeholder")]
    content[local + 30 : local + 30 + len(padded)] = padded
    content[central + 46 : central + 46 + len(padded)] = padded
    return bytes(content)


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("deep") + "<w:p/></w:tc></w:tr></w:tbl>" * depth


def _fields(depth: int) -> str:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    return f"<w:p><w:r>{begin * depth}<w:instrText>PAGE</w:instrText>{end * depth}</w:r></w:p>"


def _boxes(depth: int) -> str:
    return (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" * depth
        + paragraph("box")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>" * depth
    )


def _attributes(count: int) -> str:
    return "<w:p " + " ".join(f'a{at}="1"' for at in range(count)) + "/>"


PAYLOADS = (
    "##vso[task.setvariable variable=PATH]/tmp", "##[error]owned", "##teamcity[buildStatus status='SUCCESS']",
    "::error file=app.js,line=1::owned", '=HYPERLINK("http://127.0.0.1:9","x")', "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1)) @everyone #1", "{{ 7*7 }} {0.__class__} %s $(id)", "\u202eabc\u2066\u200b\ufeff",
)  # fmt: skip
_CHUNK = "<html><body><p>隐藏的要求</p></body></html>".encode()
_EXTERNAL = ' TargetMode="External"'

_PACKAGES: Mapping[str, Callable[[], bytes]] = {
    "clean": _report,
    "zip-two-documents": _twice,
    "zip-20000-entries": _many_entries,
    "zip-lying-size": _lying_size,
    "zip-encrypted-flag": _encrypted_flag,
    "zip-wrong-checksum": _wrong_sum,
    "zip-overlapping": _overlapping,
    "zip-bomb-picture": partial(_bomb, "m/image1.png"),
    "zip-bomb-custom": partial(_bomb, "custom.xml"),
    "zip-prefixed": lambda: b"J" * 1_000_000 + _report(),
    "zip-behind-pdf": lambda: (EXAMPLES / "qingping-2024.pdf").read_bytes() + _report(),
    "zip-cut": lambda: (content := _report())[: len(content) * 9 // 10],
}

_CHANGES: Mapping[str, Callable[[], Change]] = {
    "zip-traversal": lambda: _added("../../../../planted.txt", b"x"),
    "macros": lambda: _related("vbaProject", "vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 4000),
    "style-cycle": lambda: _style_cycle,
    "style-chain": lambda: _style_chain,
    "numbering-cycle": lambda: _numbering_cycle,
    "footer-is-document": lambda: _replaced(RELATIONS, "footer1.xml", "document.xml"),
    "relation-up": lambda: _replaced(RELATIONS, "footer1.xml", "../../../../etc/passwd"),
    "external-template": lambda: _related("attachedTemplate", "http://127.0.0.1:9/x.dotm", mode=_EXTERNAL),
    "external-picture": lambda: _related("image", "file://///127.0.0.1/share/a.png", mode=_EXTERNAL),
    "utf-16": lambda: _encoded("utf-16"),
    "utf-7": lambda: _encoded("utf-8", "UTF-7"),
    "strict": lambda: _strict,
    "laughs": lambda: _declared(BODY, _LAUGHS, "&a9;"),
    "laughs-in-styles": lambda: _declared(STYLES, _LAUGHS),
    "entity-of-file": lambda: _declared(BODY, '<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
    "entity-of-address": lambda: _declared(BODY, '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
    "chunk": lambda: _chunk,
    "gridspan-huge": lambda: _in_first_cell('<w:gridSpan w:val="1000000000"/>'),
    "gridspan-odd": lambda: _in_first_cell(f'<w:gridSpan w:val="{"9" * 400}"/>'),
    "gridspan-negative": lambda: _in_first_cell('<w:gridSpan w:val="-5"/>'),
    "gridbefore-huge": lambda: _at_end(
        table(paragraph("x"), row='<w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>')
    ),
    "merged-rows": lambda: _at_end(table("<w:p/>", "<w:vMerge/>", rows=20_000)),
    "rows": lambda: _at_end(table(paragraph("1"), rows=_MANY)),
    "cells": lambda: _at_end(
        "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>") * 1000 + "</w:tbl>"
    ),
    "empty-paragraphs": lambda: _at_start("<w:p/>" * 2_000_000),
    "paragraphs": lambda: _at_end(paragraph("第一项说明。") * _MANY),
    "headings": lambda: _at_end("".join(paragraph(f"一、总体情况{at}") for at in range(20_000))),
    "tables": lambda: _at_end(table(paragraph("1")) * 20_000),
    "nested-tables": lambda: _at_end(_nested(60)),
    "nested-controls": lambda: _at_end(
        "<w:sdt><w:sdtContent>" * 50_000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 50_000
    ),
    "nested-fields": lambda: _at_end(_fields(50_000)),
    "nested-boxes": lambda: _at_end(_boxes(40)),
    "nested-insertions": lambda: _at_end(
        f"<w:p>{'<w:ins>' * 100}<w:r><w:t>x</w:t></w:r>{'</w:ins>' * 100}</w:p>"
    ),
    "attributes": lambda: _at_end(_attributes(_MANY)),
    "text-of-20-mb": lambda: _at_end(paragraph("A" * 20_000_000)),
    "runs": lambda: _at_end(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 200_000}</w:p>"),
    "marks": lambda: _at_end(paragraph("e" + "\u0301\u0323" * 400_000)),
    "marks-in-cell": lambda: _replaced(BODY, "<w:t>0</w:t>", "<w:t>0" + "\u0323\u0301" * 200_000 + "</w:t>"),
    "long-number": lambda: _replaced(BODY, "<w:t>0</w:t>", f"<w:t>{'9' * 100_000}</w:t>"),
    "odd-number": lambda: _replaced(BODY, "<w:t>0</w:t>", "<w:t>1e999999999</w:t>"),
    "long-numeral": lambda: _replaced(BODY, "<w:t>0</w:t>", f"<w:t>{'一万' * 20_000}</w:t>"),
    "brackets": lambda: _at_end(paragraph("（" * 100_000)),
    "blanks": lambda: _at_end(paragraph("电话" + " " * 500_000 + "x")),
    "digits": lambda: _at_end(paragraph("1" * 200_000 + ".")),
    "dates": lambda: _at_end(paragraph("2024年1月" * 50_000)),
    "sums": lambda: _at_end(paragraph("共收到申请" + "1件、" * 50_000 + "合计5件。")),
    "bookmarks": lambda: _at_end(
        "<w:p>" + "".join(f'<w:bookmarkStart w:id="{at}" w:name="b{at}"/>' for at in range(_MANY)) + "</w:p>"
    ),
    "hidden-text": lambda: _at_end("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"),
    "payloads": lambda: _at_start("".join(map(paragraph, PAYLOADS))),
}


def _chunk(parts: Parts) -> None:
    _related("aFChunk", "chunk.html", _CHUNK)(parts)
    _replaced(TYPES, "<Override", '<Default Extension="html" ContentType="text/html"/><Override')(parts)
    _at_end('<w:altChunk r:id="hostile"/>')(parts)


def _changed(name: str) -> bytes:
    return _report(_CHANGES[name]())


HOSTILE_DOCX: Mapping[str, Callable[[], bytes]] = {
    **_PACKAGES,
    **{name: partial(_changed, name) for name in _CHANGES},
}
