"""Reports under the Freedom of Information Act: what may vary, single wrong cells, printed to PDF, and a real one."""

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from checker import BoundTable, CellKey, Filing, entry_name
from checker.judging.reports import Report
from tests.support.draft_reports import Change, Draft, Grid, Line, changed
from tests.support.engine import app, checker
from tests.support.foia_faults import faults, variations
from tests.support.foia_layouts import LAYOUTS, PLAIN, Layout, printable
from tests.support.foia_report import YEAR, cell, clean_foia, more
from tests.support.paths import EXAMPLES, SHARED
from tests.support.quarterly_reports import print_all
from tests.support.rule_cases import Case

SAMPLES = SHARED / "samples" / "foia"
PACK = "foia-annual-report/2016"


def judged(report: Draft, previous: Draft | None = None, layout: Layout = PLAIN) -> Report:
    earlier = checker().filing("before.docx", printable(previous, layout)) if previous is not None else None
    found = checker().check("report.docx", printable(report, layout), previous=earlier)
    assert found.failure is None
    assert found.pack == PACK
    return found


def rules(report: Report) -> list[str]:
    return sorted({finding.rule.id for finding in report.findings})


# --- faults, and what may vary ---


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("case", [*faults(), *variations()], ids=lambda case: case.stem)
def test_each_fault_is_found_by_its_rules_and_no_others(case: Case, layout: Layout) -> None:
    before = changed(clean_foia(), *case.previous) if case.previous else None
    report = judged(changed(clean_foia(), *case.changes), before, layout)
    found = {(finding.rule.id, finding.problem.code) for finding in report.findings}
    assert found == {(one.rule, one.code) for one in case.finds}
    if not case.finds:
        assert not [a.rule.id for a in report.assessments if a.outcome == "not_assessed"]


# --- the year before ---


def test_a_note_that_names_the_component_leaves_the_difference_to_a_person() -> None:
    wrong = [
        cell("V.A.", row, at, more(sign))
        for row in ("CPO", "AGENCY OVERALL")
        for at, sign in ((1, 1), (2, -1))
    ]
    more_still = [cell("XII.D.(1).", row, 2, more(-1)) for row in ("CPO", "AGENCY OVERALL")]
    table = "V.B.(1). DISPOSITION OF FOIA REQUESTS -- ALL PROCESSED REQUESTS"
    before = clean_foia(3, YEAR - 1)
    plain = judged(changed(clean_foia(), *wrong, *more_still), before)
    assert [(f.rule.id, f.outcome) for f in plain.findings] == [("carried-start", "fail")] * 2

    def with_note(report: Draft) -> Draft:
        at = next(at for at, b in enumerate(report) if isinstance(b, Line) and b.text == table)
        note = Line(
            "* After reviewing their databases, the following components adjusted their numbers: CPO."
        )
        return (*report[:at], note, *report[at:])

    explained = judged(changed(clean_foia(), *wrong, *more_still, with_note), before)
    assert [f.outcome for f in explained.findings] == ["review"] * 2


# --- single cells ---


def _is_free(grid: Grid, column: int) -> bool:
    """Return whether no rule holds a column: medians and averages may be anything within their range."""
    return any(row[column].startswith(("Median", "Average")) for row in grid[:2])


def wrong_cells() -> Iterator[tuple[int, int, int]]:
    """Choose a figure of each table: not always in the same place, and never beside a blank."""
    tables = [block for block in clean_foia() if not isinstance(block, Line)]
    for number, grid in enumerate(tables[1:], start=1):
        places = [
            (row, column)
            for row, texts in enumerate(grid)
            for column, figure in enumerate(texts)
            if column
            and not _is_free(grid, column)
            and figure.replace(",", "").isdecimal()
            and int(figure.replace(",", "")) > 1
        ]
        if places:
            row, column = places[number * 7 % len(places)]
            yield number, row, column


@pytest.mark.parametrize(("number", "row", "column"), list(wrong_cells()))
def test_a_wrong_figure_is_found(number: int, row: int, column: int) -> None:
    tables = [block for block in clean_foia() if not isinstance(block, Line)]
    grid = [list(texts) for texts in tables[number]]
    grid[row][column] = f"{int(grid[row][column].replace(',', '')) * 30 + 4000}"
    target = tables[number]
    report = judged(tuple(tuple(map(tuple, grid)) if block is target else block for block in clean_foia()))
    assert report.findings != ()


# --- printed ---


@pytest.mark.needs("soffice")
def test_a_printed_report_is_judged_as_the_word_file_is(tmp_path: Path) -> None:
    """Print the clean report and faulty ones with LibreOffice; each shows what its Word file shows."""
    chosen: dict[str, tuple[Change, ...]] = {
        "clean": (),
        "flow": (cell("V.A.", "CPO", 4, more()), cell("V.A.", "AGENCY OVERALL", 4, more())),
        "overall-counts": (cell("VIII.A.", "AGENCY OVERALL", 1, more()),),
        "cells-filled": (cell("XII.A.", "OTR", 2, ""),),
    }
    files = {
        f"{layout.name}~{name}": printable(changed(clean_foia(), *changes), layout)
        for layout in LAYOUTS
        for name, changes in chosen.items()
    }
    for name, content in print_all(files, tmp_path).items():
        report = checker().check(f"{name}.pdf", content)
        assert report.failure is None
        assert rules(report) == [rule for rule in [name.partition("~")[2]] if rule != "clean"]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_example_shows_its_three_mistakes(suffix: str) -> None:
    path = EXAMPLES / f"harbor-light-foia-2024.{suffix}"
    found = rules(checker().check(path.name, path.read_bytes()))
    assert found == ["cells-filled", "oldest-ranked", "overall-counts"]


# --- a real report, beside the data that it was written from ---

# the parts of the XML in the order of the tables, without the statutes, whose data are nested otherwise
SECTIONS = {
    "requests": "ProcessedRequestSection", "dispositions": "RequestDispositionSection",
    "exemptions": "RequestDispositionAppliedExemptionsSection", "appeals": "ProcessedAppealSection",
    "appeal-dispositions": "AppealDispositionSection", "appeal-exemptions": "AppealDispositionAppliedExemptionsSection",
    "appeal-reasons": "AppealNonExemptionDenialSection", "appeal-times": "AppealResponseTimeSection",
    "oldest-appeals": "OldestPendingAppealSection", "times": "ProcessedResponseTimeSection",
    "granted-times": "InformationGrantedResponseTimeSection", "simple-increments": "SimpleResponseTimeIncrementsSection",
    "complex-increments": "ComplexResponseTimeIncrementsSection",
    "expedited-increments": "ExpeditedResponseTimeIncrementsSection", "pending": "PendingPerfectedRequestsSection",
    "oldest-requests": "OldestPendingRequestSection", "expedited-processing": "ExpeditedProcessingSection",
    "fee-waivers": "FeeWaiverSection", "personnel-costs": "PersonnelAndCostSection", "fees": "FeesCollectedSection",
    "postings": "SubsectionPostSection", "backlogs": "BacklogSection", "consultations": "ProcessedConsultationSection",
    "oldest-consultations": "OldestPendingConsultationSection", "request-comparison": "ProcessedRequestComparisonSection",
    "request-backlog-comparison": "BackloggedRequestComparisonSection",
    "appeal-comparison": "ProcessedAppealComparisonSection",
    "appeal-backlog-comparison": "BackloggedAppealComparisonSection",
    "other-reasons": "RequestDenialOtherReasonSection", "other-appeal-reasons": "AppealDenialOtherReasonSection",
}  # fmt: skip
OVERALL = "AGENCY OVERALL"


def _tag(element: ET.Element) -> str:
    return element.tag.split("}")[1]


def _references(element: ET.Element, kind: str) -> str:
    return next(v for child in element if _tag(child) == kind for v in child.attrib.values())


def _values(texts: Iterator[str], *, percent: bool = False) -> list[str]:
    """List what is not 0 and says something, as it is compared: numbers without signs, days, <1."""
    found = []
    for text_ in texts:
        plain = text_.strip().strip("*$%").replace(",", "")
        if plain in {"LT1", "<1"}:
            found.append("<1")
        elif plain.count("-") == 2:
            found.append(plain)
        elif plain.replace(".", "").isdecimal():
            value = Decimal(plain) * (100 if percent else 1)
            found += [str(value.quantize(Decimal("0.01")))] if value else []
    return found


def _leaves(element: ET.Element) -> Iterator[str]:
    for child in element:
        if len(child):
            yield from _leaves(child)
        elif (
            not _tag(child).endswith(("Text", "ReasonCode", "IncrementCode", "ExemptionCode")) and child.text
        ):
            yield child.text


def _names(root: ET.Element) -> dict[str, str]:
    names = {"ORG0": OVERALL}
    for unit in root.iter():
        if _tag(unit) == "OrganizationSubUnit":
            names[next(iter(unit.attrib.values()))] = (unit[0].text or "").strip()
    return names


def _of_xml(root: ET.Element, section: str) -> dict[str, list[str]]:
    """Map what components are called to their values in a section."""
    names = _names(root)
    part = next(child for child in root if _tag(child) == section)
    owners = {
        _references(a, "ComponentDataReference"): names[_references(a, "OrganizationReference")]
        for a in part
        if _tag(a).endswith("Association")
    }
    rows: dict[str, list[str]] = {}
    for data in part:
        if (key := next(iter(data.attrib.values()), "")) in owners:
            rows[owners[key]] = _values(_leaves(data), percent=False)
            if _tag(data) == "FeesCollected":
                rows[owners[key]] = [
                    *_values(iter([data[0].text or ""])),
                    *_values(iter([data[1].text or ""]), percent=True),
                ]
    return {name: values for name, values in rows.items() if values}


def _of_table(found: BoundTable) -> dict[str, list[str]]:
    """Map what components are called to their values in a table."""
    rows: dict[str, list[str]] = {}
    columns = [path[-1].key for path in found.spec.bands[0].leaf_columns]
    lines = dict.fromkeys(row for row, _column in found.cells)
    once = {cell.location: place for place, cell in reversed(list(found.cells.items()))}
    for row in lines:
        entry = row.rsplit("/", 1)[0] if row.endswith(("/date", "/days")) else row
        name = OVERALL if row.startswith("overall") else entry_name(found, entry).strip()
        own = [column for column in columns if (row, column) in once.values() and column != "reason"]
        rows.setdefault(name, []).extend(_values(found.cells[row, column].cell.text for column in own))
    return {name: values for name, values in rows.items() if values}


@pytest.fixture(scope="module")
def real() -> Filing:
    return checker().filing("DOJ_2016.docx", (SAMPLES / "DOJ_2016.docx").read_bytes())


@pytest.mark.needs("shared")
def test_every_cell_of_a_real_report_is_that_of_its_data(real: Filing) -> None:
    assert {spec.id for spec in real.form.tables} == set(real.tables)
    root = ET.parse(SAMPLES / "DOJ_2016.xml").getroot()  # noqa: S314  # our own copy
    compared = 0
    for table, section in SECTIONS.items():
        wanted, found = _of_xml(root, section), _of_table(real.tables[table])
        if table.startswith(("oldest", "other")):
            wanted, found = ({name: sorted(v) for name, v in rows.items()} for rows in (wanted, found))
        assert found == wanted, table
        compared += sum(len(values) for values in wanted.values())
    statutes = real.tables["statutes"]
    names = _names(root)
    part = next(child for child in root if _tag(child) == "Exemption3StatuteSection")
    relied = {
        next(iter(s.attrib.values())): (s[0].text or "").strip()
        for s in part
        if _tag(s) == "ReliedUponStatute"
    }
    wanted_counts = {
        (relied[_references(a, "ComponentDataReference")], names[_references(a, "OrganizationReference")]): a[
            2
        ].text
        for a in part
        if _tag(a).endswith("Association") and _references(a, "OrganizationReference") != "ORG0"
    }
    found_counts = {
        (statutes.cells[row, "statute"].cell.text.strip(), entry_name(statutes, row).strip()): statutes.cells[
            row, "count"
        ].cell.text.strip()
        for row in statutes.repeated["each"]
    }
    assert found_counts == wanted_counts
    sys.stdout.write(f"cells compared: {compared + len(found_counts)}\n")
    assert compared > 4000


@pytest.mark.needs("shared")
def test_a_real_report_has_the_errors_that_it_has() -> None:
    report = checker().check("DOJ_2016.docx", (SAMPLES / "DOJ_2016.docx").read_bytes())
    found = [
        (f.rule.id, str(f.problem.actual), str(f.problem.expected))
        for f in report.findings
        if f.outcome == "fail"
    ]
    assert found[3:] == [
        ("overall-counts", "200", "199"),
        ("overall-counts", "1091", "1089"),
        ("overall-counts", "1082", "1079"),
        ("overall-counts", "1517", "1521"),
        ("backlog-appeals-none", "0", "N/A"),  # a warning: components without appeals say 0
    ]
    assert [rule for rule, *_ in found[:3]] == ["sections-present"] * 3  # the file holds the tables alone
    assert {f.rule.id for f in report.findings if f.outcome == "review"} == {"oldest-days"}


# --- statistics ---


@pytest.mark.parametrize("components", [3, 0])
def test_statistics_are_read_from_the_row_of_the_agency(components: int) -> None:
    filing = checker().filing("report.docx", printable(clean_foia(components), PLAIN))

    def number(cell: CellKey) -> Decimal | None:
        table, row, column = cell
        return found.value if (found := filing.tables[table].cells.get((row, column))) is not None else None

    pack = app().pack(PACK)
    read = {one.id: one.read(number) for one in pack.statistics}
    assert None not in read.values()
    values = {name: found for name, found in read.items() if found is not None}
    received, processed = values["requests-received"][0], values["requests-processed"][0]
    assert values["clearance"] == (processed, received)
    assert min(received, processed) > 10
    last = values["backlog-change"][1]
    assert values["backlog-change"] == (values["backlog"][0] - last, last)
    assert values["granted"][1] == values["denied-exempt"][1] == processed
    assert values["appeals-reversed"][1] == values["appeals-processed"][0]
    assert {one.name.render("zh") for one in pack.statistics}.isdisjoint(
        {one.name.render("en") for one in pack.statistics}
    )
