"""Messages for people, kept apart from the language in which they are read."""

import gettext
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from string import Formatter

from checker.lazy_dataclasses import dataclass
from checker.text import clean

_CATALOGUES = Path(__file__).parent / "locale"
_LOCALES = {folder.name.partition("_")[0]: folder.name for folder in _CATALOGUES.iterdir() if folder.is_dir()}
WORDED = "checker.messages"  # the domain of messages that bring their own wordings
LANGUAGES = (*sorted(_LOCALES), "en")  # of messages: those of the catalogues, and English, which the code has


@dataclass(frozen=True, slots=True)
class Message:
    """A text with named placeholders, translated when it is printed.

    `text` is the English text and the key of the catalogue; `values` fill the placeholders and may be messages
    themselves; `domain` is the package whose `locale` folder has the translation. Messages are made by `Messages`
    and `join_messages` only: `ci/catalogues.py` fails on others, which no catalogue would translate.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    domain: str = "checker"

    def render(self, language: str) -> str:
        """Return the message in `language`, in English where there is no translation."""
        # only texts written in code are templates; the text of a document only ever fills a placeholder
        values = {name: _rendered(value, language) for name, value in self.values}
        return self.template(language).format_map(values)

    def template(self, language: str) -> str:
        """Return the message in `language` with its placeholders."""
        if self.domain == WORDED:
            return f"{{{language}}}" if language in dict(self.values) else self.text
        # gettext answers an empty text with the header of its catalogue
        return _translations(self.domain, language).gettext(self.text) if self.text else ""

    def with_values(self, **values: object) -> "Message":
        """Return the message with other values for its placeholders."""
        return replace(self, values=tuple(sorted(values.items())))

    def __str__(self) -> str:
        return self.render("en")


@dataclass(frozen=True, slots=True)
class Messages:
    """Makes the messages of one package, `_ = Messages(__package__)`; the text is always a literal."""

    domain: str

    def __call__(self, text: str, /, **values: object) -> Message:
        return Message(text, tuple(sorted(values.items())), self.domain.partition(".")[0])


def worded(wordings: Mapping[str, str]) -> Message:
    """Make a message that a pack wrote itself, by language; the first wording is for all other languages."""
    return Message(f"{{{next(iter(wordings))}}}", tuple(wordings.items()), WORDED)


def join_messages(parts: Iterable[object], separator: str = "") -> Message:
    """Join messages and other values, which need no translation of their own, into one message."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(separator.join(f"{{{name}}}" for name in values), tuple(values.items()))


def translated(text: str, domain: str, language: str) -> str:
    """Return a line of documentation in a language; unlike a message, it has no placeholders."""
    return _translations(domain, language).gettext(text) if text else ""


@lru_cache(maxsize=4096)
def placeholders(template: str) -> Counter[str]:
    """Count the placeholders of a template by name; raise ValueError if it does anything but fill them."""
    parts = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
    if not all(str(name).isidentifier() and not spec and not conversion for name, spec, conversion in parts):
        raise ValueError("not a template")  # callers catch one error
    return Counter(str(name) for name, _spec, _conversion in parts)


_ = Messages(__package__)
_COMMA = _(", ")


def _rendered(value: object, language: str) -> str:
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, tuple):
        return _COMMA.template(language).join(_rendered(part, language) for part in value)
    return clean(str(value))


@cache
def _translations(domain: str, language: str) -> gettext.NullTranslations:
    folder = Path(import_module(domain).__file__ or "").parent / "locale"
    return gettext.translation(domain, folder, languages=[_LOCALES.get(language, "en")], fallback=True)
