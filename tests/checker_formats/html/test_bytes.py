"""Pages of any encoding are read; other files and pages beyond the limits are refused with a reason."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.errors import ReadError
from checker_formats.html.reader import HtmlReader
from tests.support.languages import LANGUAGES

TEXT = "一、总体情况：本机关推进政府信息公开，数字１２３与ABC并用。"


def page(declared: str) -> str:
    return f"<html><head>{declared}</head><body><p>{TEXT}</p></body></html>"


def read(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in HtmlReader(languages=LANGUAGES).read(content).paragraphs]


def refusal(content: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        HtmlReader(languages=LANGUAGES).read(content)
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="gb2312">'),
        ("utf-8-sig", '<meta charset="gbk">'),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", '<meta charset="utf-8">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", "<meta charset=GBK>"),
        ("gbk", '<meta charset="utf-8">'),
        ("gbk", '<meta charset="iso-8859-1">'),
        ("gbk", '<meta charset="no-such-thing">'),
        ("gbk", ""),
    ],
)
def test_page_reads_the_same_in_every_encoding(encoding: str, declared: str) -> None:
    assert read(page(declared).encode(encoding)) == [TEXT]


def test_declared_encoding_of_another_region_is_used() -> None:
    assert read("<meta charset=big5><p>一、總體情況與政府資訊公開</p>".encode("big5")) == [
        "一、總體情況與政府資訊公開"
    ]


def test_one_broken_character_does_not_change_the_encoding() -> None:
    broken = page("").replace(TEXT, TEXT * 9).encode().replace("况".encode(), b"\xe5\x86", 1)
    assert read(broken)[0].startswith("一、总体情\N{REPLACEMENT CHARACTER}：本机关")


def archived(encoding: str, transfer: str) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message.set_content("<p>不读</p>", subtype="plain")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    message.add_related(page("<meta charset=utf-8>"), "html", charset=encoding, cte=transfer)
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_page_of_a_web_archive_is_read(encoding: str, transfer: str) -> None:
    assert read(archived(encoding, transfer)) == [TEXT]


def test_web_archive_without_a_page_is_refused() -> None:
    assert refusal(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc") == "wrong-format"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n<html>", b"PK\x03\x04<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 x}", b"\x89PNG\r\n",
        "只有文字".encode(), b"<?xml version='1.0'?><w:wordDocument/>", b'{"json": true}',
    ],
)  # fmt: skip
def test_file_of_another_kind_is_refused(content: bytes) -> None:
    assert refusal(content) == "wrong-format"


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"<html><body><div id=app></div><script>render('text')</script></body></html>",
        b"<html><frameset><frame src=a></frameset></html>",
        b"<html><body><img src=scan.jpg></body></html>",
        b"<html><body><iframe src=a.pdf></iframe></body></html>",
    ],
)
def test_page_without_text_is_not_an_empty_report(content: bytes) -> None:
    assert refusal(content) == "no-text-layer"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"x",
        b"<html><body>" + b"<table><tr><td>" * 300 + b"x",
        b"<html><body><p>" + b"x" * 11_000_000 + b"</p><p>y",
        b"<html><body>" + b"<b>" * 2_000_001,
        b"<html>" + b" " * 34_000_000,
        b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x",
        b"<html><body><p " + b"".join(b'a%d=">"' % n for n in range(100_000)) + b">x",
        b"<html><body><p " + b"".join(b"a%d='<b>' " % n for n in range(100_000)) + b">x",
        b"<html><body><p " + b"/".join(b"a%d" % n for n in range(100_000)) + b">x",
    ],
    ids=["nested", "tables", "text", "tags", "size", "attributes", "quoted", "markup in quotes", "slashes"],
)
def test_page_beyond_the_limits_is_refused(content: bytes) -> None:
    assert refusal(content) == "too-large"


def test_deepest_page_that_is_parsed_is_read() -> None:
    assert read(b"<html><body>" + b"<div>" * 240 + b"<p>abc") == ["abc"]
    assert read(b"<html><body>" + b"<table><tr><td>" * 60 + b"<p>abc") == ["abc"]


def test_long_values_and_many_tags_are_read() -> None:
    picture = "<img alt='甲 乙' src='data:image/png;base64," + "QUJD " * 100_000 + "'>"
    assert read(f"<html><body>{picture}<p>{TEXT}</p>{'<i class=a id=b>' * 9}".encode()) == [TEXT]


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    bomb = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"z" * 99}">]><body><p>甲&x;&y;'
    )
    (text,) = [text for text in read(bomb.encode()) if "甲" in text]
    assert "geheim" not in text


def test_empty_file_is_unreadable() -> None:
    assert refusal(b"") == "unreadable"


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<td colspan=3 rowspan=2>", "</table>",
        "<h1>", "<h2>", "<br>", "<ol>", "<li>", "<a href=x>", "</a>", "<img width=500>", "<iframe src=a>", "甲",
        "一、总体情况", "&nbsp;", "\0", "<header>", "<span hidden>", "</span>", "<script>", "</script>", "<!--",
        "-->", "<pre>", "&#xD800;", "\n", "<caption>",
    ]
)  # fmt: skip


def outcome(content: bytes) -> str:
    """Return the outcome of reading; any other exception fails the test."""
    try:
        document = HtmlReader(languages=LANGUAGES).read(content)
    except ReadError as error:
        return error.code
    assert [block.location.block for block in document.blocks] == list(range(len(document.blocks)))
    return "read"


@settings(max_examples=300, deadline=None)
@example(["<table>", "<caption>", "<table>"])
@given(st.lists(PIECES, max_size=30))
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    assert outcome(f"<html><body>{''.join(pieces)}".encode()) in {"read", "no-text-layer"}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"", b"<html>", b"Content-Type: text/html\r\n\r\n<p>"]), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(start: bytes, content: bytes) -> None:
    expected = {"read", "unreadable", "wrong-format", "no-text-layer", "garbled-text"}
    assert outcome(start + content) in expected
