"""Sentences as the page says them: kept once, in all languages, and filled in where they are said."""

from dataclasses import dataclass, field
from string import Formatter

from checker import LANGUAGES, Message, clean
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.wording import WHOLE


@dataclass(frozen=True)
class Phrases:
    """Number sentences as they are met.

    A text is said as it is, `{"all": […]}` is a list, and `[number, value, …]` a sentence with its values. The
    sentence itself is, for each language, a list of text and places in turn; a place is the index of its value.
    """

    numbers: dict[tuple[str, str, tuple[str, ...]], int] = field(default_factory=dict)
    sentences: list[dict[str, list[str | int]]] = field(default_factory=list)

    def say(self, words: Message | str | None, limit: int = WHOLE) -> Json:
        """Say a message, or quote what somebody wrote; nothing where there is nothing."""
        if not words:
            return None
        return self._message(words) if isinstance(words, Message) else clean(words, limit)

    def quote(self, value: Message | str | None) -> Json:
        """Quote a value; a long text that was found is cut."""
        return self.say(value, 300)

    def _message(self, message: Message) -> Json:
        names = tuple(name for name, _value in message.values)
        number = self.numbers.get((message.domain, message.text, names))
        if number is None:
            number = self.numbers[message.domain, message.text, names] = len(self.sentences)
            self.sentences.append(
                {language: split(message.template(language), names) for language in LANGUAGES}
            )
        return [number, *(self._value(value) for _name, value in message.values)]

    def _value(self, value: object) -> Json:
        if isinstance(value, Message):
            return self._message(value)
        if isinstance(value, tuple):
            return {"all": [self._value(part) for part in value]}
        return clean(str(value))


def split(template: str, names: tuple[str, ...]) -> list[str | int]:
    """Split a sentence into text and places, in turn; text comes first and may be empty."""
    parts: list[str | int] = []
    pending = ""
    for text, name, _spec, _conversion in Formatter().parse(template):
        pending += text
        if name is not None:
            parts += [clean(pending, WHOLE), names.index(name)]
            pending = ""
    return [*parts, clean(pending, WHOLE)] if pending or not parts else parts
