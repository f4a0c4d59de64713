"""Options of checks as the YAML values that packs write."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from checker.judging.rules import AuditRule, Rule
from checker.patterns import Pattern


def options(rule: Rule | AuditRule) -> Iterator[tuple[str, object]]:
    """Iterate over the codes that a rule takes and the options of its check: names and YAML values."""
    if isinstance(rule, Rule) and rule.codes:
        yield "codes", list(rule.codes)
    if is_dataclass(rule.check):
        yield from ((field.name, plain(getattr(rule.check, field.name))) for field in fields(rule.check))


def plain(value: object) -> object:
    """Convert an option to JSON values."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return [plain(part) for part in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Pattern):
        return value.source
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
