"""The clean report as PDF with one hostile thing in it each: added by an update, as editors of PDF files write it.

`HOSTILE_PDF` maps names to functions that write the document.
"""

import random
import re
import zlib
from collections.abc import Callable, Mapping

from tests.support.paths import CLEAN, EXAMPLES

_PLAIN = "BT /F1 12 Tf 72 700 Td (x) Tj ET"
_BOX = "[0 0 595 842]"
_MIB = b" " * (1 << 20)

Objects = dict[int, bytes]


def _clean() -> bytes:
    return (EXAMPLES / "qingping-2024.pdf").read_bytes()


def _number(content: bytes, pattern: bytes) -> int:
    found = re.search(rb"(\d+) 0 obj\s*<<" + pattern, content)
    assert found is not None
    return int(found[1])


_PAGES = _number(_clean(), rb"/Type/Pages")
_ROOT = _number(_clean(), rb"/Type/Catalog")
_KIDS = re.findall(rb"(\d+) 0 obj\s*<</Type/Page/", _clean())
_FREE = 1000  # numbers of objects from here on are free


def _updated(objects: Objects, *, previous: int | None = None, trailer: str = "") -> bytes:
    """Append objects, a table of their places, and a trailer."""
    out = bytearray(_clean())
    before = int(re.findall(rb"startxref\s+(\d+)", out)[-1])
    places = []
    for number, body in sorted(objects.items()):
        places.append((number, len(out)))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    size = max([*objects, _FREE]) + 1
    previous = before if previous is None else start if previous < 0 else previous
    out += f"trailer\n<</Size {size}/Root {_ROOT} 0 R/Prev {previous}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _pages(*more: int, count: int | None = None) -> bytes:
    kids = [*map(int, _KIDS), *more]
    listed = " ".join(f"{number} 0 R" for number in kids)
    return f"<</Type/Pages/MediaBox {_BOX}/Kids[{listed}]/Count {count or len(kids)}>>".encode()


def stream(content: str | bytes, entries: str = "") -> bytes:
    """Write a stream as it is."""
    body = content.encode() if isinstance(content, str) else content
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(body), entries.encode(), body)


def flate(content: str | bytes) -> bytes:
    """Write a compressed stream."""
    body = content.encode() if isinstance(content, str) else content
    return stream(zlib.compress(body, 1), "/Filter/FlateDecode")


def _bomb(times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(_MIB) for _turn in range(times)) + packer.flush()


def _with_page(
    content: bytes, resources: str = "", box: str = _BOX, page: str = "", more: Objects | None = None
) -> bytes:
    """Add a page behind the others."""
    font = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    written = f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox {box}/Resources<<{resources or font}>>/Contents 1001 0 R {page}>>"
    return _updated({_PAGES: _pages(1000), 1000: written.encode(), 1001: content, **(more or {})})


def _with_catalog(entries: str, more: Objects | None = None) -> bytes:
    return _updated({_ROOT: f"<</Type/Catalog/Pages {_PAGES} 0 R {entries}>>".encode(), **(more or {})})


def _forms(depth: int, times: int) -> bytes:
    """Add a page whose forms draw each other."""
    objects: Objects = {}
    for at in range(depth):
        inner = f"/Resources<</XObject<</X {1003 + at} 0 R>>>>" if at < depth - 1 else ""
        content = "/X Do " * times if at < depth - 1 else "0 0 m 9 9 l S"
        objects[1002 + at] = stream(content, f"/Type/XObject/Subtype/Form/BBox {_BOX}{inner}")
    return _with_page(stream("/X Do"), "/XObject<</X 1002 0 R>>", more=objects)


def _font(entries: str, to_unicode: str = "") -> bytes:
    """Add a page with a font of its own."""
    shown = "/ToUnicode 1004 0 R" if to_unicode else ""
    system = "/CIDSystemInfo<</Registry(A)/Ordering(Identity)/Supplement 0>>"
    font = f"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[1003 0 R]{shown}>>"
    objects: Objects = {
        1002: font.encode(),
        1003: f"<</Type/Font/Subtype/CIDFontType2/BaseFont/X{system}{entries}>>".encode(),
    }
    if to_unicode:
        objects[1004] = stream(to_unicode)
    codes = "".join(f"{code:04x}" for code in range(1, 200))
    return _with_page(
        stream(f"BT /F1 12 Tf 72 700 Td <{codes}> Tj ET"), "/Font<</F1 1002 0 R>>", more=objects
    )


def _scattered(count: int) -> str:
    chance = random.Random(7)  # noqa: S311  # places on a page
    places = ((chance.randrange(20, 580), chance.randrange(20, 770), at) for at in range(count))
    return "\n".join(f"BT /F1 4 Tf {x} {y} Td (w{at}) Tj ET" for x, y, at in places)


def _rulings(count: int) -> str:
    return "\n".join(
        f"{at % 590} {at // 590 % 790} m {at % 590 + 5} {at // 590 % 790} l S" for at in range(count)
    )


def _tree(depth: int) -> bytes:
    """Add a tree of pages in which each level lists the next twice."""
    objects: Objects = {
        1000 + at: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (1001 + at, 1001 + at)
        for at in range(depth)
    }
    objects[1000 + depth] = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    return _updated({_PAGES: _pages(1000), **objects})


def _many_pages(count: int) -> bytes:
    page = f"<</Type/Page/Parent {_PAGES} 0 R>>".encode()
    return _updated(
        {_PAGES: _pages(*range(1000, 1000 + count)), **dict.fromkeys(range(1000, 1000 + count), page)}
    )


def _updates(count: int) -> bytes:
    out = bytearray(_clean())
    before = int(re.findall(rb"startxref\s+(\d+)", out)[-1])
    for _turn in range(count):
        start = len(out)
        out += f"xref\n0 0\ntrailer\n<</Size 36/Root {_ROOT} 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n".encode()
        before = start
    return bytes(out)


_PREDICTOR = "/Predictor 12/Columns 2147483647/Colors 9999"
_HIDDEN = (
    "BT 3 Tr /F1 12 Tf 72 700 Td (invisible) Tj ET 1 1 1 rg BT 0 Tr 72 600 Td (white) Tj ET "
    "BT 9000 9000 Td (off) Tj ET"
)
_SCRIPTS = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/true)>>>>"
_ENCRYPT = "/Encrypt 1000 0 R/ID[<00><00>]"
_RANGE = (
    "1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
    "1 beginbfrange <00000000> <FFFFFFFF> <00000041> endbfrange endcmap"
)
_LIES = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <00FF> <E000> endbfrange endcmap"

HOSTILE_PDF: Mapping[str, Callable[[], bytes]] = {
    "clean": _clean,
    "plain-page": lambda: _with_page(stream(_PLAIN)),
    "previous-is-itself": lambda: _updated({1000: b"null"}, previous=-1),
    "previous-nowhere": lambda: _updated({1000: b"null"}, previous=10**12),
    "updates-20000": lambda: _updates(20_000),
    "startxref-nowhere": lambda: _clean().replace(b"startxref\n", b"startxref\n9"),
    "xref-lies": lambda: _clean().replace(b"xref\n0 36", b"xref\n0 1000000000"),
    "kids-cycle": lambda: _updated({_PAGES: _pages(_PAGES)}),
    "kids-twice": lambda: _updated({_PAGES: _pages(int(_KIDS[0]))}),
    "tree-of-2-to-40": lambda: _tree(40),
    "pages-20000": lambda: _many_pages(20_000),
    "count-lies": lambda: _updated({_PAGES: _pages(count=10**9)}),
    "reference-cycle": lambda: _with_page(b"1002 0 R", more={1002: b"1003 0 R", 1003: b"1002 0 R"}),
    "length-cycle": lambda: _with_page(b"<</Length 1001 0 R>>\nstream\nBT ET\nendstream"),
    "length-huge": lambda: _with_page(b"<</Length 1000000000000000000>>\nstream\nBT ET\nendstream"),
    "box-huge": lambda: _with_page(
        stream("BT /F1 500000000 Tf 0 0 Td (hello) Tj ET"), box="[0 0 1000000000 1000000000]"
    ),
    "box-odd": lambda: _with_page(stream(_PLAIN), box="[nan 1e999 -1 0]"),
    "box-deep": lambda: _with_page(stream(_PLAIN), box="[" * 100_000 + "]" * 100_000),
    "box-of-5000-digits": lambda: _with_page(stream(_PLAIN), box=f"[0 0 {'9' * 5000} 792]"),
    "unit-huge": lambda: _with_page(stream(_PLAIN), page="/UserUnit 1000000000/Rotate 37"),
    "rulings": lambda: _with_page(flate(_rulings(1_000_000))),
    "rulings-within-limit": lambda: _with_page(flate(_rulings(90_000))),
    "words-8000": lambda: _with_page(flate(_scattered(8_000))),
    "words-20000": lambda: _with_page(flate(_scattered(20_000))),
    "line-of-a-million": lambda: _with_page(flate(f"BT /F1 1 Tf 0 700 Td ({'a' * 1_000_000}) Tj ET")),
    "bomb": lambda: _with_page(stream(_bomb(1024), "/Filter/FlateDecode")),
    "bomb-twice": lambda: _with_page(
        stream(zlib.compress(_bomb(1024), 9), "/Filter[/FlateDecode/FlateDecode]")
    ),
    "bomb-run-length": lambda: _with_page(stream(b"\x81 " * 1_600_000, "/Filter/RunLengthDecode")),
    "filters-1000": lambda: _with_page(stream("4040404040", f"/Filter[{'/ASCIIHexDecode' * 1000}]")),
    "predictor-huge": lambda: _with_page(
        stream(zlib.compress(b"\2BT ET"), f"/Filter/FlateDecode/DecodeParms<<{_PREDICTOR}>>")
    ),
    "form-draws-itself": lambda: _with_page(
        stream("/X Do"), "/XObject<</X 1002 0 R>>",
        more={1002: stream("/X Do", f"/Type/XObject/Subtype/Form/BBox {_BOX}/Resources<</XObject<</X 1002 0 R>>>>")},
    ),
    "forms-2-to-30": lambda: _forms(30, 2),
    "forms-deep": lambda: _forms(3_000, 1),
    "states": lambda: _with_page(flate("q " * 1_000_000 + _PLAIN)),
    "marked-content": lambda: _with_page(flate("/Span<</ActualText(a)>>BDC " * 300_000 + _PLAIN)),
    "actual-text-long": lambda: _with_page(flate(f"/Span<</ActualText({'a' * 5_000_000})>>BDC {_PLAIN} EMC")),
    "arrays-deep": lambda: _with_page(flate("[" * 1_000_000 + "]" * 1_000_000 + " TJ")),
    "string-open": lambda: _with_page(flate("BT /F1 12 Tf (" + "x" * 5_000_000)),
    "image-without-end": lambda: _with_page(flate("BI /W 10 /H 10 ID " + "x" * 2_000_000)),
    "curves": lambda: _with_page(flate("0 0 m " + "1 2 3 4 5 6 c " * 300_000 + "S")),
    "clips": lambda: _with_page(flate("q 0 0 99 99 re W n " * 100_000 + _PLAIN)),
    "dictionary-of-300000": lambda: _with_page(
        stream(_PLAIN), more={1002: f"<<{''.join(f'/K{at} 1' for at in range(300_000))}>>".encode()}
    ),
    "unicode-of-4-billion": lambda: _font("", _RANGE),
    "unicode-lies": lambda: _font("", _LIES),
    "no-unicode": lambda: _font(""),
    "widths-of-a-billion": lambda: _font("/W[0 1000000000 500]", _LIES),
    "hidden-text": lambda: _with_page(
        stream(_HIDDEN)
    ),
    "outline-cycle": lambda: _with_catalog(
        "/Outlines 1000 0 R",
        {1000: b"<</First 1001 0 R/Last 1001 0 R>>", 1001: b"<</Title(a)/Next 1001 0 R/First 1001 0 R/Parent 1000 0 R>>"},
    ),
    "structure-cycle": lambda: _with_catalog(
        "/MarkInfo<</Marked true>>/StructTreeRoot 1000 0 R",
        {1000: b"<</Type/StructTreeRoot/K 1001 0 R>>", 1001: b"<</S/P/P 1000 0 R/K[1001 0 R 1000 0 R]>>"},
    ),
    "scripts": lambda: _with_catalog(_SCRIPTS),
    "encrypted": lambda: _updated({1000: b"<</Filter/Standard/V 5/R 6/Length 256/P -1/O(x)/U(x)>>"}, trailer=_ENCRYPT),
    "encrypted-otherwise": lambda: _updated({1000: b"<</Filter/Vendor.DRM/V 5>>"}, trailer=_ENCRYPT),
    "before-zip": lambda: _clean() + CLEAN.read_bytes(),
    "prefixed": lambda: b"J" * 900 + _clean(),
    "cut": lambda: (content := _clean())[: len(content) * 6 // 10],
}  # fmt: skip
