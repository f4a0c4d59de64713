"""The store of audits: reports, findings, assessments and facts of many runs and years, in SQLite or PostgreSQL."""

from checker.audit.store.books import Books
from checker.audit.store.intake import Pending, Walked
from checker.audit.store.runs import Claim, Reading, Run
from checker.audit.store.store import Identity, Store
from checker.audit.store.tallies import Tally

__all__ = ["Books", "Claim", "Identity", "Pending", "Reading", "Run", "Store", "Tally", "Walked"]
