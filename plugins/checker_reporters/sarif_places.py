"""The place of a finding, in SARIF's terms for files without lines."""

from checker import Finding, Location
from checker_reporters.sarif_rules import Json
from checker_reporters.wording import ReportWording


def logical(finding: Finding, wording: ReportWording) -> Json:
    """Describe the place in the words of the document, and by its structural path."""
    problem = finding.problem
    place = wording.render(finding.place) or "—"
    named: Json = {
        "name": wording.render(problem.within) or place,
        "fullyQualifiedName": place,
        "kind": _kind(problem.location),
    }
    if problem.subject:
        named["decoratedName"] = "/".join(map(wording.render, problem.subject))
    return named


def _kind(location: Location | None) -> str:
    if location is None:
        return "document"
    if location.row is None:
        return "block"
    return "row" if location.column is None else "cell"


def coordinates(location: Location | None) -> Json:
    """Give the page and box, and the position in the table; pages count from 1, everything else from 0."""
    if location is None:
        return {}
    numbers = {
        "page": location.page, "block": location.block, "row": location.row, "column": location.column,
    }  # fmt: skip
    known: Json = {name: number for name, number in numbers.items() if number is not None}
    if location.bbox:
        box = [round(edge, 2) for edge in location.bbox]
        known |= {"bbox": box, "unit": "pt", "origin": "top-left"}
    return known
