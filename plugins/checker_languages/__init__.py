"""What is true of a language and of no form: numerals, numbering, dates, titles, contact labels."""

from collections.abc import Iterable

from checker import Language, hookimpl


@hookimpl
def register_languages() -> Iterable[Language]:
    from checker_languages.en import ENGLISH
    from checker_languages.zh import CHINESE

    return ENGLISH, CHINESE
