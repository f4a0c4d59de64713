"""Postcodes by region: how they look, how one is found in an address, and which are invalid."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checker import dataclass, regex

_MASKED = regex(r"[*×✕╳]|[Xx]{3}")  # a placeholder, which another check finds


@dataclass(frozen=True)
class _Postcode:
    """A region's postcodes: their form, an example, and the form in which they stand within an address."""

    form: re.Pattern[str]
    example: str
    in_address: re.Pattern[str] | None = None


def _digits(count: int, example: str, lead: str = "") -> _Postcode:
    """Return postcodes that are so many digits and stand before a town: “10115 Berlin”."""
    before = rf"(?<![\w.,-])(?:(?:{lead})[- ])?\d{{{count}}}(?= [^\W\d_a-z][^\W\d_]+)" if lead else None
    return _Postcode(
        regex(rf"(?:(?:{lead})[- ]?)?\d{{{count}}}" if lead else rf"\d{{{count}}}"),
        example,
        regex(before) if before else None,
    )


_STATES = (
    "A[KLPRSZ]|C[AOT]|D[CE]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|"
    "W[AIVY]"
)
_BRITISH = r"(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2})"
_CANADIAN = r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d"

_POSTCODES: Mapping[str, _Postcode] = {
    "AT": _digits(4, "1010", "A|AT"),
    "AU": _digits(4, "2000"),
    "BE": _digits(4, "1000", "B|BE"),
    "CA": _Postcode(regex(_CANADIAN, re.IGNORECASE), "K1A 0B1", regex(rf"(?<!\w){_CANADIAN}(?!\w)")),
    "CH": _digits(4, "3003", "CH"),
    "CN": _digits(6, "100000"),
    "DE": _digits(5, "10115", "D|DE"),
    "DK": _digits(4, "1050", "DK"),
    "ES": _digits(5, "28001", "E|ES"),
    "FI": _digits(5, "00100", "FI"),
    "FR": _digits(5, "75001", "F|FR"),
    "GB": _Postcode(regex(_BRITISH, re.IGNORECASE), "SW1A 2AA", regex(rf"(?<!\w){_BRITISH}(?!\w)")),
    "IE": _Postcode(
        regex(r"(?:[AC-FHKNPRTV-Y]\d\d|D6W) ?[0-9AC-FHKNPRTV-Y]{4}", re.IGNORECASE),
        "D02 AF30",
        regex(r"(?<!\w)(?:[AC-FHKNPRTV-Y]\d\d|D6W) [0-9AC-FHKNPRTV-Y]{4}(?!\w)"),
    ),
    "IN": _Postcode(regex(r"[1-9]\d{2} ?\d{3}"), "110001"),
    "IT": _digits(5, "00184", "I|IT"),
    "JP": _Postcode(regex(r"〒?\d{3}-?\d{4}"), "100-0001", regex(r"〒\d{3}-?\d{4}")),
    "KR": _digits(5, "03045"),
    "NL": _Postcode(
        regex(r"\d{4} ?[A-Z]{2}", re.IGNORECASE), "1011 AB", regex(r"(?<!\w)\d{4} ?[A-Z]{2}(?!\w)")
    ),
    "NO": _digits(4, "0150", "NO|N"),
    "NZ": _digits(4, "6011"),
    "PL": _Postcode(regex(r"\d\d-\d{3}"), "00-001", regex(r"(?<![\w-])\d\d-\d{3}(?= \w)")),
    "SE": _Postcode(regex(r"(?:SE?[- ]?)?\d{3} ?\d\d"), "111 22"),
    "SG": _digits(6, "018956"),
    "US": _Postcode(regex(r"\d{5}(?:-\d{4})?"), "20500"),
}
_AMERICAN = regex(rf",\s+(?:{_STATES})\s+(?P<code>\d[\d-]*)(?![\w.,]\d)")


def example(regions: Sequence[str]) -> str:
    """Return a postcode as one of the first region looks; "" where none is known."""
    return next((_POSTCODES[region].example for region in regions if region in _POSTCODES), "")


def postcodes(plain: str, regions: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find where postcodes stand in addresses; behind the state an American one may be wrong."""
    for region in regions:
        if region == "US":
            yield from (match.span("code") for match in _AMERICAN.finditer(plain))
        elif region in _POSTCODES and (found := _POSTCODES[region].in_address) is not None:
            yield from (match.span() for match in found.finditer(plain))


def broken_postcodes(plain: str, regions: Sequence[str]) -> Iterator[str]:
    """Find the postcode of a value where it is not one of the regions; regions that are not known are not judged."""
    if not regions or any(region not in _POSTCODES for region in regions):
        return
    only_digits = all(_POSTCODES[region].example.isdecimal() for region in regions)
    more = r"(?:-\d+)?" if "US" in regions else ""
    value = re.match(rf"\s*(\d[\d\s]*{more})" if only_digits else r"\s*([A-Za-z0-9〒][A-Za-z0-9 -]*)", plain)
    if value is None or _MASKED.search(plain, 0, value.end() + 1):
        return
    written = value.group(1).strip(" -\n\t")
    if not any(_whole(_POSTCODES[region].form, written) for region in regions):
        yield written if only_digits else " ".join(written.split()[:2])


def _whole(form: re.Pattern[str], written: str) -> bool:
    """Return whether a postcode is whole; blanks inside are its own, or stand before something else."""
    words = written.split()
    readings = ("".join(words), " ".join(words), *words[:1], " ".join(words[:2]))
    return any(form.fullmatch(reading) is not None for reading in readings)
