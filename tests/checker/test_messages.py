"""Sentences in the languages of findings."""

import pytest

from checker.messages import LANGUAGES, Message


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_message_is_empty_in_every_language(language: str) -> None:
    """Gettext translates an empty text with the header of its catalogue."""
    assert Message("").render(language) == ""
    assert Message("{inner}", (("inner", Message("")),)).render(language) == ""
