"""Checker: plugin-based compliance checking of submitted documents.

`check(path)` judges a file and `read(path)` reads one. The other names are what plugins are written with; built-in
plugins import from here, too. Each name is loaded when it is first used: `checker --version` loads none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from checker.version import VERSION

__version__ = VERSION

# fmt: off
if TYPE_CHECKING:
    from checker.app import App, check, read
    from checker.dates import (
        CLOCK_TIME,
        DASH,
        ISO_DATE,
        ISO_END,
        ISO_JOINT,
        NUMERIC_DATES,
        SHORT_DATES,
        DateForm,
        DateGrammar,
        DateMention,
        RangeMention,
    )
    from checker.deferred import Deferred
    from checker.documents.document import (
        BBox,
        Block,
        Cell,
        Document,
        FilePart,
        Location,
        Note,
        PageFurniture,
        Paragraph,
        Part,
        Table,
    )
    from checker.documents.edits import Edit, edited, text_at, whole
    from checker.documents.readers import (
        Converter,
        Detector,
        Illustrator,
        PageCutter,
        Progress,
        Reader,
        Recogniser,
        Rereader,
        Strip,
        silent,
    )
    from checker.errors import AuditError, CheckerError, OutOfTime, PluginError, ReadError, UsageError
    from checker.extras import install_command
    from checker.formats import Annotator, AuditReporter, Fixer, Illustrated, Reporter, Style, Writer
    from checker.forms.application import applied
    from checker.forms.body_names import same_body
    from checker.forms.calculation import Calculation, Difference
    from checker.forms.cell_types import CellType, Reading, cell_value
    from checker.forms.entry_rows import entry_name, is_entry, row_label
    from checker.forms.equations import Equation, Gap, Place, Tables
    from checker.forms.filing import Filing
    from checker.forms.form import Form
    from checker.forms.headings import Heading, headings
    from checker.forms.outline import Outline, Section, Siblings
    from checker.forms.relations import Per, Relation, RelationScope, parse_relation
    from checker.forms.section_specs import SectionSpec
    from checker.forms.silent_cells import says_nothing
    from checker.forms.solving import solution
    from checker.forms.statistics import CellKey, Statistic
    from checker.forms.table_specs import Band, Entry, Label, LabelPath, TableSpec
    from checker.forms.tables import BoundCell, BoundTable, FoundLabel
    from checker.forms.title import Title
    from checker.forms.written import figures, side_label, written
    from checker.grammar import (
        BARE_YEAR,
        NEVER,
        ContactWords,
        NumberWords,
        SumGrammar,
        TimeWords,
        TitleGrammar,
        YearWords,
    )
    from checker.hookspecs import hookimpl
    from checker.judging import needs
    from checker.judging.audit_checks import (
        Audit,
        AuditCheck,
        Body,
        BodyCheck,
        BodyFilings,
        CrossProblem,
        Json,
        StoredFiling,
        UnreadSubmission,
    )
    from checker.judging.audit_history import AuditHistory, RunCounts
    from checker.judging.audit_results import (
        AuditedSubmission,
        AuditResults,
        BodyReport,
        CrossFinding,
        SubmissionCounts,
        SubmissionState,
        Unmatched,
    )
    from checker.judging.checks import (
        Check,
        Mistake,
        Need,
        NotApplicable,
        NotAssessed,
        Observation,
        Problem,
        Side,
        Statement,
        Working,
    )
    from checker.judging.corrections import (
        Correction,
        Urgency,
        corrections,
        place_of,
    )
    from checker.judging.decisions import (
        DecidedFinding,
        Decision,
        DecisionKind,
        DecisionResult,
        DecisionState,
    )
    from checker.judging.excerpts import CellExcerpt, Picture, SectionExcerpt, TableExcerpt, TextExcerpt
    from checker.judging.marks import Mark, marks
    from checker.judging.reports import (
        Assessment,
        Failure,
        Finding,
        Fix,
        Outcome,
        Report,
        Waiver,
        fingerprints,
    )
    from checker.judging.rounds import Change, ChangedFinding, ChangesSince, changes
    from checker.judging.rules import AuditRule, Category, Naming, Provision, Rule, RulePack, Severity
    from checker.language import CLOCK_ASIDE, MARK_SIGNS, NEUTRAL, WITHDRAWN, Language
    from checker.languages import Languages
    from checker.lazy_dataclasses import dataclass
    from checker.message_json import message_from_json
    from checker.messages import LANGUAGES, Message, Messages, join_messages, worded
    from checker.notation import NumberNotation, Quantity
    from checker.numbering import (
        ARABIC,
        CAPITALS,
        COMMON_NUMBERINGS,
        HEADING_FOLLOWS,
        LATIN_NUMBERINGS,
        ROMAN,
        ROMAN_NUMERAL,
        SIGN_NUMBERINGS,
        TITLE_FOLLOWS,
        Number,
        Numbering,
        Numerals,
        decimal_numberings,
    )
    from checker.packs.blank_form import Blank
    from checker.packs.table_layout import layout
    from checker.patterns import Match, Pattern, Texts
    from checker.period_grammar import COMMON_PERIODS, YEAR_ALONE, PeriodForm, PeriodGrammar, PeriodMention
    from checker.periods import Cycle, Period, calendar_year, fill
    from checker.regexes import regex
    from checker.terminal import align, pad, shorten, width, wrap
    from checker.text import GAP, alphanumeric, clean, fold, ideographs, spaced, visible

_HOMES = {
    "app": ("App", "check", "read"),
    "deferred": ("Deferred",),
    "documents.document": (
        "BBox", "Block", "Cell", "Document", "FilePart", "Location", "Note", "PageFurniture", "Paragraph", "Part", "Table",
    ),
    "documents.edits": ("Edit", "edited", "text_at", "whole"),
    "documents.readers": (
        "Converter", "Detector", "Illustrator", "PageCutter", "Progress", "Reader", "Recogniser", "Rereader",
        "Strip", "silent",
    ),
    "errors": ("AuditError", "CheckerError", "OutOfTime", "PluginError", "ReadError", "UsageError"),
    "formats": ("Annotator", "AuditReporter", "Fixer", "Illustrated", "Reporter", "Style", "Writer"),
    "dates": (
        "CLOCK_TIME", "DASH", "DateForm", "DateGrammar", "DateMention", "ISO_DATE", "ISO_END", "ISO_JOINT",
        "NUMERIC_DATES", "RangeMention", "SHORT_DATES",
    ),
    "forms.application": ("applied",),
    "forms.body_names": ("same_body",),
    "forms.cell_types": ("CellType", "Reading", "cell_value"),
    "forms.filing": ("Filing",),
    "forms.form": ("Form",),
    "forms.headings": ("Heading", "headings"),
    "extras": ("install_command",),
    "forms.outline": ("Outline", "Section", "Siblings"),
    "forms.section_specs": ("SectionSpec",),
    "forms.title": ("Title",),
    "forms.calculation": ("Calculation", "Difference"),
    "forms.entry_rows": ("entry_name", "is_entry", "row_label"),
    "forms.equations": ("Equation", "Gap", "Place", "Tables"),
    "forms.relations": ("Per", "Relation", "RelationScope", "parse_relation"),
    "forms.solving": ("solution",),
    "forms.written": ("figures", "side_label", "written"),
    "forms.silent_cells": ("says_nothing",),
    "forms.statistics": ("CellKey", "Statistic"),
    "forms.table_specs": ("Band", "Entry", "Label", "LabelPath", "TableSpec"),
    "forms.tables": ("BoundCell", "BoundTable", "FoundLabel"),
    "grammar": (
        "BARE_YEAR", "ContactWords", "NEVER", "NumberWords", "SumGrammar", "TimeWords", "TitleGrammar", "YearWords",
    ),
    "hookspecs": ("hookimpl",),
    "judging.audit_checks": (
        "Audit", "AuditCheck", "Body", "BodyCheck", "BodyFilings", "CrossProblem", "Json", "StoredFiling",
        "UnreadSubmission",
    ),
    "judging.audit_history": ("AuditHistory", "RunCounts"),
    "judging.audit_results": (
        "AuditResults", "AuditedSubmission", "BodyReport", "CrossFinding", "SubmissionCounts", "SubmissionState",
        "Unmatched",
    ),
    "judging": ("needs",),
    "judging.checks": (
        "Check", "Mistake", "Need", "NotApplicable", "NotAssessed", "Observation", "Problem",
        "Side", "Statement", "Working",
    ),
    "judging.decisions": (
        "DecidedFinding", "Decision", "DecisionKind", "DecisionResult", "DecisionState",
    ),
    "judging.corrections": ("Correction", "Urgency", "corrections", "place_of"),
    "judging.excerpts": ("CellExcerpt", "Picture", "SectionExcerpt", "TableExcerpt", "TextExcerpt"),
    "judging.marks": ("Mark", "marks"),
    "judging.reports": (
        "Assessment", "Failure", "Finding", "Fix", "Outcome", "Report", "Waiver", "fingerprints",
    ),
    "judging.rounds": ("Change", "ChangedFinding", "ChangesSince", "changes"),
    "judging.rules": ("AuditRule", "Category", "Naming", "Provision", "Rule", "RulePack", "Severity"),
    "language": ("CLOCK_ASIDE", "Language", "MARK_SIGNS", "NEUTRAL", "WITHDRAWN"),
    "languages": ("Languages",),
    "message_json": ("message_from_json",),
    "lazy_dataclasses": ("dataclass",),
    "messages": ("LANGUAGES", "Message", "Messages", "join_messages", "worded"),
    "notation": ("NumberNotation", "Quantity"),
    "numbering": (
        "ARABIC", "CAPITALS", "COMMON_NUMBERINGS", "HEADING_FOLLOWS", "LATIN_NUMBERINGS", "ROMAN", "ROMAN_NUMERAL",
        "SIGN_NUMBERINGS", "TITLE_FOLLOWS", "Number", "Numbering", "Numerals", "decimal_numberings",
    ),
    "packs.blank_form": ("Blank",),
    "packs.table_layout": ("layout",),
    "patterns": ("Match", "Pattern", "Texts"),
    "period_grammar": ("COMMON_PERIODS", "PeriodForm", "PeriodGrammar", "PeriodMention", "YEAR_ALONE"),
    "periods": ("Cycle", "Period", "calendar_year", "fill"),
    "regexes": ("regex",),
    "terminal": ("align", "pad", "shorten", "width", "wrap"),
    "text": ("GAP", "alphanumeric", "clean", "fold", "ideographs", "spaced", "visible"),
}

__all__ = [  # noqa: RUF022  # sorted as names are, whatever their case means
    "ARABIC", "Annotator", "App", "Assessment", "Audit", "AuditCheck", "AuditError", "AuditHistory",
    "AuditReporter", "AuditResults", "AuditRule", "AuditedSubmission", "BARE_YEAR", "BBox", "Band", "Blank",
    "Block", "Body", "BodyCheck", "BodyFilings", "BodyReport", "BoundCell", "BoundTable", "CAPITALS",
    "CLOCK_ASIDE", "CLOCK_TIME", "COMMON_NUMBERINGS", "COMMON_PERIODS", "Calculation", "Category", "Cell",
    "CellExcerpt", "CellKey", "CellType", "Change", "ChangedFinding", "ChangesSince", "Check", "CheckerError",
    "ContactWords", "Converter", "Correction", "CrossFinding", "CrossProblem", "Cycle", "DASH", "DateForm",
    "DateGrammar", "DateMention", "DecidedFinding", "Decision", "DecisionKind", "DecisionResult",
    "DecisionState", "Deferred", "Detector", "Difference", "Document", "Edit", "Entry", "Equation", "Failure",
    "FilePart", "Filing", "Finding", "Fix", "Fixer", "Form", "FoundLabel", "GAP", "Gap", "HEADING_FOLLOWS",
    "Heading", "ISO_DATE", "ISO_END", "ISO_JOINT", "Illustrated", "Illustrator", "Json", "LANGUAGES",
    "LATIN_NUMBERINGS", "Label", "LabelPath", "Language", "Languages", "Location", "MARK_SIGNS", "Mark",
    "Match", "Message", "Messages", "Mistake", "NEUTRAL", "NEVER", "NUMERIC_DATES", "Naming", "Need",
    "NotApplicable", "NotAssessed", "Note", "Number", "NumberNotation", "NumberWords", "Numbering",
    "Numerals", "Observation", "OutOfTime", "Outcome", "Outline", "PageCutter", "PageFurniture", "Paragraph",
    "Part", "Pattern", "Per", "Period", "PeriodForm", "PeriodGrammar", "PeriodMention", "Picture", "Place",
    "PluginError", "Problem", "Progress", "Provision", "Quantity", "ROMAN", "ROMAN_NUMERAL", "RangeMention",
    "ReadError", "Reader", "Reading", "Recogniser", "Relation", "RelationScope", "Report", "Reporter",
    "Rereader", "Rule", "RulePack", "RunCounts", "SHORT_DATES", "SIGN_NUMBERINGS", "Section",
    "SectionExcerpt", "SectionSpec", "Severity", "Siblings", "Side", "Statement", "Statistic", "StoredFiling",
    "Strip", "Style", "SubmissionCounts", "SubmissionState", "SumGrammar", "TITLE_FOLLOWS", "Table",
    "TableExcerpt", "TableSpec", "Tables", "TextExcerpt", "Texts", "TimeWords", "Title", "TitleGrammar",
    "Unmatched", "UnreadSubmission", "Urgency", "UsageError", "WITHDRAWN", "Waiver", "Working", "Writer",
    "YEAR_ALONE", "YearWords", "__version__", "align", "alphanumeric", "applied", "calendar_year",
    "cell_value", "changes", "check", "clean", "corrections", "dataclass", "decimal_numberings", "edited",
    "entry_name", "figures", "fill", "fingerprints", "fold", "headings", "hookimpl", "ideographs",
    "install_command", "is_entry", "join_messages", "layout", "marks", "message_from_json", "needs", "pad",
    "parse_relation", "place_of", "read", "regex", "row_label", "same_body", "says_nothing", "shorten",
    "side_label", "silent", "solution", "spaced", "text_at", "visible", "whole", "width", "worded", "wrap",
    "written",
]
# fmt: on


if not TYPE_CHECKING:  # type checkers see the imports above
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module “checker” has no attribute “{name}”")
        found = globals()[name] = getattr(import_module(f"checker.{_HOME_OF[name]}"), name)
        return found
