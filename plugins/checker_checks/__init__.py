"""The built-in checks: the vocabulary of packs, one family a file."""

from collections.abc import Iterable

from checker import AuditCheck, Check, hookimpl


@hookimpl
def register_checks() -> Iterable[type[Check]]:
    from checker_checks import (
        arithmetic,
        brackets,
        carried_rows,
        cells,
        check_digits,
        citations,
        code_references,
        competence,
        contacts,
        crosscheck,
        dates,
        leftovers,
        narrative,
        no_value,
        page_furniture,
        previous,
        privacy,
        rankings,
        row_names,
        sections,
        shares,
        slips,
        tables,
        text,
        text_arithmetic,
        titles,
        topics,
        wording,
    )

    return (
        arithmetic.TableArithmetic,
        brackets.Brackets,
        carried_rows.CarryOverRows,
        check_digits.CheckDigits,
        code_references.CodeReferences,
        citations.Citation,
        competence.Competence,
        contacts.ContactInfo,
        crosscheck.TextTable,
        dates.DateRange,
        leftovers.Leftovers,
        narrative.NarrativeSum,
        no_value.NoValue,
        page_furniture.PageFurnitureCheck,
        previous.CarryOver,
        previous.StockFlow,
        privacy.PersonalData,
        rankings.Ranking,
        row_names.RowNames,
        sections.RequiredSections,
        shares.Shares,
        slips.AnnouncedParts,
        slips.RepeatedWords,
        topics.RequiredStatement,
        topics.SectionTopics,
        cells.TableCells,
        tables.TableShape,
        text.Text,
        text_arithmetic.TextArithmetic,
        titles.DocumentTitle,
        wording.FigureUnits,
        wording.GenericText,
    )


@hookimpl
def register_audit_checks() -> Iterable[type[AuditCheck]]:
    from checker_checks.across import duplicates, filed, originality, totals, years

    return (
        duplicates.FilingDuplicate,
        filed.FilingLate,
        filed.FilingMissing,
        originality.SimilarText,
        totals.RollUp,
        years.CarryOverAcrossYears,
        years.Outlier,
        years.StockFlowAcrossYears,
    )
