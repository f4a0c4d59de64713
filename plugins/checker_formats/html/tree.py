"""The element tree of a web page, parsed within limits, and the kinds of its elements."""

import re
from functools import cache

from lxml import etree
from lxml.etree import _Element

from checker import Message, Messages, ReadError, regex

_ = Messages(__package__)

# a report of 600 pages is 10 MB with 300,000 tags; the tree needs about ten times that
PAGE_LIMIT = 32 * 2**20
TAGS_LIMIT = 2_000_000
ATTRIBUTES_LIMIT = 1_000  # of one tag: the parser takes time by the square of their number


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody"
    " td tfoot th thead tr ul"
)
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
# elements that browsers do not show as text, controls, and embedded documents
_UNSEEN = _tags(
    "applet area audio base button canvas datalist head input link map meta noframes noscript optgroup param progress"
    " rp rt script select style svg template textarea title track video"
)
_NAVIGATION = frozenset({"aside", "footer", "nav"})
_NAVIGATION_ROLES = frozenset(
    {"banner", "complementary", "contentinfo", "menu", "menubar", "navigation", "search"}
)
_HIDDEN = regex(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)


_TAG = regex(r"""<[A-Za-z](?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""")
_QUOTED = regex(r"""["'][^"']*["']""")
_BETWEEN = regex(r"[\s/]+")
_PAGE_ENDS = regex(r"</(?:body|html)\s*>", re.IGNORECASE)  # browsers go on after them, the parser does not
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_STRUCK = regex(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = regex(r"(?:^|;)\s*vertical-align\s*:\s*super", re.IGNORECASE)


def parsed(text: str) -> _Element:
    """Parse an untrusted page; raise `ReadError` if it is empty or beyond the limits."""
    if len(text) > PAGE_LIMIT or text.count("<") > TAGS_LIMIT:
        raise too_large(_("the page is too large"))
    if any(
        _attributes(tag) > ATTRIBUTES_LIMIT for tag in _TAG.findall(text) if len(tag) > 2 * ATTRIBUTES_LIMIT
    ):
        raise too_large(_("a tag of the page has more than {limit} attributes", limit=ATTRIBUTES_LIMIT))
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        whole = _PAGE_ENDS.sub("", text.replace("\0", ""))
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise no_text(_("the page is empty")) from error
    # the parser silently drops what is beyond its limits
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise too_large(_("the page is nested too deeply or has too long a text"))
    if root is None:
        raise no_text(_("the page is empty"))
    return root


def _attributes(tag: str) -> int:
    """Count the attributes of a tag, with or without values and spaces between them."""
    return len(_BETWEEN.split(_QUOTED.sub(" ", tag)))


def too_large(message: Message) -> ReadError:
    """Return the error for a page beyond the limits."""
    return ReadError("too-large", message)


def no_text(message: Message) -> ReadError:
    """Return the error for a page without text."""
    return ReadError("no-text-layer", message)


def is_unseen(element: _Element) -> bool:
    """Return whether an element never shows text of the page."""
    return element.tag in _UNSEEN


def is_hidden(element: _Element) -> bool:
    """Return whether an element is marked as hidden."""
    if not element.attrib:
        return False
    style = element.get("style")
    return "hidden" in element.attrib or (style is not None and _HIDDEN.search(style) is not None)


def is_struck(element: _Element) -> bool:
    """Return whether the text of an element is struck through."""
    if element.tag in _STRUCK_TAGS:
        return True
    style = element.get("style")
    return style is not None and "-through" in style and _STRUCK.search(style) is not None


def is_raised(element: _Element) -> bool:
    """Return whether an element is a superscript."""
    if element.tag == "sup":
        return True
    style = element.get("style")
    return style is not None and "super" in style and _RAISED.search(style) is not None


def is_navigation(element: _Element) -> bool:
    """Return whether an element is navigation by its tag or role."""
    tag = element.tag
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    return tag in _NAVIGATION or element.get("role", "").lower() in _NAVIGATION_ROLES


def is_skipped(element: _Element) -> bool:
    """Return whether an element has no content for the reader."""
    return is_unseen(element) or is_hidden(element) or is_navigation(element)


def is_link(element: _Element) -> bool:
    """Return whether an element is a link, not only an anchor."""
    return element.tag == "a" and "href" in element.attrib


@cache
def _length(name: str) -> re.Pattern[str]:
    return regex(
        rf"(?:^|;)\s*{name}\s*:\s*(\d{{1,5}})(?:\.\d+)?\s*(px|pt|cm|mm|in|)\s*(?:[;!]|$)", re.IGNORECASE
    )


_PIXELS = {"px": 1.0, "": 1.0, "pt": 96 / 72, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}


def extent(element: _Element, name: str) -> float | None:
    """Return the width or height of an element in pixels; `None` if unknown or relative."""
    if (match := _length(name).search(element.get("style", ""))) is not None:
        return int(match.group(1)) * _PIXELS[match.group(2).lower()]
    match = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", element.get(name, ""))
    return float(match.group(1)) if match else None
