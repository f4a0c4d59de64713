"""The object layer of a PDF file, opened over pdfminer.six with the limits that it lacks."""

import logging
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import islice, pairwise

from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import (
    PDFBaseXRef,
    PDFDocument,
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
    PDFXRef,
    PDFXRefStream,
)
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import LITERAL_PAGE, LITERAL_PAGES, PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_DCT_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFObjectNotFound,
    PDFObjRef,
    PDFStream,
    dict_value,
    int_value,
    list_value,
    resolve1,
)
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, PSStackEntry
from pdfminer.utils import decode_text

from checker import Messages, ReadError, regex

_ = Messages(__package__)

STREAM_LIMIT = 64 << 20  # decoded; the largest page content met in real reports has 4 MiB
DOCUMENT_LIMIT = 512 << 20  # decoded, all streams together: many middling bombs make one large one
PAGE_LIMIT = 5_000  # a submission is read by people; page trees can name one page 2^40 times
REFERENCE_LIMIT = 32  # references to references; sound files have none
_CHECKSUM = 3  # bytes at the end of a stream that may be wrong
_PIECE = 1 << 14  # bytes inflated at once
RANGE_LIMIT = 1 << 17  # codes in one range of a font's tables; Unicode's planes 0 and 1 together


class LimitedStream(PDFStream):
    """A stream that refuses to decode beyond the limits."""

    allowance: list[int]

    def decode(self) -> None:
        assert self.rawdata is not None, "decoded once"
        data = self.rawdata
        if self.decipher is not None:
            assert self.objid is not None
            assert self.genno is not None
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            _refuse_bomb(name, data)
            if name in LITERALS_FLATE_DECODE:
                data, name = inflated(data), LITERALS_DCT_DECODE[0]  # noqa: PLW2901  # which only undoes predictors
            step = PDFStream({"Filter": name, "DecodeParms": parameters}, data)
            data = step.get_data()
        self.allowance[0] -= len(data)
        if self.allowance[0] < 0:
            raise too_large(_("its contents unpack to more than {limit} MiB", limit=DOCUMENT_LIMIT >> 20))
        self.data = data
        self.rawdata = None


def inflated(data: bytes) -> bytes:
    """Inflate a stream within the limit; of a damaged one, nothing unless only its checksum is wrong.

    pdfminer.six takes time to the square of the size of a damaged stream.
    """
    engine = zlib.decompressobj()
    try:
        plain = engine.decompress(data, STREAM_LIMIT + 1)
    except zlib.error:
        plain = _without_checksum(data)
    if len(plain) > STREAM_LIMIT:
        raise _swollen()
    return plain


def _without_checksum(data: bytes) -> bytes:
    engine, pieces, size = zlib.decompressobj(), list[bytes](), 0
    head = max(len(data) - _CHECKSUM, 0)
    try:
        for start in range(0, head, _PIECE):
            pieces.append(engine.decompress(data[start : min(start + _PIECE, head)]))
            size += len(pieces[-1])
            if size > STREAM_LIMIT:
                break
    except zlib.error:
        return b""
    with suppress(zlib.error):
        for at in range(head, len(data)):
            pieces.append(engine.decompress(data[at : at + 1]))
    return b"".join(pieces)


def _swollen() -> ReadError:
    return too_large(_("a stream unpacks to more than {limit} MiB", limit=STREAM_LIMIT >> 20))


def _refuse_bomb(name: object, data: bytes) -> None:
    swollen = False
    if name in LITERALS_LZW_DECODE:
        size = 0
        for piece in LZWDecoder(BytesIO(data)).run():
            size += len(piece)
            if size > STREAM_LIMIT:
                break
        swollen = size > STREAM_LIMIT
    elif name in LITERALS_RUNLENGTH_DECODE:
        swollen = len(data) * 64 > STREAM_LIMIT  # two bytes can become 128
    if swollen:
        raise _swollen()


class LimitedParser(PDFParser):
    """Make every stream of the file a limited one."""

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content))
        self.content = content
        self._allowance = [DOCUMENT_LIMIT]

    def push(self, *objs: PSStackEntry[PSKeyword | PDFStream | PDFObjRef | None]) -> None:
        for position, entry in objs:
            super().push((position, self.limited(entry) if type(entry) is PDFStream else entry))

    def limited(self, stream: PDFStream) -> LimitedStream:
        """Apply the limits to a new stream."""
        assert stream.rawdata is not None, "fresh from the parser"
        limited = LimitedStream(stream.attrs, stream.rawdata, stream.decipher)
        limited.allowance = self._allowance
        return limited

    def nextline(self) -> tuple[int, bytes]:
        """Read a line at once: pdfminer.six copies a long one again for every 4 KiB of it."""
        start = self.bufpos + self.charpos
        if (end := _LINE_END.search(self.content, start)) is None:
            raise PSEOF("Unexpected EOF")
        self.seek(end.end())
        return start, self.content[start : end.end()]


_LINE_END = regex(rb"\r\n|\r|\n")
_START = regex(rb"startxref[ \t\f\v]*+[\r\n]\s*+(\d{1,10})[ \t\f\v]*+(?:[\r\n]|\Z)")


class LimitedDocument(PDFDocument):
    """Stop at circular references and at searches that take pdfminer.six too long."""

    def find_xref(self, parser: PDFParser) -> int:
        """Find the last cross-reference table, whatever the length of lines."""
        assert isinstance(parser, LimitedParser), "which knows the content"
        content, at = parser.content, len(parser.content)
        while (at := content.rfind(b"startxref", 0, at)) >= 0:
            if found := _START.match(content, at):
                return int(found[1])
        raise PDFNoValidXRef("no startxref")

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read the tables of objects, each once; refuse one that lists more objects than fit into the file."""
        assert isinstance(parser, LimitedParser), "which knows the content"
        waiting, seen = [start], set[int]()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            table = self._load_table(parser, place)
            if isinstance(table, PDFXRefStream) and (
                not table.entlen or _listed(table) > len(parser.content)
            ):
                xrefs.clear()
                raise PDFNoValidXRef("a table lists objects that cannot be there")
            xrefs.append(table)
            trailer = table.get_trailer()
            waiting += [int_value(trailer[key]) for key in ("Prev", "XRefStm") if key in trailer]

    def _load_table(self, parser: PDFParser, start: int) -> PDFBaseXRef:
        parser.seek(start)
        parser.reset()
        try:
            position, token = parser.nexttoken()
        except PSEOF as error:
            raise PDFNoValidXRef("no table of objects") from error
        table: PDFXRef | PDFXRefStream
        if isinstance(token, int):
            parser.seek(position)
            parser.reset()
            table = PDFXRefStream()
        else:
            if token is parser.KEYWORD_XREF:
                parser.nextline()
            table = PDFXRef()
        table.load(parser)
        return table

    def getobj(self, objid: int) -> object:
        found = super().getobj(objid)
        for _hop in range(REFERENCE_LIMIT):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        raise PDFObjectNotFound(objid)


def _listed(table: PDFXRefStream) -> int:
    return sum(int_value(count) for _first, count in table.ranges)


class LimitedFonts(PDFResourceManager):
    """Build fonts, but refuse tables with huge ranges."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if not (objid and objid in self._cached_fonts):
            _refuse_wide_ranges(spec)
        return super().get_font(objid, spec)


def _refuse_wide_ranges(spec: Mapping[str, object]) -> None:
    numbers = [resolve1(entry) for name in ("W", "W2") for entry in list_value(spec.get(name, []))]
    for first, last in pairwise(numbers):
        if isinstance(first, int) and isinstance(last, int) and last - first > RANGE_LIMIT:
            raise too_large(_("a font declares the width of {count} characters", count=last - first))
    mapping = resolve1(spec.get("ToUnicode"))
    if isinstance(mapping, PDFStream):
        count = sum(
            max(int(b"".join(high.split()) or b"0", 16) - int(b"".join(low.split()) or b"0", 16), 0)
            for kind, block in blocks(mapping.get_data())
            if kind.endswith(b"range")
            for low, high in _RANGE.findall(block)
        )
        if count > RANGE_LIMIT:
            raise too_large(_("a font maps {count} characters", count=count))


_RANGE = regex(rb"<([\s\dA-Fa-f]*+)>\s*+<([\s\dA-Fa-f]*+)>\s*+(?:<[^>]*+>|\[|\d)")
_BOUND = regex(rb"(begin|end)((?:bf|cid)(?:char|range))\b")


def blocks(mapping: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Iterate over the blocks of a character map: its kind, as bfrange, and what stands in it."""
    kind, start = b"", 0
    for bound in _BOUND.finditer(mapping):
        if bound[1] == b"end" and kind:
            yield kind, mapping[start : bound.start()]
        kind, start = (bound[2] if bound[1] == b"begin" else b""), bound.end()


def too_large(cause: object) -> ReadError:
    """Return the error for a file that would take too much memory or time."""
    return ReadError("too-large", _("the file is beyond what can be read safely: {cause}", cause=cause))


def damaged() -> ReadError:
    """Return the error for a file that no way of reading it can make sense of."""
    message = _("the PDF is damaged and cannot be read; if it opens in a viewer, print it to a new PDF there")
    return ReadError("unreadable", message)


def open_document(content: bytes, kind: type[LimitedDocument] = LimitedDocument) -> PDFDocument:
    """Open the object layer; raise `ReadError` where a password is needed."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns by the thousand about harmless fonts
    try:
        return kind(LimitedParser(content))
    except PDFPasswordIncorrect:
        raise ReadError("encrypted", _("the PDF opens with a password only")) from None
    except PDFEncryptionError:
        raise ReadError("encrypted", _("the PDF is encrypted in a way that is not supported")) from None


def metadata(document: PDFDocument) -> tuple[tuple[str, str], ...]:
    """List the non-empty document information: producer, title and others."""
    found: dict[str, str] = {}
    for entries in document.info:
        for key, value in entries.items():
            text = resolve1(value)
            if isinstance(text, bytes) and (decoded := _decoded(text)):
                found.setdefault(str(key).lower(), decoded)
    return tuple(sorted(found.items()))


def text_string(entry: object) -> str:
    """Return the text of a string or of a text stream; nothing for anything else."""
    found = resolve1(entry)
    if isinstance(found, PDFStream):
        found = found.get_data()
    return _decoded(found).replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, bytes) else ""


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xff\xfe"):  # little-endian, which the standard does not know and WPS writes
        return text.decode("utf-16", "replace").strip("\0 ")
    return decode_text(text).strip("\0 ")


def total(document: PDFDocument) -> int | None:
    """Return the number of pages that the file declares; nothing if no file has so many."""
    claimed = resolve1(dict_value(document.catalog.get("Pages")).get("Count"))
    return claimed if isinstance(claimed, int) and 0 < claimed <= PAGE_LIMIT else None


def pdf_pages(document: PDFDocument) -> Iterator[PDFPage]:
    """Iterate over the pages of the page tree, each once, however deep it is; of a file without a tree, over all pages."""
    count = 0
    for node, inherited in _page_nodes(document):
        if count >= PAGE_LIMIT:
            raise too_large(_("it has more than {limit} pages", limit=PAGE_LIMIT))
        count += 1
        yield PDFPage(document, node, inherited, None)
    if not count:
        yield from islice(PDFPage.create_pages(document), PAGE_LIMIT)


def _page_nodes(document: PDFDocument) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the number of each page object, and its entries with those that it inherits."""
    waiting: list[tuple[object, dict[str, object]]] = [(document.catalog.get("Pages"), document.catalog)]
    seen = set[int]()
    while waiting:
        node, inherited = waiting.pop()
        number = node.objid if isinstance(node, PDFObjRef) else 0  # it stands in the tree itself
        if number in seen:
            continue
        seen |= {number} - {0}
        entries = {key: inherited[key] for key in PDFPage.INHERITABLE_ATTRS if key in inherited}
        entries |= dict_value(node)
        kind = resolve1(entries.get("Type", entries.get("type")))
        if kind is LITERAL_PAGES or (kind is None and "Kids" in entries):
            waiting += [(kid, entries) for kid in reversed(list_value(entries.get("Kids")))]
        elif kind is LITERAL_PAGE or (kind is None and "Contents" in entries):
            yield number, entries
