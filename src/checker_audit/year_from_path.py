"""The report year of a submission that cannot be read, from its path.

A folder called 2024 may contain the reports for 2024, or those for 2023 that were published in 2024: the year in a
path counts only if no report that was read contradicts it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker import Form, fold
from checker_audit.store import SubmissionSummary

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST = 2  # reports read from folders of one name, before that name counts
_BETWEEN = r"[^\d]{0,40}"  # from a report's year to the words of its title, in a file's name
_NO_FORM = Form()


@dataclass(frozen=True)
class YearFolders:
    """The years of the reports in folders, by the names of the folders; `form` is that of the reports."""

    form: Form = _NO_FORM
    years: Mapping[str, Counter[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, submissions: Iterable[SubmissionSummary], form: Form) -> "YearFolders":
        """Collect the years of reports that were read, by the names of their folders."""
        years: dict[str, Counter[int]] = {}
        for submission in submissions:
            if submission.year is not None and not submission.failure:
                for folder in _folders(submission.path):
                    years.setdefault(folder, Counter())[submission.year] += 1
        return cls(form, years)

    def year(self, path: str) -> int | None:
        """Return the year of the report at a path; `None` if the path names none or several, or it is contradicted."""
        years = {int(year) for part in PurePosixPath(path).parts for year in _YEAR.findall(fold(part))}
        if len(years) != 1:
            return None
        (year,) = years
        folders = tuple(_folders(path))
        if any(set(self.years.get(folder, ())) - {year} for folder in folders):
            return None
        confirmed = any(self.years.get(folder, Counter())[year] >= _FEWEST for folder in folders)
        return year if confirmed or self._is_titled(path, year) else None

    def _is_titled(self, path: str, year: int) -> bool:
        """Return whether the file name is the title of the report for a year: 甲局2023年政府信息公开工作年度报告."""
        name = fold(PurePosixPath(path).stem)
        titles = "|".join(re.escape(fold(title)) for title in self.form.title)
        after = self.form.language.years.after + _BETWEEN
        return bool(titles) and re.search(rf"{year}{after}(?:{titles})", name) is not None


def _folders(path: str) -> Iterator[str]:
    """Yield the names of a path's folders that contain exactly one year."""
    names = (fold(part) for part in PurePosixPath(path).parts[:-1])
    return (name for name in names if len(set(_YEAR.findall(name))) == 1)
