"""Numbering plans of all countries, as the phonenumbers library has them: it takes long to load, and is imported late."""

from collections.abc import Sequence

import phonenumbers
from phonenumbers import ValidationResult as Possible
from phonenumbers import shortnumberinfo

__all__ = ["Possible"]


def regions() -> frozenset[str]:
    """List the regions whose plan is known: CN, GB …"""
    return frozenset(map(str, phonenumbers.SUPPORTED_REGIONS))


def example(region: str) -> str:
    """Write a number as one of a region looks."""
    number = phonenumbers.example_number(region)
    assert number is not None, "the pack was refused for a region that does not exist"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def valid(written: str, region: str | None) -> bool:
    """Return whether a number exists in the plan of a region; `None` for one that says its country."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, region))
    except phonenumbers.NumberParseException:
        return False


def possible(number: str, region: str | None) -> int:
    """Return how the length of a number fits the plan of a region, as a `Possible`."""
    try:
        return phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return Possible.TOO_SHORT


def in_service(digits: str, region: str) -> bool:
    """Return whether a short number is one of the region: for emergencies, of a service."""
    if shortnumberinfo.is_emergency_number(digits, region):
        return True
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return shortnumberinfo.is_valid_short_number_for_region(number, region)


def has_prefix(regions: Sequence[str]) -> bool:
    """Return whether numbers of one of the regions begin with 0 or 1 where they are dialled at home."""
    return any(phonenumbers.ndd_prefix_for_region(region, True) in {"0", "1"} for region in regions)
