"""Signs of contacts made plain, one for one: a font or a web page has many for the hyphen and for nothing."""

from checker import ideographs

_DASHES = (
    "\u00ad\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2053\u2212\u2500\u2501\u2796\u2e3a\u2e3b\u30fc\u4e28"
    "\ufe58\ufe63\uff0d\u301c\uff5e\u223c"
)
_NOTHING = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)))
_PLAIN = {**dict.fromkeys(map(ord, _DASHES), "-"), **dict.fromkeys(map(ord, _NOTHING), " ")}


def plain_signs(text: str) -> str:
    """Replace compatibility forms, dashes and invisible characters by plain ones; offsets stay true."""
    return ideographs(text).translate(_PLAIN)
