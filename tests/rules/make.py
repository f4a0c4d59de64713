"""Write the documents that test the rules beside this script, and `expected.json`, which lists their findings.

`python -m tests.rules.make`; README.md describes how to add a document.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.support.clean_drafts import clean
from tests.support.draft_reports import Draft, changed, word_file
from tests.support.foia_cases import foia_cases
from tests.support.foia_report import clean_foia
from tests.support.grant_cases import grant_cases
from tests.support.grant_report import clean_grants
from tests.support.rule_cases import Case
from tests.support.safety_cases import SheetCase, faults, variations
from tests.support.safety_sheets import edition as sheet_of
from tests.support.safety_sheets import word_file as word_sheet
from tests.support.table_cases import table_cases, table_cases_2019, table_cases_2021
from tests.support.text_cases import text_cases, text_cases_2021

HERE = Path(__file__).parent
SHEETS = {2024: "eu-2020-878", 2018: "eu-2015-830", 2013: "eu-453-2010"}
EDITIONS = {"2021": 2024, "2019": 2020}


def cases(edition: str) -> Iterator[Case]:
    """Iterate over the cases of an edition: for the older one, its own and the first shared one of each kind."""
    year = EDITIONS[edition]
    shared = (*text_cases(year), *table_cases(year))
    if edition == "2021":
        yield from (*shared, *text_cases_2021(), *table_cases_2021())
        return
    firsts: dict[tuple[str, bool], Case] = {}
    for case in shared:
        firsts.setdefault((case.rule, bool(case.finds)), case)
    yield from (*firsts.values(), *table_cases_2019())


def packs() -> Iterator[tuple[str, Draft, Iterator[Case]]]:
    """Iterate over the folders of packs, their clean reports and their cases."""
    for edition in EDITIONS:
        yield f"annual-report-{edition}", clean(edition), cases(edition)
    yield "foia-annual-report-2016", clean_foia(), foia_cases()
    yield "grant-report-2024", clean_grants(), grant_cases()


def sheets() -> Iterator[tuple[str, SheetCase, bytes]]:
    """Iterate over the folders, cases and documents of safety data sheets: for the older forms, one of each kind."""
    for year, pack in SHEETS.items():
        cases = [*faults(year), *(variations() if year >= max(SHEETS) else ())]
        rules = dict.fromkeys(case.rule for case in cases)
        seen: set[str] = set()
        for case in (*(SheetCase(rule, "clean") for rule in rules), *cases):
            if year < max(SHEETS) and case.finds and case.rule in seen:
                continue
            seen |= {case.rule} if case.finds else set()
            yield f"safety-data-sheet-{pack}", case, word_sheet(case.applied(sheet_of(year)))


def documents() -> Iterator[tuple[str, bytes]]:
    """Iterate over the paths and bytes of what this script writes."""
    expected: dict[str, list[dict[str, str | None]]] = {}
    for folder, report, several in packs():
        for case in several:
            name = f"{case.stem}.docx"
            path = f"{folder}/{name}"
            assert path not in expected, path
            expected[path] = [{k: v for k, v in asdict(finds).items() if v} for finds in case.finds]
            yield path, word_file(changed(report, *case.changes))
            if case.previous:
                yield f"{folder}/previous/{name}", word_file(changed(report, *case.previous))
    for folder, planted, content in sheets():
        path = f"{folder}/{planted.stem}.docx"
        assert path not in expected, path
        expected[path] = [{k: v for k, v in asdict(finds).items() if v} for finds in planted.finds]
        yield path, content
    listed = json.dumps(dict(sorted(expected.items())), ensure_ascii=False, indent=1)
    yield "expected.json", (listed + "\n").encode()


def main() -> None:
    """Write every document, and delete those without a case."""
    written = dict(documents())
    for path in HERE.rglob("*.docx"):
        if str(path.relative_to(HERE)) not in written:
            path.unlink()
    for name, content in written.items():
        (HERE / name).parent.mkdir(parents=True, exist_ok=True)
        (HERE / name).write_bytes(content)
    sys.stdout.write(f"{len(written) - 1} documents\n")


if __name__ == "__main__":
    main()
