"""A tiny PDF writer, so that each test shows its page."""

import hashlib
from dataclasses import dataclass, field

import pytest
from pdfminer.arcfour import Arcfour

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Paper:
    """Pages of text and rules; coordinates are points from the top left corner, as the reader gives them."""

    width: float = 595
    height: float = 842
    page_keys: str = ""
    resources: str = ""  # more entries of the pages' resources
    catalog: str = ""  # more entries of the catalog
    extra: list[bytes] = field(
        default_factory=list
    )  # objects numbered after the pages: from 10 with one page
    mapped: bool = True  # whether the ideographs' font says which characters it draws
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    used: set[str] = field(default_factory=set)

    def text(
        self, x: float, y: float, text: str, *, size: float = 12, mode: int = 0, vertical: bool = False
    ) -> "Paper":
        """Write text with its first foot at (x, y); Latin is 0.6 of the size wide, ideographs 1."""
        self.used |= set(text)
        for sign in text:
            latin = sign.isascii()
            font = "F1" if latin else ("F3" if vertical else "F2")
            code = f"({sign})" if latin and sign not in "()\\" else f"<{ord(sign):0{2 if latin else 4}x}>"
            self._paint(f"BT {mode} Tr /{font} {size} Tf {x} {self.height - y} Td {code} Tj ET")
            x, y = (x, y + size) if vertical else (x + size * (0.6 if latin else 1), y)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, *, color: str = "0 G") -> "Paper":
        """Stroke a line."""
        return self._paint(f"{color} 0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def box(
        self, x0: float, top: float, x1: float, bottom: float, *, paint: str = "0.9 g", how: str = "f"
    ) -> "Paper":
        """Paint a rectangle: `how` is f to fill, S to stroke."""
        return self._paint(f"{paint} {x0} {self.height - bottom} {x1 - x0} {bottom - top} re {how} 0 g")

    def grid(
        self, columns: list[float], rows: list[float], texts: list[list[str]], *, bottom: bool = True
    ) -> "Paper":
        """Draw a full grid of rules, with a text in each cell; without its last rule on request."""
        for y in rows if bottom else rows[:-1]:
            self.line(columns[0], y, columns[-1], y)
        for x in columns:
            self.line(x, rows[0], x, rows[-1])
        for y, row in zip(rows, texts, strict=False):
            for x, text in zip(columns, row, strict=False):
                self.text(x + 3, y + 13, text, size=10)
        return self

    def turn(self) -> "Paper":
        """Begin the next page."""
        self.pages.append([])
        return self

    def raw(self, operators: str) -> "Paper":
        """Paint with PDF operators as they are."""
        return self._paint(operators)

    def pdf(self, *, password: str | None = None) -> bytes:
        """Write the file; an empty `password` locks changing it only, any other one also reading it."""
        return _file(self._objects(), password)

    def _paint(self, operators: str) -> "Paper":
        self.pages[-1].append(operators)
        return self

    def _objects(self) -> list[bytes]:
        kids = " ".join(f"{8 + 2 * index} 0 R" for index in range(len(self.pages)))
        pairs = "\n".join(
            f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in sorted(self.used) if ord(sign) > 255
        )
        cmap = f"begincmap\n{pairs.count(chr(10)) + 1} beginbfchar\n{pairs}\nendbfchar\nendcmap"
        to_unicode = "/ToUnicode 7 0 R" if self.mapped else ""
        composite = "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-{} /DescendantFonts [6 0 R] {} >>"
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
            composite.format("H", to_unicode),
            composite.format("V", to_unicode),
            (
                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo"
                " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            ),
        ]
        found = [text.encode() for text in objects] + [_stream(cmap)]
        for index, page in enumerate(self.pages):
            keys = (
                f"/MediaBox [0 0 {self.width} {self.height}] {self.page_keys} /Contents {9 + 2 * index} 0 R"
            )
            fonts = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>"
            sheet = f"<< /Type /Page /Parent 2 0 R {keys} /Resources << {fonts} {self.resources} >> >>"
            found.append(sheet.encode())
            found.append(_stream("\n".join(page)))
        return found + self.extra


def _stream(text: str) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text.encode("latin-1"))


def _file(objects: list[bytes], password: str | None) -> bytes:
    owner = b"o" * 32
    word = (password or "").encode()
    secret = word + _PAD[len(word) :] + owner + b"\xfc\xff\xff\xff" + b"id"
    key = hashlib.md5(secret, usedforsecurity=False).digest()[:5]
    trailer = ""
    if password is not None:
        user = Arcfour(key).process(_PAD)
        trailer = f"/ID [(id) (id)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        if password is not None and b"stream\n" in body:
            before, _, rest = body.partition(b"stream\n")
            place = key + number.to_bytes(3, "little") + b"\0\0"
            own = hashlib.md5(place, usedforsecurity=False).digest()[:10]
            body = before + b"stream\n" + Arcfour(own).process(rest[: -len(b"\nendstream")]) + b"\nendstream"  # noqa: PLW2901  # the body as it is written
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


@pytest.fixture(scope="session")
def paper() -> type[Paper]:
    return Paper
