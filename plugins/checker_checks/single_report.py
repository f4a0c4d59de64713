"""Check that a file holds one report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker import Check, Filing, Messages, Need, Observation, Problem, needs

_ = Messages(__package__)

_NAMED = 5  # titles in a message


@dataclass(frozen=True)
class SingleReport(Check):
    """A file holds one report.

    Two reports are there where a title of the form stands a second time, and half of its sections stand below each. With
    this check, other rules judge the first report alone, and audits judge each for the body and the period of its title.

    Codes:
        several-reports: The file holds other reports, too.

    Example:
        one-report:
          check: single-report
          clause: "{basis}, 1"
          requirement: Every body files its report.
          category: form
          severity: error
    """

    name: ClassVar[str] = "single-report"
    codes: ClassVar[tuple[str, ...]] = ("several-reports",)
    separates: ClassVar[bool] = True

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        if not filing.beside:
            return
        own = filing.title
        yield Problem(
            "several-reports",
            _("the file holds {count} reports; the others are {titles}", count=len(filing.beside) + 1,
              titles=tuple(f"“{title.text}”" for title in filing.beside[:_NAMED])),
            ("file",),
            own.location if own else None,
            actual=own.text if own else None,
            advice=_("file each report in a file of its own; only this one was judged here"),
        )  # fmt: skip
