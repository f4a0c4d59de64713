"""The period of a submission that cannot be read, from its path.

A folder called 2024 may contain the reports for 2024, or those for 2023 that were published in 2024: the period in a
path counts only if no report that was read contradicts it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker import Form, fold
from checker_audit.store import SubmissionSummary

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST = 2  # reports read from folders of one name, before that name counts
_BETWEEN = r"[^\d]{0,40}"  # from a report's year to the words of its title, in a file's name
_NO_FORM = Form()


@dataclass(frozen=True)
class PeriodFolders:
    """The periods, by label, of the reports in folders, by the names of the folders; `form` is that of the reports."""

    form: Form = _NO_FORM
    periods: Mapping[str, Counter[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, submissions: Iterable[SubmissionSummary], form: Form) -> "PeriodFolders":
        """Collect the periods of reports that were read, by the names of their folders."""
        periods: dict[str, Counter[str]] = {}
        for submission in submissions:
            if submission.label and not submission.failure:
                for folder in _folders(submission.path, form):
                    periods.setdefault(folder, Counter())[submission.label] += 1
        return cls(form, periods)

    def period(self, path: str) -> str | None:
        """Return the label of the period of the report at a path.

        `None` if the path names no period or several, or if it is contradicted.
        """
        labels = _labels(PurePosixPath(path).parts, self.form)
        if len(labels) != 1:
            return None
        (label,) = labels
        folders = tuple(_folders(path, self.form))
        if any(set(self.periods.get(folder, ())) - {label} for folder in folders):
            return None
        confirmed = any(self.periods.get(folder, Counter())[label] >= _FEWEST for folder in folders)
        return label if confirmed or self._is_titled(path, label) else None

    def _is_titled(self, path: str, label: str) -> bool:
        """Return whether the file name is the title of the report for a period: 甲局2023年政府信息公开工作年度报告."""
        stem = PurePosixPath(path).stem
        titles = "|".join(re.escape(fold(title)) for title in self.form.title)
        if self.form.cycle.every != "calendar-year":
            return (
                bool(titles)
                and re.search(titles, fold(stem)) is not None
                and label in _labels([stem], self.form)
            )
        after = self.form.language.years.after + _BETWEEN
        return bool(titles) and re.search(rf"{label}{after}(?:{titles})", fold(stem)) is not None


def _labels(parts: Sequence[str], form: Form) -> set[str]:
    """Return the labels of the periods that parts of a path name together (2026/Q3)."""
    if form.cycle.every == "calendar-year":
        return {year for part in parts for year in _YEAR.findall(fold(part))}
    found = [one for part in parts for one in form.language.periods_in(part.replace("_", " "))]
    found = found or [one for part in parts for one in form.language.periods_in(re.sub("[_.-]", " ", part))]
    years = {one.year for one in found if one.year is not None}
    year = next(iter(years)) if len(years) == 1 else None
    periods = (one.period(form.cycle, year) for one in found)
    return {period.label for period in periods if period is not None}


def _folders(path: str, form: Form) -> Iterator[str]:
    """Yield the names of a path's folders that contain exactly one period, alone or with the folder around them."""
    parts = PurePosixPath(path).parts[:-1]
    for at, part in enumerate(parts):
        if len(_labels([part], form)) == 1:
            yield fold(part)
        elif form.cycle.every != "calendar-year" and len(_labels(parts[max(0, at - 1) : at + 1], form)) == 1:
            yield "/".join(map(fold, parts[max(0, at - 1) : at + 1]))
