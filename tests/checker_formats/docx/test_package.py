"""Files that are not valid Word documents are refused quickly, with a reason, without a crash."""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.document import Document
from checker.errors import ReadError
from checker_formats.docx.reader import DocxReader

Parts = Callable[..., dict[str, str | bytes]]
Package = Callable[[dict[str, str | bytes]], bytes]
Read = Callable[..., Document]

BODY = "<w:p><w:r><w:t>文字</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def failure(content: bytes) -> tuple[str, str]:
    with pytest.raises(ReadError) as error:
        DocxReader().read(content)
    return error.value.code, str(error.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old Word or WPS file"),
        (OLE + "Workbook".encode("utf-16-le"), "old Excel file"),
        (OLE, "old Office file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "HTML"),
        (b"<html><body>", "HTML"),
        (b"MIME-Version: 1.0\n", "MHTML"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        ("政府信息公开".encode("gb18030"), "text file"),
        (b"\x89PNG\r\n", "picture"),
        (b"\0\1\2\3", "another kind"),
    ],
)
def test_the_kind_of_another_file_is_named(content: bytes, kind: str) -> None:
    code, message = failure(content)
    assert code == "wrong-format"
    assert kind in message


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"OFD.xml": "<a/>"}, "OFD"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"xl/workbook.xml": "<a/>"}, "Excel"),
        ({"readme.txt": "x"}, "ZIP archive"),
    ],
)
def test_the_kind_of_another_archive_is_named(
    package: Package, members: dict[str, str | bytes], kind: str
) -> None:
    code, message = failure(package(members))
    assert code == "wrong-format"
    assert kind in message


def test_a_workbook_declared_as_a_document_is_named(package: Package, parts: Parts) -> None:
    code, message = failure(package({**parts(BODY), "word/document.xml": "<workbook/>"}))
    assert (code, "Excel" in message) == ("wrong-format", True)


def test_a_password_is_reported(package: Package, parts: Parts) -> None:
    assert failure(OLE + "EncryptedPackage".encode("utf-16-le"))[0] == "encrypted"
    locked = bytearray(package(parts(BODY)))
    entry = locked.find(b"PK\x01\x02", locked.find(b"PK\x01\x02", locked.find(b"PK\x01\x02") + 4) + 4)
    locked[entry + 8] |= 1
    assert failure(bytes(locked))[0] == "encrypted"


def test_an_empty_or_truncated_file_is_unreadable(package: Package, parts: Parts) -> None:
    whole = package(parts(BODY * 50))
    assert failure(b"")[0] == "unreadable"
    assert {failure(whole[:length])[0] for length in range(4, len(whole), 97)} == {"unreadable"}


def test_a_part_that_is_damaged_is_unreadable(package: Package, parts: Parts) -> None:
    whole = bytearray(package(parts(BODY * 50)))
    whole[whole.find(b"word/document.xml") + 30] ^= 0xFF
    assert failure(bytes(whole))[0] == "unreadable"


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
def test_a_package_without_a_required_part_is_unreadable(
    package: Package, parts: Parts, missing: str
) -> None:
    left = {name: text for name, text in parts(BODY).items() if name != missing}
    assert failure(package(left))[0] == "unreadable"


@pytest.mark.parametrize(
    "document",
    [
        "<w:document",
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        "",
    ],
)
def test_xml_that_is_broken_or_declares_a_type_is_refused(
    package: Package, parts: Parts, document: str | bytes
) -> None:
    assert failure(package({**parts(BODY), "word/document.xml": document}))[0] == "unreadable"


def test_nesting_beyond_the_limit_is_too_large(read: Read) -> None:
    with pytest.raises(ReadError) as error:
        read("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)
    assert error.value.code == "too-large"


def test_nesting_within_the_limit_is_read(read: Read) -> None:
    row = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert len(read(row[0] * 60 + BODY + row[1] * 60).tables) == 60


def test_a_bomb_is_refused_by_its_declared_size(package: Package, parts: Parts) -> None:
    bomb = package({**parts(BODY), "word/document.xml": b" " * (20 * 2**20)})
    assert failure(bomb)[0] == "too-large"
    liar = bytearray(bomb)
    central = liar.rfind(b"word/document.xml") - 46
    liar[central + 24 : central + 28] = struct.pack("<I", 1000)
    assert failure(bytes(liar))[0] == "unreadable"


def test_a_bomb_in_another_part_only_loses_that_part(package: Package, parts: Parts) -> None:
    document = DocxReader().read(package({**parts(BODY, styles=""), "word/styles.xml": b" " * (20 * 2**20)}))
    assert [paragraph.text for paragraph in document.paragraphs] == ["文字"]
    assert [note.code for note in document.notes] == ["unreadable"]


def test_two_parts_of_the_same_name_are_refused(package: Package, parts: Parts) -> None:
    assert "same name" in failure(package({**parts(BODY), "WORD/document.xml": "<a/>"}))[1]


def test_thousands_of_parts_are_too_large(package: Package, parts: Parts) -> None:
    many = {f"word/media/{number}": b"" for number in range(10_001)}
    assert failure(package({**parts(BODY), **many}))[0] == "too-large"


def test_parts_that_overlap_are_refused() -> None:
    text = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = text.compress(b"x" * 1000) + text.flush()
    shared = (20, 0, 8, 0, 0, zlib.crc32(b"x" * 1000), len(packed), 1000, 1, 0)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", *shared) + b"a" + packed
    entries = b"".join(
        struct.pack("<4sH5H3I5H2I", b"PK\1\2", 20, *shared, 0, 0, 0, 0, 0) + name for name in (b"a", b"a")
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, len(entries), len(local), 0)
    assert failure(local + entries + end)[0] == "unreadable"


def test_the_main_part_is_the_declared_one(package: Package, parts: Parts) -> None:
    moved = {name.replace("word/document", "Other/Main Text"): text for name, text in parts(BODY).items()}
    moved["_rels/.rels"] = str(moved["_rels/.rels"]).replace("word/document.xml", "/other/Main%20Text.xml")
    assert [p.text for p in DocxReader().read(package(moved)).paragraphs] == ["文字"]


def test_a_target_outside_the_package_is_ignored(package: Package, parts: Parts) -> None:
    rels = str(parts(BODY)["_rels/.rels"]).replace("word/document.xml", "../../../etc/passwd")
    assert failure(package({**parts(BODY), "_rels/.rels": rels}))[0] == "unreadable"


def test_a_header_that_is_the_document_itself_is_not_read_twice(package: Package, parts: Parts) -> None:
    loop = parts(BODY + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>', header="")
    rels = str(loop["word/_rels/document.xml.rels"]).replace("header.xml", "document.xml")
    document = DocxReader().read(package({**loop, "word/_rels/document.xml.rels": rels}))
    assert len(document.blocks) == 1


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes", "comments"])
def test_a_damaged_part_other_than_the_body_is_noted_and_the_rest_read(
    package: Package, parts: Parts, part: str
) -> None:
    broken = {**parts(BODY, **{part: ""}), f"word/{part}.xml": "<broken"}
    document = DocxReader().read(package(broken))
    assert len(document.paragraphs) == 1
    assert [note.code for note in document.notes] == ["unreadable"]


def test_title_and_author_come_from_the_core_properties(package: Package, parts: Parts) -> None:
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>年报</dc:title><dc:creator>某局</dc:creator></c>'
    assert DocxReader().read(package({**parts(BODY), "docProps/core.xml": core})).metadata == (
        ("title", "年报"),
        ("creator", "某局"),
    )
    assert DocxReader().read(package({**parts(BODY), "docProps/core.xml": "<broken"})).metadata == ()


def test_progress_counts_the_parts(package: Package, parts: Parts) -> None:
    seen: list[tuple[int, int | None]] = []
    content = package(parts(BODY, footnotes="<w:footnote/>"))
    DocxReader().read(content, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_damage_raises_nothing_but_a_read_error(package: Package, parts: Parts, data: st.DataObject) -> None:
    table = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    whole = parts(BODY + table, styles="<w:style w:styleId='A'/>", numbering="<w:num w:numId='1'/>")
    name = data.draw(st.sampled_from(sorted(whole)))
    text = str(whole[name])
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.sampled_from(["", "<", ">", "w:", "&x;", "-9", "\0", "<w:tbl>", "</w:p>", "9" * 50]))
    with suppress(ReadError):
        DocxReader().read(package({**whole, name: text[:start] + put + text[stop:]}))
