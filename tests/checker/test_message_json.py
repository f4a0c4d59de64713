"""Messages between processes: what one sends is what another reads, and nothing that is no message is read."""

from typing import Any

import pytest

from checker.message_json import message_from_json, message_to_json
from checker.messages import LANGUAGES, Message, Messages, join_messages, worded

_ = Messages("checker")


def json(text: str, **values: object) -> dict[str, Any]:
    return {"text": text, "values": [[name, value] for name, value in values.items()], "domain": "checker"}


def nested(text: str, depth: int) -> object:
    inner: object = "laugh"
    for _depth in range(depth):
        inner = json(text, a=inner)
    return inner


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "message",
    [
        _("severity"),
        join_messages([_("severity"), ("a", "b"), 3], " › "),
        join_messages([f"cell {number}" for number in range(300)], " + "),
        worded({"en": "a word of a pack", "zh": "规则包的话"}),
    ],
)
def test_message_says_the_same_in_another_process(message: Message, language: str) -> None:
    assert message_from_json(message_to_json(message)).render(language) == message.render(language)


@pytest.mark.parametrize(
    "wrong",
    [
        "no object",
        {"text": "a", "values": []},
        {**json("a"), "more": 1},
        json("{a.__class__}", a=""),
        json("{a:999999999}", a=""),
        json("{a}"),
        json("{a", a=""),
        json("\x1b[31m"),
        json("{a}", a=[json("{b.c}", b="")]),
        json("x" * 10**6),
        nested("{a}", 40),
        nested("{a}" * 50, 15),  # renders a billion characters
        {**json("{en}", en=nested("{a}" * 50, 4)), "domain": "checker.messages"},
    ],
)
def test_what_is_no_message_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"not |too |expected "):
        message_from_json(wrong)


@pytest.mark.parametrize("domain", ["this", "checker_nowhere", "checker.text", "../x", "sys"])
def test_no_import_is_caused(domain: str) -> None:
    message = message_from_json({**json("title"), "domain": domain})
    assert message.domain == "checker"
    assert message.render("zh") == "标题"
