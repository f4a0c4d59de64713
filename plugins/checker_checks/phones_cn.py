"""Telephone numbers of China: area codes, hotlines, and the ways in which reports write them."""

import re
from collections.abc import Iterator
from functools import cache

from checker import ContactWords, Message, Messages, dataclass, regex
from checker_checks.area_codes_cn import DIGITS
from checker_checks.signs import plain_signs

_ = Messages(__package__)

_LEAD = regex(r"[^\d(;,。、]{0,12}?(?=[+(\d]|[Oo]\d)")  # a name may stand between label and number
CHINA = "CN"
SAMPLE = "010-66554433"

MASKED = regex(r"[\s-]*[Xx*×✕╳]")
_JOINT = r"[\s._~·・•-]"  # between the digits of a number
_BRACKETS = str.maketrans("[]【】〔〕", "()()()")
_BESIDE_AREA = regex(r"(?<!\d)(0\d{2,3})[:/\\](?=\d{7,8}(?!\d))")
_LETTER = r"[OoIl](?![A-Za-z])"  # typed for 0 or 1

_MOBILE = regex(r"1[3-9]\d{9}")
_BARE = regex(r"(?<![\d-])0\d{2,3}\s*[-~]\s*\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_FREE = regex(r"[48]00\d{7}")
_HOTLINE = regex(r"1[12]\d{1,3}|11[68]\d{3}|100\d{2}|(?:0[12]\d|0[3-9]\d\d)?(?:1[12]\d{3}|9[56]\d{3,4})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written; `fault` says why it cannot be called from anywhere in the country."""

    text: str
    fault: Message | None = None


class _Forms:
    """How telephone numbers stand in a text of a language."""

    def __init__(self, words: ContactWords) -> None:
        self.extension = regex(words.extension, re.IGNORECASE)
        self.number = regex(
            rf"(?:(?:\+|00)?86{_JOINT}*(?:\(\s*\d[\d\s]{{0,5}}\))?|\(\s*0[\d\s]{{2,6}}\))?{_JOINT}*"
            rf"(?:\+?\d|[Oo](?=\d))(?:{_JOINT}*\d|(?<=[\d-]){_LETTER})*"
            rf"(?:\s*(?:{words.extension})\s*\d{{1,6}})?",
            re.IGNORECASE,
        )
        joint = rf"(?:[、/;,]|{words.number_joints or '(?!)'})"
        self.next = regex(rf"\s*(?:\([^()]*\))?\s*{joint}\s*[^\d(;,。、]{{0,8}}?(?=[+(\d])")
        # what makes a number after the first no telephone's
        self.other_thing = regex(rf"\s*[:%{re.escape(words.no_number)}]")
        self.cut_short = regex(
            rf"\s*(?:[、/]|{words.number_joints or '(?!)'})\s*[2-9]\d{{5}}\s*(?=[;,。、)]|$)"
        )
        self.cut_off = regex(rf"\s*(?:(?:{words.extension})\s*)+(?=[;,。、)]|$)", re.IGNORECASE)


_forms = cache(_Forms)


def phones(text: str, words: ContactWords) -> Iterator[Phone]:
    """Read the numbers that stand at the beginning of a contact's value, separated by 、/,; or words."""
    plain, forms = _BESIDE_AREA.sub(r"\1-", plain_signs(text).translate(_BRACKETS)), _forms(words)
    lead, area = _LEAD.match(plain), None
    while lead is not None and (match := forms.number.match(plain, lead.end())) is not None:
        digits = re.sub(r"\D", "", match.group())
        if MASKED.match(plain, match.end()):  # a placeholder, which another check finds
            return
        short = len(digits) < 7 and not (area and forms.cut_short.match(plain, lead.start()))
        if lead.start() and (short or forms.other_thing.match(plain, match.end())):
            return
        end, fault = match.end(), _fault(match.group(), forms.extension)
        if fault is not None and area is not None and not match.group().startswith(("0", "(", "+")):
            fault = _fault_within(area, digits)  # the area code of the first number goes on
        elif (cut_off := forms.cut_off.match(plain, end)) is not None:
            end, fault = cut_off.end(), fault or _("the extension is missing")
        yield Phone(text[match.start() : end].strip(), fault)
        if area is None and fault is None:
            area = _area(_bare(match.group(), forms.extension)[0])
        lead = forms.next.match(plain, end)


def bare_phones(plain: str) -> Iterator[tuple[int, int]]:
    """Find where numbers stand without a label."""
    yield from (match.span() for match in _BARE.finditer(plain))


def _fault(written: str, extension: re.Pattern[str]) -> Message | None:
    """Judge a number; blanks may be its own or stand before something else."""
    faults = [_fault_of(part, extension) for part in (written, written.split(maxsplit=1)[0])]
    return None if None in faults else faults[0]


def _bare(written: str, extension: re.Pattern[str]) -> tuple[str, bool]:
    """Return a number with dashes for all signs, without the country's code and the extension; was there one."""
    number, *extensions = extension.split(written)
    number = re.sub(r"\s+", "", re.sub("[._~·・•]", "-", number)).removeprefix("+")
    if number.startswith("0086"):
        number = number.removeprefix("00")
    if number.startswith("86") and len(re.sub(r"\D", "", number)) > 10:
        number = number.removeprefix("86").strip("-")
        number = number if re.match(r"\(?0|1\d{10}$|1\D*[3-9]", number) else f"0{number}"
    return number.strip("-"), bool(extensions)


def _fault_of(written: str, extension: re.Pattern[str]) -> Message | None:
    if re.match(r"(?:\+|00)(?!\D*86)", written):
        from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

        exists = numbering_plans.valid(re.sub("^00", "+", written), None)
        return None if exists else _("no such number")
    number, extended = _bare(written, extension)
    digits = re.sub(r"\D", "", number)
    if re.search("[A-Za-z]", number):
        return _("a letter stands for a digit")
    if any(kind.fullmatch(digits) for kind in (_MOBILE, _FREE, _HOTLINE)):
        return None
    if not digits.startswith("0"):
        return _("the area code is missing") if len(digits) in {7, 8} else _("the number is incomplete")
    area = _area(number)
    if len(digits) <= len(area):
        return _("the number is not whole")
    if not _lengths(area):
        return _("there is no area code {area}", area=area)
    rest = re.sub(rf"^(?:[(-]*\d\)?){{{len(area)}}}-*", "", number)
    first, *others = [part for part in rest.split("-") if part] or [""]
    local = first + "".join(others)
    if not extended and others and len(first) in _lengths(area) and len(local) - len(first) <= 6:
        local = first  # the rest is an extension
    return _fault_within(area, local, suffix=-1)


def _fault_within(area: str, local: str, suffix: int = 5) -> Message | None:
    """Judge a number within its area; one of at most `suffix` digits is the end of another (“5550126/28”)."""
    lengths = _lengths(area)
    if len(local) not in lengths and len(local) > suffix:
        return _("{count} digits after area code {area}, which has {lengths}",
                 count=len(local), area=area, lengths="/".join(map(str, sorted(lengths))))  # fmt: skip
    if local.startswith(("0", "1")) and len(local) > suffix:
        return _("no number begins with {digit} after the area code", digit=local[0])
    return None


def _area(number: str) -> str:
    """Return the area code that a number begins with, as it was set apart, or else by its first digits."""
    apart = re.match(r"\(?(0\d{2,3})(?!\d)", number)
    digits = re.sub(r"\D", "", number)
    return apart[1] if apart else digits[: 3 if digits.startswith(("01", "02")) else 4]


def _lengths(area: str) -> frozenset[int]:
    """List the lengths that numbers of an area have, none where the area code does not exist.

    Where the numbers of a province's town became longer, reports still give shorter ones.
    """
    lengths = DIGITS.get(area, frozenset())
    return lengths if not lengths or area.startswith(("01", "02")) else lengths | {7}
