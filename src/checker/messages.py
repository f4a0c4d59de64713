"""Messages to people, kept apart from the language in which they are printed."""

import gettext
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from checker.text import clean

_CATALOGUES = Path(__file__).parent / "locale"
_LOCALES = {folder.name.partition("_")[0]: folder.name for folder in _CATALOGUES.iterdir() if folder.is_dir()}
LANGUAGES = (*sorted(_LOCALES), "en")  # of messages: those of the catalogues, and English, which the code has


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named places, translated when it is printed.

    `text` is the English sentence and the catalogue's key; `values` fill its places and may be
    messages themselves; `domain` is the package whose `locale` folder translates it.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    domain: str = "checker"

    def render(self, language: str) -> str:
        """Return the sentence in `language`; an untranslated one stays English."""
        # only texts written in code are templates; text of documents only ever fills a place
        places = {name: _rendered(value, language) for name, value in self.values}
        return self.template(language).format_map(places)

    def template(self, language: str) -> str:
        """Return the sentence in `language`, its places not filled."""
        return _translations(self.domain, language).gettext(self.text)

    def __str__(self) -> str:
        return self.render("en")


@dataclass(frozen=True, slots=True)
class Messages:
    """Make the messages of one package: `_ = Messages(__package__)`."""

    domain: str

    def __call__(self, text: str, /, **values: object) -> Message:
        return Message(text, tuple(sorted(values.items())), self.domain.partition(".")[0])


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
    package = import_module(domain).__file__
    assert package is not None, f"{domain} is a package with a file"
    folder = Path(package).parent / "locale"
    return gettext.translation(domain, folder, languages=[_LOCALES.get(language, "en")], fallback=True)
