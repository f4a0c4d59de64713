"""The main content of a page: the element with its prose, and the title outside of it."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from checker import Languages, fold, regex
from checker_formats.html.grid import groups_of
from checker_formats.html.layout import is_layout
from checker_formats.html.tree import BLOCKS, is_hidden, is_link, is_skipped, is_unseen

# the least share of the prose in the main content; the rest of the page is links and short lines
_MAIN_SHARE = 0.8
# the largest share of the prose in real navigation; some pages call their whole content “nav” or “header”
_NAVIGATION_SHARE = 0.25
_NAVIGATION = regex(
    r"(?:nav|navbar|menu|header|footer|foot|bottom|breadcrumbs?|crumbs?|position|location|sidebar|share|bshare"
    r"|bdsharebuttonbox|social-share|copyright|pagination|toolbar|related|prev-?next)s?",
    re.IGNORECASE,
)
# elements that may contain paragraphs
_CONTAINERS = frozenset(
    (
        "article",
        "body",
        "center",
        "div",
        "dl",
        "fieldset",
        "form",
        "main",
        "section",
        "table",
        "tbody",
        "td",
        "tr",
    )
)
_SPACE = regex(r"\s+")
_LONGEST_TITLE = 100
_SHORTEST_TITLE = 6
_TITLE_TAGS = frozenset({"h1", "h2", "h3"})


class MainContent:
    """The main content of a page, found by the amount of prose in its elements."""

    def __init__(self, body: _Element, languages: Languages) -> None:
        self._languages = languages
        self._prose: dict[_Element, int] = {}
        self._weigh(body)
        self.body = body
        self.main = self._find(body)

    def is_outside(self, element: _Element) -> bool:
        """Return whether an element is not content: never shown, or navigation by its name and weight."""
        if is_skipped(element):
            return True
        names = (element.get("class", "") + " " + element.get("id", "")).split()
        return (
            bool(names)
            and any(_NAVIGATION.fullmatch(name) for name in names)
            and self._prose.get(element, 0) < _NAVIGATION_SHARE * self._prose[self.main]
        )

    def _weigh(self, element: _Element) -> int:
        """Count the characters of an element outside links, hidden elements and navigation."""
        count = _characters(element.text)
        for child in element:
            if not is_skipped(child) and not is_link(child):
                count += self._weigh(child)
            count += _characters(child.tail)
        if element.tag in BLOCKS:
            self._prose[element] = count
        return count

    def _find(self, body: _Element) -> _Element:
        """Descend while one element has most of the prose and its siblings have nothing of a report."""
        found, whole = body, self._prose[body]
        while (child := self._heaviest(found)) is not None and self._prose[child] >= _MAIN_SHARE * whole > 0:
            if (
                child.tag not in _CONTAINERS
                or not self._has_paragraphs(child)
                or self._leaves_report(found, child)
            ):
                break
            found = child
        return found

    def _heaviest(self, element: _Element) -> _Element | None:
        children = (child for child in element if child in self._prose)
        return max(children, key=lambda child: self._prose[child], default=None)

    def _has_paragraphs(self, element: _Element) -> bool:
        """Return whether an element contains paragraphs."""
        if element.tag == "table":
            return is_layout(element, groups_of(element))
        return any(self._prose.get(below, 0) for below in element.iterdescendants())

    def _leaves_report(self, element: _Element, child: _Element) -> bool:
        others = (other for other in element if other is not child and self._prose.get(other, 0))
        return any(_looks_like_report(other, self._languages) for other in others)


def _looks_like_report(element: _Element, languages: Languages) -> bool:
    """Return whether an element contains numbered headings or data tables."""
    if any(not is_layout(table, groups_of(table)) for table in element.iter("table")):
        return True
    texts = (text for text in element.itertext() if not text.isspace())
    return any(languages.number(text).heads for text in texts)


def _characters(text: str | None) -> int:
    return len(_SPACE.sub("", text)) if text else 0


def declared_titles(root: _Element) -> Iterator[str]:
    """List the titles of the page in its head and in the meta fields of government sites."""
    for title in root.iterfind("head/title"):
        yield "".join(title.itertext())
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() == "articletitle":
            yield meta.get("content", "")


def is_title(text: str, titles: str) -> bool:
    """Return whether a text is part of the folded titles of the page."""
    folded = fold(text)
    return len(folded) >= _SHORTEST_TITLE and folded in titles


def heading_before(body: _Element, main: _Element) -> _Element | None:
    """Find the last heading of the page before its main content that is not a link."""
    found = None
    for element in body.iter():
        if element is main:
            return found
        if element.tag in _TITLE_TAGS and not any(map(is_skipped, (element, *element.iterancestors()))):
            linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
            text = "".join(element.itertext())
            if 2 * linked < len(text) and _SHORTEST_TITLE <= len(fold(text)) <= _LONGEST_TITLE:
                found = element
    return found


def find_title(body: _Element, main: _Element, titles: str) -> _Element | None:
    """Find the smallest element outside the main content with the longest part of the titles."""
    found: list[tuple[int, int, _Element]] = []

    def search(element: _Element) -> str | None:
        """Return the text of an element if it is short, and collect the titles below it."""
        if element is main and main is not body:
            return None
        pieces: list[str | None] = [element.text or ""]
        for child in element:
            shown = not is_unseen(child) and not is_hidden(child)
            pieces += [search(child) if shown else "", child.tail or ""]
        short = [piece for piece in pieces if piece is not None]
        text = "".join(short)
        if len(short) < len(pieces) or len(text.strip()) > _LONGEST_TITLE:
            return None
        if element.tag in BLOCKS and is_title(text, titles):
            found.append((len(fold(text)), -len(found), element))
        return text

    search(body)
    return max(found)[2] if found else None
