"""The encoding of a web page: the bytes decide, its declaration is only a hint."""

import codecs
import re

from checker import Messages, ReadError, regex

_ = Messages(__package__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# old pages declare their encoding after scripts and comments, beyond the first 1,024 bytes of the standard
_HEAD = 16_384
_DECLARED = regex(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# East Asian encodings, each decoded as its superset; GB18030 is tried on every page
_EAST_ASIAN = {
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "euc-jp": "euc_jp", "euc-kr": "cp949",
}  # fmt: skip
# truncation damages some characters of a page, a wrong encoding most of them
_DAMAGED_LIMIT = 0.03
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decoded(content: bytes, declared: str = "") -> str:
    """Decode a page; `declared` is the encoding from its MIME part, "" for none.

    What decodes as UTF-8 is UTF-8, whatever is declared: other encodings of Chinese do not by chance.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if content[1:2] == b"\0" or content[:1] == b"\0":
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    for encoding in ("utf-8", *_declared(content, declared), "gb18030", "cp1252"):
        text = content.decode(encoding, "replace")
        if _damaged_share(text) <= _DAMAGED_LIMIT:
            return text
    raise ReadError("garbled-text", _("the encoding of the page is not known"))


def _declared(content: bytes, declared: str) -> tuple[str, ...]:
    found = _DECLARED.search(content[:_HEAD])
    name = declared or (found.group(1).decode("ascii", "replace") if found else "")
    encoding = _EAST_ASIAN.get(name.lower())
    return (encoding,) if encoding else ()


def _damaged_share(text: str) -> float:
    """Return the share of non-ASCII characters that could not be decoded, from 0 to 1."""
    lost = text.count(_REPLACEMENT)
    return lost / sum(not character.isascii() for character in text) if lost else 0.0
