"""The object layer read by regular expressions; pdfminer.six's parser reads what is unusual or damaged."""

import re
from functools import partial
from typing import cast

from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psexceptions import PSException

from checker_formats.pdf.objects import LimitedDocument, LimitedParser
from checker_formats.pdf.syntax import OddError, read

_HEAD = re.compile(rb"\s*+(\d+)\s++(\d+)\s++obj(?![^\s\0()<>\[\]{}/%])")
_STREAM = re.compile(rb"\s*+stream\r?\n")
_END = re.compile(rb"\s*+endstream")
_NUMBERS = re.compile(rb"\s*+((?:\d++\s++)*+)")


class QuickDocument(LimitedDocument):
    """Give the same objects as the document of pdfminer.six, in a tenth of its time."""

    def __init__(self, parser: PDFParser) -> None:
        assert isinstance(parser, LimitedParser), "whose streams are limited"
        self._source = parser
        self._content = parser.content
        self._refer = partial(PDFObjRef, self)
        self._places: dict[int, list[int]] = {}
        super().__init__(parser)

    def _getobj_parse(self, pos: int, objid: int) -> object:
        try:
            return self._quick(pos, objid)
        except OddError:
            return super()._getobj_parse(pos, objid)

    def _quick(self, position: int, objid: int) -> object:
        head = _HEAD.match(self._content, position)
        if head is None or int(head[1]) != objid or self._source.fallback:
            raise OddError
        found, end = read(self._content, head.end(), self._refer)
        stream = _STREAM.match(self._content, end)
        if stream is None:
            return found
        if not isinstance(found, dict):
            raise OddError
        start = stream.end()
        after = start + int_value(found.get("Length"))
        if after < start or not _END.match(self._content, after):
            raise OddError
        return self._source.limited(PDFStream(found, self._content[start:after], self.decipher))

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        try:
            return self._packed(stream, index, objid)
        except (OddError, PSException):
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
            raise OddError
        found, _end = read(content, int_value(stream.get("First")) + places[2 * index + 1], self._refer)
        return found
