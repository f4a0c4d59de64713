"""What of a page can be read, and notes on what cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.document import BBox, Note
from checker.messages import Sentences
from checker_formats.pdf.pages import UNMAPPED, Char, Page

_ = Sentences(__package__)

FEW = 20  # visible characters; a scan may carry a page number or a stamp as text
_SCAN = 0.8  # of the page, covered by pictures
_PICTURE = 0.15  # of the page; seals and emblems are smaller
_DRAWING = 50  # painted shapes; text turned into curves has one and more a character
_GARBLED = 0.05  # of the characters


@dataclass(frozen=True, slots=True)
class Legible:
    """A page with only the characters that a reader of the print sees, and notes on the others."""

    page: Page
    notes: tuple[Note, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(note.code for note in self.notes)


def legible(page: Page) -> Legible:
    """Sort out what cannot be seen or trusted on a page; an invisible layer over a scan is kept, with a note."""
    areas = [*(box[:4] for box in page.boxes if not box.white), *page.images]
    inked = tuple(char for char in page.chars if not _is_hidden(char, areas))
    hidden = _signs(page.chars) - _signs(inked)
    pictured = sum(_area(image) for image in page.images) / (page.width * page.height or 1)
    if _signs(inked) < FEW <= hidden and pictured > _SCAN:
        layer = (char._replace(invisible=False) if char.invisible else char for char in page.chars)
        return Legible(replace(page, chars=tuple(layer)), (_layer(page.number),))
    notes = tuple(_notes(page, inked, pictured, hidden))
    return Legible(replace(page, chars=inked), notes)


def _notes(page: Page, inked: Sequence[Char], pictured: float, hidden: int) -> Iterator[Note]:
    number, seen = page.number, _signs(inked)
    if hidden:
        message = _("page {page} holds {count} characters that cannot be seen", page=number, count=hidden)
        yield Note("hidden-text", message, number, lost=not seen)
    if seen < FEW and pictured > _SCAN:
        yield Note(
            "no-text-layer", _("page {page} is a picture without text", page=number), number, lost=True
        )
    elif not seen and page.curves > _DRAWING:
        yield Note("no-text-layer", _("page {page} draws its text as curves", page=number), number, lost=True)
    elif _PICTURE < pictured <= _SCAN:
        yield Note("picture", _("page {page} holds a picture, which is not read", page=number), number)
    if is_garbled(inked):
        message = _("the characters of page {page} cannot be told from its fonts", page=number)
        yield Note("garbled-text", message, number, lost=True)


def _layer(number: int) -> Note:
    message = _(
        "page {page} is a scan; its text was recognised by a machine and is read as it is", page=number
    )
    return Note("hidden-text", message, number, lost=True)


def is_garbled(chars: Sequence[Char]) -> bool:
    """Tell whether more than a few characters are unknown, private, or all the same."""
    signs = [sign for char in chars for sign in char.text if not sign.isspace()]
    if not signs:
        return False
    unknown = sum(sign == UNMAPPED or _is_private(sign) for sign in signs)
    return unknown > _GARBLED * len(signs) or (
        len(signs) > 2 * FEW and len(set(signs)) <= 2
    )  # a broken map names one letter, or two


def _is_private(sign: str) -> bool:
    return "\ue000" <= sign <= "\uf8ff" or sign >= "\U000f0000"


def _is_hidden(char: Char, areas: Sequence[BBox]) -> bool:
    """Tell whether a character shows no ink: white ones do on colour and on pictures."""
    if char.invisible or not char.white:
        return char.invisible
    x, y = char.middle
    return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in areas)


def _signs(chars: Sequence[Char]) -> int:
    return sum(not char.text.isspace() for char in chars)


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
