"""The legible characters of a page, and notes on the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker import BBox, Messages, Note, dataclass, regex
from checker_formats.pages.page import UNMAPPED, Char, Page
from checker_formats.pages.runs import Run, Text, as_text

_ = Messages(__package__)

FEW = 20  # visible characters; a scan may carry a page number or a stamp as text
_SCAN = 0.8  # of the page, covered by pictures
_FRAMED = 0.3  # of the page; so much picture on a page of hardly a word is a scan within margins
_DRAWING = 50  # painted shapes; text turned into curves has one and more a character
_GARBLED = 0.05  # of the characters
_UNKNOWN = regex("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]+")
_ACCENTED = regex("[\xa1-\xff]")
_IN_NUMBER = regex("[0-9][\ue000-\uf8ff\ufffd]+[0-9]")  # unread digits
_RUN = 4  # unknown characters in a row are words; fewer are bullets and ticks


@dataclass(frozen=True, slots=True)
class Legible:
    """A page with its visible characters only, and notes on the others."""

    page: Page
    notes: tuple[Note, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(note.code for note in self.notes)


def legible(page: Page) -> Legible:
    """Drop what cannot be seen on a page, with notes; an invisible text layer over a scan is kept."""
    if page.recognised:
        return Legible(page, (_recognised_note(page.number),))
    painted = inked = as_text(page.chars)
    if any(run.invisible or run.white for run in painted.runs):
        areas = [*(box[:4] for box in page.boxes if not box.white), *page.images, *page.grounds]
        inked = Text(part for run in painted.runs for part in _inked(run, areas))
    seen = inked.seen
    hidden = painted.seen - seen if inked is not painted else 0
    pictured = sum(_area(image) for image in page.images) / (page.width * page.height or 1)
    if seen < FEW <= hidden and pictured > _SCAN:
        layer = (run._replace(invisible=False) if run.invisible else run for run in painted.runs)
        return Legible(replace(page, chars=Text(layer)), (_text_layer_note(page.number),))
    notes = tuple(_notes(page, inked, seen, pictured, hidden))
    return Legible(replace(page, chars=inked), notes)


def _notes(page: Page, inked: Text, seen: int, pictured: float, hidden: int) -> Iterator[Note]:
    number = page.number
    if hidden:
        message = _("page {page} holds {count} characters that cannot be seen", page=number, count=hidden)
        yield Note("hidden-text", message, number, lost=not seen)
    if seen < FEW and pictured > _FRAMED:
        yield Note(
            "no-text-layer", _("page {page} is a picture without text", page=number), number, lost=True
        )
    elif not seen and page.curves > _DRAWING:
        yield Note("no-text-layer", _("page {page} draws its text as curves", page=number), number, lost=True)
    if is_garbled(inked):
        message = _("the fonts of page {page} do not map glyphs to characters", page=number)
        yield Note("garbled-text", message, number, lost=True)


def _recognised_note(number: int) -> Note:
    message = _(
        "page {page} is a scan; its text was recognised by a machine: compare it with the page", page=number
    )
    return Note("recognised-text", message, number, doubtful=True)


def _text_layer_note(number: int) -> Note:
    message = _(
        "page {page} is a scan; its text was recognised by a machine and is read as it is", page=number
    )
    return Note("hidden-text", message, number, lost=True)


def is_garbled(chars: Sequence[Char]) -> bool:
    """Return whether more than a few characters, or whole words, are unknown, or all are the same."""
    text = _text(chars)
    if text.isascii():
        return _is_one_letter(text)  # as on most pages of English
    runs = _unknown(text)
    words = any(len(run) >= _RUN for run in runs)
    words |= _IN_NUMBER.search(text) is not None
    unknown = words or sum(map(len, runs)) > _GARBLED * len(text)
    return unknown or _is_one_letter(text) or _is_accented(text)


def _is_accented(text: str) -> bool:
    """Return whether most letters have accents, as the bytes of Chinese characters taken for Latin ones."""
    return len(_ACCENTED.findall(text)) > max(len(text) / 2, FEW / 2)


def is_unreadable(chars: Sequence[Char]) -> bool:
    """Return whether most characters are unknown."""
    text = _text(chars)
    return sum(map(len, _unknown(text))) > len(text) / 2 or _is_one_letter(text) or _is_accented(text)


def _text(chars: Sequence[Char]) -> str:
    return "".join(as_text(chars).whole.split())


def _unknown(text: str) -> list[str]:
    return [run for run in _UNKNOWN.findall(text) if not _is_leader(run)]


def _is_leader(run: str) -> bool:
    """Return whether a run of private characters is a dot leader."""
    return len(run) >= _RUN and UNMAPPED not in run and len(set(run)) == 1


def _is_one_letter(text: str) -> bool:
    """Return whether a text consists of one or two letters, as with a broken map."""
    start = text[: 2 * FEW]  # enough to find three letters in nearly any text
    return len(start) < len(text) and len(set(start)) <= 2 and len(set(text)) <= 2


def is_legible(text: str) -> bool:
    """Return whether every character of a short text is known."""
    return _UNKNOWN.search(text) is None


def _inked(run: Run, areas: Sequence[BBox]) -> Iterable[Run]:
    """Keep the characters that show ink: white ones do on colour and on pictures."""
    if run.invisible or not run.white:
        return () if run.invisible else (run,)
    y = (run.top + run.bottom) / 2
    behind = [(x0, x1) for x0, top, x1, bottom in areas if top <= y <= bottom]
    middles = ((left + right) / 2 for left, right in zip(run.lefts, run.rights, strict=True))
    return run.kept(any(x0 <= x <= x1 for x0, x1 in behind) for x in middles)


def slanted(chars: Sequence[Char]) -> int:
    """Count the characters of slanted text, which no line holds."""
    return sum(run.seen() for run in as_text(chars).runs if run.angle < 0)


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
