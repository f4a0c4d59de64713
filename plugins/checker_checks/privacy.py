"""Privacy: what must never be published about a person."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Location,
    Message,
    Messages,
    Need,
    NumberWords,
    Observation,
    Paragraph,
    Problem,
    dataclass,
    ideographs,
    needs,
    regex,
    visible,
)
from checker_checks.addresses import urls
from checker_checks.contact_fields import contact_fields
from checker_checks.places import TextPlace

_ = Messages(__package__)

_GAP = r"[\s-]?"  # a number may be wrapped over lines or written in groups
_DIGITS = regex(rf"(?<![\dA-Za-z])[1-9](?:{_GAP}\d){{10,18}}(?:{_GAP}[Xx])?(?![\dA-Za-z])")
_SHORTEST = 11  # digits of such a number
_LONGEST_AMOUNT = 15  # characters of a cell that may be nothing but an amount
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_MOBILE = regex(r"1[3-9]\d{9}")
_CARD = regex(r"(?:62|4|5[1-5]|35|9558)\d+")  # issuers of cards; other numbers pass Luhn one time in ten
_GROUPED = regex(r"\d{4}(?:[\s-]\d{4}){3}(?:[\s-]\d{1,3})?|1\d\d[\s-]\d{4}[\s-]\d{4}")  # cards, mobiles


@dataclass(frozen=True)
class PersonalData(Check):
    """Nobody's identity number, mobile number or bank card stands in the document, notes and tables included.

    Identity and mobile numbers are those of China. Identity numbers count with a date of birth and a check digit that fit;
    cards with an issuer's first digits and a Luhn digit that fits. The numbers of the contact fields are fine. Findings show
    such a number masked.

    Codes:
        personal-data: The number of a person.

    Example:
        nobody-is-named:
          check: personal-data
          clause: "{basis}, 6"
          requirement: Reports hold no data of persons.
          category: safety
          severity: error
    """

    name: ClassVar[str] = "personal-data"
    codes: ClassVar[tuple[str, ...]] = ("personal-data",)

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        contacts = "\n".join(re.sub(r"[\s-]", "", contact.value) for contact in contact_fields(filing))
        found: set[str] = set()
        for place in _texts(filing):
            for kind, digits in _personal(visible(ideographs(place.text)), filing.language.number_words):
                if digits in found or digits in contacts:
                    continue
                found.add(digits)
                yield _problem(kind, digits, place.location)


def _texts(filing: Filing) -> Iterator[TextPlace]:
    for block in filing.document.blocks:
        if isinstance(block, Paragraph):
            yield TextPlace(block.text, block)
            continue
        for cell in block.cells:
            length = len(cell.text)
            if length > _LONGEST_AMOUNT or (
                length >= _SHORTEST and filing.language.amount(cell.text) is None
            ):
                yield TextPlace(cell.text, block, cell)


def _problem(kind: Message, digits: str, location: Location) -> Problem:
    masked = _masked(digits)
    return Problem(
        "personal-data",
        _("{kind} {masked} is in the document", kind=kind, masked=masked),
        (masked,),
        location,
        expected=_("no data of persons"),
        actual=masked,
        advice=_("delete the number, also from what is already published"),
    )


def _masked(digits: str) -> str:
    """Keep what tells the finding from others and no person from others."""
    shown = 6 if len(digits) == 18 else 3
    return digits[:shown] + "*" * (len(digits) - shown - 4) + digits[-4:]


def _personal(plain: str, words: NumberWords) -> Iterator[tuple[Message, str]]:
    """Find the numbers of persons, as bare digits."""
    matches = list(_DIGITS.finditer(plain))
    links = [range(start, stop) for start, stop in urls(plain)] if matches else []
    for match in matches:
        if any(match.start() in link for link in links) or words.code.search(plain[: match.start()]):
            continue
        kinds = ((_kind(written, plain, match.end(), words), written) for written in _readings(match.group()))
        found = next(((kind, written) for kind, written in kinds if kind is not None), None)
        if found is not None:
            yield found[0], _bare(found[1])


def _readings(written: str) -> tuple[str, ...]:
    """List what a run of digits may be: one number with blanks in it, or several side by side."""
    return (written, *re.split(r"\s", written)) if re.search(r"\s", written) else (written,)


def _bare(written: str) -> str:
    return re.sub(r"[^\dXx]", "", written).upper()


def _kind(written: str, plain: str, end: int, words: NumberWords) -> Message | None:
    digits = _bare(written)
    one = digits == written.upper() or "\n" in written or _GROUPED.fullmatch(written) is not None
    if _is_identity(digits):
        return _("identity number")
    if one and _is_card(digits):
        return _("bank card number")
    if one and _MOBILE.fullmatch(digits) and not words.counted.match(plain, end):
        return _("mobile number")
    return None


def _is_identity(digits: str) -> bool:
    if len(digits) != 18 or "X" in digits[:17]:
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return 1900 <= born.year < 2100 and digits[17] == _CHECK_DIGITS[total % 11]


def _is_card(digits: str) -> bool:
    if not 16 <= len(digits) <= 19 or _CARD.fullmatch(digits) is None:
        return False
    doubled = "".join(str(int(d) * (1 + place % 2)) for place, d in enumerate(reversed(digits)))
    # digits of a doubled number are summed: 16 counts as 1 + 6
    return sum(map(int, doubled)) % 10 == 0
