"""Signs of contacts made plain, one for one: what looks like a hyphen or like nothing."""

from checker import ideographs

_NOTHING = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)))
_PLAIN = {0x00AD: "-", **dict.fromkeys(map(ord, _NOTHING), " ")}  # fonts draw U+00AD as a hyphen


def plain_signs(text: str) -> str:
    """Replace compatibility forms, dashes and invisible characters by plain ones; offsets stay true."""
    return ideographs(text).translate(_PLAIN)
