"""The installed languages of documents."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from checker.dates import DateMention
from checker.language import NEUTRAL, Language
from checker.numbering import Number
from checker.regexes import regex


class Languages(Mapping[str, Language]):
    """The installed languages by code; together they read texts of which nobody knows the language."""

    def __init__(self, languages: Mapping[str, Language] | None = None) -> None:
        self._languages = dict(languages or {})
        self._tried = tuple(self._languages.values()) or (NEUTRAL,)

    def __getitem__(self, code: str) -> Language:
        return self._languages[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def number(self, text: str) -> Number:
        """Read the number that leads a text in any language."""
        found = (language.number(text) for language in self._by_script(text))
        return next((number for number in found if number.numbering), Number(None, 0, text))

    def of(self, text: str) -> Language:
        """Return the language that a text is in, as far as its characters tell."""
        return next(iter(self._by_script(text)))

    def _by_script(self, text: str) -> Iterable[Language]:
        """Order the languages so that those come first whose own characters a text has."""
        return sorted(self._tried, key=lambda language: language.script is None or not language.uses(text))

    def is_blank(self, text: str) -> bool:
        """Return whether a cell holds nothing, or a sign or word for nothing, in any language."""
        return any(language.is_blank(text) for language in self._tried)

    def is_value(self, text: str) -> bool:
        """Return whether a cell holds a number, or a sign or word for nothing, in any language."""
        return any(language.value(text) is not None or language.is_value(text) for language in self._tried)

    def is_page_edge(self, folded: str) -> bool:
        """Return whether a folded line of a web page is not its text, in any language."""
        return any(language.page_edges.match(folded) for language in self._tried)

    def counter(self, form: str) -> Callable[[int], str] | None:
        """Return what writes the numbers of lists in a format; `None` where no language has it."""
        return next((one.counters[form] for one in self._tried if form in one.counters), None)

    def heading_level(self, style: str) -> int | None:
        """Return the level of headings in a style of word processors by its name; `None` for other styles."""
        name = style.strip().lower()
        for prefix in (one.heading_style for one in self._tried if one.heading_style):
            level = name.removeprefix(prefix).strip()
            if name.startswith(prefix) and len(level) == 1 and level in "123456789":
                return int(level)
        return None

    def page_number(self, folded: str) -> re.Match[str] | None:
        """Match a folded line that is the number of its page."""
        found = (language.page_number.fullmatch(folded) for language in self._tried)
        return next(filter(None, found), None)

    def is_caption(self, text: str) -> bool:
        """Return whether a text begins as the caption of a numbered table or figure."""
        return any(language.caption.match(text) for language in self._tried)

    def without_numerals(self, text: str) -> str:
        """Put “#” in the place of every number, in figures or in the signs of a language."""
        return self._numeral.sub("#", text)

    @cached_property
    def _numeral(self) -> re.Pattern[str]:
        return regex(f"[\\d{re.escape(''.join(one.numeral_signs for one in self._tried))}]+")

    def dates(self, text: str) -> tuple[DateMention, ...]:
        """List the dates of a text in the first language that finds any."""
        found = (tuple(language.dates.dates(text)) for language in self._tried)
        return next(filter(None, found), ())
