"""Keep text of documents from being obeyed as a command by the continuous integration that prints a report."""

import json

from checker import regex

# "::" at the start of a line (GitHub), "##[" (GitHub, Azure), "##vso[" (Azure), "##teamcity[" (TeamCity)
_COMMAND = regex(r"(?<!\S):(?=:)|#(?=#\w*\[)")


def break_commands(text: str, spelling: str = "\\u{{{:x}}}") -> str:
    """Spell out the first character of each command; `spelling` formats its code point.

    The default is how `clean` shows unsafe characters; formats with character references of their own use those,
    so that their readers get the text unchanged.
    """
    return _COMMAND.sub(lambda match: spelling.format(ord(match[0])), text)


def json_text(value: object) -> str:
    """Write a value as indented JSON that is also safe in a log."""
    return break_commands(json.dumps(value, ensure_ascii=False, indent=2), "\\u{:04x}") + "\n"
