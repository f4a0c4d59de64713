"""What checks may need of a filing; where it is not there or not read, the engine answers in their place.

A check runs only where none of its needs is missing. Where a part was not read, a check that looks for what is wrong
is not assessed beside what it found; one that looks for what must be there (`absence`) keeps its pass, and its
problems become “not assessed”, since what it did not find may stand in what was not read.
"""

from collections.abc import Sequence

from checker.documents import document as documents
from checker.forms import outline
from checker.forms.filing import Filing
from checker.judging.checks import NotAssessed
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)


def no_period(filing: Filing, codes: tuple[str, ...] = ()) -> NotAssessed:
    """Return why nothing can be judged that depends on the period of a filing that does not say it."""
    yearly = filing.form.cycle.is_yearly
    reason = (
        _("the document does not state its report year")
        if yearly
        else _("the document does not state its reporting period")
    )
    return NotAssessed(reason, bool(filing.unread_in()), codes)


def outdated() -> NotAssessed:
    """Return why nothing can be judged of a document in a form that is no longer in force."""
    return NotAssessed(_("the report has the sections of a form no longer in force"))


@dataclass(frozen=True, slots=True)
class WholeText:
    """All text of the document; `codes` are those that need it, empty for all of the check.

    `pictures` says that what is wrong may stand in a picture, too.
    """

    absence: bool = False
    pictures: bool = False
    codes: tuple[str, ...] = ()

    def missing(self, filing: Filing) -> NotAssessed | None:  # noqa: ARG002  # every document has text, if none
        """Return nothing: a document always has text, if an empty one."""
        return None

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return the first reason why some text was not read."""
        every = self.absence or self.pictures
        return _unread(filing.unread_in() if every else filing.unread_text_in(), self.codes)


@dataclass(frozen=True, slots=True)
class Opening:
    """The paragraphs between the title and the first section (`filing.opening`).

    `codes` are those that need all of its text, empty for all of the check; `optional` says that a document without an
    opening is judged, too.
    """

    absence: bool = False
    codes: tuple[str, ...] = ()
    optional: bool = False

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why the opening is missing."""
        if filing.opening or self.optional:
            return None
        return _unread(filing.unread_above) or NotAssessed(_("the document has no opening paragraph"))

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return why something above the first section was not read."""
        return _unread(filing.unread_above, self.codes)


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title (`filing.title`)."""

    absence: bool = False

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why the title is missing."""
        if filing.title is not None:
            return None
        return _unread(filing.unread_above) or NotAssessed(_("the document has no title"))

    def unread(self, filing: Filing) -> NotAssessed | None:  # noqa: ARG002  # a title that was found was read
        """Return nothing: a title that was found was read."""
        return None


@dataclass(frozen=True, slots=True)
class Section:
    """A prescribed section that has content (`filing.section(name)`); `tables` says that a table is content, too.

    `codes` are those that need all of its text, empty for all of the check.
    """

    name: str
    absence: bool = False
    tables: bool = False
    codes: tuple[str, ...] = ()

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why the section is missing or empty."""
        if filing.outdated_sections:
            return outdated()
        found = filing.find_section(self.name)
        if found is not None and (found.has_text(filing.document) or self._has_table(filing, found)):
            return None
        if (unread := _unread(filing.unread_in(self.name))) is not None:
            return unread
        if found is None:
            return NotAssessed(_("section “{name}” is missing", name=self.name))
        return NotAssessed(_("section “{name}” is empty", name=self.name))

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return the first reason why some text of the section was not read."""
        return _unread(
            filing.unread_in(self.name) if self.absence else filing.unread_text_in(self.name), self.codes
        )

    def _has_table(self, filing: Filing, found: outline.Section) -> bool:
        return self.tables and any(
            isinstance(block, documents.Table) for block in found.blocks(filing.document)
        )


@dataclass(frozen=True, slots=True)
class AnySection:
    """One at least of several prescribed sections; a check looks at all that are there (`filing.find_section(name)`)."""

    names: tuple[str, ...]
    absence: bool = False

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why none of the sections can be looked at: that of the first."""
        reasons = [Section(name, tables=True).missing(filing) for name in self.names]
        return None if None in reasons else reasons[0]

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return the first reason why some text of the sections was not read."""
        reasons = (Section(name).unread(filing) for name in self.names)
        return next((reason for reason in reasons if reason is not None), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A prescribed table of the edition in force (`filing.tables[name]`).

    `filled` says that a cell of it at least must be filled in. `every_line` says that the check looks at all of its
    rows and columns: it is not assessed where one of them seems to be missing and may not have been read.
    """

    name: str
    filled: bool = True
    every_line: bool = True
    absence: bool = False

    def missing(self, filing: Filing) -> NotAssessed | None:
        """Return why the table cannot be judged: not there, not read, of an older edition, or blank."""
        spec = filing.form.table(self.name)
        found = filing.tables.get(self.name)
        if filing.outdated_sections:
            return outdated()
        if found is None:
            missing = NotAssessed(_("table “{title}” is missing", title=spec.name))
            return _unread(filing.unread_table(self.name)) or missing
        if (edition := filing.older_edition(found)) is not None:
            return NotAssessed(_("the table is of an older edition ({edition})", edition=edition))
        if self.filled and found.is_blank and not found.is_left_blank:
            return NotAssessed(_("table “{title}” is not filled in", title=spec.name))
        return None

    def unread(self, filing: Filing) -> NotAssessed | None:
        """Return why rows or columns that seem to be missing may not have been read."""
        found = filing.tables.get(self.name)
        return _unread(filing.unread_lines(found)) if found is not None and self.every_line else None


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that the engine could answer for: the check asks the filing itself what was not read.

    `table` is the one that it looks at, so that it runs for each time that the table is there.
    """

    table: str = ""

    absence: bool = False

    def missing(self, filing: Filing) -> NotAssessed | None:  # noqa: ARG002  # the check asks itself
        """Return nothing: the check asks itself."""
        return None

    def unread(self, filing: Filing) -> NotAssessed | None:  # noqa: ARG002  # likewise
        """Return nothing: the check asks itself."""
        return None


EVERYTHING = WholeText(pictures=True)


def _unread(reasons: Sequence[Message], codes: tuple[str, ...] = ()) -> NotAssessed | None:
    return NotAssessed(reasons[0], unread=True, codes=codes) if reasons else None
