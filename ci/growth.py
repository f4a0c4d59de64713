"""Documents that grow in one way each, to see that reading and judging take time in proportion: for ci/benchmark.py.

`GROWING` maps what grows to a function that writes the document so many times as large, and the sizes to compare.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "qingping-2024.docx"
_BODY = "word/document.xml"
_ROW = re.compile(r"<w:tr\b.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc\b.*?</w:tc>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_HEADING = re.compile(r"<w:p>(?:(?!</w:p>).)*<w:t>[一-龥]、(?:(?!</w:p>).)*</w:p>", re.DOTALL)
_TEXT = re.compile(r"(<w:t\b[^>]*>)[^<]*(</w:t>)")

Document = tuple[str, bytes]  # suffix and content


def _word(change: Callable[[str], str]) -> Document:
    file = BytesIO()
    with ZipFile(EXAMPLE) as example, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in example.namelist():
            part = example.read(name)
            package.writestr(name, change(part.decode()).encode() if name == _BODY else part)
    return ".docx", file.getvalue()


def _text(times: int) -> Document:
    """Repeat the paragraphs between the last table and the end."""

    def change(body: str) -> str:
        head, mark, tail = body.rpartition("<w:sectPr")
        last = head.rpartition("</w:tbl>")[2]
        return head + "".join(_PARAGRAPH.findall(last)) * (times - 1) + mark + tail

    return _word(change)


def _long(times: int) -> Document:
    """Repeat the text of the longest paragraph within it."""

    def change(body: str) -> str:
        longest = max(_TEXT.finditer(body), key=lambda found: len(found[0]))
        inside = longest[0][len(longest[1]) : -len(longest[2])]
        return body[: longest.end(1)] + inside * times + body[longest.start(2) :]

    return _word(change)


def _rows(times: int, *, prescribed: bool) -> Document:
    """Give the last table of the example ten rows more, so many times: with a prescribed label, or with new ones."""

    def change(body: str) -> str:
        head, end, tail = body.rpartition("</w:tbl>")
        row = _ROW.findall(head)[-1]
        added = (row if prescribed else _labelled(row, f"另行项目{at}") for at in range(10 * times))
        return head + "".join(added) + end + tail

    return _word(change)


def _labelled(row: str, label: str) -> str:
    return _TEXT.sub(rf"\g<1>{label}\g<2>", row, count=1)


def _columns(times: int) -> Document:
    """Give each row of the last table ten cells more, so many times."""

    def change(body: str) -> str:
        start = body.rindex("<w:tbl>")
        stop = body.index("</w:tbl>", start)
        table = _ROW.sub(
            lambda row: row[0].replace("</w:tr>", _CELL.findall(row[0])[-1] * 10 * times + "</w:tr>"),
            body[start:stop],
        )
        return body[:start] + table + body[stop:]

    return _word(change)


def _again(part: re.Pattern[str], times: int) -> Document:
    """Write the last part of a kind so many times, each after the one before."""

    def change(body: str) -> str:
        last = [*part.finditer(body)][-1]
        return body[: last.end()] + ("<w:p/>" + last[0]) * (times - 1) + body[last.end() :]

    return _word(change)


def _whole(times: int) -> Document:
    """Write all that the document holds so many times, one after the other."""

    def change(body: str) -> str:
        head, mark, rest = body.partition("<w:body>")
        inner, section, tail = rest.rpartition("<w:sectPr")
        return head + mark + inner * times + section + tail

    return _word(change)


def _at_end(unit: str, times: int) -> Document:
    def change(body: str) -> str:
        head, mark, tail = body.rpartition("<w:sectPr")
        return head + unit.format(run="\u0301\u0323" * 1000 * times) + mark + tail

    return _word(change)


def _attributes(times: int) -> Document:
    attributes = " ".join(f'a{at}="1"' for at in range(80 * times))
    return _word(lambda body: body.replace("<w:body>", f"<w:body><w:p {attributes}/>", 1))


def _web_attributes(times: int) -> Document:
    page = EXAMPLE.with_suffix(".html").read_text("utf-8")
    attributes = " ".join(f'a{at}="1"' for at in range(9 * times))
    return ".html", page.replace("<p", f"<p {attributes}").encode()


def _elements(times: int) -> Document:
    empty = '<w:p><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>' * 1000 * times
    return _word(lambda body: body.replace("<w:body>", f"<w:body>{empty}", 1))


GROWING: Mapping[str, tuple[Callable[[int], Document], tuple[int, ...]]] = {
    "paragraphs": (_text, (1, 10, 100)),
    "one paragraph": (_long, (1, 10, 100)),
    "rows with a prescribed label": (partial(_rows, prescribed=True), (1, 10, 40)),
    "rows with other labels": (partial(_rows, prescribed=False), (1, 10, 40)),
    "tables": (partial(_again, _TABLE), (1, 10, 100)),
    "headings": (partial(_again, _HEADING), (1, 10, 100)),
    "whole reports": (_whole, (1, 4, 16)),
    "columns": (_columns, (1, 4, 10)),
    "combining marks on one letter": (
        partial(_at_end, "<w:p><w:r><w:t>e{run}</w:t></w:r></w:p>"),
        (1, 10, 100),
    ),
    "attributes of one element": (_attributes, (1, 10, 100)),
    "attributes of each tag of a web page": (_web_attributes, (1, 10, 100)),
    "elements of a part": (_elements, (1, 10, 100)),
}
