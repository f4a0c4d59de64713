"""Telephone numbers as contact lines give them: which are there, and which are whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import phonenumbers

from checker import ContactWords, ideographs

_DASHES = "~-"  # of plain text
_LEAD = re.compile(r"[^\d(;,。、]{0,12}?(?=[+(\d])")  # a name may stand between label and number
_MASKED = re.compile(rf"[\s{_DASHES}]*[Xx*×✕╳]")

_ABROAD = re.compile(
    r"[^\d+(;,]{0,12}(?P<number>[+(]?\d[\d\s()./~-]*\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?)", re.IGNORECASE
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FREE = re.compile(r"[48]00\d{7}")
_HOTLINE = re.compile(r"1[12]\d{1,4}|(?:0\d{2,3})?(?:1[12]\d{3}|9[56]\d{3,4})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written; `whole` says that it can be called from anywhere in the country."""

    text: str
    whole: bool


class _Forms:
    """How telephone numbers stand in a text of a language."""

    def __init__(self, words: ContactWords) -> None:
        self.extension = re.compile(words.extension, re.IGNORECASE)
        self.number = re.compile(
            rf"(?:\+?86[\s{_DASHES}]*)?(?:\(\s*0[\d\s]{{2,6}}\)|\+?\d)(?:[\s{_DASHES}]*\d)*"
            rf"(?:\s*(?:{words.extension})\s*\d{{1,6}})?",
            re.IGNORECASE,
        )
        joints = re.escape(words.number_joints)
        self.next = re.compile(rf"\s*(?:\([^()]*\))?\s*[、/;,{joints}]\s*[^\d(;,。、]{{0,8}}?(?=[+(\d])")
        # what makes a number after the first no telephone's
        self.other_thing = re.compile(rf"\s*[:%{re.escape(words.no_number)}]")


_forms = cache(_Forms)


def phones(text: str, words: ContactWords) -> Iterator[Phone]:
    """Read the numbers that stand at the beginning of a contact's value, separated by 、/,; or words."""
    plain, forms = ideographs(text), _forms(words)
    lead, known = _LEAD.match(plain), False
    while lead is not None and (match := forms.number.match(plain, lead.end())) is not None:
        digits = re.sub(r"\D", "", match.group())
        if _MASKED.match(plain, match.end()):  # a placeholder, which another check finds
            return
        if lead.start() and (len(digits) < 7 or forms.other_thing.match(plain, match.end())):
            return
        whole = _is_whole(match.group(), forms.extension) or (
            known and len(digits) <= 8
        )  # the area code goes on
        yield Phone(text[match.start() : match.end()], whole)
        known = known or whole
        lead = forms.next.match(plain, match.end())


def phones_abroad(text: str, region: str) -> Iterator[Phone]:
    """Read the number that stands at the beginning of a contact's value, by the plan of another region (“GB”)."""
    match = _ABROAD.match(ideographs(text))
    if match is None or _MASKED.match(text, match.end()):
        return
    try:
        number = phonenumbers.parse(match.group("number"), region)
    except phonenumbers.NumberParseException:
        yield Phone(match.group("number"), whole=False)
    else:
        yield Phone(match.group("number"), phonenumbers.is_valid_number(number))


def example_abroad(region: str) -> str:
    """Write a number as one of a region looks."""
    number = phonenumbers.example_number(region)
    assert number is not None, "the pack was refused for a region that does not exist"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def regions() -> frozenset[str]:
    """List the regions whose plan of numbers is known: CN, GB …"""
    return frozenset(map(str, phonenumbers.SUPPORTED_REGIONS))


def _is_whole(written: str, extension: re.Pattern[str]) -> bool:
    """Judge a number; blanks may be its own or stand before something else."""
    return any(_callable(part, extension) for part in (written, written.split(maxsplit=1)[0]))


def _callable(written: str, extension: re.Pattern[str]) -> bool:
    number, *extensions = extension.split(re.sub(rf"[{_DASHES}]", "-", written))
    number = re.sub(r"\s+", "", number).removeprefix("+").strip("-")
    if number.startswith("86") and len(re.sub(r"\D", "", number)) > 10:
        number = number.removeprefix("86").strip("-")
        number = number if number.startswith(("0", "(0", "1")) else f"0{number}"
    digits = re.sub(r"\D", "", number)
    if any(kind.fullmatch(digits) for kind in (_MOBILE, _FREE, _HOTLINE)):
        return True
    return _fixed(number.replace("(", "").replace(")", "-"), may_extend=not extensions)


def _fixed(number: str, *, may_extend: bool) -> bool:
    """Return whether a number is an area code that exists, 7 or 8 digits, and perhaps an extension."""
    digits = number.replace("-", "")
    area = digits[: 3 if digits.startswith(("01", "02")) else 4]
    rest = re.sub(r"^-*", "", _without(number, len(area)))
    parts = [part for part in rest.split("-") if part]
    if not parts or not _area_exists(area):
        return False
    whole = len("".join(parts)) in {7, 8}
    return whole or (
        may_extend and len(parts) > 1 and len(parts[0]) in {7, 8} and len("".join(parts[1:])) <= 6
    )


def _without(number: str, digits: int) -> str:
    """Drop so many leading digits, whatever signs stand between them."""
    return re.sub(rf"^(?:-*\d){{{digits}}}", "", number)


@cache
def _area_exists(area: str) -> bool:
    """Return whether an area code exists, by numbers of either length that would be assigned in it."""
    candidates = (phonenumbers.parse(area + "6" * length, "CN") for length in (7, 8) if len(area) > 2)
    return any(
        phonenumbers.is_valid_number(number)
        and phonenumbers.length_of_geographical_area_code(number) == len(area) - 1
        for number in candidates
    )
