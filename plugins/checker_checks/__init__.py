"""The built-in checks: the vocabulary of packs, one family a file."""

from collections.abc import Iterator

from checker import Deferred, hookimpl

_CHECKS = {
    "announced-parts": "slips:AnnouncedParts",
    "brackets": "brackets:Brackets",
    "carry-over": "previous:CarryOver",
    "carry-over-rows": "carried_rows:CarryOverRows",
    "check-digits": "check_digits:CheckDigits",
    "citation": "citations:Citation",
    "code-references": "code_references:CodeReferences",
    "competence": "competence:Competence",
    "contact-info": "contacts:ContactInfo",
    "date-range": "dates:DateRange",
    "document-title": "titles:DocumentTitle",
    "figure-units": "wording:FigureUnits",
    "generic-text": "wording:GenericText",
    "leftovers": "leftovers:Leftovers",
    "narrative-sum": "narrative:NarrativeSum",
    "no-value": "no_value:NoValue",
    "page-furniture": "page_furniture:PageFurnitureCheck",
    "personal-data": "privacy:PersonalData",
    "ranking": "rankings:Ranking",
    "repeated-words": "slips:RepeatedWords",
    "required-sections": "sections:RequiredSections",
    "required-statement": "topics:RequiredStatement",
    "row-names": "row_names:RowNames",
    "section-topics": "topics:SectionTopics",
    "shares": "shares:Shares",
    "single-report": "single_report:SingleReport",
    "stock-flow": "previous:StockFlow",
    "table-arithmetic": "arithmetic:TableArithmetic",
    "table-cells": "cells:TableCells",
    "table-shape": "tables:TableShape",
    "text": "text:Text",
    "text-arithmetic": "text_arithmetic:TextArithmetic",
    "text-table": "crosscheck:TextTable",
}
_AUDIT_CHECKS = {
    "carry-over": "across.years:CarryOverAcrossYears",
    "filing-duplicate": "across.duplicates:FilingDuplicate",
    "filing-late": "across.filed:FilingLate",
    "filing-missing": "across.filed:FilingMissing",
    "outlier": "across.years:Outlier",
    "roll-up": "across.totals:RollUp",
    "similar-text": "across.originality:SimilarText",
    "stock-flow": "across.years:StockFlowAcrossYears",
}


@hookimpl
def register_checks() -> Iterator[Deferred]:
    for name, where in _CHECKS.items():
        yield Deferred(name, f"checker_checks.{where}")


@hookimpl
def register_audit_checks() -> Iterator[Deferred]:
    for name, where in _AUDIT_CHECKS.items():
        yield Deferred(name, f"checker_checks.{where}")
