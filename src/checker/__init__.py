"""Checker: plugin-based compliance checking of submitted documents.

The names below are what plugin authors import. They are loaded when they are asked for: the command line tells its
version without loading any of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.audit.api import audit as audit
    from checker.audits import Across, Audit, AuditCheck, Body, Filed, Standing
    from checker.checks import Check, Mistake, NotApplicable, NotAssessed, Problem, Seen
    from checker.document import Cell, Document, Location, Note, Paragraph, Table
    from checker.errors import CheckerError, ReadError
    from checker.filing import Filing, Form
    from checker.formats import Annotator, AuditReporter, Progress, Reader, Reporter, Style, silent
    from checker.hookspecs import hookimpl
    from checker.ledger import CrossFinding, Dossier, Ledger, Stray, Submitted
    from checker.messages import Message, Sentences
    from checker.patterns import Pattern
    from checker.reports import Finding, Outcome, Report
    from checker.rules import Category, Rule, RulePack, Severity
    from checker.text import clean

_HOMES = {
    "audits": ("Across", "Audit", "AuditCheck", "Body", "Filed", "Standing"),
    "checks": ("Check", "Mistake", "NotApplicable", "NotAssessed", "Problem", "Seen"),
    "document": ("Cell", "Document", "Location", "Note", "Paragraph", "Table"),
    "errors": ("CheckerError", "ReadError"),
    "filing": ("Filing", "Form"),
    "formats": ("Annotator", "AuditReporter", "Progress", "Reader", "Reporter", "Style", "silent"),
    "hookspecs": ("hookimpl",),
    "ledger": ("CrossFinding", "Dossier", "Ledger", "Stray", "Submitted"),
    "messages": ("Message", "Sentences"),
    "patterns": ("Pattern",),
    "reports": ("Finding", "Outcome", "Report"),
    "rules": ("Category", "Rule", "RulePack", "Severity"),
    "text": ("clean",),
}

__all__ = [
    "Across", "Annotator", "Audit", "AuditCheck", "AuditReporter", "Body", "Category", "Cell", "Check",
    "CheckerError", "CrossFinding", "Document", "Dossier", "Filed", "Filing", "Finding", "Form", "Ledger",
    "Location", "Message", "Mistake", "NotApplicable", "NotAssessed", "Note", "Outcome", "Paragraph", "Pattern",
    "Problem", "Progress", "ReadError", "Reader", "Report", "Reporter", "Rule", "RulePack", "Seen", "Sentences",
    "Severity", "Standing", "Stray", "Style", "Submitted", "Table", "clean", "hookimpl", "silent",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name == "audit":
        return import_module("checker.audit")
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module “checker” has no attribute “{name}”")
    return getattr(import_module(f"checker.{home}"), name)
