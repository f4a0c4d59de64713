"""The object layer read by regular expressions; pdfminer.six's parser reads what is unusual or damaged."""

import re
from functools import partial
from typing import cast

from pdfminer.pdfdocument import PDFBaseXRef, PDFXRef
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psexceptions import PSException

from checker import regex
from checker_formats.pdf.objects import LimitedDocument, LimitedParser
from checker_formats.pdf.syntax import UnusualSyntaxError, read

_HEAD = regex(rb"\s*+(\d+)\s++(\d+)\s++obj(?![^\s\0()<>\[\]{}/%])")
_TABLE = regex(
    rb"\s*+xref\s*+((?:\d{1,9} \d{1,9} *[\r\n]++(?:\d{10} \d{5} [nf] ?[\r\n]{1,2})*+)++)trailer(?=[\s<])"
)
_STREAM = regex(rb"\s*+stream\r?\n")
_END = regex(rb"\s*+endstream")
_NUMBERS = regex(rb"\s*+((?:\d++\s++)*+)")


class QuickDocument(LimitedDocument):
    """Give the same objects as the document of pdfminer.six, in a tenth of its time."""

    def __init__(self, parser: PDFParser) -> None:
        assert isinstance(parser, LimitedParser), "whose streams are limited"
        self._source = parser
        self._content = parser.content
        self._refer = partial(PDFObjRef, self)
        self._places: dict[int, list[int]] = {}
        super().__init__(parser)

    def _load_table(self, parser: PDFParser, start: int) -> PDFBaseXRef:
        """Read a table of objects."""
        try:
            return self._table(start)
        except UnusualSyntaxError:
            return super()._load_table(parser, start)

    def _table(self, start: int) -> PDFXRef:
        table, found = PDFXRef(), _TABLE.match(self._content, start)
        words = found[1].split() if found else []
        place = 0
        while place < len(words):
            first, count = int(words[place]), int(words[place + 1])
            entries = words[place + 2 : place + 2 + 3 * count]
            place += 2 + 3 * count
            if len(entries) < 3 * count or set(entries[2::3]) - {b"n", b"f"}:
                raise UnusualSyntaxError
            rows = zip(range(first, first + count), entries[::3], entries[1::3], entries[2::3], strict=True)
            table.offsets |= {
                objid: (None, int(at), int(turn)) for objid, at, turn, use in rows if use == b"n"
            }
        trailer = read(self._content, found.end(), self._refer)[0] if found else None
        if not isinstance(trailer, dict):
            raise UnusualSyntaxError
        table.trailer.update(trailer)
        return table

    def _getobj_parse(self, pos: int, objid: int) -> object:
        try:
            return self._quick(pos, objid)
        except UnusualSyntaxError:
            return super()._getobj_parse(pos, objid)

    def _quick(self, position: int, objid: int) -> object:
        head = _HEAD.match(self._content, position)
        if head is None or int(head[1]) != objid or self._source.fallback:
            raise UnusualSyntaxError
        found, end = read(self._content, head.end(), self._refer)
        stream = _STREAM.match(self._content, end)
        if stream is None:
            return found
        if not isinstance(found, dict):
            raise UnusualSyntaxError
        start = stream.end()
        after = start + int_value(found.get("Length"))
        if after < start or not _END.match(self._content, after):
            raise UnusualSyntaxError
        return self._source.limited(PDFStream(found, self._content[start:after], self.decipher))

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        try:
            return self._packed(stream, index, objid)
        except (UnusualSyntaxError, PSException):
            return super()._getobj_objstm(stream, index, objid)

    def _packed(self, stream: PDFStream, index: int, objid: int) -> object:
        """Read one object of an object stream, not all of them."""
        content = stream.get_data()
        assert stream.objid is not None, "found by it"
        if stream.objid not in self._places:
            head = cast("re.Match[bytes]", _NUMBERS.match(content))
            self._places[stream.objid] = [int(number) for number in head[1].split()]
        places = self._places[stream.objid]
        if index < 0 or 2 * index + 1 >= len(places) or places[2 * index] != objid:
            raise UnusualSyntaxError
        found, _end = read(content, int_value(stream.get("First")) + places[2 * index + 1], self._refer)
        return found
