"""The places {year}, {start} … in the patterns of a check's options, filled with the filing's period."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from checker.patterns import Pattern

Option = TypeVar("Option")


def filled(option: Option, places: Mapping[str, str]) -> Option:
    """Return an option, or a check with all of its options, whose patterns can match; itself if none has places."""
    if not has_places(option):
        return option
    return _filled(option, places)  # type: ignore[return-value]  # a value of the same shape


def has_places(option: object) -> bool:
    """Return whether a pattern in an option has places to fill."""
    return any(pattern.placeholders for pattern in patterns_in(option))


def patterns_in(option: object) -> Iterator[Pattern]:
    """Iterate over the patterns in an option, at any depth."""
    if isinstance(option, str | int | None):  # most are, and the questions below take longer
        return
    if isinstance(option, Pattern):
        yield option
    elif is_dataclass(option):
        for field in fields(option):
            yield from patterns_in(getattr(option, field.name))
    elif isinstance(option, Mapping):
        for value in option.values():
            yield from patterns_in(value)
    elif isinstance(option, list | tuple):
        for value in option:
            yield from patterns_in(value)


def _filled(option: object, places: Mapping[str, str]) -> object:
    if isinstance(option, Pattern):
        return option.fill(places)
    if is_dataclass(option) and not isinstance(option, type):
        inner = {field.name: getattr(option, field.name) for field in fields(option) if field.init}
        return replace(option, **{name: _filled(value, places) for name, value in inner.items()})
    if isinstance(option, Mapping):
        return {key: _filled(value, places) for key, value in option.items()}
    if isinstance(option, list | tuple):
        return type(option)(_filled(value, places) for value in option)
    return option
