"""The encoding of a web page: what it declares is heard, but the bytes decide."""

import codecs
import re

from checker import Messages, ReadError

_ = Messages(__package__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# old pages declare their encoding after scripts and comments, beyond the first 1,024 bytes of the standard
_HEAD = 16_384
_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# the encodings of East Asia by their names in pages, each read as its superset; GB18030 is tried on every page
_EAST_ASIAN = {
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "euc-jp": "euc_jp", "euc-kr": "cp949",
}  # fmt: skip
# a cut file spoils some characters of a page, a wrong encoding most of them
_SPOILT = 0.03
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decoded(content: bytes, declared: str = "") -> str:
    """Decode a page; `declared` is the encoding that its envelope names, "" for none.

    Text that reads as UTF-8 is UTF-8 whatever it declares: no other encoding of Chinese reads so by chance.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if content[1:2] == b"\0" or content[:1] == b"\0":
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    for encoding in ("utf-8", *_own(content, declared), "gb18030", "cp1252"):
        text = content.decode(encoding, "replace")
        if _spoilt(text) <= _SPOILT:
            return text
    raise ReadError("garbled-text", _("the encoding of the page is not known"))


def _own(content: bytes, declared: str) -> tuple[str, ...]:
    found = _DECLARED.search(content[:_HEAD])
    name = declared or (found.group(1).decode("ascii", "replace") if found else "")
    encoding = _EAST_ASIAN.get(name.lower())
    return (encoding,) if encoding else ()


def _spoilt(text: str) -> float:
    """Grade how much of what is not ASCII could not be decoded, from 0 to 1."""
    lost = text.count(_REPLACEMENT)
    return lost / sum(not sign.isascii() for sign in text) if lost else 0.0
