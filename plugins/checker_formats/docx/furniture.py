"""Headers and footers of sections, and the numbers of pages that the word processor fills in."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from lxml.etree import _Element

from checker import PageFurniture, regex
from checker_formats.docx.names import R, W

Field = Literal["page", "pages"]
_FIELDS: Mapping[str, Field] = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages"}
_INSTRUCTION = regex(r"\s*([A-Za-z]+)")
_KINDS = ("default", "first", "even")


def fields_in(part: _Element) -> frozenset[Field]:
    """Return which numbers of pages the fields of a header or footer show."""
    codes = [element.text or "" for element in part.iter(f"{W}instrText")]
    codes += [element.get(f"{W}instr", "") for element in part.iter(f"{W}fldSimple")]
    # a field code may be cut into several runs
    codes += re.split(r"(?=\b(?:PAGE|NUMPAGES|SECTIONPAGES)\b)", "".join(codes).upper())
    words = {found[1].upper() for code in codes if (found := _INSTRUCTION.match(code))}
    words |= {"PAGE"} if part.find(f".//{W}pgNum") is not None else set()
    return frozenset(_FIELDS[word] for word in words if word in _FIELDS)


def furniture(
    root: _Element,
    texts: Mapping[str, tuple[str, ...]],
    fields: Mapping[str, frozenset[Field]],
    *,
    even: bool = False,
) -> Iterator[PageFurniture]:
    """Yield the furniture of each kind of page that the sections have, each once.

    `texts` and `fields` are of the header and footer parts, by the ids of their relationships; `even` says that even
    pages have their own.
    """
    last: dict[tuple[str, str], str] = {}
    seen: set[PageFurniture] = set()
    for section in root.iter(f"{W}sectPr"):
        for tag in ("header", "footer"):
            for mark in section.findall(f"{W}{tag}Reference"):
                last[tag, mark.get(f"{W}type", "default")] = mark.get(f"{R}id", "")
        titled = section.find(f"{W}titlePg") is not None
        for kind in _KINDS:
            ids = [last.get((tag, kind), "") for tag in ("header", "footer")]
            used = kind == "default" or (titled if kind == "first" else even)
            if not used:
                continue
            head, foot = (texts.get(one, ()) for one in ids)
            shown = frozenset[Field]().union(*(fields.get(one, frozenset[Field]()) for one in ids))
            found = PageFurniture(None, head, foot, fields=shown)
            if found not in seen:
                seen.add(found)
                yield found
