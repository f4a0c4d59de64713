"""A copy of a PDF file with marks appended: the only module that uses pypdf."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from io import BytesIO

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from checker import BBox, Mark, Urgency, dataclass
from checker_formats.author import AUTHOR
from checker_formats.pdf.mark_places import MarkPlace

_Colour = tuple[float, float, float]

_COLOURS: Mapping[Urgency, _Colour] = {
    Urgency.REQUIRED: (1.0, 0.78, 0.75),
    Urgency.SUGGESTED: (1.0, 0.93, 0.6),
    Urgency.CHECK: (0.8, 0.9, 1.0),
}
_THINNEST = 3.0  # points; a thinner box, as that of an empty line, could not be seen
_NOTE = 20.0  # points; the side of a note's sign, and its distance from the corner of the page
_ABOVE = 24.0  # points that a reader sees above a place to which a bookmark leads
_PRINTED = 4  # the flag


@dataclass(frozen=True)
class _Looks:
    """How an annotation looks: its kind, its extent, and the operators that paint it."""

    subtype: str
    rect: BBox
    colour: _Colour
    painting: str
    entries: Mapping[str, PdfObject] = field(default_factory=dict)


class MarkedCopy:
    """A file while marks are appended to it; its bytes stay as they are, and the same marks give the same copy."""

    def __init__(self, content: bytes, when: datetime | None) -> None:
        ended = content if content.endswith((b"\n", b"\r")) else content + b"\n"
        self._writer = PdfWriter(BytesIO(ended), incremental=True)
        self._when = when
        self._pages = {
            page.indirect_reference.idnum: page
            for page in self._writer.pages
            if page.indirect_reference is not None
        }

    def marked(self, marks: Sequence[tuple[Mark, MarkPlace | None]]) -> bytes:
        """Append all marks and return the copy; those without a place become one note on the first page."""
        first = next(iter(self._pages.values()))
        top = self._writer.add_outline_item(title=AUTHOR, page_number=first, bold=True)
        others = [mark for mark, place in marks if place is None or place.page not in self._pages]
        if others:
            lines = [line for mark in others for line in (mark.place, *mark.lines, "")]
            self._add(first, _note(first), others[0].id, lines[:-1])
        for mark, place in marks:
            if place is None or place.page not in self._pages:
                self._writer.add_outline_item(title=_title(mark), page_number=first, parent=top)
                continue
            page, boxes = self._pages[place.page], [_visible(box) for box in place.boxes]
            lines = [*mark.lines] if place.own else [mark.place, *mark.lines]
            self._add(page, _highlight(boxes, _COLOURS[mark.urgency]), mark.id, lines)
            fit = Fit.xyz(boxes[0][0], boxes[0][3] + _ABOVE, None)
            self._writer.add_outline_item(title=_title(mark), page_number=page, parent=top, fit=fit)
        out = BytesIO()
        self._writer.write(out)
        return out.getvalue()

    def _add(self, page: PageObject, looks: _Looks, name: str, lines: Iterable[str]) -> None:
        """Append an annotation with an appearance of its own."""
        painted = DecodedStreamObject()
        painted.set_data(looks.painting.encode("ascii"))
        blend = _dictionary({"/Type": _name("/ExtGState"), "/BM": _name("/Multiply")})
        resources = _dictionary({"/ExtGState": _dictionary({"/Blend": blend})})
        painted.update(
            _dictionary(
                {
                    "/Type": _name("/XObject"),
                    "/Subtype": _name("/Form"),
                    "/BBox": _numbers(looks.rect),
                    "/Resources": resources,
                }
            )
        )
        annotation = _dictionary(
            {
                "/Type": _name("/Annot"),
                "/Subtype": _name(looks.subtype),
                "/Rect": _numbers(looks.rect),
                "/C": _numbers(looks.colour),
                "/F": NumberObject(_PRINTED),
                "/T": _text(AUTHOR),
                "/NM": _text(name),
                "/Contents": _text("\n".join(lines)),
                "/AP": _dictionary({"/N": self._appended(painted)}),
                **looks.entries,
            }
        )
        if page.indirect_reference is not None:
            annotation[NameObject("/P")] = page.indirect_reference
        if self._when is not None:
            annotation[NameObject("/M")] = _text(f"D:{self._when:%Y%m%d%H%M%S}")
        present = page.get("/Annots")
        array = present.get_object() if isinstance(present, PdfObject) else None
        theirs = array if isinstance(array, ArrayObject) else ()
        # a list of its own: several pages may share one
        page[NameObject("/Annots")] = ArrayObject([*theirs, self._appended(annotation)])

    def _appended(self, entry: PdfObject) -> IndirectObject:
        return self._writer._add_object(entry)  # noqa: SLF001  # pypdf has no public name for it


def _title(mark: Mark) -> str:
    """Return the words of a bookmark: the place, and the first thing to do there."""
    return _sound(": ".join((mark.place, *mark.lines[:1])))


def _visible(box: BBox) -> BBox:
    x0, y0, x1, y1 = box
    return x0, y0, max(x1, x0 + _THINNEST), max(y1, y0 + _THINNEST)


def _highlight(boxes: Sequence[BBox], colour: _Colour) -> _Looks:
    lefts, feet, rights, tops = zip(*boxes, strict=True)
    # upper left, upper right, lower left, lower right: as Acrobat writes them, not as the standard says
    corners = [n for x0, y0, x1, y1 in boxes for n in (x0, y1, x1, y1, x0, y0, x1, y0)]
    areas = (f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re" for x0, y0, x1, y1 in boxes)
    painting = f"/Blend gs {_operands(colour)} rg {' '.join(areas)} f"
    rect = min(lefts), min(feet), max(rights), max(tops)
    return _Looks("/Highlight", rect, colour, painting, {"/QuadPoints": _numbers(corners)})


def _note(page: PageObject) -> _Looks:
    """Return the looks of a note in the corner of a page: a sheet with three lines."""
    box, turn = page.cropbox, page.rotation % 360
    right, up = turn in {180, 270}, turn in {0, 270}  # where the corner that is shown top left lies
    x = float(box.right) - 2 * _NOTE if right else float(box.left) + _NOTE
    y = float(box.top) - 2 * _NOTE if up else float(box.bottom) + _NOTE
    colour, ink = _COLOURS[Urgency.SUGGESTED], "0.4 0.3 0 RG 1 w"
    sheet = f"{x:.2f} {y:.2f} {_NOTE:.2f} {_NOTE:.2f} re"
    lines = " ".join(
        f"{x + 4:.2f} {y + height:.2f} m {x + _NOTE - 4:.2f} {y + height:.2f} l" for height in (5, 10, 15)
    )
    painting = f"{_operands(colour)} rg {ink} {sheet} B {lines} S"
    rect = x - 1, y - 1, x + _NOTE + 1, y + _NOTE + 1
    return _Looks("/Text", rect, colour, painting, {"/Name": _name("/Note")})


def _operands(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


def _sound(text: str) -> str:
    """Replace what UTF-16 cannot hold, and control characters."""
    sound = text.encode("utf-16-be", "replace").decode("utf-16-be")
    return "".join(sign if sign >= " " or sign == "\n" else " " for sign in sound)


def _dictionary(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _numbers(numbers: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(number, 2)) for number in numbers])


def _name(name: str) -> NameObject:
    return NameObject(name)


def _text(text: str) -> TextStringObject:
    return TextStringObject(_sound(text))
