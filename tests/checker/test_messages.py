import pytest

from checker.messages import LANGUAGES, Message, Messages, join_messages

_ = Messages("checker")


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_message_stays_empty(language: str) -> None:
    assert Message("").render(language) == ""
    assert join_messages([]).render(language) == ""


def test_joined_parts_are_translated_one_by_one() -> None:
    joined = join_messages([_("severity"), "表三 {x}", 3], " › ")
    assert joined.render("en") == "severity › 表三 {x} › 3"
    assert joined.render("zh") == "程度 › 表三 {x} › 3"


def test_other_values_keep_text_and_catalogue() -> None:
    message = Message("{count} left", (("count", 1),), "checker_formats").with_values(count=2)
    assert message == Message("{count} left", (("count", 2),), "checker_formats")
