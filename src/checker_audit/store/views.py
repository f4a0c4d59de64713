"""The store as views for other programs: names, columns and codes are those of `VERSION`, whatever the tables are.

Columns may be added at the end; any other change gets a new version.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, text

VERSION = "checker-audit-sql/1"

_ROLE = """CASE
    WHEN c.role = 'filing' AND c.rank = 0 THEN 'counts'
    WHEN c.role = 'filing' THEN 'further'
    WHEN c.role IN ('before', 'unread-before') THEN 'before'
    ELSE c.role END"""
_BODY = "CASE WHEN c.role = 'stray' THEN NULL ELSE c.body END"
_CLAIMED = """FROM claim c
JOIN submission s ON s.id = c.submission_id
JOIN run r ON r.id = c.run_id"""
# who decided that a finding does not count: of this body, in this file or (empty) between filings
_WAIVER = """FROM decided d JOIN decision k ON k.run_id = d.run_id AND k.position = d.position
    WHERE d.run_id = {run} AND d.body = {body} AND d.path = {path} AND d.fingerprint = {fingerprint}
    AND d.honoured AND k.kind IN ('false-alarm', 'accepted')"""


def _waived(run: str, body: str, path: str, fingerprint: str) -> str:
    return f"(SELECT MAX(k.kind) {_WAIVER.format(run=run, body=body, path=path, fingerprint=fingerprint)})"


VIEWS: Mapping[str, str] = {
    "v_version": f"SELECT '{VERSION}' AS version",
    "v_runs": """
SELECT r.id AS run, r.period AS period, r.year AS year, p.id AS pack, r.begun AS begun, r.finished AS finished,
    CASE WHEN r.finished IS NOT NULL AND r.pack IS NOT NULL AND r.id = (
        SELECT MAX(n.id) FROM run n WHERE n.period = r.period AND n.finished IS NOT NULL AND n.pack IS NOT NULL
    ) THEN 1 ELSE 0 END AS latest
FROM run r LEFT JOIN pack p ON p.digest = r.pack""",
    "v_bodies": """
SELECT b.run_id AS run, r.period AS period, b.name AS body, b.kind AS kind, b.parent AS parent,
    CASE
        WHEN f.submission_id IS NOT NULL AND b.submitted > b.deadline THEN 'late'
        WHEN f.submission_id IS NOT NULL THEN 'filed'
        WHEN EXISTS (
            SELECT 1 FROM claim u WHERE u.run_id = b.run_id AND u.body = b.name AND u.role = 'unread'
        ) THEN 'unread'
        ELSE 'missing' END AS arrival,
    b.deadline AS deadline, b.submitted AS submitted, s.path AS path, s.state AS state, b.contact AS contact
FROM body b
JOIN run r ON r.id = b.run_id
LEFT JOIN claim f ON f.run_id = b.run_id AND f.body = b.name AND f.role = 'filing' AND f.rank = 0
LEFT JOIN submission s ON s.id = f.submission_id""",
    "v_reports": f"""
SELECT c.run_id AS run, r.period AS period, {_BODY} AS body, {_ROLE} AS role, s.path AS path, s.state AS state,
    COALESCE(s.failure, o.failure) AS failure_code, o.title AS title, o.body AS titled_body, o.format AS format,
    o.pages AS pages, o.period AS report_period, o.year AS report_year, p.id AS pack, o.sha256 AS sha256, c.code AS code
{_CLAIMED}
LEFT JOIN report o ON o.id = s.report_id
LEFT JOIN pack p ON p.digest = o.pack""",
    "v_findings": f"""
SELECT c.run_id AS run, r.period AS period, {_BODY} AS body, {_ROLE} AS role, s.path AS path, '' AS other_path,
    f.rule AS rule, f.code AS code, f.severity AS severity, f.category AS category, f.outcome AS outcome,
    {_waived("c.run_id", "c.body", "s.path", "f.fingerprint")} AS waived,
    f.place AS place, f.message AS message, f.actual AS found, f.expected AS expected, f.fingerprint AS fingerprint
{_CLAIMED}
JOIN finding f ON f.report_id = s.report_id
UNION ALL
SELECT c.run_id, r.period, c.body, 'across', x.filing, x.other, x.rule, x.code, x.severity, x.category, x.outcome,
    {_waived("c.run_id", "c.body", "''", "x.fingerprint")},
    x.place, x.message, x.actual, x.expected, x.fingerprint
FROM compared c
JOIN run r ON r.id = c.run_id
JOIN cross_finding x ON x.comparison_id = c.comparison_id""",  # noqa: S608  # of constants
    "v_assessments": f"""
SELECT c.run_id AS run, r.period AS period, {_BODY} AS body, {_ROLE} AS role, s.path AS path, a.rule AS rule,
    a.outcome AS outcome, CASE WHEN a.unread THEN 1 ELSE 0 END AS unread
{_CLAIMED}
JOIN assessment a ON a.report_id = s.report_id
UNION ALL
SELECT c.run_id, r.period, c.body, 'across', '', a.rule, a.outcome, CASE WHEN a.unread THEN 1 ELSE 0 END
FROM compared c
JOIN run r ON r.id = c.run_id
JOIN cross_assessment a ON a.comparison_id = c.comparison_id""",  # noqa: S608  # of constants
    "v_facts": f"""
SELECT c.run_id AS run, r.period AS period, {_BODY} AS body, {_ROLE} AS role, s.path AS path,
    o.period AS report_period, o.year AS report_year, f.table_id AS table_id, f.row_key AS row_key,
    f.column_key AS column_key, f.text AS text, CAST(f.value AS NUMERIC) AS value,
    CASE WHEN f.certain THEN 1 ELSE 0 END AS certain
{_CLAIMED}
JOIN report o ON o.id = s.report_id
JOIN fact f ON f.report_id = s.report_id""",
    "v_decisions": """
SELECT d.run_id AS run, r.period AS period, d.position AS position, d.kind AS decision, d.state AS state, d.code AS code,
    d.source AS source, d.content AS content, (
        SELECT COUNT(*) FROM decided u WHERE u.run_id = d.run_id AND u.position = d.position AND u.honoured
    ) AS findings
FROM decision d
JOIN run r ON r.id = d.run_id""",
}


def drop_views(connection: Connection) -> None:
    """Remove all views, which would hold on to the tables that a migration changes."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Create all views."""
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))
