"""Messages as JSON between processes.

A process that a submission has taken over may send anything: a message is made only from JSON of its exact shape, whose
templates do nothing but fill their placeholders and render to a text of bounded length.
"""

import sys
from typing import Any

from checker.messages import WORDED, Message, placeholders
from checker.text import clean

_DEEPEST = 16  # messages and tuples within messages
_LONGEST_TEMPLATE = 10_000  # characters
MESSAGE_LIMIT = 100_000  # characters, with all its values


def message_to_json(message: Message) -> dict[str, Any]:
    """Write a message as a JSON object: messages and tuples in it stay what they are, all else is text."""
    return {"text": message.text, "values": _write(message.values), "domain": message.domain}


def message_from_json(json: object) -> Message:
    """Read a message; raise ValueError if it is none, or if it might do more or say more than messages do.

    If its package is not loaded, the message stays in English: what another process sends cannot cause an import.
    """
    message = _message(json, 0)
    if _length(message) > MESSAGE_LIMIT:
        raise ValueError("a message that is too long")
    return message


def _write(value: object) -> Any:
    if isinstance(value, Message):
        return message_to_json(value)
    return list(map(_write, value)) if isinstance(value, tuple) else str(value)


def _message(json: object, depth: int) -> Message:
    match json:
        case {"text": str(text), "values": [*pairs], "domain": str(domain), **rest} if not rest:
            values = tuple(_named(pair, depth) for pair in pairs)
        case _:
            raise ValueError("not a message")
    if depth > _DEEPEST or len(text) > _LONGEST_TEMPLATE or clean(text, _LONGEST_TEMPLATE) != text:
        raise ValueError("not a template")
    if not placeholders(text).keys() <= {name for name, _value in values}:
        raise ValueError("not the values of the template")
    return Message(text, values, domain if domain == WORDED or _is_loaded(domain) else "checker")


def _named(pair: object, depth: int) -> tuple[str, object]:
    match pair:
        case [str(name), value]:
            return name, _value(value, depth + 1)
        case _:
            raise ValueError("not a value with its name")


def _value(json: object, depth: int) -> object:
    if isinstance(json, dict):
        return _message(json, depth)
    if isinstance(json, list | tuple):
        if depth > _DEEPEST:
            raise ValueError("values nested too deeply")
        return tuple(_value(item, depth + 1) for item in json)
    return clean(str(json))


def _is_loaded(package: str) -> bool:
    return package.isidentifier() and getattr(sys.modules.get(package), "__file__", None) is not None


def _length(value: object) -> int:
    """Count the characters of a rendered message at most: a few nested templates may render a billion."""
    if isinstance(value, Message):
        values = dict(value.values)
        if value.domain == WORDED:  # one of its values is what it says
            return max([len(value.text), *map(_length, values.values())])
        return len(value.text) + sum(
            count * _length(values[name]) for name, count in placeholders(value.text).items()
        )
    return sum(map(_length, value)) if isinstance(value, tuple) else len(str(value))
