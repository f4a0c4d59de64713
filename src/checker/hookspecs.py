"""The hooks of a plugin, all of the form *provide*. They return; they do not act.

Where a hook may provide a `Deferred`, the part is imported only when it is used.
"""

from collections.abc import Iterable
from pathlib import Path

import click
import pluggy

from checker.deferred import Deferred
from checker.documents.readers import Reader
from checker.formats import Annotator, AuditReporter, Fixer, Reporter
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.language import Language
from checker.languages import Languages

hookspec = pluggy.HookspecMarker("checker")
hookimpl = pluggy.HookimplMarker("checker")


@hookspec
def register_languages() -> Iterable[Language]:
    """Provide languages of documents: numerals, numbering, dates, titles, labels."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_readers(languages: Languages) -> Iterable[Reader | Deferred]:
    """Provide readers: submissions → documents; an implementation takes the installed languages if it uses them."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_checks() -> Iterable[type[Check] | Deferred]:
    """Provide check classes: the vocabulary of packs."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_audit_checks() -> Iterable[type[AuditCheck] | Deferred]:
    """Provide classes of checks across filings."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_rule_packs() -> Iterable[Path]:
    """Provide pack files; a pack's id is the name of its folder and of the file (annual-report/2021.yaml)."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_reporters() -> Iterable[Reporter | Deferred]:
    """Provide reporters: reports → text for people or programs."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_audit_reporters() -> Iterable[AuditReporter | Deferred]:
    """Provide reporters of whole audits: results → files in a folder."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_annotators(languages: Languages) -> Iterable[Annotator | Deferred]:
    """Provide annotators: a copy of the submission with its findings marked; `languages` are those installed."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_fixers(languages: Languages) -> Iterable[Fixer | Deferred]:
    """Provide fixers: a copy of the submission with edits that can be rejected."""
    raise NotImplementedError  # a specification, never called


@hookspec
def register_commands() -> Iterable[click.Command]:
    """Provide commands of the command line; their context's object is the `Setup` of the run."""
    raise NotImplementedError  # a specification, never called
