"""Marked copies: comments stand exactly where they belong, and nothing else of the file changes."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from checker import Location, Mark, ReadError
from checker_formats.docx.annotator import DocxAnnotator
from checker_formats.docx.reader import DocxReader
from tests.checker_formats.docx.conftest import W, parts_of
from tests.support.languages import LANGUAGES
from tests.support.paths import FAULTY

WHEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
MAIN = "word/document.xml"
TAG = f"{{{W}}}"
Package = Callable[[dict[str, str | bytes]], bytes]


def mark(location: Location | None, quote: str = "", start: int = 0, *lines: str) -> Mark:
    return Mark("id", location, "somewhere", lines or ("change it",), start, quote)


def marked(content: bytes, *marks: Mark) -> bytes:
    return DocxAnnotator(LANGUAGES).annotate(content, marks, WHEN)


def part(content: bytes, name: str = MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def ranges(content: bytes) -> list[str]:
    """List the texts between the marks of comments, in the order of their ids."""
    root = etree.fromstring(part(content))
    texts: dict[str, str] = {}
    open_ids: list[str] = []
    for element in root.iter():
        number = element.get(f"{TAG}id", "")
        if element.tag == f"{TAG}commentRangeStart":
            texts[number] = ""
            open_ids.append(number)
        elif element.tag == f"{TAG}commentRangeEnd":
            open_ids.remove(number)
        elif element.tag in {f"{TAG}t", f"{TAG}delText"}:
            for one in open_ids:
                texts[one] += element.text or ""
    assert not open_ids
    assert sorted(texts) == sorted(e.get(f"{TAG}id", "") for e in root.iter(f"{TAG}commentReference"))
    return [texts[number] for number in sorted(texts, key=int)]


def comment_lines(content: bytes) -> list[list[str]]:
    root = etree.fromstring(part(content, "word/comments.xml"))
    return [
        ["".join(t.text or "" for t in p.iter(f"{TAG}t")) for p in comment.iter(f"{TAG}p")]
        for comment in root
    ]


PLAIN = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>In 2023 and 2023.</w:t></w:r></w:p>"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
# name: body, place, quote and where it starts, what must be marked
ANCHORS = {
    "whole paragraph": (PLAIN, Location(0), "", 0, "In 2023 and 2023."),
    "first occurrence": (PLAIN, Location(0), "2023", 3, "2023"),
    "to the end": (PLAIN, Location(0), "2023.", 12, "2023."),
    "over two runs": (
        "<w:p><w:r><w:t>A b</w:t></w:r><w:r><w:t>c d</w:t></w:r></w:p>", Location(0), "bc", 2, "bc",
    ),
    "entities and signs": (
        "<w:p><w:r><w:t>A &amp; &#x42; 中文 &lt;x&gt;</w:t></w:r></w:p>", Location(0), "B 中", 4, "B 中",
    ),
    "after a tab": ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>17</w:t></w:r></w:p>", Location(0), "17", 2, "17"),
    "within a link": (
        "<w:p><w:hyperlink><w:r><w:t>see 17 here</w:t></w:r></w:hyperlink></w:p>",
        Location(0), "17", 4, "see 17 here",
    ),
    "within a control": (
        "<w:p><w:r><w:t>A </w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>2023</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        Location(0), "2023", 2, "2023",
    ),
    "within an insertion": (
        '<w:p><w:ins w:id="5"><w:r><w:t>year 2023</w:t></w:r></w:ins></w:p>', Location(0), "2023", 5, "year 2023",
    ),
    "within a field": (
        ('<w:p><w:r><w:t>on </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1 May</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
        Location(0), "May", 5, "1 May",
    ),
    "beside deleted text": (
        ('<w:p><w:r><w:t>A </w:t></w:r><w:del w:id="5"><w:r><w:delText>old</w:delText></w:r></w:del>'
        "<w:r><w:t>new</w:t></w:r></w:p>"),
        Location(0), "new", 2, "new",
    ),
    "CDATA": ("<w:p><w:r><w:t><![CDATA[A 17]]></w:t></w:r></w:p>", Location(0), "17", 2, "A 17"),
    "a text that is not there": (PLAIN, Location(0), "2099", 0, "In 2023 and 2023."),
    "a cell": (
        f"<w:tbl><w:tr>{CELL.format('A')}{CELL.format('17')}</w:tr></w:tbl>", Location(0, row=0, column=1), "", 0, "17",
    ),
    "an empty cell": (
        f"<w:tbl><w:tr>{CELL.format('A')}<w:tc><w:p/></w:tc></w:tr></w:tbl>", Location(0, row=0, column=1), "", 0, "",
    ),
    "a cell with a table in it": (
        (f"<w:tbl><w:tr>{CELL.format('A')}<w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{CELL.format('C')}{CELL.format('D')}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"),
        Location(0, row=0, column=1), "", 0, "BCD",
    ),
    "a box": (
        ("<w:p><w:r><w:t>Host</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
        Location(0), "", 0, "BoxedHost",
    ),
    "the whole document": (PLAIN, None, "", 0, "In 2023 and 2023."),
}  # fmt: skip


@pytest.mark.parametrize("name", ANCHORS)
def test_a_comment_stands_where_it_belongs(package: Package, name: str) -> None:
    body, location, quote, start, wanted = ANCHORS[name]
    content = package(parts_of(body))
    copy = marked(content, mark(location, quote, start))
    (found,) = ranges(copy)
    assert sorted(found) == sorted(wanted)
    before, after = (DocxReader(LANGUAGES).read(one) for one in (content, copy))
    assert [b for b in after.blocks if getattr(b, "part", "body") != "comment"] == list(before.blocks)


@pytest.mark.parametrize("name", ANCHORS)
def test_a_main_part_is_only_added_to(package: Package, name: str) -> None:
    body, location, quote, start, _wanted = ANCHORS[name]
    content = package(parts_of(body))
    rest = iter(part(marked(content, mark(location, quote, start))))
    before = part(content).replace(b"<w:p/>", b"<w:p>")  # an empty paragraph has to be opened
    assert all(byte in rest for byte in before)


def test_several_comments_share_a_run(package: Package) -> None:
    copy = marked(
        package(parts_of(PLAIN)),
        mark(Location(0), "2023", 3),
        mark(Location(0), "2023", 12),
        mark(Location(0), "and", 8),
    )
    assert ranges(copy) == ["2023", "2023", "and"]
    formats = re.findall(rb"<w:r><w:rPr>(.*?)</w:rPr><w:t", part(copy))
    assert set(formats) == {b"<w:b/>"}


def packed(entry: zipfile.ZipInfo) -> tuple[object, ...]:
    return entry.CRC, entry.compress_size, entry.date_time


def test_all_other_members_are_copied_as_they_are_packed() -> None:
    content = FAULTY.read_bytes()
    copy = marked(content, mark(None))
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(io.BytesIO(copy)) as after:
        assert after.testzip() is None
        changed = {
            entry.filename
            for entry in before.infolist()
            if packed(entry) != packed(after.getinfo(entry.filename))
        }
        added = set(after.namelist()) - set(before.namelist())
    assert changed <= {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert added <= {"word/comments.xml", "word/_rels/document.xml.rels"}


def test_the_same_marks_give_the_same_bytes() -> None:
    content = FAULTY.read_bytes()
    assert marked(content, mark(None)) == marked(content, mark(None))
    assert marked(content) == content


def test_comments_of_others_stay_and_ids_go_on(package: Package) -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Theirs</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    theirs = '<w:comment w:id="7" w:author="A. Smith"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment>'
    copy = marked(
        package(parts_of(body, comments=theirs)), mark(Location(0), "", 0, "first line", "second line")
    )
    assert ranges(copy) == ["Theirs", "Theirs"]
    assert comment_lines(copy) == [["why?"], ["first line", "second line"]]


def test_a_second_run_adds_to_the_first(package: Package) -> None:
    once = marked(package(parts_of(PLAIN)), mark(Location(0), "2023", 3))
    twice = marked(once, mark(Location(0), "2023", 12))
    assert ranges(twice) == ["2023", "2023"]


def test_own_comments_are_one_left_over(package: Package) -> None:
    copy = marked(package(parts_of(PLAIN)), mark(Location(0), "2023", 3), mark(None))
    (note,) = [note for note in DocxReader(LANGUAGES).read(copy).notes if note.code == "comments"]
    assert note.message.render("en") == "2 comments by Checker are left in"


def test_signs_that_xml_cannot_hold_are_left_out(package: Package) -> None:
    copy = marked(package(parts_of(PLAIN)), mark(Location(0), "", 0, "a\x00b\x0b\ufffe<&>\ud800c"))
    assert comment_lines(copy) == [["ab<&>c"]]


def test_a_comment_elsewhere_names_its_place(package: Package) -> None:
    assert comment_lines(marked(package(parts_of(PLAIN)), mark(None)))[0][0] == "somewhere"


@pytest.mark.parametrize(
    ("others", "code"),
    [({"_xmlsignatures/sig1.xml": "<s/>"}, "signed"), ({"word/document.xml": "<x"}, "unreadable")],
)
def test_a_file_that_must_not_be_changed_is_refused(
    package: Package, others: dict[str, str], code: str
) -> None:
    with pytest.raises(ReadError) as refused:
        marked(package({**parts_of(PLAIN), **others}), mark(None))
    assert refused.value.code == code


def test_strict_files_get_comments_of_their_own_namespace(package: Package) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {
        name: text.replace(W, strict) if isinstance(text, str) else text
        for name, text in parts_of(PLAIN).items()
    }
    copy = marked(package(parts), mark(Location(0), "2023", 3))
    assert strict.encode() in part(copy, "word/comments.xml")
    assert W.encode() not in part(copy) + part(copy, "word/comments.xml")
