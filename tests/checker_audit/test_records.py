"""A record from a worker becomes the report that the engine made, or is refused."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.app import App
from checker.documents.document import Location
from checker.errors import AuditError
from checker.formats import Style
from checker.forms.table_specs import Band, Label, Repeat, TableSpec
from checker.judging.audit_results import SubmissionState
from checker.judging.checks import NotAssessed
from checker.messages import LANGUAGES, Message
from checker_audit.intake.sources import FoundFile
from checker_audit.record_json import from_json, packed, to_json, trusted, unpacked, validate
from checker_audit.records import EntryRecord, Record, TableRecord, record, report
from checker_audit.store import Identity, Store
from checker_audit.unpacking import tables_of
from tests.support.fixed_times import NOW
from tests.support.paths import FAULTY, ROOT
from tests.support.sample_records import (
    examined,
    example,
    nodes,
    of,
    pack,
    recorded,
    sent,
    unreadable,
)

FILES = sorted(
    chain(
        (ROOT / "examples").glob("*.docx"),
        (ROOT / "examples").glob("*.html"),
        (ROOT / "examples").glob("*.pdf"),
        (ROOT / "tests" / "rules" / "annual-report-2019").glob("*-fail-*.docx"),
        (ROOT / "tests" / "rules" / "annual-report-2021").glob("t*-fail-*.docx"),
    )
)
REPORTERS = tuple(App().host.reporters.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_reporter_writes_the_same_for_record_and_report(path: Path) -> None:
    made, _filing = examined(path)
    kept = sent(recorded(path))
    provisions = {rule.id: rule for rule in pack(made.pack).rules}
    again = report(unpacked(packed(kept)[0]), made.path, provisions)
    validate(kept, pack(made.pack))
    for reporter in REPORTERS:
        for language in LANGUAGES:
            style = Style(language)
            assert "".join(reporter.write([again], style)) == "".join(reporter.write([made], style))
    assert again.conforms() == made.conforms()
    assert [finding.fingerprint for finding in again.findings] == [f.fingerprint for f in made.findings]


def test_a_failure_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(FAULTY.read_bytes()[:999])
    made, filing = examined(path)
    assert filing is None
    kept = sent(recorded(path))
    assert str(report(kept, "cut.docx", {}).failure) == str(made.failure)
    validate(kept, None)


@pytest.mark.parametrize("path", FILES[:8], ids=lambda path: path.name)
def test_tables_keep_their_cells_and_headings(path: Path) -> None:
    made, filing = examined(path)
    assert filing is not None
    form = pack(made.pack).form
    tables, headings = tables_of(packed(sent(recorded(path)))[1], form)
    assert list(tables) == [spec.id for spec in form.tables]
    for name, table in tables.items():
        if isinstance(table, NotAssessed):
            assert name not in filing.tables
            continue
        cells = filing.tables[name].cells
        assert table.cells.keys() == cells.keys()
        for key, cell in table.cells.items():
            assert (cell.cell.text, cell.value) == (cells[key].cell.text, cells[key].value)
            assert (cell.location, cell.cell.certain) == (cells[key].location, cells[key].cell.certain)
        section = filing.outline.section(form.table(name).section)
        heading = (
            section.heading.paragraph.text if section is not None else ""
        )  # some tables belong to no section
        assert heading.startswith(headings[name])


ODD = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)  # lone surrogates and NUL, too


@given(ODD, ODD, ODD, st.floats())
def test_any_text_of_a_document_can_be_stored(title: str, cell: str, value: str, box: float) -> None:
    made, filing = examined(FAULTY)
    finding = made.findings[0]
    at = Location(1, 1, 0, 0, (0.0, box, 1.0, 2.0))
    odd_message = Message("it says {what}", (("what", (value, Message("so {it}", (("it", value),)))),))
    problem = replace(finding.problem, message=odd_message, actual=cell, location=at, cells=(at,))
    odd = replace(made, title=title, findings=(replace(finding, problem=problem),))
    kept = sent(record(odd, filing, ()))
    for text in (kept.title, kept.findings[0].problem.actual):
        assert isinstance(text, str)
        text.encode("utf-8")
        assert "\0" not in text
    assert kept.findings[0].problem.message.render("zh") == odd_message.render("zh").replace(
        "\ufffe", "\ufffd"
    )
    assert unpacked(packed(kept)[0]).title == kept.title


def test_the_text_of_a_cell_is_stored_as_written() -> None:
    kept = example()
    table = next(table for table in kept.tables if table.cells)
    cell = replace(table.cells[0], text="1\u200b2\n")
    odd = replace(kept, tables=tuple(replace(t, cells=(cell,)) if t is table else t for t in kept.tables))
    (read,) = (t for t in sent(odd).tables if t.id == table.id)
    assert read.cells[0].text == "1\u200b2\n"


# --- forged records ---


def forged(change: Callable[[dict[str, Any]], object]) -> object:
    json: Any = copy.deepcopy(to_json(example()))
    change(json)
    return json


def message(text: str, **values: object) -> dict[str, object]:
    return {"text": text, "values": [[name, value] for name, value in values.items()], "domain": "checker"}


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "a field too many": lambda json: json.update(more=1),
    "a field of another type": lambda json: json.update(pages="1"),
    "a number that no database keeps": lambda json: json.update(year=10**30),
    "no hash": lambda json: json.update(sha256="../../etc/passwd"),
    "a language that has no code": lambda json: json.update(language="../en"),
    "a code for the terminal": lambda json: json["findings"][0]["problem"].update(code="\x1b[31m"),
    "an attribute": lambda json: json["findings"][0].update(place=message("{a.__class__}", a="")),
    "an index": lambda json: json["findings"][0].update(place=message("{a[0]}", a="")),
    "a width": lambda json: json["findings"][0].update(place=message("{a:999999999}", a="")),
    "a conversion": lambda json: json["findings"][0].update(place=message("{a!r}", a="")),
    "a number for a place": lambda json: json["findings"][0].update(place=message("{0}", a="")),
    "a place that is not filled": lambda json: json["findings"][0].update(place=message("{a}")),
    "a brace that is not closed": lambda json: json["findings"][0].update(place=message("{a", a="")),
    "a command in a sentence": lambda json: json["findings"][0].update(place=message("\n::error::{a}", a="")),
    "a sentence within, forged": lambda json: json["findings"][0].update(
        place=message("{a}", a=[message("{b.c}", b="")])
    ),
    "a value of no message": lambda json: json["findings"][0].update(place=message("{a}", a={"text": 1})),
    "a template as long as a book": lambda json: json["findings"][0].update(place=message("x" * 10**6)),
    "a body whose name no index holds": lambda json: json.update(body="局" * 1000),
    "not a number": lambda json: json.update(digests={"narrative-original": float("nan")}),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED.keys())
def test_a_malformed_record_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(AuditError):
        from_json(forged(change))


def test_deeply_nested_messages_are_refused() -> None:
    place: object = "x"
    for _depth in range(40):
        place = message("{a}", a=place)
    with pytest.raises(AuditError):
        from_json(forged(lambda json: json["findings"][0].update(place=place)))


def test_a_short_message_that_renders_a_billion_characters_is_refused() -> None:
    place: object = "laugh"
    for _depth in range(15):
        place = message("{a}" * 50, a=place)
    with pytest.raises(AuditError):
        from_json(forged(lambda json: json["findings"][0].update(place=place)))


UNFIT: dict[str, Callable[[Record], Record]] = {
    "a finding of no rule": lambda kept: replace(kept, findings=(replace(kept.findings[0], rule="no-rule"),)),
    "a rule that is passed over": lambda kept: replace(kept, assessments=kept.assessments[1:]),
    "a rule that ended twice": lambda kept: replace(
        kept, assessments=(*kept.assessments, kept.assessments[0])
    ),
    "a table that is passed over": lambda kept: replace(kept, tables=kept.tables[1:]),
    "a table of another form": lambda kept: replace(
        kept, tables=tuple(replace(table, id="x") for table in kept.tables)
    ),
    "a cell twice": lambda kept: replace(
        kept, tables=tuple(replace(table, cells=table.cells * 2) for table in kept.tables)
    ),
    "a cell at no place": lambda kept: replace(
        kept,
        tables=tuple(
            replace(table, cells=tuple(replace(cell, row="x") for cell in table.cells))
            for table in kept.tables
        ),
    ),
    "what no check keeps": lambda kept: replace(kept, digests={"x": 1}),
    "more than a check keeps": lambda kept: replace(
        kept, digests={"narrative-original": {"sentences": ["长" * 10**5] * 11, "lost": False}}
    ),
    "another pack": lambda kept: replace(kept, pack="annual-report/2019"),
    "a failure beside a pack": lambda kept: replace(kept, failure=unreadable().failure),
}


@pytest.mark.parametrize("change", UNFIT.values(), ids=UNFIT.keys())
def test_a_record_that_does_not_fit_its_pack_is_refused(change: Callable[[Record], Record]) -> None:
    validate(example(), pack())
    with pytest.raises(AuditError):
        validate(change(example()), pack())


def test_a_record_without_a_pack_has_only_a_failure() -> None:
    validate(unreadable(), None)
    for odd in (replace(example(), pack=""), replace(unreadable(), failure=None)):
        with pytest.raises(AuditError):
            validate(odd, None)


def test_a_worker_cannot_cause_an_import() -> None:
    for domain in ("this", "antigravity", "checker_nowhere", "checker.text", "../x", "sys"):
        message = trusted(Message("title", (), domain))
        assert message.domain == "checker"
        assert message.render("zh") == "标题"


def test_messages_of_loaded_plugins_keep_their_package() -> None:
    assert trusted(Message("x", (), "checker_checks")).domain == "checker_checks"


SWAPS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    ODD,
    st.sampled_from(["", "{", "{a}", "\0", [], {}, [[]], 2**63, -1]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_record_with_any_part_changed_is_refused_or_can_be_stored_and_written(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    json: Any = copy.deepcopy(to_json(of("某局")))
    spots = [path for path in nodes(json) if path]
    # rarer parts count as much as cells, of which there are many
    kinds = sorted({_kind(path) for path in spots})
    kind = data.draw(st.sampled_from(kinds))
    spot = data.draw(st.sampled_from([path for path in spots if _kind(path) == kind]))
    *above, last = spot
    place = json
    for step in above:
        place = place[step]
    place[last] = data.draw(SWAPS)
    try:
        kept = from_json(json)
        validate(kept, pack())
    except AuditError:
        return
    _store_and_write(kept, tmp_path_factory.getbasetemp() / "changed.db")


def _kind(path: Sequence[str | int]) -> tuple[str, ...]:
    return tuple("" if isinstance(step, int) else step for step in path)


def _store_and_write(kept: Record, place: Path) -> None:
    with Store(str(place)) as store:
        run = store.begin(Identity("2021", ("changed",), ""), NOW)
        run.add_found([FoundFile("a.docx")], "")
        (pending,) = run.pending("")
        run.add_record(pending, kept, SubmissionState.OK, pack(), "")
        run.flush()
        run.finish(NOW)
    provisions = {rule.id: rule for rule in pack().rules}
    again = report(unpacked(packed(kept)[0]), "a.docx", provisions)
    for reporter in REPORTERS:
        "".join(reporter.write([again], Style("zh"))).encode("utf-8")


FREE = TableSpec(
    "t", "", (Band((Label("sum", "Sum"),), (Label("each", "", repeat=Repeat()), Label("total", "Total"))),)
)


def test_rows_of_any_number_are_kept_with_their_labels() -> None:
    entries = (EntryRecord("each", "Bureau A"), EntryRecord("each", "Part of A", 0))
    kept = TableRecord("t", entries=entries)
    assert {key: path[-1].text for key, path in kept.spec(FREE).rows.items()} == {
        "each": "", "each/1": "Bureau A", "each/2": "Part of A", "total": "Total",
    }  # fmt: skip


@pytest.mark.parametrize(
    "entry", [EntryRecord("total", "A"), EntryRecord("each", "A", 0), EntryRecord("each", "A", 7)]
)
def test_entries_that_the_form_does_not_have_are_refused(entry: EntryRecord) -> None:
    with pytest.raises(ValueError, match=entry.label):
        TableRecord("t", entries=(entry,)).spec(FREE)
