"""The built-in languages, for tests that load no plugins."""

from checker.languages import Languages
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

LANGUAGES = Languages({language.code: language for language in (ENGLISH, CHINESE)})
