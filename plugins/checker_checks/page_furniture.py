"""Check of what stands around the text of pages: numbers, and heads that are the same throughout."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from checker import (
    Check,
    Document,
    Filing,
    Location,
    Message,
    Messages,
    Need,
    NotApplicable,
    Observation,
    PageFurniture,
    Paragraph,
    Pattern,
    Problem,
    dataclass,
    needs,
    regex,
)

_ = Messages(__package__)

_NUMBER, _LENGTH, _GAP, _HEAD = "page-number-missing", "page-length-missing", "page-count", "page-head"
_DIGITS = regex(r"\d+")
_ALIKE = 0.8  # a line that is nearly the head of the other pages is that head, with a mistake
_LISTED = 5  # pages that a finding lists


@dataclass(frozen=True)
class PageFurnitureCheck(Check):
    """Every page bears its number, the numbers run without gaps, and the heads are the same on all pages.

    Word processors compute the numbers from fields; then what counts is that the header or footer has them. Formats
    without pages (HTML) are not judged.

    Options:
        length: Whether each page must say how many there are (“page 1 of 3”) or whether one follows.
        following: Patterns that say that a page follows, or that the document ends.
        same_head: Whether heads and feet must be the same on all pages, page numbers aside.

    Codes:
        page-number-missing: A page has no number.
        page-length-missing: A page says neither how many there are nor whether one follows.
        page-count: The numbers have gaps, repeat, or are not those of the pages that are there.
        page-head: The head or foot of a page differs from that of the others.

    Example:
        pages:
          check: page-furniture
          clause: "{basis}, 1"
          requirement: Pages are numbered, with their total.
          category: form
          severity: error
          length: true
          following: [continuedonnextpage, endofreport]
    """

    name: ClassVar[str] = "page-furniture"
    codes: ClassVar[tuple[str, ...]] = (_NUMBER, _LENGTH, _GAP, _HEAD)

    length: bool = False
    following: tuple[Pattern, ...] = ()
    same_head: bool = False

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        pages = filing.document.page_furniture
        if not pages:
            yield NotApplicable(_("a document of this format has no pages"))
            return
        marked = {page for page in pages if self._says_what_follows(filing.document, page)}
        if len(pages) > 1 or pages[0].page is None:
            yield from _missing(
                _NUMBER, [page for page in pages if not page.is_numbered and page not in marked], filing
            )
        if self.length and not _blank_pages(pages):
            lacking = [page for page in pages if not page.gives_total and page not in marked]
            yield from _missing(_LENGTH, lacking, filing)
        yield from _counted([page for page in pages if page.number is not None], filing)
        if self.same_head:
            yield from _different(pages, filing)

    def _says_what_follows(self, document: Document, around: PageFurniture) -> bool:
        if not self.following:
            return False
        texts = [*around.head, *around.foot]
        if around.page is not None:
            texts += [p.text for p in _paragraphs(document, around.page)][-3:]
        return any(pattern.search(text) for pattern in self.following for text in texts)


def _blank_pages(pages: Sequence[PageFurniture]) -> bool:
    """Return whether no page has a number: that is one finding already."""
    return not any(page.is_numbered for page in pages)


def _paragraphs(document: Document, page: int) -> list[Paragraph]:
    return [b for b in document.blocks if isinstance(b, Paragraph) and b.location.page == page]


def _place(filing: Filing, page: int | None) -> Location | None:
    """Return the first block of a page, or of a document whose pages are not known yet."""
    blocks = filing.document.blocks
    return next((b.location for b in blocks if page is None or b.location.page == page), None)


def _missing(code: str, lacking: Sequence[PageFurniture], filing: Filing) -> Iterator[Problem]:
    """Report all pages that lack a mark, in one finding."""
    if not lacking:
        return
    pages = [page.page for page in lacking if page.page is not None]
    shown = ", ".join(map(str, pages[:_LISTED])) + (" …" if len(pages) > _LISTED else "")
    if code == _NUMBER:
        message = (
            _("page {pages} has no page number", pages=shown)
            if pages
            else _("neither header nor footer has a page number")
        )
        advice = _("put the page number into the header or footer, like “page 1 of 3”")
    else:
        message = (
            _("page {pages} says neither how many pages there are nor whether one follows", pages=shown)
            if pages
            else _("neither header nor footer says how many pages there are")
        )
        advice = _("write “page 1 of 3” in the header or footer")
    yield Problem(code, message, (code,), _place(filing, lacking[0].page), advice=advice)


def _counted(numbered: Sequence[PageFurniture], filing: Filing) -> Iterator[Problem]:
    """Compare each number with the one before, and the total with the others and with what is there."""
    for before, page in pairwise(numbered):
        wanted = (before.number or 0) + (page.page or 0) - (before.page or 0)
        if page.number != wanted:
            message = _("page number {found} follows {before}", found=page.number, before=before.number)
            yield _miscounted(page, message, str(wanted), str(page.number), filing)
            return
    totals = Counter(page.of for page in numbered if page.of is not None)
    if not totals:
        return
    usual = totals.most_common(1)[0][0]
    other = next((page for page in numbered if page.of not in {None, usual}), None)
    if other is not None:
        message = _("page {page} counts {found} pages, other pages {usual}",
                    page=other.number, found=other.of, usual=usual)  # fmt: skip
        yield _miscounted(other, message, str(usual), str(other.of), filing)
        return
    last = numbered[-1].number or 0
    missing = (usual or 0) - last - len(filing.document.page_furniture) + (numbered[-1].page or 0)
    if missing:
        message = _("the pages count up to {last}, but there are said to be {total}", last=last, total=usual)
        yield _miscounted(numbered[-1], message, str(usual), str(last), filing)


def _miscounted(page: PageFurniture, message: Message, wanted: str, found: str, filing: Filing) -> Problem:
    return Problem(
        _GAP, message, (_GAP,), _place(filing, page.page), expected=wanted, actual=found,
        advice=_("let the word processor number the pages, and submit all of them"),
    )  # fmt: skip


def _different(pages: Sequence[PageFurniture], filing: Filing) -> Iterator[Problem]:
    """Find lines that are nearly the head or foot of most other pages."""
    counted = Counter(line for page in pages for line in {*page.head, *page.foot} if not _counts(line, page))
    usual = [line for line, count in counted.items() if count > 1 and count * 2 > len(pages)]
    if pages[0].page is None:
        usual = [line for line in (*pages[0].head, *pages[0].foot) if not _counts(line, pages[0])]
    for line in usual:
        for page in pages:
            own = (*page.head, *page.foot)
            if line in own:
                continue
            others = [one for one in own if not _counts(one, page)]
            if page.page is not None:
                # what differs was not taken for a head, and leads or ends the text of its page
                texts = [p.text for p in _paragraphs(filing.document, page.page)]
                others += [text for text in (*texts[:8], *texts[-3:]) if len(text) < 2 * len(line)]
            others = [one for one in others if one not in usual]
            near = next((one for one in others if _nearly(filing, line, one)), None)
            if near is not None:
                yield Problem(
                    _HEAD,
                    _("the head or foot of page {page} says “{found}”, that of others “{usual}”",
                      page=page.page, found=near, usual=line)
                    if page.page is not None
                    else _("one header or footer says “{found}”, another “{usual}”", found=near, usual=line),
                    (_HEAD, filing.language.bare(line)[:24]),
                    _place(filing, page.page),
                    expected=line,
                    actual=near,
                    advice=_("let the heads and feet of all pages say the same"),
                )  # fmt: skip
                return


def _nearly(filing: Filing, line: str, other: str) -> bool:
    """Return whether a line is nearly another, and not the same broken elsewhere."""
    if line.startswith(other) or other.startswith(line):
        return False
    return _ALIKE <= filing.language.similarity(line, other) < 1


def _counts(line: str, page: PageFurniture) -> bool:
    """Return whether a line holds the number of its page."""
    numbers = [int(digits) for digits in _DIGITS.findall(line)]
    if page.of is None:
        return page.number in numbers
    return any(pair == (page.number, page.of) for pair in pairwise(numbers))
