"""What embedded TrueType and OpenType fonts say of their characters: the glyphs, and how wide these are."""

import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from struct import unpack_from
from sys import byteorder

from checker import dataclass
from checker_formats.pages.page import UNMAPPED

FONT_LIMIT = 32 * 2**20  # bytes; a whole Chinese font has 20 MB
_TABLES = 64
_CODES = 1 << 17  # in one map; Unicode's planes 0 and 1 together
_EMS = (16, 16_384)  # units
_PLAUSIBLE = (0.02, 2.0)  # of the em; advances outside are damage
_UNICODE = {
    (3, 10): 3,
    (0, 4): 3,
    (0, 6): 3,
    (3, 1): 2,
    (0, 3): 2,
    (0, 1): 1,
    (0, 0): 1,
}  # maps, and their rank


@dataclass(frozen=True, slots=True)
class FontFile:
    """The advances of glyphs at size 1, and the glyph of each character."""

    advances: Sequence[int]
    em: int
    glyphs: Mapping[int, int]

    def width(self, glyph: int) -> float | None:
        """Return the advance of a glyph; `None` for an unknown one."""
        if not self.advances or glyph < 0:
            return None
        width = self.advances[min(glyph, len(self.advances) - 1)] / self.em
        return width if _PLAUSIBLE[0] <= width <= _PLAUSIBLE[1] else None

    def width_of(self, text: str) -> float | None:
        """Return the advance of a character; `None` for one that the font does not hold."""
        glyph = self.glyphs.get(ord(text)) if len(text) == 1 else None
        return self.width(glyph) if glyph else None

    def characters(self) -> dict[int, str]:
        """Map glyphs back to characters: private ones say nothing."""
        found: dict[int, str] = {}
        for code, glyph in self.glyphs.items():
            text = chr(code)
            if glyph and text.isprintable() and text != UNMAPPED:
                found.setdefault(glyph, text)
        return found


def font_file(content: bytes) -> FontFile | None:
    """Read the tables of a font; `None` for one that is damaged or of another kind."""
    if len(content) > FONT_LIMIT:
        return None
    try:
        return _font_file(content)
    except (struct.error, ValueError, IndexError, OverflowError):
        return None


def _font_file(content: bytes) -> FontFile | None:
    start = unpack_from(">I", content, 12)[0] if content[:4] == b"ttcf" else 0
    if content[start : start + 4] not in {b"\0\1\0\0", b"true", b"OTTO"}:
        return None
    tables: dict[bytes, bytes] = {}
    for place in range(min(unpack_from(">H", content, start + 4)[0], _TABLES)):
        tag, _sum, offset, length = unpack_from(">4sIII", content, start + 12 + 16 * place)
        tables[tag] = content[offset : offset + length]
    em = unpack_from(">H", tables.get(b"head", b""), 18)[0]
    count = unpack_from(">H", tables.get(b"hhea", b""), 34)[0]
    metrics = _numbers(tables.get(b"hmtx", b"")[: 4 * count])[::2]
    if not _EMS[0] <= em <= _EMS[1] or not metrics:
        return None
    return FontFile(metrics, em, _glyphs(tables.get(b"cmap", b"")))


def _numbers(content: bytes) -> Sequence[int]:
    found = array("H", content[: len(content) & ~1])
    if byteorder == "little":
        found.byteswap()
    return found


def _glyphs(table: bytes) -> dict[int, int]:
    """Read the best of the maps from characters to glyphs; none where all are damaged."""
    try:
        count = min(unpack_from(">H", table, 2)[0], _TABLES)
        found = [unpack_from(">HHI", table, 4 + 8 * place) for place in range(count)]
    except struct.error:
        return {}
    ranked = sorted(found, key=lambda entry: -_UNICODE.get(entry[:2], 0))
    for *_platform, offset in ranked:
        try:
            return dict(_map(table[offset:]))
        except (struct.error, IndexError, ValueError):
            continue
    return {}


def _map(table: bytes) -> Iterator[tuple[int, int]]:
    kind = unpack_from(">H", table)[0]
    if kind == 0:
        yield from enumerate(table[6:262])
    elif kind == 4:
        yield from _segments(table)
    elif kind == 6:
        first, count = unpack_from(">HH", table, 6)
        yield from enumerate(_numbers(table[10 : 10 + 2 * count]), first)
    elif kind == 12:
        yield from _groups(table)
    else:
        raise ValueError(kind)


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    count = unpack_from(">H", table, 6)[0] // 2
    words = _numbers(table)
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    shifts, places = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    total = 0
    for segment, (start, end, shift) in enumerate(zip(starts, ends, shifts, strict=True)):
        total += max(end - start, 0)
        if total > _CODES:
            raise ValueError(total)
        place = places + segment
        offset = words[place]
        for code in range(start, end + 1):
            if not offset:
                yield code, (code + shift) & 0xFFFF
            elif (at := place + offset // 2 + code - start) < len(words) and words[at]:
                yield code, (words[at] + shift) & 0xFFFF


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    total = 0
    for place in range(min(unpack_from(">I", table, 12)[0], _CODES)):
        start, end, glyph = unpack_from(">III", table, 16 + 12 * place)
        total += max(end - start, 0) + 1
        if total > _CODES or end > 0x10FFFF:
            raise ValueError(total)
        yield from zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True)
