"""Check of the document's title."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import (
    Check,
    Edit,
    Filing,
    Messages,
    Need,
    NotAssessed,
    Observation,
    Paragraph,
    Pattern,
    Period,
    Problem,
    Title,
    dataclass,
    fold,
    needs,
)
from checker_checks.replacements import replaced

_ = Messages(__package__)

_LONGEST = 60  # a longer paragraph is running text


@dataclass(frozen=True)
class DocumentTitle(Check):
    """The document opens with a title that names the body, the filing's period and the prescribed words.

    Their order does not matter, nor do spaces between the signs or a title broken over several lines. The body may be
    named in the opening alone.

    Options:
        near: Patterns of a title that means the prescribed one in other words.

    Codes:
        title-missing: There is no title.
        title-form: It has other words, or does not name the body.
        title-year: It names another period, or none, or another year stands behind it.

    Example:
        title:
          check: document-title
          clause: "{basis}, 1"
          requirement: Reports are called Annual Report.
          category: form
          severity: error
          near: ["yearly report"]
    """

    name: ClassVar[str] = "document-title"
    codes: ClassVar[tuple[str, ...]] = ("title-missing", "title-form", "title-year")

    near: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)  # that a title is missing is what the check looks for

    def run(self, filing: Filing) -> Iterator[Observation]:
        if filing.title is None:
            yield self._without(filing)
            return
        title, wanted = filing.title, filing.form.title[0]
        if not filing.body:
            yield Problem(
                "title-form",
                _("the title “{title}” does not name the body that reports", title=title.text),
                ("title", "body"),
                title.location,
                actual=title.text,
                expected=_("name of the body + year + “{words}”", words=wanted),
            )
        if filing.period is None:
            yield needs.no_period(filing, ("title-year",))
        elif not _names(title.text, filing, filing.period):
            yield _other_period(title, filing, filing.period)
        elif (behind := _year_behind(title, filing, filing.period)) is not None:
            yield behind
        elif not _named_elsewhere(filing, filing.period) and (unread := filing.unread_text_in()):
            yield NotAssessed(unread[0], unread=True, codes=("title-year",))

    def _without(self, filing: Filing) -> Observation:
        first = min((s.heading.block for s in filing.outline.sections), default=len(filing.document.blocks))
        opening = [
            p for p in filing.document.paragraphs if p.location.block < first and len(p.text) < _LONGEST
        ]
        similar = next((p for p in opening if any(pattern.search(p.text) for pattern in self.near)), None)
        if similar is None and (unread := filing.unread_above):
            return NotAssessed(unread[0], unread=True)
        return _other_words(similar, filing.form.title[0]) if similar else _no_title(filing.form.title[0])


def _names(text: str, filing: Filing, period: Period) -> bool:
    """Return whether a title names the period; a calendar year may stand by itself, in any notation."""
    cycle, language = filing.form.cycle, filing.language
    if cycle.every == "calendar-year":
        return period.year in language.title_years(text)
    mentions = language.periods_in(text)
    return cycle.every == "none" or any(one.period(cycle, period.year) == period for one in mentions)


def _year_behind(title: Title, filing: Filing, period: Period) -> Problem | None:
    """Report another year that stands by itself behind the title's words or in the line below: （2023年）."""
    if filing.form.cycle.every != "calendar-year":
        return None
    language = filing.language
    below = next((p for p in filing.document.paragraphs if p.location.block > title.last), None)
    own = fold(title.text).rpartition(fold(title.words))[2]
    for line, paragraph in ((own, title.paragraphs[-1]), (below.text if below else "", below)):
        if paragraph is None or not language.titles.year_line.fullmatch(fold(line)):
            continue
        others = [year for year in language.title_years(line) if year != period.year]
        if others and (others[0] < period.year or fold(line).strip().startswith("(")):
            own_year, found = language.written_year(period.year), language.written_year(others[0])
            return Problem(
                "title-year",
                _("{found} stands behind the title, the report is for {year}", found=found, year=own_year),
                ("title", "year"),
                paragraph.location,
                expected=own_year,
                actual=paragraph.text.strip(),
                advice=_("write {year} there, or leave it out", year=own_year),
                doubtful=others[0] > period.year,  # perhaps of its publication
                edits=replaced(paragraph, str(others[0]), str(period.year), safe=True),
            )
    return None


def _named_elsewhere(filing: Filing, period: Period) -> bool:
    """Return whether text beside the title names the period, so that the title's is not compared with itself."""
    own = filing.title.paragraphs if filing.title else ()
    others = (p.text for p in filing.document.paragraphs if p not in own)
    if filing.form.cycle.every == "calendar-year":
        return any(period.year in filing.language.years_in(text) for text in others)
    return any(_names(text, filing, period) for text in others)


def _other_period(title: Title, filing: Filing, period: Period) -> Problem:
    language, wanted = filing.language, filing.form.title[0]
    if filing.form.cycle.every == "calendar-year":
        own, found = str(period.year), tuple(map(language.written_year, title.years))
    else:
        own = language.written_period(period)
        found = tuple(one.text for one in language.periods_in(title.text))
    return Problem(
        "title-year",
        _("the title says {found}, the report is for {year}", found=found, year=own)
        if found
        else _("the title does not name the year; the report is for {year}", year=own)
        if filing.form.cycle.is_yearly
        else _("the title does not name the period; the report is for {period}", period=own),
        ("title", "year"),
        title.location,
        expected=language.written_period(period),
        actual=title.text,
        advice=_("write “{title}”", title=language.title(filing.body, period, wanted)),
        edits=_other_year(title, period) if filing.form.cycle.every == "calendar-year" else (),
    )


def _other_year(title: Title, period: Period) -> tuple[Edit, ...]:
    """Replace the year of a title, where it has one, in figures."""
    edits = [
        edit
        for year in dict.fromkeys(title.years)
        for paragraph in title.paragraphs
        for edit in replaced(paragraph, str(year), str(period.start.year), safe=True)
    ]
    return tuple(edits) if len(edits) == 1 else ()


def _other_words(paragraph: Paragraph, wanted: str) -> Problem:
    return Problem(
        "title-form",
        _("the title reads “{title}”, prescribed is “{words}”", title=paragraph.text.strip(), words=wanted),
        ("title", "words"),
        paragraph.location,
        expected=wanted,
        actual=paragraph.text.strip(),
        advice=_("write name of the body + year + “{words}”", words=wanted),
    )


def _no_title(wanted: str) -> Problem:
    return Problem(
        "title-missing",
        _("the document has no title “{words}”", words=wanted),
        ("title",),
        expected=wanted,
        advice=_("write name of the body + year + “{words}” above the text", words=wanted),
    )
