"""Reports as JSON between a child process and its parent.

A child that a submission has taken over may send anything: a report is made only from JSON of its exact shape, with
messages of the kind that `message_json` lets through, and whose rules are those of the pack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from checker.judging.reports import Report
from checker.judging.rules import Provision
from checker.message_json import message_from_json, message_to_json
from checker.messages import Message

Json = Any  # what `json` reads and writes
Rules = Mapping[str, Sequence[Provision]]  # by pack
T = TypeVar("T")


def report_to_json(report: Report) -> dict[str, Json]:
    """Write a report as a JSON object; rules are written as their ids."""
    written = _write(report)
    assert isinstance(written, dict), "a report is an object"
    return written


def report_from_json(json: object, rules: Rules) -> Report:
    """Read a report; `rules` are those that it may name. Raise ValueError or KeyError where the JSON is not one."""
    entries = _plain(dict, json)
    report = _read(Report, entries, {rule.id: rule for rule in rules.get(entries["pack"], ())})
    assert isinstance(report, Report), "a report is read"
    return report


def _write(value: object) -> Json:
    if isinstance(value, Provision):
        return value.id
    if isinstance(value, Message):
        return message_to_json(value)
    if is_dataclass(value):
        return {field.name: _write(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(map(_write, value))
    return value


def _read(kind: Any, json: Any, rules: Mapping[str, Provision]) -> Any:  # noqa: C901  # one case a kind of type
    if kind in (str, int, bool):
        return _plain(kind, json)
    if kind is float:
        return float(_plain((int, float), json))
    if kind is date:
        return date.fromisoformat(_plain(str, json))
    if kind is Provision:
        return rules[_plain(str, json)]
    if kind is Message:
        return message_from_json(json)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _any_of(inner, json, rules)
    if origin is Literal:
        if json not in inner:
            raise ValueError(f"not one of {inner}")
        return json
    if origin is tuple:
        items = _plain(list, json)
        kinds = inner[:1] * len(items) if inner[-1] is ... else inner
        return tuple(_read(each, item, rules) for each, item in zip(kinds, items, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(json)
    hints = _hints(kind)
    entries = _plain(dict, json)
    if entries.keys() != hints.keys():
        raise ValueError(f"not the fields of {kind.__name__}")
    return kind(**{name: _read(hint, entries[name], rules) for name, hint in hints.items()})


def _any_of(kinds: tuple[Any, ...], json: Any, rules: Mapping[str, Provision]) -> Any:
    if json is None and type(None) in kinds:
        return None
    kind = next(
        kind for kind in kinds if kind is not type(None) and (kind is not str or isinstance(json, str))
    )
    if isinstance(json, str) and str in kinds:
        kind = str
    return _read(kind, json, rules)


def _plain(kind: Any, json: Any) -> Any:
    if not isinstance(json, kind) or (isinstance(json, bool) and kind is not bool):
        raise ValueError(f"not {kind}")  # callers catch one error
    return json


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
