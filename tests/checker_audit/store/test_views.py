"""The views of a store are those of their page, in both databases, and say what the exports say."""

import re
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import create_engine, text

from checker import CellKey
from checker_audit.store import AuditView, Store
from checker_audit.store.views import VIEWS
from tests.checker_audit.store.test_audit_view import CLAIMED, CLAIMS, concluded
from tests.support.paths import ROOT
from tests.support.sample_records import pack
from tests.support.store_runs import BOTH, direct

PAGE = (ROOT / "docs" / "audit-views.md").read_text(encoding="utf-8")


@BOTH
def test_the_page_lists_the_columns_of_every_view(place: str) -> None:
    listed = dict(re.findall(r"^\| `(v_\w+)` \| [^|]+ \| (.+) \|$", PAGE, re.MULTILINE))
    assert listed.keys() == VIEWS.keys()
    with Store(place):
        pass
    with direct(place) as connection:
        for name, columns in listed.items():
            wanted = [
                re.sub(r"`(\w+)`.*", r"\1", one) for one in re.sub(r" \([^)]*\)", "", columns).split(", ")
            ]
            assert list(connection.execute(text(f"SELECT * FROM {name}")).keys()) == wanted, name  # noqa: S608  # names of views


@BOTH
def test_the_queries_of_the_page_run(place: str) -> None:
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
    with direct(place) as connection:
        by_rule, figure = (
            connection.execute(text(query)).all()
            for query in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
        )
        assert ("2021", "filing-missing", 1) in [tuple(row) for row in by_rule]
        assert {(row.body, row.report_year) for row in figure} == {("甲局", 2021)}
        assert connection.execute(text("SELECT version FROM v_version")).scalar() == "checker-audit-sql/1"


@BOTH
def test_views_agree_with_what_reporters_see(place: str) -> None:
    with Store(place) as store:
        view = concluded(store, CLAIMED, CLAIMS)
        reports = list(view.body_reports())
    with direct(place) as connection:
        rows = {row.body: row for row in connection.execute(text("SELECT * FROM v_bodies"))}
        assert {name: row.arrival for name, row in rows.items()} == {
            "甲局": "filed", "乙局": "unread", "丙局": "missing", "市政府": "missing",
        }  # fmt: skip
        assert rows["甲局"].path == "a.docx"
        counted = connection.execute(
            text("SELECT role, COUNT(*) AS n FROM v_findings WHERE body = '甲局' GROUP BY role")
        )
        found = {row.role: row.n for row in counted}
        first, second = (len(one.report.findings) for one in reports[0].submissions)
        assert found == {
            "counts": first, "further": second, "before": len(reports[0].before[0].report.findings), "across": 1
        }  # fmt: skip
        (across,) = connection.execute(text("SELECT * FROM v_findings WHERE role = 'across'"))
        assert (across.found, across.other_path, across.category) == (
            "a\ufffd\ufffd", "2020.docx", pack().audit[0].category,
        )  # fmt: skip
        filing = reports[0].filings.filing
        assert filing is not None
        cells = sum(len(table.cells) for table in filing.tables.values() if hasattr(table, "cells"))
        facts = connection.execute(text("SELECT value FROM v_facts WHERE role = 'counts'")).scalars().all()
        assert len(facts) == cells
        assert sum(value for value in facts if value is not None) > 0, "values are numbers"
        unmatched = connection.execute(
            text("SELECT body, path FROM v_reports WHERE role = 'stray' ORDER BY path")
        )
        assert [tuple(row) for row in unmatched] == [(None, "B.docx"), (None, "b.docx")]


@BOTH
def test_every_total_is_the_sum_of_the_filings_that_count(place: str) -> None:
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
        run = store.newest()
        run.finish(datetime.now().astimezone())
        view = AuditView(run, pack(), {pack().id: pack().form})
        filings = [one for one in view.body_filings() if one.filing is not None]
        wanted: defaultdict[tuple[str, str, CellKey], Decimal] = defaultdict(Decimal)
        for one in filings:
            tables = one.filing.tables if one.filing else {}
            for name, table in tables.items():
                for (row, column), cell in getattr(table, "cells", {}).items():
                    if cell.value is not None:
                        wanted[one.body.parent, one.body.kind, (name, row, column)] += cell.value
        assert len(filings) > 0
        assert {tuple(key): number for *key, number in view.history.sums(run.id)} == wanted


def test_a_store_of_before_keeps_its_conclusions(tmp_path: Path) -> None:
    """A store of the third schema, in which each run had conclusions of its own."""
    place = str(tmp_path / "old.db")
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
        run = store.newest()
        before = list(AuditView(run, pack(), {pack().id: pack().form}).body_reports())
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        for name in VIEWS:
            connection.execute(text(f"DROP VIEW {name}"))
        for statement in OLD.split(";"):
            connection.execute(text(statement))
    engine.dispose()
    with Store(place) as store:
        after = list(AuditView(store.newest(), pack(), {pack().id: pack().form}).body_reports())
    assert [one.findings for one in after] == [one.findings for one in before]
    assert [one.assessments for one in after] == [one.assessments for one in before]


OLD = """
CREATE TABLE f AS SELECT c.run_id, x.position, c.body, x.rule, x.code, x.severity, x.outcome, x.filing, x.other,
    x.message, x.content FROM cross_finding x JOIN compared c ON c.comparison_id = x.comparison_id;
CREATE TABLE a AS SELECT c.run_id, c.body, x.rule, x.outcome, x.unread, x.reason
    FROM cross_assessment x JOIN compared c ON c.comparison_id = x.comparison_id;
DROP TABLE cross_finding;
DROP TABLE cross_assessment;
DROP TABLE compared;
DROP TABLE comparison;
ALTER TABLE f RENAME TO cross_finding;
ALTER TABLE a RENAME TO cross_assessment;
DROP INDEX ix_run_compared;
ALTER TABLE run DROP COLUMN compared;
ALTER TABLE report DROP COLUMN beside;
UPDATE alembic_version SET version_num = '0003'
"""
