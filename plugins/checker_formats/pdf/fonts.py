"""What text needs of fonts: the characters of codes, and their advances.

Common fonts are read here, lazily and without outlines; unusual ones, and codes missing in a ToUnicode map, are
left to the font classes of pdfminer.six.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import isclose
from struct import unpack

from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, num_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from checker import Messages, regex
from checker_formats.pages.page import UNMAPPED
from checker_formats.pdf.font_face import FontFace
from checker_formats.pdf.objects import RANGE_LIMIT, LimitedFonts, blocks, too_large
from checker_formats.pdf.syntax import unhexed

_ = Messages(__package__)

Spec = Mapping[str, object]


def em(font: PDFFont) -> float:
    """Return the height of the em box in text space; only Type 3 fonts have units of their own."""
    if not isinstance(font, PDFType3Font) or _is_thousandth(font.vscale):
        return 1
    return abs((font.bbox[3] - font.bbox[1]) * font.vscale) or 1


def _mapped(characters: Mapping[int, str], font: PDFFont, code: int) -> str:
    text = characters.get(code)
    return character(font, code) if text is None else readable(text)


def _is_thousandth(scale: float) -> bool:
    return isclose(abs(scale), 0.001, rel_tol=0.01)


def character(font: PDFFont, code: int) -> str:
    """Return the character of a code."""
    try:
        return readable(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return UNMAPPED


def readable(text: str) -> str:
    """Replace control characters and lone surrogates."""
    if text.isprintable() or text.isspace():
        return text
    return "".join(UNMAPPED if sign < " " or "\ud800" <= sign <= "\udfff" else sign for sign in text)


# --- building ------------------------------------------------------------------------------------------------


class Fonts:
    """The fonts of one document, built once each."""

    def __init__(self) -> None:
        self._fonts = LimitedFonts()
        self._faces: dict[int, FontFace] = {}
        self._maps: dict[bytes, dict[int, str] | None] = {}

    def face(self, spec: Spec, objid: int | None) -> FontFace:
        """Build the font of a dictionary; `objid` identifies it, if it is an object."""
        objid = 0 if not spec else objid  # no object has this number: a font that is named but missing
        if objid is None:
            return self._face(spec)
        if objid not in self._faces:
            self._faces[objid] = self._face(spec)
        return self._faces[objid]

    def _face(self, spec: Spec) -> FontFace:
        subtype = literal_name(spec.get("Subtype", "Type1"))
        characters = self._characters(resolve1(spec.get("ToUnicode")))
        if characters is None:
            return _from_pdfminer(self._fonts.get_font(None, spec), {})
        rest = {name: entry for name, entry in spec.items() if name != "ToUnicode"}
        if literal_name(spec.get("BaseFont", "unknown")) not in FONT_METRICS:
            if subtype == "Type0":
                face = _identity(spec, characters)
            else:
                face = _simple(subtype, spec, characters, partial(self._fonts.get_font, id(spec), rest))
            if face is not None:
                return face
        return _from_pdfminer(self._fonts.get_font(None, rest), characters)

    def _characters(self, stream: object) -> dict[int, str] | None:
        if not isinstance(stream, PDFStream):
            return None
        content = stream.get_data()
        if content not in self._maps:
            self._maps[content] = characters(content)
        return self._maps[content]


def _from_pdfminer(font: PDFFont, characters: Mapping[int, str]) -> FontFace:
    """Wrap a font of pdfminer.six, with the characters that its map gives."""
    return FontFace(
        font.decode, partial(_mapped, characters, font), font.char_width,
        vertical=font.is_vertical(), multibyte=font.is_multibyte(), em=em(font),
    )  # fmt: skip


def _simple(
    subtype: str, spec: Spec, characters: Mapping[int, str], font: Callable[[], PDFFont]
) -> FontFace | None:
    scale = 0.001
    if subtype == "Type3":
        matrix = [resolve1(entry) for entry in list_value(spec.get("FontMatrix"))]
        if len(matrix) != 6 or not all(isinstance(entry, (int, float)) for entry in matrix):
            return None
        scale = matrix[0] + matrix[2]
        if not _is_thousandth(matrix[1] + matrix[3]):
            return None
    elif subtype not in {"Type1", "MMType1", "TrueType"}:
        return None
    descriptor = dict_value(spec.get("FontDescriptor", {}))
    missing = num_value(descriptor.get("MissingWidth", 0))
    widths = list_value(spec.get("Widths", []))

    def one(code: int) -> str:
        text = characters.get(code)
        return character(font(), code) if text is None else readable(text)

    return FontFace(
        bytes, one, _SimpleWidths(widths, int_value(spec.get("FirstChar", 0)), missing, scale).__getitem__
    )


def _identity(spec: Spec, characters: Mapping[int, str]) -> FontFace | None:
    encoding, descendants = resolve1(spec.get("Encoding")), list_value(spec.get("DescendantFonts"))
    if (
        not isinstance(encoding, PSLiteral)
        or encoding.name not in {"Identity-H", "Identity-V"}
        or not descendants
    ):
        return None
    descendant = dict_value(descendants[0])
    vertical = encoding.name == "Identity-V"
    if vertical and "W2" in descendant:
        return None
    if vertical:
        default, across = list_value(descendant.get("DW2", [880, -1000]))[-1:], {}
    else:
        default, across = [descendant.get("DW", 1000)], _across(list_value(descendant.get("W", [])))
    if not default:
        return None

    def one(code: int) -> str:
        text = characters.get(code)
        return UNMAPPED if text is None else readable(text)

    widths = _CidWidths(across, num_value(default[0]))
    return FontFace(_pairs, one, widths.__getitem__, vertical=vertical, multibyte=True)


def _pairs(string: bytes) -> Iterable[int]:
    return unpack(f">{len(string) // 2}H", string[: len(string) & ~1])


# --- widths --------------------------------------------------------------------------------------------------


class _SimpleWidths:
    """Widths of consecutive codes."""

    def __init__(self, widths: Sequence[object], first: int, missing: float, scale: float) -> None:
        self._widths, self._first, self._missing, self._scale = widths, first, missing, scale

    def __getitem__(self, code: int) -> float:
        place = code - self._first
        width = resolve1(self._widths[place]) if 0 <= place < len(self._widths) else None
        return (width if isinstance(width, (int, float)) else self._missing) * self._scale


class _CidWidths:
    """Widths by code, and the width of all others."""

    def __init__(self, widths: Mapping[int, float], missing: float) -> None:
        self._widths, self._missing = widths, missing

    def __getitem__(self, code: int) -> float:
        return self._widths.get(code, self._missing) * 0.001


def _across(entries: Iterable[object]) -> dict[int, float]:
    """Read a /W array: first code and widths, or first code, last code and width."""
    found: dict[int, float] = {}
    pending: list[float] = []
    total = 0
    for entry in map(resolve1, entries):
        if isinstance(entry, list):
            if pending:
                widths = map(num_value, entry)
                found.update(enumerate(widths, int(pending[-1])))
            pending = []
        elif isinstance(entry, (int, float)):
            pending.append(entry)
            if len(pending) == 3:
                first, last, width = pending
                total += int(last) - int(first)
                if total > RANGE_LIMIT:
                    raise too_large(_("a font declares the width of {count} characters", count=total))
                found.update(dict.fromkeys(range(int(first), int(last) + 1), width))
                pending = []
    return found


# --- ToUnicode maps ------------------------------------------------------------------------------------------

_HEX = rb"<([\da-fA-F\s]*+)>"
_PAIR = _HEX + rb"\s*+" + _HEX
_RANGE = _PAIR + rb"\s*+(?:" + _HEX + rb"|\[([\da-fA-F\s<>]*+)\])"
_FORMS = {
    kind: (regex(form), regex(rb"\s*+(?:" + form + rb"\s*+)*+"))
    for kind, form in ((b"bfchar", _PAIR), (b"bfrange", _RANGE))
}
_ENTRY = regex(_HEX)
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE = 0xFFFF  # of the fonts whose maps are read here; some maps name all numbers of 32 bits
_MAPPED = 16 * _LAST_CODE  # ranges may overlap


def characters(content: bytes) -> dict[int, str] | None:
    """Read a ToUnicode map; `None` if it holds more than codes and ranges of codes."""
    if b"usecmap" in content or -1 < content.find(b"endcmap") < content.rfind(b"beginbf"):
        return None
    found: dict[int, str] = {}
    total = 0
    for kind, block in blocks(content):
        entry, whole = _FORMS.get(kind, (None, None))
        if entry is None or whole is None or not whole.fullmatch(block):
            return None
        if kind == b"bfchar":
            codes, texts = zip(*entry.findall(block), strict=True) if block.strip() else ((), ())
            _map(found, _codes(codes), _texts(texts))
            continue
        for first, last, text, texts in entry.findall(block):
            start, end = _codes((first, last))
            end = min(end, _LAST_CODE)
            total += max(end - start, 0)
            if total > _MAPPED:
                raise too_large(_("a font maps {count} characters", count=total))
            if text or not texts:
                _map_range(found, start, end, unhexed(text))
            else:
                _map(found, range(start, end + 1), _texts(_ENTRY.findall(texts)))
    return found


def _codes(digits: Sequence[bytes]) -> Sequence[int]:
    if set(map(len, digits)) == {2}:
        return unhexed(b"".join(digits))
    return [int.from_bytes(unhexed(code)) for code in digits]


def _texts(digits: Sequence[bytes]) -> Sequence[str]:
    """Decode the texts of codes, all at once where each is one character."""
    if set(map(len, digits)) == {4}:
        texts = unhexed(b"".join(digits)).decode("utf-16-be", "ignore")
        if len(texts) == len(digits):
            return texts
    return [unhexed(text).decode("utf-16-be", "ignore") for text in digits]


def _map(found: dict[int, str], codes: Iterable[int], texts: Sequence[str]) -> None:
    if "\N{NO-BREAK SPACE}" not in texts:
        found.update(zip(codes, texts, strict=False))
        return
    for code, text in zip(codes, texts, strict=False):
        if text != "\N{NO-BREAK SPACE}" or found.get(code) != " ":  # some fonts name one glyph twice
            found[code] = text


def _map_range(found: dict[int, str], start: int, end: int, text: bytes) -> None:
    if len(text) == 2 and (last := (base := int.from_bytes(text)) + end - start) < 1 << 16:
        signs = list(map(chr, range(base, last + 1)))
        if last >= _SURROGATES[0]:
            signs = ["" if ord(sign) in _SURROGATES else sign for sign in signs]
        _map(found, range(start, end + 1), signs)
        return
    before, tail = text[:-4], text[-4:]
    base, wrap = int.from_bytes(tail), 1 << 8 * len(tail)
    counted = (((base + code - start) % wrap).to_bytes(len(tail)) for code in range(start, end + 1))
    _map(found, range(start, end + 1), [(before + last).decode("utf-16-be", "ignore") for last in counted])
