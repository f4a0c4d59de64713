"""Types of cells: what a prescribed cell must hold, and what one says when it is read as its type."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

from checker.dates import DateMention
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.notation import Quantity
from checker.patterns import Pattern
from checker.periods import fill
from checker.regexes import regex
from checker.text import fold

Kind = Literal["number", "integer", "money", "percent", "date", "text", "choice", "mark"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NUMERIC: frozenset[Kind] = frozenset({"number", "integer", "money", "percent"})

_REMEMBERED = 200  # characters; values recur, texts do not
_SEPARATORS = ",;/&+|"  # folded, between the values of a choice
_TICKED = "xX✓✔√☑☒■🗹⊠"
_BOX = regex(rf"[\[(（]\s?[{_TICKED}]?\s?[\])）]|[{_TICKED[2:]}☐□]")


@dataclass(frozen=True, slots=True)
class CellType:
    """What a cell must hold.

    - `one_of`: the values that a choice accepts; `several`: it may be more than one of them.
    - `pattern`: what the whole text of the cell must match.
    - `units`: what may stand behind the number.
    - `minimum`, `maximum`: the limits of a number.
    - `required`: the cell may not be blank, nor say that there is no value, but for `not_applicable`: it may say so.
    """

    kind: Kind = "number"
    one_of: tuple[str, ...] = ()
    several: bool = False
    pattern: Pattern | None = None
    units: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = True
    not_applicable: bool = False

    def __hash__(self) -> int:
        return hash((self.kind, self.units))  # readings are looked up by it, and there are few types

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def is_countable(self) -> bool:
        """Return whether relations can be about such cells: a mark counts as 1."""
        return self.is_numeric or self.kind == "mark"

    @property
    def least(self) -> Decimal | None:
        """Return the least number: a whole number counts something, and is not negative unless the pack says so."""
        return Decimal(0) if self.minimum is None and self.kind == "integer" else self.minimum

    def filled(self, places: Mapping[str, str]) -> "CellType":
        """Return the type with values in the places {year}, {start} … of its pattern and its values."""
        pattern = self.pattern and self.pattern.fill(places)
        return replace(self, pattern=pattern, one_of=tuple(fill(value, places) for value in self.one_of))

    @property
    def is_open(self) -> bool:
        """Return whether its pattern has places that nothing filled: no text can be compared with it."""
        return self.pattern is not None and bool(self.pattern.placeholders)

    def matches(self, text: str) -> bool:
        """Return whether the whole text matches the pattern, where there is one."""
        return self.pattern is None or _anchored(self.pattern).search(text) is not None


ReadAs = Literal["value", "blank", "not-applicable", "bound", "unreadable"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says as its type.

    A value is a `number` (of a mark: 1 or 0), a `day`, or what was `chosen`, as the pack writes it; of text nothing is
    taken. A bound is a number of which only `low` and `high` are known, `None` where it has no end: “<1”. What is
    `unreadable` is not of the type; `unlisted` are the parts of a choice that the pack does not list.
    """

    kind: ReadAs
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    day: date | None = None
    chosen: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def _anchored(pattern: Pattern) -> Pattern:
    return Pattern(f"^({pattern.source})$")


_BLANK = Reading("blank")
_NOT_APPLICABLE = Reading("not-applicable")
_UNREADABLE = Reading("unreadable")
_FILLED = Reading("value")


def read_cell(text: str, kind: CellType | None, language: Language) -> Reading:
    """Read a cell as its type; without one, as a number in digits or words."""
    if kind is None:
        return (_untyped if len(text) <= _REMEMBERED else _untyped.__wrapped__)(text, language)
    return (_read if len(text) <= _REMEMBERED else _read.__wrapped__)(text, kind, language)


def cell_value(text: str, kind: CellType | None, language: Language) -> Decimal | None:
    """Read a cell as a number, blank counting as zero; `None` where it is no number, or not known exactly.

    A mark is 1, and no mark 0.
    """
    return value_of(read_cell(text, kind, language), kind)


def value_of(reading: Reading, kind: CellType | None) -> Decimal | None:
    """Return the number that a cell was read as."""
    if reading.kind == "blank" and (kind is None or kind.is_countable):
        return Decimal(0)
    return reading.number


@lru_cache(maxsize=16384)
def _untyped(text: str, language: Language) -> Reading:
    if language.is_blank(text):
        return _BLANK
    value = language.value(text)
    return _UNREADABLE if value is None else Reading("value", value)


@lru_cache(maxsize=16384)
def _read(text: str, kind: CellType, language: Language) -> Reading:
    """Read what the type itself lists, then what stands for nothing, then a value."""
    if (listed := _as_listed(text, kind, language)) is not None:
        return listed
    if language.notation.says_not_applicable(text):
        return _NOT_APPLICABLE
    if language.is_empty(text) or (kind.kind != "text" and language.is_blank(text)):
        return _BLANK
    return _value(text, kind, language)


def _as_listed(text: str, kind: CellType, language: Language) -> Reading | None:
    """Read words and boxes that mean something to this type alone; `None` where there are none."""
    if kind.kind == "choice":
        chosen = _choice(text, kind, language)
        return None if chosen.kind == "unreadable" else chosen
    if kind.kind == "mark":
        return _mark(text, language)
    return Reading("value", Decimal(0)) if kind.is_numeric and language.notation.says_nothing(text) else None


def _value(text: str, kind: CellType, language: Language) -> Reading:
    match kind.kind:
        case "text":
            return _FILLED
        case "choice":
            return _choice(text, kind, language)
        case "mark":
            return _UNREADABLE
        case "date":
            return _day(text, language)
        case _:
            return _number(text, kind, language)


def _number(text: str, kind: CellType, language: Language) -> Reading:
    found = language.quantity(text, kind.units or _own_units(language))
    if found is None:
        plain = language.notation.without_percent(text) if kind.kind == "percent" else text
        worded = not kind.units and not any(map(str.isdecimal, text))
        value = language.value(plain) if worded else None
        return _UNREADABLE if value is None else Reading("value", value)
    if not _signs_fit(found, kind):
        return _UNREADABLE
    if found.bound in {"<", "<="}:  # what is counted or measured is not less than 0
        return Reading("bound", low=Decimal(0) if found.number > 0 else None, high=found.number)
    if found.bound:
        return Reading("bound", low=found.number)
    return Reading("value", found.number)


def _signs_fit(found: Quantity, kind: CellType) -> bool:
    """Return whether the signs around a number are those of its type, or its unit."""
    units = {fold(unit) for unit in kind.units}
    if found.percent:
        return kind.kind == "percent" or "%" in units
    if kind.kind == "integer" and (found.bound or found.uncertain):
        return False
    if not found.currency or found.currency in units:
        return True
    return kind.kind in {"number", "money"} and not units


@lru_cache(maxsize=16)
def _own_units(language: Language) -> tuple[str, ...]:
    """List the units of a language that its notation does not know otherwise: 件, but not 万元."""
    return tuple(unit for unit in language.units if language.notation.read(f"1{unit}") is None)


def _day(text: str, language: Language) -> Reading:
    """Read a day that stands alone, perhaps with its weekday; figures count, as they do in a range (07/01/2026)."""
    plain = language.notation.without_notes(text).strip().rstrip(".;,")
    for found in language.dates.mentions(plain):
        rest = fold(plain[: found.start] + plain[found.end :])
        if isinstance(found, DateMention) and language.beside_date.fullmatch(rest):
            day = None if found.broken else found.value
            return _UNREADABLE if day is None else Reading("value", day=day)
    twice = next(language.dates.ranges(f"{plain} - {plain}"), None)
    first = twice.first if twice is not None and twice.first.text.strip() == plain else None
    if first is None or first.broken or first.value is None:
        return _UNREADABLE
    return Reading("value", day=first.value)


def _mark(text: str, language: Language) -> Reading | None:
    """Read whether a cell is ticked, or which of two boxes is; `None` where it says neither."""
    words = _mark_words(language)
    ticks = words.get(fold(text))
    if ticks is None:
        ticked = _ticked(text)
        if ticked == ():
            return _BLANK
        ticks = words.get(fold(ticked[0])) if ticked and len(ticked) == 1 else None
    return None if ticks is None else Reading("value", Decimal(ticks))


@lru_cache(maxsize=16)
def _mark_words(language: Language) -> Mapping[str, bool]:
    return {fold(word): ticks for word, ticks in language.mark_words.items()}


def _choice(text: str, kind: CellType, language: Language) -> Reading:
    """Read which of the listed values a cell names, or ticks: ☑ High ☐ Low."""
    listed = {fold(value): value for value in kind.one_of}
    plain = language.notation.without_notes(text)
    for written in (text, plain):
        if (one := listed.get(fold(written))) is not None:
            return Reading("value", chosen=(one,))
    parts = _ticked(text)
    if parts == ():
        return _BLANK
    if parts is None:
        parts = _listed(plain, listed)
        if not kind.several and any(fold(part) not in listed for part in parts):
            parts = (plain.strip(),)
    chosen = tuple(listed[fold(part)] for part in parts if fold(part) in listed)
    unlisted = tuple(part for part in parts if fold(part) not in listed)
    if unlisted or not chosen or (len(chosen) > 1 and not kind.several):
        return Reading("unreadable", chosen=chosen, unlisted=unlisted)
    return Reading("value", chosen=chosen)


def _ticked(text: str) -> tuple[str, ...] | None:
    """List the words whose boxes are ticked, in front of them or behind; `None` where there are no boxes."""
    boxes = list(_BOX.finditer(text))
    if not boxes or not fold(_BOX.sub("", text)):
        return None
    starts = [0, *(box.end() for box in boxes)]
    ends = [*(box.start() for box in boxes), len(text)]
    words = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    beside = words[1:] if not words[0] else words[:-1]
    return tuple(word for box, word in zip(boxes, beside, strict=True) if set(box.group()) & set(_TICKED))


def _listed(text: str, listed: Mapping[str, str]) -> tuple[str, ...]:
    """Cut a text into listed values, which may hold separators, or else at its separators."""
    folded = fold(text.replace("\n", ","))
    values = re.compile("|".join(map(re.escape, sorted(listed, key=len, reverse=True))) or "(?!)")
    found, at = [], 0
    while (match := values.match(folded, at)) is not None:
        found.append(match.group())
        at = match.end()
        if at == len(folded):
            return tuple(dict.fromkeys(found))
        if folded[at] not in _SEPARATORS:
            break
        at += 1
    parts = re.split(rf"[{_SEPARATORS}\uff0c\uff1b\u3001\n]+", text)
    return tuple(part.strip() for part in parts if part.strip())
