"""Judge published FOIA reports: write the XML that foia.gov publishes as Word files, and count what is found.

FOLDER holds the XML files of a year, BEFORE, if given, those of the year before: what they report is compared. Each
report is written in the tables of the Department's own form. Prints how many reports each rule and code finds
something in; with --show NAME, all findings of the files that are named so.

PYTHONPATH=. python ci/foia_published.py FOLDER [BEFORE] [--show NAME]
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.support.draft_reports import Draft, Grid, Line
from tests.support.engine import checker
from tests.support.foia_layouts import printable
from tests.support.foia_report import EXEMPTIONS, INCREMENTS, clean_foia

OVERALL = "AGENCY OVERALL"
NONE = "N/A"
REASONS = (
    "NoRecords", "Referred", "Withdrawn", "FeeRelated", "NotDescribed", "ImproperRequest", "NotAgency", "Duplicate",
    "InLitigation", "ExpeditedDenial", "Other",
)  # fmt: skip
FIRST = (*REASONS[:8], "Other")
SPANS = [label.removeprefix("<").removesuffix(" Days") for label in INCREMENTS[:-1]]

Row = list[str]


def tag(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.split("}")[1]


def _texts(element: ET.Element, *names: str) -> Row:
    """List what the elements of these names, or of their codes, say; N/A where there are none."""
    found = {
        re.sub("(Value|Code|Quantity|Amount|Percent)$", "", tag(child)): child.text or "" for child in element
    }
    found |= {
        name: NONE for name, text in found.items() if name.endswith("Days") and text == "0.0000"
    }  # it has no N/A
    return ["<1" if found.get(name) == "LT1" else found.get(name, NONE) for name in names]


def _children(element: ET.Element, *parts: str, names: Sequence[str]) -> Row:
    groups = {tag(child): child for child in element}
    return [
        text
        for part in parts
        for text in (_texts(groups[part], *names) if part in groups else [NONE] * len(names))
    ]


def _coded(element: ET.Element, part: str, codes: Sequence[str]) -> Row:
    """List numbers by their codes; 0 where there is none."""
    found = {child[0].text: child[1].text or "" for child in element if tag(child) == part}
    return [found.get(code, "0") for code in codes]


def _named(*names: str) -> Callable[[ET.Element], Row]:
    return lambda data: _texts(data, *names)


def _flow(data: ET.Element) -> Row:
    return _texts(
        data,
        *(
            f"ProcessingStatistics{what}"
            for what in ("PendingAtStart", "Received", "Processed", "PendingAtEnd")
        ),
    )


def _dispositions(data: ET.Element) -> Row:
    before = _texts(
        data, *(f"RequestDisposition{what}" for what in ("FullGrant", "PartialGrant", "FullExemptionDenial"))
    )
    return [*before, *_coded(data, "NonExemptionDenial", FIRST), *_texts(data, "RequestDispositionTotal")]


def _days(data: ET.Element) -> Row:
    return _texts(data, *(f"ResponseTime{what}Days" for what in ("Median", "Average", "Lowest", "Highest")))


def _tracks(data: ET.Element) -> Row:
    names = [f"ResponseTime{what}Days" for what in ("Median", "Average", "Lowest", "Highest")]
    return _children(data, "SimpleResponseTime", "ComplexResponseTime", "ExpeditedResponseTime", names=names)


def _increments(data: ET.Element) -> Row:
    return [*_coded(data, "TimeIncrement", SPANS), *_texts(data, "TimeIncrementTotal")]


def _pending(data: ET.Element) -> Row:
    names = ["PendingRequest", "PendingRequestMedianDays", "PendingRequestAverageDays"]
    parts = [f"{track}PendingRequestStatistics" for track in ("Simple", "Complex", "Expedited")]
    return _children(data, *parts, names=names)


def _fees(data: ET.Element) -> Row:
    fees, share = _texts(data, "FeesCollected", "FeesCollectedCost")
    return [
        fees,
        f"{share}%",
    ]  # some publish 0.23 and some 0.0023 for 0.23 %; foia.gov's own files the former


_ADJUDICATED = ("RequestGranted", "RequestDenied", "AdjudicationMedianDays", "AdjudicationAverageDays")
_COMPARED = [f"Items{done}{year}Year" for done in ("Received", "Processed") for year in ("Last", "Current")]
_BACKLOGS = ("BacklogLastYear", "BacklogCurrentYear")
_ENDS = [f"AppealDisposition{what}" for what in ("Affirmed", "Partial", "Reversed", "Other", "Total")]
_COSTS = (
    "FullTimeEmployee",
    "EquivalentFullTimeEmployee",
    "TotalFullTimeStaff",
    "ProcessingCost",
    "LitigationCost",
    "TotalCost",
)

# the beginning of a table's heading → its part of the XML, and how a row is read
TABLES: Mapping[str, tuple[str, Callable[[ET.Element], Row]]] = {
    "V.A.": ("ProcessedRequestSection", _flow),
    "V.B.(1).": ("RequestDispositionSection", _dispositions),
    "V.B.(3).": ("RequestDispositionAppliedExemptionsSection", lambda data: _coded(data, "AppliedExemption", EXEMPTIONS)),
    "VI.A.": ("ProcessedAppealSection", _flow),
    "VI.B.": ("AppealDispositionSection", _named(*_ENDS)),
    "VI.C.(1).": ("AppealDispositionAppliedExemptionsSection", lambda data: _coded(data, "AppliedExemption", EXEMPTIONS)),
    "VI.C.(2).": ("AppealNonExemptionDenialSection", lambda data: _coded(data, "NonExemptionDenial", REASONS)),
    "VI.C.(4).": ("AppealResponseTimeSection", _days),
    "VII.A.": ("ProcessedResponseTimeSection", _tracks),
    "VII.B.": ("InformationGrantedResponseTimeSection", _tracks),
    "VII.C. PROCESSED SIMPLE": ("SimpleResponseTimeIncrementsSection", _increments),
    "VII.C. PROCESSED COMPLEX": ("ComplexResponseTimeIncrementsSection", _increments),
    "VII.C. PROCESSED REQUESTS": ("ExpeditedResponseTimeIncrementsSection", _increments),
    "VII.D.": ("PendingPerfectedRequestsSection", _pending),
    "VIII.A.": ("ExpeditedProcessingSection", _named(*_ADJUDICATED, "AdjudicationWithinTenDays")),
    "VIII.B.": ("FeeWaiverSection", _named(*_ADJUDICATED)),
    "IX.": ("PersonnelAndCostSection", _named(*_COSTS)),
    "X.": ("FeesCollectedSection", _fees),
    "XI.A.": ("SubsectionUsedSection", _named("TimesUsed")),
    "XI.B.": ("SubsectionPostSection", _named("PostedbyFOIA", "PostedbyProgram")),
    "XII.A.": ("BacklogSection", _named("BackloggedRequest", "BackloggedAppeal")),
    "XII.B.": ("ProcessedConsultationSection", _flow),
    "XII.D.(1).": ("ProcessedRequestComparisonSection", _named(*_COMPARED)),
    "XII.D.(2).": ("BackloggedRequestComparisonSection", _named(*_BACKLOGS)),
    "XII.E.(1).": ("ProcessedAppealComparisonSection", _named(*_COMPARED)),
    "XII.E.(2).": ("BackloggedAppealComparisonSection", _named(*_BACKLOGS)),
}  # fmt: skip
OLDEST = {
    "VI.C.(5).": "OldestPendingAppealSection",
    "VII.E.": "OldestPendingRequestSection",
    "XII.C.": "OldestPendingConsultationSection",
}
OTHERS = {"V.B.(2).": "RequestDenialOtherReasonSection", "VI.C.(3).": "AppealDenialOtherReasonSection"}


class Published:
    """A report as foia.gov publishes it."""

    def __init__(self, path: Path) -> None:
        self._root = ET.parse(path).getroot()  # noqa: S314  # files that the caller chose
        self.year = int(next(e.text or "0" for e in self._root if tag(e) == "DocumentFiscalYearDate"))
        agency = next(e for e in self._root if tag(e) == "Organization")
        self.names = {_id(agency): OVERALL}
        self.listed: list[tuple[str, str]] = []
        for unit in (e for e in agency if tag(e) == "OrganizationSubUnit"):
            short, name = (child.text or "" for child in unit)
            self.names[_id(unit)] = OVERALL if short == "AGENCY OVERALL" else short
            if short != "AGENCY OVERALL":
                self.listed.append((short.strip(), name.strip()))
        self.title = next((e.text or "" for e in agency if tag(e) == "OrganizationName"), "")

    def rows(self, section: str) -> Iterator[tuple[str, ET.Element]]:
        """Iterate over the data of a section, each with the name of its component; the agency's comes last."""
        part = next((e for e in self._root if tag(e) == section), None)
        if part is None:
            return
        owners: dict[str, str] = {}
        for one in (e for e in part if tag(e).endswith("Association")):
            data, owner = (next(iter(child.attrib.values())) for child in one[:2])
            if owner in self.names:  # some files refer to nothing
                owners[data] = self.names[owner]
        found = [(owners[_id(data)], data) for data in part if _id(data) in owners]
        yield from sorted(found, key=lambda row: row[0] == OVERALL)

    def notes(self, section: str) -> list[str]:
        """List the footnotes of a section."""
        part = next((e for e in self._root if tag(e) == section), None)
        return (
            [e.text.strip() for e in part if tag(e) == "FootnoteText" and e.text] if part is not None else []
        )

    def statutes(self) -> Grid:
        """Return the rows of the table of statutes."""
        part = next(e for e in self._root if tag(e) == "Exemption3StatuteSection")
        rows: list[tuple[str, ...]] = []
        for statute in (e for e in part if tag(e) == "ReliedUponStatute"):
            texts = {tag(e): e for e in statute}
            case = texts.get("Case")
            head = (
                _text(texts.get("StatuteDescriptionText")),
                _text(texts.get("ReliedUponStatuteInformationWithheldText")),
                _text(case[0] if case is not None and len(case) else None),
            )
            counts = [
                (self.names.get(next(iter(one[1].attrib.values())), ""), one[2].text or "")
                for one in part
                if tag(one).endswith("Association") and next(iter(one[0].attrib.values())) == _id(statute)
            ]
            total = next((count for name, count in counts if name == OVERALL), "")
            parts = [(name, count) for name, count in counts if name not in {OVERALL, ""}]
            total = total or str(sum(int(count) for _name, count in parts))
            for at, (name, count) in enumerate(parts or [(OVERALL, total)]):
                rows.append((*(head if not at else "^^^"), name, count, total if not at else "^"))
        return tuple(rows)


def _id(element: ET.Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _text(element: ET.Element | None) -> str:
    return (element.text or "").strip() or NONE if element is not None else NONE


def written(published: Published) -> Draft:
    """Write a published report in the tables of the form."""
    year = published.year
    heads = (
        published.title,
        f"Freedom of Information Act Annual Report for Fiscal Year {year}",
        f"Reporting Period: October 1, {year - 1}, through September 30, {year}",
    )
    blocks: list[Line | Grid] = []
    heading = ""
    for at, block in enumerate(clean_foia()):
        if isinstance(block, Line):
            heading = block.text
            blocks.append(Line(heads[at] if at < len(heads) else block.text, block.level))
            continue
        grid, section = _filled(block, heading, published)
        blocks.append(grid)
        blocks += [Line(f"* {note}") for note in published.notes(section)]
    return tuple(blocks)


def _filled(grid: Grid, heading: str, published: Published) -> tuple[Grid, str]:
    head = grid[:2] if "^" in grid[1] and "<" in grid[0] else grid[:1]
    start = next((one for one in (*TABLES, *OLDEST, *OTHERS) if heading.startswith(one)), "")
    if not start and heading.startswith("IV."):
        return (*head, *published.statutes()), "Exemption3StatuteSection"
    if not start:
        return (*head, *published.listed) if published.listed else (
            *head,
            (published.title, published.title),
        ), ""
    if start in TABLES:
        section, cells = TABLES[start]
        return (*head, *((name, *cells(data)) for name, data in published.rows(section))), section
    rows: list[tuple[str, ...]] = []
    section = OLDEST.get(start) or OTHERS[start]
    for name, data in published.rows(section):
        rows += _oldest(grid, name, data) if start in OLDEST else _others(name, data)
    return (*head, *rows), section


def _oldest(grid: Grid, name: str, data: ET.Element) -> Iterator[tuple[str, ...]]:
    items = [tuple(child.text or "" for child in item) for item in data][:10][::-1]
    blank = 10 - len(items)
    yield (name, grid[1][1], *[NONE] * blank, *(item[0] for item in items))
    yield ("^", grid[2][1], *["0"] * blank, *(item[1] for item in items))


def _others(name: str, data: ET.Element) -> Iterator[tuple[str, ...]]:
    reasons = [child for child in data if tag(child) == "OtherDenialReason"]
    total = _texts(data, "ComponentOtherDenialReason")[0]
    if name == OVERALL:
        yield (name, "", "", total)
        return
    for at, reason in enumerate(reasons):
        text, count = reason[0].text or "", reason[1].text or ""
        yield (name if not at else "^", text, count, total if not at else "^")


def main() -> None:
    """Judge all files of a folder and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("before", type=Path, nargs="?")
    parser.add_argument("--show", default="")
    chosen = parser.parse_args()
    reports: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    count = 0
    for path in sorted(chosen.folder.glob("*.xml")):
        if chosen.show and chosen.show not in path.name:
            continue
        published = Published(path)
        earlier = (
            chosen.before / path.name.replace(str(published.year), str(published.year - 1))
            if chosen.before
            else None
        )
        previous = (
            checker().filing("before.docx", printable(written(Published(earlier))))
            if earlier is not None and earlier.exists()
            else None
        )
        report = checker().check(f"{path.stem}.docx", printable(written(published)), previous=previous)
        count += 1
        if report.failure is not None:
            reports[f"refused: {report.failure.code}"] += 1
            continue
        seen = [f"{f.outcome} {f.rule.id} {f.problem.code}" for f in report.findings]
        seen += [f"not assessed {a.rule.id}" for a in report.assessments if a.outcome == "not_assessed"]
        findings.update(seen)
        reports.update(set(seen))
        for finding in report.findings if chosen.show else ():
            sys.stdout.write(f"{path.stem} {finding.rule.id} · {finding.place} · {finding.problem.message}\n")
    for name, number in reports.most_common():
        sys.stdout.write(f"{number:5} reports {findings[name]:6} findings  {name}\n")
    sys.stdout.write(f"{count} reports judged\n")


if __name__ == "__main__":
    main()
