"""What authors of packs most often mean where a line is not valid YAML."""

from checker.regexes import regex

_TAB = regex(r"[ ]*\t")
_PLACE = regex(r"(?:^|: |- )\{[a-z_]+\}\s*[^\s,}#]")
_PLACE_FIRST = regex(r"(?:^|: |- )\{[a-z_]+\}[^}]")
_COLON = regex(r"^\s*(?:- )?[\w-]+: [^\"'\[{|>#][^\"']*: ")
_SIGN = regex(r": +(?P<sign>[@`%])|- +(?P<listed>[@`%])")
_BACKSLASH = regex(r'"[^"]*\\')


_QUOTE_FIRST = regex(r"""(?:^\s*-\s+|[\[,:]\s+|\[)(["']).*?\1\s+$""")  # "a b" == c


def yaml_hint(line: str, column: int) -> str:
    """Return “; …” with what to write instead, "" where nothing is known."""
    if (quoted := _QUOTE_FIRST.search(line[: column - 1])) is not None:
        other = "single" if quoted[1] == '"' else "double"
        return f"; put {other} quotes around all of a text that begins with a quoted word"
    if _TAB.match(line):
        return "; indent with spaces, not with tabs"
    if _PLACE_FIRST.search(line) or _PLACE.search(line):
        return "; put quotes around a text that begins with “{”"
    if _COLON.match(line):
        return "; put quotes around a text with “: ” in it"
    if (found := _SIGN.search(line)) is not None:
        return f"; put quotes around a text that begins with “{found['sign'] or found['listed']}”"
    if _BACKSLASH.search(line):
        return "; put single quotes around a text with “\\” in it"
    if column > 1 and not line[: column - 1].strip():
        return "; indent the line as those that it belongs with"
    return ""
