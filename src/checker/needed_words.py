"""Words that a text must have before a regular expression can match it.

Of the many patterns of a pack, few can match any paragraph, and looking for words takes a tenth of the time of trying
an expression. To find them takes as long as to compile it: it is done when packs are compiled into the wheel.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.regexes import regex

Words = frozenset[str]  # one of them is in any text that matches; an empty set says nothing

_ANY: Words = frozenset()
_MANY = 100
_SPECIAL = frozenset(".^$?*+")
_MOST_SETS = 4
_MOST = 64  # words that are looked for: more take as long as the expression
_SIGNS = regex(r"\[((?:\\[^\w\s]|[^\]\\^-]){1,12})\]")  # a class of few signs
_TOKEN = regex(
    r"\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[imsU-]+\)|\((?:\?(?:P?<\w+>|[imsU-]*:))?|[?*+]\??"
    r"|\{\d*,?\d*\}\??|.",
    re.DOTALL,
)


def needed_words(pattern: str) -> tuple[Words, ...]:
    """Return sets of words, case folded: each match of an expression in RE2's syntax contains a word of each.

    The set that tells most comes first.
    """
    tokens = [
        token for token in _TOKEN.findall(pattern) if token[0] != "(" or token[-1] != ")"
    ]  # without flags
    try:
        whole = _alternatives(tokens[::-1])
    except RecursionError:  # groups in groups in groups
        return ()
    return tuple(filter(None, dict.fromkeys((whole.words, *whole.others))))[:_MOST_SETS]


class _Part(NamedTuple):
    """What a part of an expression needs; it is `whole` where it matches nothing but one of the words.

    A match has a word of each of the `others`, too.
    """

    words: Words = _ANY
    whole: bool = False
    others: tuple[Words, ...] = ()


def _alternatives(tokens: list[str]) -> _Part:
    """Read up to the end of a group; `tokens` are taken from the end of the list."""
    ways = [_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        ways.append(_sequence(tokens))
    if tokens:
        tokens.pop()  # the closing bracket
    if len(ways) == 1:
        return ways[0]
    words = frozenset[str]().union(*(way.words for way in ways))
    known = all(way.words for way in ways) and len(words) <= _MOST
    return _Part(words, all(way.whole for way in ways)) if known else _Part()


def _sequence(tokens: list[str]) -> _Part:
    """Return the words that parts of a sequence need, the most telling first."""
    parts = list(_parts(tokens))
    if len(parts) == 1:
        return parts[0]
    needed = (words for part in parts for words in (part.words, *part.others) if words)
    telling, *others = sorted(needed, key=_telling, reverse=True) or [_ANY]
    return _Part(telling, others=tuple(others))


def _telling(words: Words) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)


def _parts(tokens: list[str]) -> Iterator[_Part]:
    """Iterate over the parts of a sequence; those that match one word only are joined."""
    word = ""
    while tokens and tokens[-1] not in {"|", ")"}:
        part = _read(tokens.pop(), tokens)
        least, most = _repeats(tokens)
        if part.whole and len(part.words) == 1 and least:
            word += "".join(part.words) * least
            if least == most:
                continue
            part = _Part()
        if word:
            yield _Part(frozenset({word}), whole=True)
        if least:
            yield part if least == most == 1 else _Part(part.words, others=part.others)
        else:
            yield _Part()
        word = ""
    if word:
        yield _Part(frozenset({word}), whole=True)


def _read(token: str, tokens: list[str]) -> _Part:
    if token[0] == "(":
        return _alternatives(tokens)
    if token[0] == "[":
        signs = _SIGNS.fullmatch(token)
        return _Part(frozenset(signs[1].replace("\\", "").casefold()), whole=True) if signs else _Part()
    escaped = len(token) == 2 and token[0] == "\\" and not token[1].isalnum()
    literal = len(token) == 1 and token not in _SPECIAL
    return _Part(frozenset({token[-1].casefold()}), whole=True) if escaped or literal else _Part()


def _repeats(tokens: list[str]) -> tuple[int, int]:
    """Read how often what stands before must and may be there."""
    least = most = 1
    while tokens and tokens[-1][0] in "?*+{" and (len(tokens[-1]) > 1 or tokens[-1] != "{"):
        sign = tokens.pop()
        counts = [int(count) for count in re.findall(r"\d+", sign)]
        least *= counts[0] if counts else sign[0] == "+"
        most = most * counts[0] if counts and "," not in sign else _MANY
    return min(least, _MANY), most
