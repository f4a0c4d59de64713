"""Audits for tests of audit checks: bodies, their filings, and the observations of a rule."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from checker.documents.document import Note
from checker.forms.filing import Filing
from checker.judging.audit_checks import (
    Audit,
    Body,
    BodyFilings,
    CrossProblem,
    StoredFiling,
    UnreadSubmission,
)
from checker.judging.checks import Problem
from checker.judging.pack_selection import superseded
from checker.judging.rules import AuditRule, RulePack
from checker.messages import Message
from checker.periods import calendar_year
from checker.testing import audit as audit_of
from checker.testing import document, filed
from tests.support.clean_drafts import clean as clean_draft
from tests.support.draft_reports import Change, Line, changed, text
from tests.support.engine import checker

BODY = "青屏县水务局"
SCANNED = Note("no-text-layer", Message("the pages are pictures"), lost=True)


@cache
def pack(name: str = "annual-report/2021") -> RulePack:
    """Return an installed pack."""
    return next(pack for pack in checker().packs if pack.id == name)


def rule(name: str, of: str = "annual-report/2021") -> AuditRule:
    """Return a rule across filings."""
    return next(rule for rule in pack(of).audit if rule.id == name)


def report(
    body: str = BODY, *changes: Change, year: int = 2024, path: str = "", file_format: str = "docx"
) -> StoredFiling:
    """Return the stored filing of the clean report of a body, with changes."""
    own = () if body == BODY else (text(BODY, body),)
    edition, of = ("2021", 2024) if year > 2020 else ("2019", 2020)
    aged = () if year == of else (text(str(of), str(year)),)
    draft = changed(clean_draft(edition), *own, *aged, *changes)
    blocks = [block.text if isinstance(block, Line) else block for block in draft]
    name = path or f"{year}/{body}.{file_format}"
    read = replace(document(*blocks), format=file_format)
    edition_pack = pack(f"annual-report/{edition}")
    older = superseded(edition_pack, checker().packs)
    return filed(
        Filing(read, edition_pack.form, calendar_year(year), superseded=older, name=name), edition_pack.audit
    )


def narrative(body: str, *sentences: str, year: int = 2024, notes: tuple[Note, ...] = ()) -> StoredFiling:
    """Return the stored filing of a report with these sentences in its first section."""
    read = document(f"{body}{year}年政府信息公开工作年度报告", "一、总体情况", *sentences, notes=notes)
    return filed(Filing(read, pack().form, calendar_year(year), name=f"{year}/{body}.docx"), pack().audit)


def body_filings(
    filing: StoredFiling | Body | str,
    *more: StoredFiling,
    before: StoredFiling | None = None,
    unread: str = "",
    unread_before: str = "",
) -> BodyFilings:
    """Return the filings of a body, which is named by its filing or by the roster."""
    body = (
        filing
        if isinstance(filing, Body)
        else Body(filing.body if isinstance(filing, StoredFiling) else filing)
    )
    filings = (filing, *more) if isinstance(filing, StoredFiling) else more
    lost, lost_before = (
        (UnreadSubmission(path, Message("the file is encrypted")),) if path else ()
        for path in (unread, unread_before)
    )
    return BodyFilings(body, filings, (before,) if before else (), lost, lost_before)


def audit(*bodies: BodyFilings, unread_unmatched: int = 0, year: int = 2024) -> Audit:
    """Return an audit of annual reports."""
    return audit_of(pack().form, year, *bodies, unread_unmatched=unread_unmatched)


def observations(name: str, over: Audit) -> list[CrossProblem]:
    """Return what a rule across filings yields."""
    return list(rule(name).check.run(name, over))


def problems(name: str, over: Audit) -> list[tuple[str, Problem]]:
    """Return the problems that a rule across filings yields, with their bodies."""
    return list(_problems(observations(name, over)))


def _problems(found: list[CrossProblem]) -> Iterator[tuple[str, Problem]]:
    return ((across.body, across.observation) for across in found if isinstance(across.observation, Problem))
