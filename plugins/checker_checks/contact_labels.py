"""Labels of contact fields, as they lead a value: “Tel: …”, “电话（传真）：…”, “Phone – …”, “T …”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from checker import ContactWords, dataclass, regex, spaced

Field = Literal["name", "address", "phone", "fax", "email", "postcode", "url"]
ExtraLabels = tuple[tuple[Field, tuple[str, ...]], ...]  # those of a pack

_ORDER: tuple[Field, ...] = (
    "url",
    "email",
    "postcode",
    "fax",
    "phone",
    "address",
    "name",
)  # “网站地址” is no “地址”
_NO_WORD = "(?<![a-z])"  # “hotel:” is not “Tel:”
_LONGEST_CELL = 40  # characters of a cell that is only a label
_BEGINS: Mapping[str, re.Pattern[str]] = {  # what may follow a label without a colon, whatever the language
    "phone": regex(r"\+\d|\(?0\d{2}|\d{7}"),
    "fax": regex(r"\+\d|\(?0\d{2}|\d{7}"),
    "email": regex(r"[\w.+-]++\s*+@"),
    "postcode": regex(r"\d"),
    "url": regex(r"http|www", re.IGNORECASE),
    "address": regex("(?!)"),
    "name": regex("(?!)"),
}


@dataclass(frozen=True)
class Label:
    """A label in a text: the fields that it names, where it stands, and whether a colon follows."""

    fields: tuple[Field, ...]
    start: int
    end: int
    colon: bool


class Labels:
    """The labels of a language and a pack; patterns of many words compile in a third of the time in small letters."""

    def __init__(self, words: ContactWords, extra: ExtraLabels = ()) -> None:
        self._begins = {**_BEGINS, **words.begins}
        more = dict(extra)
        labels = {
            field: _label((*_longest_first(more.get(field, ())), *words.labels.get(field, ())))
            for field in _ORDER
            if field in words.labels or field in more
        }
        self._fields: tuple[Field, ...] = tuple(labels)
        self._initials = words.initials
        one = "|".join(f"(?P<{field}>{label})" for field, label in labels.items())
        initial = (
            rf"|(?P<initial>{_NO_WORD}[{''.join(words.initials).lower()}](?=\.?[ \t]*:))"
            if words.initials
            else ""
        )
        another = "|".join(labels.values())
        joints = "".join(map(re.escape, words.joints))
        ends = rf"(?: *+(?i:{words.label_ends}))?\.?" if words.label_ends else r"\.?"
        self._one = regex(one or "(?!)")
        self._label = (
            rf"(?:{one or '(?!)'}{initial}){ends} *+"
            rf"(?:(?:[{joints}]|\() *+(?:{another or '(?!)'}){ends} *+\)? *+|\((?![\d\s.+-]*\))[^()]{{0,30}}\) *+)*"
        )
        self._labelled = regex(rf"{self._label}(?:(?P<colon>:)|-(?=\s)|(?i:{words.links or '(?!)'}))? *+")
        self._cell = regex(rf"[^\d:@]{{0,25}}?{self._label}:?")
        self._alone = regex(rf"{self._label}:?")

    def leading(self, plain: str) -> Iterator[Label]:
        """Find the labels that lead a value."""
        for match in self._labelled.finditer(_small(spaced(plain))):
            fields, colon = self._named(match), match.group("colon") is not None
            if match.group().startswith("ip"):
                continue
            leads = self._begin(fields, plain, match.end())
            if leads or (colon and not self._is_initial(match)):
                yield Label(fields, match.start(), match.end(), colon)

    def is_label(self, plain: str) -> bool:
        """Return whether a text is nothing but a label."""
        return self._alone.fullmatch(_small(plain.strip())) is not None

    def of_cell(self, plain: str) -> tuple[Field, ...]:
        """List the fields that the cell of a table names where it is nothing but a label."""
        text = _small(spaced(plain).strip())
        match = self._cell.fullmatch(text) if len(text) <= _LONGEST_CELL else None
        return self._named(match) if match is not None else ()

    def _named(self, match: re.Match[str]) -> tuple[Field, ...]:
        """List the fields that a label names: “电话/传真” two."""
        if self._is_initial(match):
            initial = self._initials[match.group("initial").upper()]
            return tuple(field for field in self._fields if field == initial)
        named = {found.lastgroup for found in self._one.finditer(match.group())}
        return tuple(field for field in self._fields if field in named)

    def _is_initial(self, match: re.Match[str]) -> bool:
        return "initial" in match.re.groupindex and match.group("initial") is not None

    def _begin(self, fields: Sequence[Field], plain: str, at: int) -> bool:
        return any(self._begins[field].match(plain, at) for field in fields)


@cache
def labels_of(words: ContactWords, extra: ExtraLabels = ()) -> Labels:
    """Return the labels of a language, and those that a pack adds."""
    return Labels(words, extra)


def _longest_first(labels: Sequence[str]) -> list[str]:
    """Write the labels of a pack as those of languages are: without spaces, longer ones first."""
    return sorted(("".join(label.split()) for label in labels), key=len, reverse=True)


def _small(text: str) -> str:
    """Write text in small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower()[:1] for sign in text)


def _label(words: Sequence[str]) -> str:
    """Match any of the words; a gap may stand between any two letters."""
    return "|".join(
        f"{_NO_WORD if word.isascii() else ''}{' *+'.join(map(re.escape, word.lower()))}" for word in words
    )
