"""Which of several versions of a report counts: when it was submitted, then what its name calls it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from checker import WITHDRAWN, Language, fold

_COMPACT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """How late the version of a file is; `number` is what it has (“v2”), if any."""

    late: int = 0
    number: int = 0

    @property
    def is_withdrawn(self) -> bool:
        return self.late == WITHDRAWN


def version_of(path: str, language: Language) -> Version:
    """Read the version from the name of a file, else from the nearest folder that names one."""
    for part in reversed(PurePosixPath(path).parts):
        name = PurePosixPath(part).stem if part == PurePosixPath(path).name else part
        words = _words(name, language)
        number = next(_numbers(name, language), 0)
        if words or number:
            late = WITHDRAWN if WITHDRAWN in words else max(words, key=abs, default=0)
            return Version(late, number)
    return Version()


def _words(name: str, language: Language) -> Sequence[int]:
    """Return how late the words of a name say that a version is, longer words before those within them."""
    if language.spaced:
        text = f" {' '.join(_WORDS.split(name.lower()))} "
        return [late for word, late in language.version_words.items() if f" {word} " in text]
    text, found = fold(name), []
    for word in sorted(language.version_words, key=len, reverse=True):
        if word in text:
            found.append(language.version_words[word])
            text = text.replace(word, "\n")
    return found


def _numbers(name: str, language: Language) -> Iterator[int]:
    for match in language.version_number.finditer(name.lower()):
        digits = next(filter(None, match.groups()), "")
        yield int(digits) if digits.isdecimal() else language.dates.numerals.read(digits)


def submitted_on(path: str, after: date, language: Language) -> date | None:
    """Return the day after the period that the name of a file or its nearest folder gives, if it gives one."""
    for part in reversed(PurePosixPath(path).parts):
        text = _COMPACT.sub(r" \1-\2-\3 ", part.replace("_", " "))
        days = {
            one.value for one in language.dates.dates(text) if one.value is not None and one.value > after
        }
        if len(days) == 1:
            return days.pop()
    return None
