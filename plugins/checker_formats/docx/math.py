"""Formulas in linear form: a fraction as a/b, a power as a^b."""

from lxml.etree import _Element

from checker_formats.docx.names import M, W

_OPERATORS = {"sSup": ("^",), "sSub": ("_",), "sSubSup": ("_", "^"), "f": ("/",)}
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})


def linear(element: _Element) -> str:
    """Return a formula in linear form."""
    if element.tag == f"{M}t":
        return element.text or ""
    name = str(element.tag).removeprefix(M)
    parts = [text for child in element if child.tag not in _DELETED and (text := linear(child))]
    if name in _OPERATORS:
        return _joined(parts, _OPERATORS[name])
    if name == "rad":
        return f"{''.join(parts[:-1])}√{_grouped(parts[-1])}" if parts else ""
    if name == "d":
        content = _operator(element, "sepChr", "|").join(parts)
        return _operator(element, "begChr", "(") + content + _operator(element, "endChr", ")")
    if name == "nary":
        return _operator(element, "chr", "∫") + "".join(parts)
    return "".join(parts)


def _joined(parts: list[str], operators: tuple[str, ...]) -> str:
    text = _grouped(parts[0]) if parts else ""
    for operator, part in zip(operators, parts[1:], strict=False):
        text += operator + _grouped(part)
    return text


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() or text.startswith("(") else f"({text})"


def _operator(element: _Element, name: str, default: str) -> str:
    operator = element.find(f"{M}{str(element.tag).removeprefix(M)}Pr/{M}{name}")
    return default if operator is None else operator.get(f"{M}val", "")
