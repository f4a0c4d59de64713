"""Messages for the page: templates are stored once, in all languages, and filled in by the page."""

from dataclasses import dataclass, field
from string import Formatter

from checker import LANGUAGES, Message, clean
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.wording import UNCUT


@dataclass(frozen=True)
class NumberedMessages:
    """Number the templates of messages in the order of their first use.

    The page shows a text as it is, `{"all": […]}` as a list, and `[number, value, …]` as a message with its values.
    Its template is, for each language, an alternating list of texts and placeholders; a placeholder is the index of
    its value.
    """

    numbers: dict[tuple[str, str, tuple[str, ...]], int] = field(default_factory=dict)
    templates: list[dict[str, list[str | int]]] = field(default_factory=list)

    def encode(self, text: Message | str | None, limit: int = UNCUT) -> Json:
        """Encode a message or a text; an empty one is `None`."""
        if not text:
            return None
        return self._message(text) if isinstance(text, Message) else clean(text, limit)

    def encode_quote(self, value: Message | str | None) -> Json:
        """Encode a value of a document, cut if it is long."""
        return self.encode(value, 300)

    def _message(self, message: Message) -> Json:
        names = tuple(name for name, _value in message.values)
        number = self.numbers.get((message.domain, message.text, names))
        if number is None:
            number = self.numbers[message.domain, message.text, names] = len(self.templates)
            self.templates.append(
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
    """Split a template into alternating texts and placeholders; the first is a text, which may be empty."""
    parts: list[str | int] = []
    pending = ""
    for text, name, _spec, _conversion in Formatter().parse(template):
        pending += text
        if name is not None:
            parts += [clean(pending, UNCUT), names.index(name)]
            pending = ""
    return [*parts, clean(pending, UNCUT)] if pending or not parts else parts
