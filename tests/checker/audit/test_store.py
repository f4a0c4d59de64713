"""The store loses nothing, reads nothing twice that did not change, and is the same in both databases."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from checker.audit.records import Record
from checker.audit.store import Books, Claim, Identity, Run, Store, Walked, schema
from checker.audit.store.engines import opened
from checker.audits import Body, Filed
from checker.checks import NotAssessed, Problem
from checker.document import Location
from checker.errors import AuditError
from checker.ledger import CrossFinding, State
from checker.messages import Message
from checker.reports import Assessment, Failure, Finding, Outcome
from kept import example, of, pack, unreadable
from moments import LATER, NOW
from stores import postgres, told

ANNUAL = Identity(2021, ("in",), "digest")
POSTGRES = pytest.mark.needs("postgres")
BOTH = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=POSTGRES)])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as address:
        yield address


@pytest.fixture
def place(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where an empty store may be."""
    return fresh(database, request, tmp_path)


def fresh(database: str, request: pytest.FixtureRequest, folder: Path) -> str:
    name = f"s{uuid4().hex}"
    if database == "sqlite":
        return str(folder / f"{name}.db")
    address: str = request.getfixturevalue("server")
    engine = create_engine(
        address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.replace("/postgres?", f"/{name}?")


Files = dict[str, Record | Failure]


def work(run: Run, files: Files, digest: str = "digest", stamp: str = "1") -> list[str]:
    """Walk over files and work through what waits; list what was read."""
    run.walked([Walked(path, stamp) for path in files], digest)
    return read(run, files, digest)


def read(run: Run, files: Files, digest: str = "digest") -> list[str]:
    done = []
    for pending in run.pending(digest):
        told = files[pending.path]
        if isinstance(told, Failure):
            run.failed(pending, told)
        elif pending.known == told.sha256:
            run.taken_over(pending, digest)
            continue
        else:
            state = State.ERROR if told.failure else State.OK
            run.judged(pending, told, state, None if told.failure else pack(), digest)
        done.append(pending.path)
    run.flush()
    return done


DIED = Failure("timeout", Message("did not end"))
FILES: Files = {"a.docx": of("甲局"), "b.docx": of("乙局"), "c.pdf": unreadable(), "d.pdf": DIED}
SOUND = ["a.docx", "b.docx", "c.pdf"]


def states(run: Run) -> dict[str, State]:
    return {reading.path: reading.state for reading in run.readings()}


# --- what is read again, and what is not ---


@BOTH
def test_what_did_not_change_is_not_read_again(place: str) -> None:
    with Store(place) as store:
        first = store.begin(ANNUAL, NOW)
        assert work(first, FILES) == list(FILES)
        first.finish(NOW)
        second = store.begin(ANNUAL, LATER)
        assert second.id != first.id
        assert work(second, FILES) == ["d.pdf"]  # a process that died may not die again
        assert states(second) == states(first)
        assert second.walk() == first.walk()


@BOTH
def test_what_is_only_touched_is_known_by_its_content(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        run.finish(NOW)
        again = store.begin(ANNUAL, LATER)
        again.walked([Walked(path, "2") for path in FILES], "digest")
        known = {pending.path: pending.known for pending in again.pending("digest")}
        expected = {path: told.sha256 for path, told in FILES.items() if isinstance(told, Record)}
        assert known == {**expected, "d.pdf": None}
        assert read(again, FILES) == ["d.pdf"]


@BOTH
def test_what_is_judged_by_other_rules_is_read_again(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        run.finish(NOW)
        other = store.begin(replace(ANNUAL, digest="newer"), LATER)
        assert work(other, FILES, "newer") == list(FILES)


@BOTH
def test_a_name_decides_on_the_reader_and_so_on_the_result(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        assert work(run, {"a.docx": of("甲局"), "a.pdf": of("甲局"), "copy.docx": of("甲局")}) != []
    assert len(told(place)["reports"]) == 2


@BOTH
def test_an_interrupted_audit_goes_on_with_what_had_not_ended(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.walked([Walked(path, "1") for path in FILES], "digest")
        first, _second, third, fourth = run.pending("digest")
        run.judged(first, of("甲局"), State.OK, pack(), "digest")
        run.failed(third, DIED)
        run.failed(fourth, Failure("timeout", Message("too late")), State.UNREACHED)
        run.flush()
    with Store(place) as store:
        again = store.begin(ANNUAL, LATER)
        assert again.id == run.id
        assert work(again, FILES) == ["b.docx", "d.pdf"]


@BOTH
def test_what_is_gone_or_new_when_an_audit_goes_on_counts(place: str) -> None:
    with Store(place) as store:
        work(store.begin(ANNUAL, NOW), FILES)
    with Store(place) as store:
        again = store.begin(ANNUAL, LATER)
        files: Files = {"a.docx": of("甲局"), "e.docx": of("戊局")}
        assert work(again, files) == ["e.docx"]
        assert states(again) == {"a.docx": State.OK, "e.docx": State.OK}
        assert again.walk().holds


@BOTH
def test_what_was_cut_short_by_time_is_tried_again_by_another_audit(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.walked([Walked("a.docx", "1")], "digest")
        (pending,) = run.pending("digest")
        run.judged(pending, of("甲局"), State.PARTIAL, pack(), "digest")
        run.finish(NOW)
        assert run.walk().partial == 1
        assert work(store.begin(ANNUAL, LATER), {"a.docx": of("甲局")}) == ["a.docx"]


@BOTH
def test_a_fresh_audit_reads_all_again_once_and_replaces_what_was_judged(place: str) -> None:
    better = replace(of("甲局"), title="新")
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, {"a.docx": of("甲局"), "b.docx": of("乙局")})
        run.finish(NOW)
    with Store(place) as store:
        again = store.begin(replace(ANNUAL, options=("fresh",)), LATER)
        again.walked([Walked("a.docx", "1"), Walked("b.docx", "1")], "digest", fresh=True)
        first, _second = again.pending("digest")
        assert first.known is None
        again.judged(first, better, State.OK, pack(), "digest")
        again.flush()
    with Store(place) as store:  # it was interrupted
        again = store.begin(replace(ANNUAL, options=("fresh",)), LATER)
        again.walked([Walked("a.docx", "1"), Walked("b.docx", "1")], "digest", fresh=True)
        assert [pending.path for pending in again.pending("digest")] == ["b.docx"]
        assert [reading.title for reading in again.readings()] == ["新"]
    assert len(told(place)["facts"]) == 2 * len([c for table in example().tables for c in table.cells])


@BOTH
def test_what_must_not_be_opened_is_told(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.walked([Walked("a.docx", "1", Message("is a link"))], "digest")
        assert list(run.pending("digest")) == []
        assert states(run) == {"a.docx": State.ERROR}


# --- paths ---


@BOTH
def test_paths_of_any_bytes_come_back(place: str) -> None:
    names = [
        b"\xe7\x94\xb2.docx",
        b"\xff\xfe.docx",
        b"\xe7\x94\xe7\x94\xb2\x80.docx",
        "\U0010fe80.docx".encode(),  # as bytes that are no UTF-8 are written in the store
        b"\x80.docx",
        b"a\nb\x1b[31m.docx",
        b"%00'\";--.docx",
    ]
    paths = [os.fsdecode(name) for name in names]
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.walked([Walked(path, "1") for path in (*paths, "nul\0.docx")], "digest")
        assert [pending.path for pending in run.pending("digest")] == [*paths, "nul\0.docx"]
        assert run.walk().walked == len(paths) + 1


@BOTH
def test_a_path_that_no_index_holds_is_told_and_the_others_go_on(place: str) -> None:
    long = "深/" * 5000 + "a.docx"
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.walked([Walked(long), Walked(f"{long}x"), Walked("b.docx")], "digest")
        assert [pending.path for pending in run.pending("digest")] == ["b.docx"]
        assert (run.walk().walked, run.walk().error) == (3, 2)


# --- what the ledger says ---


BODIES = (
    Body("甲局", ("甲",), "部门", "市政府"),
    Body("乙局"),
    Body("丙局"),
    Body("市政府", deadline=NOW.date()),
)
LAST = "2020.docx"


def concluded(store: Store, files: Files, claims: Sequence[tuple[str, str | None, str, int]]) -> Books:
    run = store.begin(ANNUAL, NOW)
    work(run, files)
    run.enrol(BODIES)
    run.governed(pack())
    numbers = {reading.path: reading.id for reading in run.readings()}
    odd = ("unmatched", Message("nobody is called so"), ("甲局", "乙局"), "甲局")
    run.claim(
        Claim(numbers[path], body, role, rank, odd if role == "stray" else None)
        for path, body, role, rank in claims
    )
    books = Books(run, pack(), {pack().id: pack().form})
    rule, location = pack().audit[0], Location(3, 1, 2, 1)
    cross = Problem(
        "filing-missing", Message("{x}", (("x", "\udcff"),)), location=location, actual="a\0\udc80"
    )
    found = CrossFinding("甲局", Finding(rule, cross, Message("a")), "a.docx", LAST)
    run.conclude(_conclusions(books.bodies, rule.id, found), "zh")
    run.finish(LATER)
    return books


def _conclusions(
    bodies: Iterable[Body], rule: str, found: CrossFinding
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    for body in bodies:
        some = [found] if body.name == found.body else []
        reason = None if some else Message("why")
        outcome = Outcome.FAIL if some else Outcome.NOT_ASSESSED
        yield body.name, some, Assessment(found.finding.rule, outcome, reason, unread=not some)
    assert rule == found.finding.rule.id


CLAIMS = (
    ("a.docx", "甲局", "filing", 0),
    ("a.pdf", "甲局", "filing", 1),
    (LAST, "甲局", "before", 0),
    ("c.pdf", "乙局", "unread", 0),
    ("b.docx", None, "stray", 0),
    ("B.docx", None, "stray", 0),
)
CLAIMED: Files = {
    "a.docx": of("甲局"),
    "a.pdf": of("甲局", content="pdf"),
    LAST: of("甲局", 2020),
    "b.docx": of("庚局"),
    "B.docx": of("辛局"),
    "c.pdf": unreadable(),
}


@BOTH
def test_a_ledger_says_of_each_body_all_that_was_found(place: str) -> None:
    with Store(place) as store:
        books = concluded(store, CLAIMED, CLAIMS)
        one, two, three, four = books.dossiers()
        assert (one, two) == (books.dossier("甲局"), books.dossier("乙局"))
        assert [one.body, two.body, three.body, four.body] == list(BODIES)
        assert [submitted.report.path for submitted in one.submissions] == ["a.docx", "a.pdf"]
        assert [submitted.report.path for submitted in one.before] == [LAST]
        assert one.standing.filing is not None
        assert one.standing.filing.year == 2021
        assert len(one.submissions[0].report.findings) == len(example().findings) > 0
        assert [cross.finding.problem.actual for cross in one.findings] == ["a\ufffd\ufffd"]
        assert [cross.other for cross in one.findings] == [LAST]
        assert [(a.rule.id, a.outcome) for a in one.assessments] == [(pack().audit[0].id, Outcome.FAIL)]
        assert two.standing.filing is None
        assert [str(unread.reason) for unread in two.standing.unread] == ["is encrypted"]
        assert [submitted.state for submitted in two.submissions] == [State.ERROR]
        assert (three.standing.filings, three.submissions) == ((), ())
        assert [stray.submitted.report.path for stray in books.strays()] == ["B.docx", "b.docx"]
        assert {stray.claimants for stray in books.strays()} == {("甲局", "乙局")}
        assert [report.path for report in books.reports()] == sorted(CLAIMED)
        assert books.children("市政府") == ("甲局",)
        assert books.standing("nobody") is None
        tally = books.tally()
        assert (tally.filed, tally.silent, tally.unread, tally.strays, tally.unjudged) == (1, 2, 1, 2, True)


@BOTH
def test_what_an_audit_remembers_of_a_filing_is_what_was_read(place: str) -> None:
    with Store(place) as store:
        filed = concluded(store, CLAIMED, CLAIMS).standing("甲局")
        assert filed is not None
        one = filed.filing
        assert isinstance(one, Filed)
        for table in example().tables:
            found = one.tables[table.id]
            assert isinstance(found, NotAssessed) == (table.absent is not None)
            if not isinstance(found, NotAssessed):
                texts = {(cell.row, cell.column): cell.text for cell in table.cells}
                assert {key: cell.cell.text for key, cell in found.cells.items()} == texts
        assert dict(one.digests) == example().digests


@BOTH
def test_filings_of_an_audit_of_last_year_can_be_found_by_the_next(place: str) -> None:
    with Store(place) as store:
        books = concluded(store, CLAIMED, CLAIMS)
        part = store.begin(replace(ANNUAL, shard="1/2"), LATER)
        part.finish(LATER)  # which knows of no body
        later = store.begin(Identity(2022, (), "digest"), LATER)
        found = later.earlier(2021)
        ids = {reading.id: reading.path for reading in books._run.readings()}  # noqa: SLF001  # whose numbers these are
        assert {body: [ids[one] for one in some] for body, some in found.items()} == {
            "甲局": ["a.docx", "a.pdf"]
        }


@BOTH
def test_what_is_concluded_again_is_there_once(place: str) -> None:
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
    before = told(place)
    with sqlite_or(place) as connection:
        connection.execute(text("UPDATE run SET finished = NULL"))
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
    assert told(place) == before


@pytest.mark.needs("postgres")
def test_both_databases_hold_the_same(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    places = [fresh(database, request, tmp_path) for database in ("sqlite", "postgresql")]
    for place in places:
        with Store(place) as store:
            concluded(store, CLAIMED, CLAIMS)
    assert told(places[0]) == told(places[1])


@contextmanager
def sqlite_or(place: str) -> Iterator[Connection]:
    engine = opened(place)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@BOTH
def test_submissions_that_were_lost_are_noticed(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        assert run.walk().holds
        with sqlite_or(place) as connection:
            connection.execute(text("DELETE FROM submission WHERE path = 'b.docx'"))
        assert not run.walk().holds


# --- parts ---


def part(place: str, number: int, files: Files, count: int = 2, digest: str = "digest") -> None:
    with Store(place) as store:
        run = store.begin(replace(ANNUAL, shard=f"{number}/{count}", digest=digest), NOW)
        work(run, files, digest)
        run.finish(LATER)


def merged(place: str, *parts: str) -> dict[str, list[str]]:
    with Store(place) as store:
        opened = [Store(one) for one in parts]
        run = store.merge(opened, 2021, LATER)
        assert run.walk().holds
        for one in opened:
            one.__exit__()
    return told(place)


@BOTH
def test_parts_make_the_whole(place: str, tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局"), "c.pdf": unreadable()})
    part(halves[1], 2, {"b.docx": of("乙局"), "d.pdf": DIED, "a2.docx": of("甲局")})
    whole = str(tmp_path / "whole.db")
    with Store(whole) as store:
        work(store.begin(ANNUAL, NOW), {**FILES, "a2.docx": of("甲局")})
    assert merged(place, *halves) == told(whole)
    assert merged(place, *halves)["reports"] == told(whole)["reports"]  # another run, the same reports


def test_parts_that_are_not_all_make_no_whole(tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局")}, count=3)
    part(halves[1], 3, {"b.docx": of("乙局")}, count=3)
    with pytest.raises(AuditError, match="2/3"):
        merged(str(tmp_path / "whole.db"), *halves)


def test_parts_that_were_judged_differently_make_no_whole(tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局")})
    part(halves[1], 2, {"b.docx": of("乙局")}, digest="newer")
    with pytest.raises(AuditError, match="versions"):
        merged(str(tmp_path / "whole.db"), *halves)


# --- opening ---


@BOTH
def test_the_migrations_make_what_the_code_expects(place: str) -> None:
    engine = opened(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


@BOTH
def test_a_store_of_a_newer_checker_is_left_alone(place: str) -> None:
    with Store(place):
        pass
    with sqlite_or(place) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(AuditError, match=r"newer version.*9999"):
        Store(place)


@BOTH
def test_a_database_of_others_is_left_alone(place: str) -> None:
    url = place.replace("postgresql:", "postgresql+psycopg:") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    engine.dispose()
    with pytest.raises(AuditError, match="holds something else"):
        Store(place)


@pytest.mark.parametrize(
    "name",
    ["a?b#c%20d.db", "甲 乙.db", "-x.db", "file:x.db", ":memory:"],
    ids=["signs", "zh", "dash", "uri", "memory"],
)
def test_a_store_has_any_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(name):
        assert (tmp_path / name).is_file()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no-folder/audit.db", "unable to open"),
        ("report.docx", "not a database"),
        ("nosuch://x", "nosuch"),
        ("mysql+nosuch://u:secret@h/x", "mysql"),
        ("postgresql://u:secret@localhost:1/x", "refused"),
    ],
)
def test_what_is_no_store_is_told_without_its_password(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK\3\4" * 500)
    with pytest.raises(AuditError) as caught:
        Store(name if "://" in name else str(tmp_path / name))
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_sqlite_loses_nothing_when_the_power_fails(tmp_path: Path) -> None:
    with Store(str(tmp_path / "audit.db")) as store:
        run = store.begin(ANNUAL, NOW)
        with run.engine.connect() as connection:
            told = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous")
            ]
        assert told == ["wal", 2]


def test_a_store_that_cannot_be_written_stops_the_audit_and_says_so(tmp_path: Path) -> None:
    place = tmp_path / "audit.db"
    with Store(str(place)) as store:
        run = store.begin(ANNUAL, NOW)
        with sqlite3.connect(place) as other:
            other.execute("DROP TABLE submission")
        other.close()
        with pytest.raises(AuditError, match="cannot be written"):
            work(run, FILES)
        with pytest.raises(AuditError, match="cannot be read"):
            list(run.readings())


# --- several at once ---


@BOTH
def test_one_process_at_a_time_makes_an_audit(place: str) -> None:
    with Store(place) as store, Store(place) as other:
        run = store.begin(ANNUAL, NOW)
        with pytest.raises(AuditError, match=f"run {run.id}"):
            other.begin(ANNUAL, NOW)
        other.begin(replace(ANNUAL, year=2020), NOW)
    assert list(Path(place).parent.glob("*-run*")) == []
    with Store(place) as store:
        assert store.begin(ANNUAL, LATER).id == run.id
