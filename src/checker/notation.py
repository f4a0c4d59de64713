"""Numbers as cells write them: signs of currencies and percent, groups, words for thousands, bounds, note marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from checker.lazy_dataclasses import dataclass
from checker.regexes import regex
from checker.text import fold, visible

Bound = Literal["", "<", "<=", ">", ">="]

_LONGEST = 60  # characters of a cell that may be a number
_GAP = r"[^\S\n]+"
_GAP_AT_SEPARATOR = regex(
    rf"(?<=\d){_GAP}(?=[.,'’]\d)|(?<=\d[.'’]){_GAP}(?=\d)|(?<=\d,){_GAP}(?=\d{{3}}(?!\d))"
)
_RUN = regex(r"\d(?:[\d.,'’]|[^\S\n])*\d")
_SPACED_GROUPS = regex(rf"[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?")
_BROKEN = regex(r"\d\s*\n\s*\d")
_SPACED_OUT = regex(rf"\d(?:{_GAP}\d)+")  # as PDFs give text
_WHOLE = regex(r"\d*|[1-9]\d{0,2}([.,'])\d{3}(?:\1\d{3})*")
_SUPERSCRIPTS = str.maketrans({sign: f"^{digit}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_CIRCLED = "\u2460-\u2473\u24f5-\u24fe\u2776-\u2793\u3251-\u325f\u32b1-\u32bf"
_OTHER_DIGITS = regex(rf"[{_CIRCLED}\u00bc-\u00be\u2080-\u2089\u2150-\u215f]")
_NOTES = rf"[*†‡§]{{1,5}}|[⁰¹²³⁴-⁹]{{1,5}}|\[\w{{1,3}}\]|[(（][a-z][)）]|[{_CIRCLED}]"
_LINE_NUMBER = regex(r"\(\d{1,2}\)|\d{1,2}\([a-z]\)")
_UNCERTAINTY = regex(
    r"(?P<open>\(\s?)?(?P<number>[-−<]?\s?\d[\d.,]*)\s?(?:±|\+\s?/\s?[-−–])\s?\d[\d.,]*\s?%?(?(open)\s?\))"
)
_WRAPPED = regex(r"=?(.*?)[,.;]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what stands around it; words are folded. Behind one that is `uncertain` stood ± and how far."""

    number: Decimal
    bound: Bound = ""
    currency: str = ""
    percent: bool = False
    unit: str = ""
    uncertain: bool = False


@dataclass(frozen=True, eq=False)
class NumberNotation:
    """How a language or a form writes numbers; words are compared folded.

    - `decimal`: the sign before decimals where a number can be read in two ways: 1.234 (1.234,56 cannot).
    - `currencies`: signs, codes and names, before a number or behind it.
    - `percents`: what stands behind a percentage; `percent_leads`: what stands before one.
    - `scales`: powers of ten by their words (million); a single letter counts only beside a currency ($3m).
    - `bounds`: words before a number of which only a bound is known, such as “<”.
    - `notes`: a pattern of marks behind a number that refer to a note, beside *, ¹, (a) and [1].
    - `nothing`: words of a cell that say 0. `not_applicable`: those that say there is no value.
    """

    decimal: Literal[".", ","] = "."
    currencies: tuple[str, ...] = (
        "$", "£", "€", "¥", "₹", "₽", "₩", "US$", "A$", "C$", "HK$", "USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF",
        "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "INR", "KRW", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN", "ZAR",
    )  # fmt: skip
    percents: tuple[str, ...] = ("%",)
    percent_leads: tuple[str, ...] = ()
    scales: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, Bound] = field(
        default_factory=lambda: {
            "<": "<", "≤": "<=", "≦": "<=", "<=": "<=", ">": ">", "≥": ">=", "≧": ">=", ">=": ">=",
        }
    )  # fmt: skip
    notes: str = ""
    nothing: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ("N/A",)

    def read(self, text: str, units: tuple[str, ...] = ()) -> Quantity | None:
        """Read a number in any notation; `None` where it is none, or two. One of the units may stand behind it."""
        if len(text) > _LONGEST or not any(map(str.isdigit, text)):
            return None
        as_written = (self._quantity(written, units) for written in (text, self.without_notes(text)))
        found = next((found for found in as_written if found is not None), None)
        if found is None and (measured := _UNCERTAINTY.search(text)) is not None:  # (12.3 ± 0.8) mg/L
            certain = text[: measured.start()] + measured.group("number") + text[measured.end() :]
            found = self.read(certain, units) if _UNCERTAINTY.search(certain) is None else None
            return replace(found, uncertain=True) if found is not None else None
        return found

    def is_number(self, text: str) -> bool:
        """Return whether a text is a number, and none that numbers a line: (1), 7(a)."""
        return _LINE_NUMBER.fullmatch(fold(text)) is None and self.read(text) is not None

    def without_notes(self, text: str) -> str:
        """Drop the marks behind a text that refer to notes: 1,902*, 1,902¹, 1,902 (a), 1,902 [1]."""
        return self._notes.sub("", text.rstrip())

    def without_percent(self, text: str) -> str:
        """Fold a text and drop the words that make a percentage of it."""
        folded = fold(text)
        lead = next((lead for lead in map(fold, self.percent_leads) if folded.startswith(lead)), "")
        return folded.removeprefix(lead)

    def says_nothing(self, text: str) -> bool:
        """Return whether a text is a word for 0."""
        return fold(text) in self._nothing

    def says_not_applicable(self, text: str) -> bool:
        """Return whether a text says that there is no value."""
        return fold(text) in self._not_applicable

    def written(self, number: Decimal) -> str:
        """Write a number, without groups."""
        return f"{number:f}".replace(".", self.decimal)

    def _quantity(self, text: str, units: tuple[str, ...]) -> Quantity | None:
        joined = None if _OTHER_DIGITS.search(text) else _joined(visible(text).translate(_SUPERSCRIPTS))
        if joined is None or (wrapped := _WRAPPED.fullmatch(fold(joined))) is None:
            return None
        bounded = self._bound.match(wrapped.group(1))
        bound = self._bounds[bounded.group()] if bounded else ""
        rest = wrapped.group(1)[bounded.end() if bounded else 0 :]
        pattern, in_brackets = _patterns(self, units)
        outer = in_brackets.fullmatch(rest)
        core = pattern.fullmatch(outer.group(2) if outer else rest)
        if core is None:
            return None
        lead, sign, second_lead, digits, tail, scale, scaled_tail, aside = core.groups(default="")
        number = _decimal(digits, self.decimal)
        around = [lead, second_lead, tail, scaled_tail, aside, *(outer.group(1, 3) if outer else ())]
        words = [word for word in around if word]
        percent = [word for word in words if word in self._percents]
        currency = [word for word in words if word in self._currencies]
        unit = [word for word in words if word not in percent and word not in currency]
        if number is None or len(words) > 2 or sum(map(bool, (percent, currency, unit))) > 1:
            return None
        if len(words) == 2 and not any(map(str.isalpha, words)):  # $5€, unlike $5 USD
            return None
        if len(scale) == 1 and scale.isascii() and not currency:
            return None
        if (outer and sign) or (bound and (outer or sign == "-")):
            return None
        number = number * 10 ** self._powers[scale] if scale else number
        if outer or sign == "-":
            number = -number
        first_currency, first_unit = (next(iter(found), "") for found in (currency, unit))
        return Quantity(number, bound, first_currency, bool(percent), first_unit)

    @cached_property
    def _currencies(self) -> frozenset[str]:
        return frozenset(map(fold, self.currencies))

    @cached_property
    def _percents(self) -> frozenset[str]:
        return frozenset(map(fold, (*self.percents, *self.percent_leads)))

    @cached_property
    def _powers(self) -> Mapping[str, int]:
        return {fold(word): power for word, power in self.scales.items()}

    @cached_property
    def _bounds(self) -> Mapping[str, Bound]:
        return {fold(word): bound for word, bound in self.bounds.items()}

    @cached_property
    def _bound(self) -> re.Pattern[str]:
        return regex(_any(self._bounds))

    @cached_property
    def _nothing(self) -> frozenset[str]:
        return frozenset(map(fold, self.nothing))

    @cached_property
    def _not_applicable(self) -> frozenset[str]:
        return frozenset(map(fold, self.not_applicable))

    @cached_property
    def _notes(self) -> re.Pattern[str]:
        own = f"|{self.notes}" if self.notes else ""
        return regex(rf"(?<=\S)(?:\s{{0,5}}(?:{_NOTES}{own})){{1,5}}$")


@lru_cache(maxsize=256)
def _patterns(notation: NumberNotation, units: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match a folded number, and one in brackets. Units come before scales: 3万元 is 3 where 万元 is the unit."""
    own = {fold(unit.translate(_SUPERSCRIPTS)) for unit in units} | {fold(unit) for unit in units}
    currencies = tuple(map(fold, notation.currencies))
    lead = f"({_any((*currencies, *map(fold, notation.percent_leads)))})?"
    tail = _any((*own, *map(fold, notation.percents), *currencies))
    scale = _any(map(fold, notation.scales))
    return (
        regex(
            rf"{lead}([+-]?){lead}(\d(?:[\d.,']*\d)?|[.,]\d+)(?:({tail})|({scale})({tail})?|\(({tail})\))?"
        ),
        regex(rf"{lead}\((.+)\)({tail})?", re.DOTALL),
    )


def _any(words: Iterable[str]) -> str:
    """Match any of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True))) or "(?!)"


def _joined(text: str) -> str | None:
    """Close the gaps between groups, or between all digits of a number; `None` where they part two numbers."""
    if _BROKEN.search(text):
        return None
    closed = _GAP_AT_SEPARATOR.sub("", text.strip())
    for run in [*_RUN.finditer(closed)][::-1]:
        written = run.group()
        if re.search(_GAP, written) is None:
            continue
        if _SPACED_GROUPS.fullmatch(written):
            written = re.sub(_GAP, "'", written)
        elif not _SPACED_OUT.fullmatch(written):
            return None
        closed = closed[: run.start()] + written + closed[run.end() :]
    return closed


def _decimal(digits: str, point: str) -> Decimal | None:
    """Read digits with separators; `None` where these do not stand as in a number.

    The last of two kinds of separators is the decimal sign; a separator that is repeated parts groups.
    """
    comma = "," if point == "." else "."
    kinds = [sign for sign in (point, comma) if sign in digits]
    if len(kinds) == 2 or "'" in digits:
        last = max(kinds, key=digits.rindex, default="")
    else:
        last = point if kinds == [point] and digits.count(point) == 1 else ""
    whole, _sign, fraction = digits.rpartition(last) if last else (digits, "", "")
    if _WHOLE.fullmatch(whole) is None or (last and not fraction.isdecimal()):
        return None
    plain = whole.replace(",", "").replace(".", "").replace("'", "")
    return Decimal(f"{plain or 0}.{fraction or 0}" if last else plain or "0")
