"""The built-in checks: the vocabulary of packs, one family a file."""

from collections.abc import Iterable

from checker.checks import Check
from checker.hookspecs import hookimpl


@hookimpl
def register_checks() -> Iterable[type[Check]]:
    from checker_checks import (
        arithmetic,
        contacts,
        crosscheck,
        dates,
        privacy,
        sections,
        tables,
        titles,
        wording,
    )

    return (
        arithmetic.TableArithmetic,
        contacts.ContactInfo,
        crosscheck.TextTable,
        dates.DateRange,
        privacy.PersonalData,
        sections.RequiredSections,
        sections.RequiredStatement,
        sections.SectionTopics,
        tables.TableCells,
        tables.TableShape,
        titles.DocumentTitle,
        wording.Citation,
        wording.GenericText,
        wording.Leftovers,
    )
