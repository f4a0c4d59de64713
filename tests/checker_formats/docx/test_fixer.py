"""Corrected copies: accepted they read as the edits say, rejected they are the original, formatting included."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest
from lxml import etree

from checker import Edit, Location, ReadError, edited
from checker_formats.docx.fixer import DocxFixer
from checker_formats.docx.reader import DocxReader
from tests.checker_formats.docx.conftest import W, parts_of
from tests.support.languages import LANGUAGES

WHEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
TAG = f"{{{W}}}"
Package = Callable[[dict[str, str | bytes]], bytes]
Characters = list[tuple[str, bytes]]


def fixed(content: bytes, *edits: Edit) -> tuple[bytes, Sequence[Edit]]:
    return DocxFixer(LANGUAGES).fix(content, edits, WHEN)


def main(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def characters(root: etree._Element, dropped: str) -> Characters:
    """List the characters of all paragraphs with the properties of their runs, without what a change drops."""
    return [(sign, style) for text, style in _texts(root, dropped) for sign in text]


def _texts(root: etree._Element, dropped: str) -> Iterator[tuple[str, bytes]]:
    for text in root.iter(f"{TAG}t", f"{TAG}delText"):
        changes = [
            one
            for one in text.iterancestors(f"{TAG}ins", f"{TAG}del")
            if one.get(f"{TAG}author") == "Checker"
        ]
        if not any(change.tag == f"{TAG}{dropped}" for change in changes):
            run = next(text.iterancestors(f"{TAG}r"))
            properties = run.find(f"{TAG}rPr")
            yield text.text or "", b"" if properties is None else etree.tostring(properties, method="c14n")


CELL = "<w:tc><w:p>{}<w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
POSSIBLE = {
    "a number in a sentence": (
        "<w:p><w:r><w:t>In 2023 and 2023.</w:t></w:r></w:p>",
        [Edit(Location(0), 12, "2023", "2024")],
    ),
    "both, in one run": (
        "<w:p><w:r><w:t>In 2023 and 2023.</w:t></w:r></w:p>",
        [Edit(Location(0), 12, "2023", "2024"), Edit(Location(0), 3, "2023", "2024")],
    ),
    "over runs of different looks": (
        ('<w:p><w:r><w:t xml:space="preserve">A </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>'
        "<w:r><w:rPr><w:i/></w:rPr><w:t>c d</w:t></w:r></w:p>"),
        [Edit(Location(0), 2, "bc", "xyz")],
    ),
    "an end only": (
        "<w:p><w:r><w:t>五、存在的主要问题及改进措施</w:t></w:r></w:p>",
        [Edit(Location(0), 2, "存在的主要问题及改进措施", "存在的主要问题及改进情况", safe=True)],
    ),
    "inserted signs": (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Total</w:t></w:r></w:p>", [Edit(Location(0), 0, "Total", "Total:")],
    ),
    "deleted signs": ("<w:p><w:r><w:t>12 pieces</w:t></w:r></w:p>", [Edit(Location(0), 0, "12 pieces", "12")]),
    "entities": ("<w:p><w:r><w:t>A &amp; B &lt;1&gt;</w:t></w:r></w:p>", [Edit(Location(0), 7, "1", "2 & <3>")]),
    "beside a tab": (
        "<w:p><w:r><w:t>A</w:t><w:tab/><w:t>17</w:t></w:r></w:p>", [Edit(Location(0), 2, "17", "16")],
    ),
    "a cell": (
        f"<w:tbl><w:tr>{CELL.format('', 'A')}{CELL.format('', '17')}</w:tr></w:tbl>",
        [Edit(Location(0, row=0, column=1), 0, "17", "16")],
    ),
    "an empty cell": (
        f"<w:tbl><w:tr>{CELL.format('', 'A')}<w:tc><w:p/></w:tc></w:tr></w:tbl>",
        [Edit(Location(0, row=0, column=1), 0, "", "0")],
    ),
    "an empty cell with a look": (
        f"<w:tbl><w:tr>{CELL.format('', 'A')}<w:tc><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:p></w:tc></w:tr></w:tbl>",
        [Edit(Location(0, row=0, column=1), 0, "", "0")],
    ),
    "a new paragraph": (
        ('<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>A</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Text</w:t></w:r></w:p>"),
        [Edit(Location(0), 0, "", "Two & three", adds="after")],
    ),
    "a new paragraph at the end": (
        "<w:p><w:r><w:t>A</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>Text</w:t></w:r></w:p><w:sectPr/>",
        [Edit(Location(1), 0, "", "More", adds="after", like=1)],
    ),
    "a new paragraph at the end, after a plain one": (
        "<w:p><w:r><w:t>Text</w:t></w:r></w:p>", [Edit(Location(0), 0, "", "More", adds="after")],
    ),
    "a new paragraph above a table": (
        f"<w:p><w:r><w:t>One</w:t></w:r></w:p><w:tbl><w:tr>{CELL.format('', 'A') * 2}</w:tr></w:tbl><w:p/>",
        [Edit(Location(1), 0, "", "Two", adds="before"), Edit(Location(0), 0, "One", "1")],
    ),
    "after an automatic number": (
        "<w:p><w:r><w:t>2 of 2</w:t></w:r></w:p>", [Edit(Location(0), 5, "2", "3")],
    ),
}  # fmt: skip
IMPOSSIBLE = {
    "a paragraph of another look at the end": (
        "<w:p><w:r><w:t>A</w:t></w:r></w:p><w:p><w:r><w:t>Text</w:t></w:r></w:p>",
        Edit(Location(1), 0, "", "More", adds="after", like=0),
    ),
    "a paragraph in a cell": (
        f"<w:tbl><w:tr>{CELL.format('', 'A')}</w:tr></w:tbl><w:p/>",
        Edit(Location(0), 0, "", "Two", adds="before"),
    ),
    "a paragraph numbered by itself": (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>',
        Edit(Location(0), 0, "", "Two", adds="after"),
    ),
    "a link": (
        "<w:p><w:hyperlink><w:r><w:t>see 17</w:t></w:r></w:hyperlink></w:p>", Edit(Location(0), 4, "17", "16"),
    ),
    "an insertion of someone": (
        '<w:p><w:ins w:id="5" w:author="A"><w:r><w:t>17</w:t></w:r></w:ins></w:p>', Edit(Location(0), 0, "17", "16"),
    ),
    "a field": (
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>17</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
        Edit(Location(0), 0, "17", "16"),
    ),
    "a box": (
        ("<w:p><w:r><w:t>Host</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>17</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
        Edit(Location(0), 0, "17", "16"),
    ),
    "a cell that says it twice": (
        (f"<w:tbl><w:tr>{CELL.format('', 'A')}<w:tc><w:p><w:r><w:t>17</w:t></w:r></w:p><w:p><w:r><w:t>17</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl>"),
        Edit(Location(0, row=0, column=1), 0, "17", "16"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", POSSIBLE)
def test_an_accepted_copy_reads_as_the_edits_say(package: Package, name: str) -> None:
    body, edits = POSSIBLE[name]
    content = package(parts_of(body))
    copy, refused = fixed(content, *edits)
    assert refused == ()
    read = DocxReader(LANGUAGES).read
    assert read(copy).blocks == edited(read(content), edits).blocks


@pytest.mark.parametrize("name", POSSIBLE)
def test_a_rejected_copy_is_the_original(package: Package, name: str) -> None:
    body, edits = POSSIBLE[name]
    content = package(parts_of(body))
    copy = main(fixed(content, *edits)[0])
    assert characters(copy, "ins") == characters(main(content), "ins")
    changes = [one for one in copy.iter(f"{TAG}ins", f"{TAG}del") if one.get(f"{TAG}author") == "Checker"]
    assert len({change.get(f"{TAG}id") for change in changes}) == len(changes) > 0
    assert not list(copy.iterfind(f".//{TAG}del//{TAG}t"))  # which Word cannot open
    assert not [text for text in copy.iter(f"{TAG}delText") if not list(text.iterancestors(f"{TAG}del"))]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_changed_safely_is_refused(package: Package, name: str) -> None:
    body, edit = IMPOSSIBLE[name]
    content = package(parts_of(body))
    assert fixed(content, edit) == (content, (edit,))


def test_numbers_and_words_change_as_a_whole(package: Package) -> None:
    body = "<w:p><w:r><w:t>In 2023, 1,902 requests</w:t></w:r></w:p>"
    copy, _refused = fixed(package(parts_of(body)), Edit(Location(0), 3, "2023, 1,902", "2024, 1,903"))
    texts = [text.text for text in main(copy).iter(f"{TAG}delText")]
    assert texts == ["2023", "1,902"]


def test_new_text_looks_like_the_text_that_it_replaces(package: Package) -> None:
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>17 cases</w:t></w:r></w:p>"
    copy, _refused = fixed(package(parts_of(body)), Edit(Location(0), 0, "17", "16"))
    styles = {style for _sign, style in characters(main(copy), "del")}
    assert len(styles) == 1


def test_own_changes_are_one_left_over(package: Package) -> None:
    body = "<w:p><w:r><w:t>In 2023 and 2023.</w:t></w:r></w:p>"
    copy, _refused = fixed(
        package(parts_of(body)), Edit(Location(0), 3, "2023", "2024"), Edit(Location(0), 12, "2023", "2024")
    )
    (note,) = [note for note in DocxReader(LANGUAGES).read(copy).notes if note.code == "tracked-changes"]
    assert "by Checker are not accepted" in note.message.render("en")


def test_a_signed_file_is_refused(package: Package) -> None:
    content = package({**parts_of("<w:p/>"), "_xmlsignatures/sig1.xml": "<s/>"})
    with pytest.raises(ReadError) as refused:
        fixed(content, Edit(Location(0), 0, "", "1"))
    assert refused.value.code == "signed"
