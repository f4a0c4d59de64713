"""Shelves: which year's reports lie where a path says a year, as far as those that were read bear it out.

A folder called 2024 may hold the reports for 2024, or those for 2023 that were published in 2024: the path of a
submission that cannot be read says a year only where nothing speaks against it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.forms.form import Form
from checker.text import fold
from checker_audit.store import Reading

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST = 2  # reports that were read from folders of one name, before that name counts
_BETWEEN = r"[^\d]{0,40}"  # from a report's year to the words of its title, in a file's name
_NO_FORM = Form()


@dataclass(frozen=True)
class YearFolders:
    """What is known of folders by their names: the years of the reports in them; `form` is the reports'."""

    form: Form = _NO_FORM
    held: Mapping[str, Counter[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, readings: Iterable[Reading], form: Form) -> "YearFolders":
        """Look where the reports lie whose years are known."""
        held: dict[str, Counter[int]] = {}
        for reading in readings:
            if reading.year is not None and not reading.failure:
                for folder in _folders(reading.path):
                    held.setdefault(folder, Counter())[reading.year] += 1
        return cls(form, held)

    def year(self, path: str) -> int | None:
        """Tell the year of the report at a path; `None` where the path says none, several, or one to be doubted."""
        years = {int(year) for part in PurePosixPath(path).parts for year in _YEAR.findall(fold(part))}
        if len(years) != 1:
            return None
        (year,) = years
        folders = tuple(_folders(path))
        if any(set(self.held.get(folder, ())) - {year} for folder in folders):
            return None
        told = any(self.held.get(folder, Counter())[year] >= _FEWEST for folder in folders)
        return year if told or self._is_titled(path, year) else None

    def _is_titled(self, path: str, year: int) -> bool:
        """Tell whether the file's name is the title of the report for a year: 甲局2023年政府信息公开工作年度报告."""
        name = fold(PurePosixPath(path).stem)
        words = "|".join(re.escape(fold(title)) for title in self.form.title)
        after = self.form.language.years.after + _BETWEEN
        return bool(words) and re.search(rf"{year}{after}(?:{words})", name) is not None


def _folders(path: str) -> Iterator[str]:
    """List the names of a path's folders that say a year, and one only."""
    names = (fold(part) for part in PurePosixPath(path).parts[:-1])
    return (name for name in names if len(set(_YEAR.findall(name))) == 1)
