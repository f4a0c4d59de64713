"""OFD files that are made to exhaust or to mislead a reader, and the code that each must get.

A code is that of the error, or of the note on what was not read; "" stands for a file that is read like any other.
"""

from collections.abc import Callable
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

from tests.support.ofd_parts import ROOT, TEXT, Parts, document, one_page, package, page, path, words

_DTD = '<?xml version="1.0"{}?><!DOCTYPE Page [{}]>'
_LAUGHS = "".join(f'<!ENTITY a{place} "{f"&a{place - 1};" * 10}">' for place in range(1, 9))
_FONT = '<Res BaseLoc="Res"><Fonts><Font ID="1" FontName="x"><FontFile>f.ttf</FontFile></Font></Fonts></Res>'
_RES = "<DocumentRes>R.xml</DocumentRes>"


def _units(*contents: str) -> str:
    units = "".join(
        f'<CompositeGraphicUnit ID="{tag}"><Content>{content}</Content></CompositeGraphicUnit>'
        for tag, content in enumerate(contents, 1)
    )
    return f"<Res><CompositeGraphicUnits>{units}</CompositeGraphicUnits></Res>"


def _use(tag: int, times: int = 1) -> str:
    return f'<CompositeObject Boundary="0 0 210 297" ResourceID="{tag}"/>' * times


def _with_units(*contents: str) -> bytes:
    return one_page(words() + _use(1), {"R.xml": _units(*contents)}, _RES)


def _with_page(content: str | bytes) -> bytes:
    return package({"Document.xml": document(), "P1.xml": content})


def _templates(count: int, named: int) -> bytes:
    common = "".join(f'<TemplatePage ID="{tag}" BaseLoc="T.xml"/>' for tag in range(count))
    before = "".join(f'<Template TemplateID="{tag}"/>' for tag in range(named))
    return one_page(words(), {"T.xml": page(words(y=60), '<Template TemplateID="0"/>')}, common, before)


def _shared_pages(count: int) -> bytes:
    listed = '<Page ID="1" BaseLoc="P1.xml"/>' * count
    return package(
        {
            "Document.xml": f"<Document><CommonData/><Pages>{listed}</Pages></Document>",
            "P1.xml": page(words()),
        }
    )


def _many_parts() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("OFD.xml", ROOT)
        for number in range(61_000):
            archive.writestr(f"{number}", b"")
    return file.getvalue()


def _lying_size() -> bytes:
    content = bytearray(one_page(words() + " " * 100_000))
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = pack("<I", 100)
    return bytes(content)


def _overlapping() -> bytes:
    content = bytearray(one_page(words()))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def _twice() -> bytes:
    content = one_page(words())
    file = BytesIO(content)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr("DOC_0/p1.xml", page(words("另一页的文字与这一页不同，看到哪一页取决于程序。")))
    return file.getvalue()


def _font(count: int) -> bytes:
    """Write a font whose map claims more characters than there are."""
    head = b"\0" * 18 + pack(">H", 1000) + b"\0" * 34
    hhea = b"\0" * 34 + pack(">H", 65_535)
    cmap = pack(">HHHHI", 0, 1, 3, 10, 12) + pack(">HHIII", 12, 0, 16, 0, count)
    cmap += pack(">III", 0, 0xFFFFFFFF, 0) * 4
    tables = {b"head": head, b"hhea": hhea, b"hmtx": pack(">HH", 500, 0), b"cmap": cmap}
    place, index, body = 12 + 16 * len(tables), b"", b""
    for tag, table in tables.items():
        index += pack(">4sIII", tag, 0, place + len(body), len(table))
        body += table
    return b"\0\1\0\0" + pack(">HHHH", len(tables), 0, 0, 0) + index + body


def _nested(kind: str, depth: int, content: str) -> str:
    return f"<{kind}>" * depth + content + f"</{kind}>" * depth


def _versions() -> bytes:
    version = '<Versions><Version ID="1" Current="true" BaseLoc="Doc_0/V.xml"/></Versions>'
    root = ROOT.replace("</DocRoot>", f"</DocRoot>{version}")
    cycle = "<DocVersion><DocRoot>V.xml</DocRoot></DocVersion>"
    return package({"Document.xml": document(), "P1.xml": page(words()), "V.xml": cycle}, root=root)


def _params(count: int) -> str:
    chain = "".join(f'<DrawParam ID="{tag}" Relative="{(tag + 1) % count}"/>' for tag in range(count))
    return f"<Res><DrawParams>{chain}</DrawParams></Res>"


_CLIP = "<Clip><Area><Path><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></Path></Area></Clip>"
_CLIPS = f"<Clips>{_CLIP * 50_000}</Clips>"
_FAR = words(y=60, attributes='CTM="1e308 nan inf 1e308 1e999 -1e999"', code='DeltaX="nan"')
_NO_FONT: Parts = {"R.xml": _FONT, "Res/f.ttf": b"\0\1\0\0\xff\xff" * 99}
_HIDDEN_LAUGHS = _DTD.format(' encoding="UTF-16"', '<!ENTITY a0 "ha">' + _LAUGHS) + page(
    words(attributes='Alpha="&a8;"')
)
_STEPS = 'DeltaX="g 999999999999 1 g 999999999999 -1"'
_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: one_page(words() + " " * 60_000_000), "too-large"),
    "text of 11 MB": (lambda: one_page(words("字" * 4_000_000, code="")), "too-large"),
    "many characters": (lambda: one_page(words("字" * 90_000, code='DeltaX="0"') * 2), "too-large"),
    "many characters beside the page": (lambda: one_page(words() + words("字" * 90_000) * 12), "too-large"),
    "many shapes": (lambda: one_page(words() + path("M 0 0 L 9 0 " * 120_000)), "too-large"),
    "many objects": (lambda: one_page(words() + "<PageBlock/>" * 600_000), "too-large"),
    "many parts": (_many_parts, "too-large"),
    "lying size": (_lying_size, "unreadable"),
    "overlapping parts": (_overlapping, "unreadable"),
    "a part twice": (_twice, "unreadable"),
    "laughs": (lambda: _with_page(_DTD.format("", '<!ENTITY a0 "ha">' + _LAUGHS) + page(words("&a8;"))), "unreadable"),
    "laughs in UTF-16": (lambda: _with_page(_HIDDEN_LAUGHS.encode("utf-16")), "too-large"),
    "external entity": (
        lambda: _with_page(_DTD.format("", '<!ENTITY x SYSTEM "file:///etc/hostname">') + page(words("&x;"))),
        "unreadable",
    ),
    "external DTD": (lambda: _with_page('<!DOCTYPE Page SYSTEM "http://127.0.0.1:9/x.dtd">' + page(words())), "unreadable"),
    "DTD in the root": (lambda: package({}, root="<!DOCTYPE OFD>" + ROOT), "unreadable"),
    "traversal": (lambda: package({}, root=ROOT.replace("Doc_0/Document.xml", "../../../../etc/passwd")), "unreadable"),
    "traversal of a page": (
        lambda: package({"Document.xml": document().replace("P1.xml", "/../../../etc/passwd"), "P1.xml": page(words())}),
        "unreadable",
    ),
    "endless steps": (lambda: one_page(words(code=_STEPS)), ""),
    "steps without end": (lambda: one_page(words(code=f'DeltaX="{"1 " * 2_000_000}"')), ""),
    "numbers beyond bounds": (lambda: one_page(words() + _FAR), ""),
    "huge numbers of steps": (lambda: one_page(words(code=f'DeltaX="g {"9" * 10_000} 1"')), ""),
    "composite in itself": (lambda: _with_units(_use(1)), "too-large"),
    "composites of composites": (lambda: _with_units(*(_use(tag + 1, 2) for tag in range(1, 31))), "too-large"),
    "composites without number": (lambda: _with_units(_use(2, 10_000), _use(3, 10_000), words()), "too-large"),
    "deep blocks": (lambda: one_page(words() + _nested("PageBlock", 100, words(y=60))), "too-large"),
    "deep elements": (lambda: one_page(words() + _nested("x", 100_000, "")), "too-large"),
    "parameters in a circle": (lambda: one_page(words(attributes='DrawParam="0"'), {"R.xml": _params(3)}, _RES), ""),
    "a chain of parameters": (lambda: one_page(words(attributes='DrawParam="0"'), {"R.xml": _params(50_000)}, _RES), ""),
    "template in itself": (lambda: _templates(1, 1), ""),
    "many templates": (lambda: _templates(40, 40), "too-large"),
    "9,999 pages of one part": (lambda: _shared_pages(9_999), ""),
    "10,001 pages": (lambda: _shared_pages(10_001), "too-large"),
    "a font of any size": (
        lambda: one_page(words("letters"), {"R.xml": _FONT, "Res/f.ttf": _font(1 << 30)}, _RES), ""
    ),
    "a font that is none": (lambda: one_page(words("letters"), _NO_FONT, _RES), ""),
    "version that names itself": (_versions, "unreadable"),
    "encrypted": (lambda: one_page(words(), {"/Encryptions.xml": "<Encryptions/>"}), "encrypted"),
    "no page": (lambda: package({"Document.xml": document(0)}), "unreadable"),
    "a page lost": (lambda: package({"Document.xml": document(2), "P1.xml": page(words())}), "lost-page"),
    "clips without end": (lambda: one_page(words(inside=_CLIPS)), "hidden-text"),
    "escapes of half characters": (lambda: one_page(words("\\D800\\0000\\FFFE" * 3 + TEXT)), "garbled-text"),
}  # fmt: skip
HOSTILE = {name: code for name, (_make, code) in _FILES.items()}


def hostile(name: str) -> bytes:
    """Write a file."""
    return _FILES[name][0]()
