"""Check of identifiers: their form, and the digit that follows from the others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from checker import Check, Filing, Messages, Need, Observation, Problem, dataclass, needs, regex
from checker_checks.passages import Passage
from checker_checks.text_search import passages_in

_ = Messages(__package__)

Kind = Literal["cas", "ec", "iban", "isbn", "reach", "ufi"]
_DATE = regex(r"(?:19|20)\d\d-(?:0\d|1[0-2])-\d")


class _Identifier(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    expected: Callable[[str], str]  # the check digits, from all signs of the identifier


def _cas(digits: str) -> str:
    return str(sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10)


def _ec(digits: str) -> str:
    rest = sum(place * int(digit) for place, digit in enumerate(digits[:-1], 1)) % 11
    return "X" if rest == 10 else str(rest)


def _isbn(digits: str) -> str:
    return str(-sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits[:-1])) % 10)


def _iban(signs: str) -> str:
    number = "".join(str(int(sign, 36)) for sign in f"{signs[4:]}{signs[:2]}00")
    return f"{98 - int(number) % 97:02}"


# The patterns begin with a sign and look back from behind it: that is searched for ten times faster.


class _Form(NamedTuple):
    name: str
    begun: re.Pattern[str]  # what is meant to be one: all of it is the group `written`
    whole: re.Pattern[str]
    example: str


_FORMS: Mapping[Kind, _Form] = {
    "reach": _Form(
        "REACH",
        regex(r"(?P<written>0(?<![\w-].)1-21\d*(?:\s?-\s?[\dxX]+)*)(?![\w-])"),
        regex(r"01-\d{10}-\d\d(?:-(?:\d{4}|[xX]{4}))?"),
        "01-2119471330-49-0000",
    ),
    "ufi": _Form(
        "UFI",
        regex(
            r"U(?<!\w.)FI\b[^\w\n]{0,3}(?:code)?[^\w\n]{0,3}(?P<written>[A-Z0-9]{2,6}(?:\s?-\s?[A-Z0-9]+)+)"
        ),
        regex(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}"),
        "VDU1-414F-1003-1862",
    ),
}
_BROKEN_OFF = regex(r"\s*\n\s*\d*-")  # a line that goes on may be the rest of a number

_IDENTIFIERS: Mapping[Kind, _Identifier] = {
    "cas": _Identifier("CAS", regex(r"\d(?<![\w-].)\d{1,6}-\d\d-\d(?![\w-])"), _cas),
    "ec": _Identifier("EC", regex(r"[1-9](?<![\w-].)\d\d-\d{3}-\d(?![\w-])"), _ec),
    "isbn": _Identifier("ISBN", regex(r"9(?<![\w-].)7[89](?:[- ]?\d){10}(?![\w-])"), _isbn),
    "iban": _Identifier(
        "IBAN", regex(r"[A-Z](?<!\w.)[A-Z]\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"), _iban
    ),
}  # fmt: skip


@dataclass(frozen=True)
class CheckDigits(Check):
    """Every identifier has the check digit that follows from its other digits: a wrong one is a typing error.

    Identifiers are recognised by their form: `cas` (67-64-1, substances), `ec` (200-662-2, substances), `isbn`
    (13 digits) and `iban` (accounts). `reach` (01-2119471330-49-0000, registrations; the last block may be left out) and
    `ufi` (four times four signs behind “UFI”) are judged by their form alone.

    Options:
        identifiers: Those that are judged.

    Codes:
        check-digit: The check digit does not fit.
        identifier-form: The number has not the form of its kind.

    Example:
        account:
          check: check-digits
          clause: "{basis}, 5"
          requirement: The account number is right.
          category: accuracy
          severity: error
          identifiers: [iban]
    """

    name: ClassVar[str] = "check-digits"
    codes: ClassVar[tuple[str, ...]] = ("check-digit", "identifier-form")

    identifiers: tuple[Kind, ...]

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        reported: set[str] = set()
        for passage in passages_in(filing).passages:
            yield from self._misshapen(passage, reported)
            for kind in (kind for kind in self.identifiers if kind in _IDENTIFIERS):
                identifier = _IDENTIFIERS[kind]
                for found in identifier.pattern.finditer(passage.text):
                    signs = re.sub(r"[^A-Z0-9]", "", found[0])
                    at = slice(2, 4) if kind == "iban" else slice(-1, None)
                    wanted = identifier.expected(signs)
                    wrong = signs[at] != wanted and not (kind == "cas" and _DATE.fullmatch(found[0]))
                    if wrong and found[0] not in reported:
                        reported.add(found[0])
                        yield Problem(
                            "check-digit",
                            _("{number} is no {kind} number: its check digit would be {digit}",
                              number=found[0], kind=identifier.name, digit=wanted),
                            (kind, found[0]),
                            passage.at(found.start()),
                            expected=_("check digit {digit}", digit=wanted),
                            actual=found[0],
                            advice=_("look the number up; a digit of it is wrong, or two are swapped"),
                        )  # fmt: skip

    def _misshapen(self, passage: Passage, reported: set[str]) -> Iterator[Problem]:
        """Report what is meant to be an identifier and has not its form."""
        for kind in (kind for kind in self.identifiers if kind in _FORMS):
            form = _FORMS[kind]
            for found in form.begun.finditer(passage.text):
                written = re.sub(r"\s", "", found["written"])
                broken_off = _BROKEN_OFF.match(passage.text, found.end())
                if form.whole.fullmatch(written) or broken_off or written in reported:
                    continue
                reported.add(written)
                yield Problem(
                    "identifier-form",
                    _("{number} has not the form of a {kind} number: {example}",
                      number=written, kind=form.name, example=form.example),
                    (kind, written),
                    passage.at(found.start("written")),
                    expected=form.example,
                    actual=written,
                    advice=_("look the number up; a digit of it is missing, or one too many"),
                )  # fmt: skip
