"""Formulas written on one line: a fraction as a/b, a power as a^b."""

from lxml.etree import _Element

from checker_formats.docx.names import M, W

_SIGNS = {"sSup": ("^",), "sSub": ("_",), "sSubSup": ("_", "^"), "f": ("/",)}
_SILENT = frozenset({f"{W}del", f"{W}moveFrom"})


def linear(element: _Element) -> str:
    """Write a formula on one line."""
    if element.tag == f"{M}t":
        return element.text or ""
    name = str(element.tag).removeprefix(M)
    parts = [text for child in element if child.tag not in _SILENT and (text := linear(child))]
    if name in _SIGNS:
        return _joined(parts, _SIGNS[name])
    if name == "rad":
        return f"{''.join(parts[:-1])}√{_grouped(parts[-1])}" if parts else ""
    if name == "d":
        return f"{_sign(element, 'begChr', '(')}{_sign(element, 'sepChr', '|').join(parts)}{_sign(element, 'endChr', ')')}"
    if name == "nary":
        return _sign(element, "chr", "∫") + "".join(parts)
    return "".join(parts)


def _joined(parts: list[str], signs: tuple[str, ...]) -> str:
    text = _grouped(parts[0]) if parts else ""
    for sign, part in zip(signs, parts[1:], strict=False):
        text += sign + _grouped(part)
    return text


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() or text.startswith("(") else f"({text})"


def _sign(element: _Element, name: str, default: str) -> str:
    sign = element.find(f"{M}{str(element.tag).removeprefix(M)}Pr/{M}{name}")
    return default if sign is None else sign.get(f"{M}val", "")
