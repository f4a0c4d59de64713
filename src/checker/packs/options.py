"""The options of a check, read from a rule's YAML by the fields of the check's dataclass."""

import re
import typing
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import GenericAlias
from typing import TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError
from pydantic_core import ErrorDetails

from checker.errors import PackMistake, PluginError
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.messages import Messages
from checker.packs.yaml_file import Node, Step, suggestion

_ = Messages(__package__)

AnyCheck = TypeVar("AnyCheck", Check, AuditCheck)

RULE_KEYS = ("check", "clause", "requirement", "category", "severity")
NAME = "name"  # of a rule, for people
CODES = "codes"  # which of the check's codes the rule takes; rules across filings take all of theirs


def rule_keys(kind: type[Check] | type[AuditCheck]) -> tuple[str, ...]:
    """List the keys of a rule that are not options of its check."""
    return (*RULE_KEYS, NAME, *((CODES,) if hasattr(kind, CODES) else ()))


def read_check(kind: type[AnyCheck], rule: Node, mistakes: list[PackMistake]) -> AnyCheck | None:
    """Build a check from the keys of a rule that are not the rule's own; append what is wrong to `mistakes`."""
    options = {key: node.plain for key, node in rule.entries.items() if key not in rule_keys(kind)}
    try:
        check: AnyCheck
        (check,) = _adapter(kind).validate_python((options,))
    except ValidationError as error:
        mistakes += _mistakes(rule, kind, error)
        return None
    return check


def options_schema(
    check: type[Check] | type[AuditCheck], ref: str
) -> tuple[dict[str, object], Sequence[str], dict[str, object]]:
    """Describe the options of a check in JSON Schema: their schemas, the required ones, the definitions they use.

    `ref` is how a definition is referred to; {model} stands for its name.
    """
    whole = _untitled(_adapter(check).json_schema(ref_template=ref))
    assert isinstance(whole, dict), "a schema is an object"
    definitions = whole.get("$defs", {})
    own = definitions.pop(check.__name__)
    return own.get("properties", {}), own.get("required", []), definitions


def _untitled(schema: object) -> object:
    """Drop the titles that pydantic makes of names; a title that is an option's name stays."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _untitled(part) for name, part in value.items()}
        if key in {"properties", "$defs"}
        else _untitled(value)
        for key, value in schema.items()
        if key != "title"
    }


@cache
def _adapter(check: type[AnyCheck]) -> TypeAdapter[tuple[AnyCheck]]:
    """Let pydantic read a check's fields; a tuple of one carries the configuration down to nested dataclasses."""
    try:
        kind = cast("type[tuple[AnyCheck]]", GenericAlias(tuple, (check,)))
        return TypeAdapter(kind, config={"extra": "forbid"})
    except (PydanticUserError, PydanticUndefinedAnnotation) as error:
        raise PluginError(_("check “{name}”: {error}", name=check.name, error=str(error))) from error


_MESSAGES = {
    "missing": "is required",
    "missing_argument": "is required",
    "missing_keyword_only_argument": "is required",
    "tuple_type": "should be a list: [a, b]",
    "list_type": "should be a list: [a, b]",
    "frozen_set_type": "should be a list: [a, b]",
    "dict_type": "should be a mapping: a key, “: ” and a value on each line",
    "mapping_type": "should be a mapping: a key, “: ” and a value on each line",
    "dataclass_type": "should be a mapping: a key, “: ” and a value on each line",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "string_type": "should be text; put quotes around a number",
}


def _mistakes(
    rule: Node, check: type[Check] | type[AuditCheck], error: ValidationError
) -> Iterator[PackMistake]:
    """Yield every mistake with its place; those of the alternatives of one place are joined."""
    messages_of: dict[PackMistake, list[str]] = {}
    for wrong in error.errors(include_url=False):
        path = wrong["loc"][1:]
        absent = path[-1:] if wrong["type"].startswith("missing") else ()
        node = rule
        for step in path[: len(path) - len(absent)]:
            node = node.at(step) or node  # pydantic names alternatives too, which are not steps in the file
        if wrong["type"] == "unexpected_keyword_argument":
            near = suggestion(str(path[-1]), _options(check, path[:-1]))
            messages_of.setdefault(node.misplaced(""), []).append(f"unknown option “{path[-1]}”{near}")
        else:
            messages_of.setdefault(node.mistake("", absent), []).append(_message(wrong))
    for place, messages in messages_of.items():
        yield replace(place, message=" or ".join(dict.fromkeys(messages)))


def _message(wrong: ErrorDetails) -> str:
    kind, given = wrong["type"], wrong["input"]
    if kind in {"literal_error", "enum"}:
        known = re.findall(r"'([^']*)'", str(wrong.get("ctx", {}).get("expected", "")))
        near = suggestion(given, known) if isinstance(given, str) else ""
        return f"should be one of {', '.join(known)}{near}"
    text = wrong["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return _MESSAGES.get(kind, text[:1].lower() + text[1:])


def _options(check: type[Check] | type[AuditCheck], path: Sequence[Step]) -> tuple[str, ...]:
    """List the options that a place may have: the fields of the check, or of a dataclass among its fields."""
    kinds: list[type] = [check]
    for step in path:
        hints = [typing.get_type_hints(kind) for kind in kinds]
        kinds = [inner for hint in hints for inner in _dataclasses(hint.get(str(step)))] or kinds
    own = (field.name for kind in kinds if is_dataclass(kind) for field in fields(kind))
    return (*own, *rule_keys(check)) if not path else tuple(own)


def _dataclasses(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from _dataclasses(part)
