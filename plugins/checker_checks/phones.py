"""Telephone numbers as contact lines give them: which are there, and which can be called.

Numbers are judged by the numbering plans of regions, as the phonenumbers library has them; that of China is looked at
more closely (`phones_cn`), since its reports omit area codes and mix them up.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from checker import ContactWords, Message, Messages, regex
from checker_checks import phones_cn
from checker_checks.phones_cn import CHINA, MASKED, Phone
from checker_checks.signs import plain_signs

_ = Messages(__package__)

_SHORTEST, _LONGEST = 7, 15  # digits of a number, but for those of emergency and service numbers
_LEAD = 40  # characters that may stand between a label and its number
_JOINT = r"[ \t\u00a0().~/-]"  # between the digits of a number
_NUMBER = rf"(?:\+{_JOINT}?)?\(?\+?\d(?:{_JOINT}{{0,4}}(?:\d|[OIl](?![A-Za-z]))){{1,40}}"
_WORDED = (
    r"(?:\+?1[ .-]?)?\(?8\d\d\)?[ .-](?=[A-Z0-9-]*[A-Z]{3})[A-Z0-9](?:-?[A-Z0-9]){6,10}"  # 1-800-FLOWERS
)
_GOES_ON = regex(r"\s*[A-Za-z:%°]|[.,]\d")  # behind what is hours, a time or an amount
_ANOTHER = regex(r"[\s/-]*[+(]?[+0]")  # how a number begins behind another
_CUT = regex(r"\s+-\s+|/|\s+(?=\()|\s+|(?<=\d)\(")
_UNSURE = regex(  # what has the form of a number: dates, years, thousands, CAS numbers, ISBN, money
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d\d|(?:19|20)\d\d\s*[-/~]\s*(?:19|20)?\d\d"
    r"|[1-9]\d{0,2}(?:[ .]\d{3})+|\d{2,7}-\d\d-\d|97[89][- ]?\d[\d -]*|\d+\.\d+|\d{1,2}(?:\.\d+){2,}"
)
_NAMED = regex(  # in front of a number of something else
    r"(?:[$€£¥#§№]|(?<!\w)[A-Z]{2}\d\d|(?<![A-Za-z])(?:ISO|IEC|EN|DIN|GB/?T?|CAS|UN|EC|EINECS|ISBN|ISSN|IBAN|VAT|No|Nos|Nr|Ref|Number|Form|ID|"
    r"USD|EUR|GBP|CNY|RMB|ICP|Invoice|Case|Order|Docket))[\s.:-]*$",
    re.IGNORECASE,
)
_ALONE = regex(r"(?:\+|\(?\+?0|\(\d{3}\)|(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{3,5}$)")
_NORTH_AMERICAN = regex(r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")


class _Forms:
    """How telephone numbers stand in a text of a language."""

    def __init__(self, words: ContactWords) -> None:
        extension = rf"(?:[\s,]*(?:{words.extension})\s*[:.]?\s*(?P<extension>\d{{1,6}})?)?"
        self.candidate = regex(rf"(?<![\w+])(?:(?P<worded>{_WORDED})|(?P<number>{_NUMBER})){extension}")
        joint = rf"(?:[/,;|&]|{words.number_joints or '(?!)'})"
        self.next = regex(rf"\s*(?:\([^()]*\))?\s*(?:{joint})?[^\d+(;]{{0,20}}", re.IGNORECASE)


_forms = cache(_Forms)


def phones(text: str, words: ContactWords, regions: Sequence[str]) -> Iterator[Phone]:
    """Read the numbers that stand at the beginning of a contact's value; `regions` are those whose plans they follow."""
    others = tuple(region for region in regions if region != CHINA)
    if len(others) < len(regions):
        found = tuple(phones_cn.phones(text, words))
        if not others or all(phone.fault is None for phone in found):
            yield from found
            return
    yield from _phones(text, words, others)


def _phones(text: str, words: ContactWords, regions: tuple[str, ...]) -> Iterator[Phone]:
    plain, forms = plain_signs(text), _forms(words)
    position, first = 0, True
    while (match := forms.candidate.search(plain, position)) is not None:
        between = plain[position : match.start()]
        if MASKED.match(plain, match.end()) or len(between) > _LEAD:
            return
        if not first and not forms.next.fullmatch(between):
            return
        start, end = match.start(), match.end()
        if match["number"]:
            end = _end(plain, match, regions)
        written = plain[start:end]
        if _is_short(written) and not _in_service(written, regions):
            if not first or (not between.strip() and not _GOES_ON.match(plain, end)):
                if first:
                    yield Phone(text[start:end].strip(), _("the number is incomplete"))
                return
            position = end
            continue
        if first or _ALONE.match(written):
            yield Phone(text[start:end].strip(), _fault(written, forms, regions))
        first, position = False, end


def bare_phones(plain: str, words: ContactWords, regions: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find where numbers stand without a label, those only that exist and are written as numbers are."""
    if CHINA in regions:
        yield from phones_cn.bare_phones(plain)
    others = tuple(region for region in regions if region != CHINA)
    for match in _forms(words).candidate.finditer(plain) if others else ():
        start, end = match.start(), _end(plain, match, others) if match["number"] else match.end()
        written = plain[start:end]
        number = (match["worded"] or match["number"])[: end - start]
        if (
            _is_short(written)
            or _UNSURE.fullmatch(number)
            or _NAMED.search(plain[max(0, start - 12) : start])
        ):
            continue
        lone = _is_line(plain, start, end)
        set_apart = re.search(r"[\s().-]|^\+", number) is not None or lone
        american = "US" in others and (match["worded"] or _NORTH_AMERICAN.fullmatch(number))
        begins = number.startswith(("+", "(", "0")) or american or lone or not _has_prefix(others)
        if set_apart and begins and _exists(number, others):
            yield start, end


def lone_phone(line: str) -> bool:
    """Return whether a line is nothing but a telephone number, be it right or wrong."""
    number = line.strip()
    digits = len(re.sub(r"\D", "", number))
    return (
        _SHORTEST <= digits <= _LONGEST
        and re.fullmatch(_NUMBER, number) is not None
        and _ALONE.match(number) is not None
        and not _UNSURE.fullmatch(number)
    )


def names_country(number: str) -> bool:
    """Return whether a number can be dialled from abroad as it is written; those of services need not be."""
    return _dialled(number).startswith("+") or _is_short(number)


def example(regions: Sequence[str]) -> str:
    """Write a number as one of the first region looks."""
    region = regions[0] if regions else "US"
    if region == CHINA:
        return phones_cn.SAMPLE
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    return numbering_plans.example(region)


def known_regions() -> frozenset[str]:
    """List the regions whose plan of numbers is known: CN, GB …"""
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    return numbering_plans.regions()


def _end(plain: str, match: re.Match[str], regions: tuple[str, ...]) -> int:
    """Return where a number ends: hours, a year or another number may stand behind it, its rest on the next line."""
    number, end = match["number"], match.end()
    if match["extension"] or _exists(number, regions):
        return end
    start = match.start()
    more = re.compile(rf"{_JOINT}*\n{_JOINT}*(?!\d{{1,2}}[.)]\s)\d(?:{_JOINT}{{0,2}}\d){{0,12}}").match(
        plain, match.end("number")
    )
    if more is not None and _exists(plain[start : more.end()], regions):
        return more.end()
    for cut in reversed([*_CUT.finditer(number)]):
        rest = number[cut.end() :]
        apart = (
            rest.count("(") != rest.count(")")
            or _ANOTHER.match(number, cut.start())
            or "/" in cut.group()
            or "(" in cut.group()
            or _GOES_ON.match(plain, match.end())
        )
        if apart and _exists(number[: cut.start()], regions):
            return start + cut.start()
    return end


def _fault(written: str, forms: _Forms, regions: tuple[str, ...]) -> Message | None:
    match = forms.candidate.fullmatch(written)
    number = (match["worded"] or match["number"]) if match else written
    if match and not match["extension"] and match.end("number") not in {-1, match.end()}:
        return _("the extension is missing")
    if _exists(number, regions):
        return None
    if re.search(r"\d[OIl]|[OIl]\d", number):
        return _("a letter stands for a digit")
    return _reason(number, regions)


def _reason(number: str, regions: tuple[str, ...]) -> Message:
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    possible = numbering_plans.Possible
    results = {numbering_plans.possible(_dialled(number), region) for region in regions or (None,)}
    if possible.IS_POSSIBLE in results:
        return _("no such number")
    if possible.IS_POSSIBLE_LOCAL_ONLY in results:
        return _("the area code is missing")
    if results == {possible.TOO_LONG}:
        return _("the number has too many digits")
    return _("the number is incomplete") if possible.TOO_SHORT in results else _("no such number")


@lru_cache(maxsize=4096)
def _exists(number: str, regions: tuple[str, ...]) -> bool:
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    dialled = _dialled(number)
    if re.search(r"\d[OIl]|[OIl]\d", number) and not re.search(r"[A-Z]{3}", number):
        return False
    if not regions and not dialled.startswith("+"):
        return _SHORTEST <= len(re.sub(r"\D", "", dialled)) <= _LONGEST
    return _in_service(number, regions) or any(
        numbering_plans.valid(dialled, region) for region in ((None,) if dialled.startswith("+") else regions)
    )


def _is_line(plain: str, start: int, end: int) -> bool:
    """Return whether nothing else stands on the line."""
    after = plain.find("\n", end)
    before, behind = (
        plain[plain.rfind("\n", 0, start) + 1 : start],
        plain[end : after if after >= 0 else None],
    )
    return not (before + behind).strip()


def _dialled(number: str) -> str:
    """Write 00, (+44) and America's 1-800-… with +, which every region understands."""
    plain = re.sub(r"^\(\+(\d{1,3})\)", r"+\1", " ".join(number.replace("/", " ").split()))
    if re.match(r"1[-. ]\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}", plain):
        return f"+{plain}"
    return re.sub(r"^\(?00\)?[\s-]?(?=[1-9(])|^\+ ?", "+", plain)


def _is_short(written: str) -> bool:
    return len(re.sub(r"\D", "", written)) < _SHORTEST and not re.search("[A-Z]{3}", written)


@lru_cache(maxsize=512)
def _in_service(written: str, regions: tuple[str, ...]) -> bool:
    """Return whether a short number is one of the region: for emergencies, of a service."""
    digits = re.sub(r"[\s-]", "", written)
    if not re.fullmatch(r"\d{3,6}", digits):
        return False
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    return any(numbering_plans.in_service(digits, region) for region in regions)


def _has_prefix(regions: Sequence[str]) -> bool:
    """Return whether numbers of one of the regions begin with 0 or 1 where they are dialled at home."""
    from checker_checks import numbering_plans  # noqa: PLC0415  # loads the plans of all countries

    return numbering_plans.has_prefix(regions)
