"""HTML as a tree of elements: whatever is not an element is text, and escaped."""

from collections.abc import Iterable
from html import escape

_EMPTY = {"img", "input", "meta", "wbr"}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Iterable["Content"] | None


def element(tag: str, /, *content: Content, **attributes: str | bool | None) -> Html:
    """Write an element; attributes that are `None` or False are left out, “_” in their names is “-”."""
    start = "".join(map(_attribute, attributes, attributes.values()))
    inside = "" if tag in _EMPTY else f"{html(*content)}</{tag}>"
    return Html(f"<{tag}{start}>{inside}")


def html(*content: Content) -> Html:
    """Join contents; strings that are not HTML are escaped."""
    return Html("".join(map(_written, content)))


def _written(content: Content) -> str:
    if content is None or isinstance(content, Html):
        return content or ""
    if isinstance(content, str):
        return _escaped(content)
    return html(*content)


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escaped(value)}"'


def _escaped(text: str) -> str:
    return escape(text)
