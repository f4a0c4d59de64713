"""Check of identifiers whose last digit follows from the others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from checker import Check, Filing, Messages, Need, Observation, Problem, needs
from checker_checks.places import passages_of

_ = Messages(__package__)

Kind = Literal["cas", "ec", "iban", "isbn"]
_DATE = re.compile(r"(?:19|20)\d\d-(?:0\d|1[0-2])-\d")


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


_IDENTIFIERS: Mapping[Kind, _Identifier] = {
    "cas": _Identifier("CAS", re.compile(r"(?<![\w-])\d{2,7}-\d\d-\d(?![\w-])"), _cas),
    "ec": _Identifier("EC", re.compile(r"(?<![\w-])[1-9]\d\d-\d{3}-\d(?![\w-])"), _ec),
    "isbn": _Identifier("ISBN", re.compile(r"(?<![\w-])97[89](?:[- ]?\d){10}(?![\w-])"), _isbn),
    "iban": _Identifier("IBAN", re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"), _iban),
}  # fmt: skip


@dataclass(frozen=True)
class CheckDigits(Check):
    """Every identifier has the check digit that follows from its other digits: a wrong one is a typing error.

    Identifiers are recognised by their form: `cas` (67-64-1, substances), `ec` (200-662-2, substances), `isbn`
    (13 digits) and `iban` (accounts).

    Options:
        identifiers: Those that are judged.

    Codes:
        check-digit: The check digit does not fit.

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
    codes: ClassVar[tuple[str, ...]] = ("check-digit",)

    identifiers: tuple[Kind, ...]

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        reported: set[str] = set()
        for passage in passages_of(filing.document.blocks):
            for kind in self.identifiers:
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
