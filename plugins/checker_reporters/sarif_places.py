"""Where a finding stands, as SARIF says it of files that have no lines."""

from checker import Finding, Location
from checker_reporters.sarif_rules import Json
from checker_reporters.wording import Voice


def logical(finding: Finding, said: Voice) -> Json:
    """Name the place in the document's own words, and structurally."""
    problem = finding.problem
    place = said.say(finding.place) or "—"
    named: Json = {
        "name": said.say(problem.within) or place,
        "fullyQualifiedName": place,
        "kind": _kind(problem.location),
    }
    if problem.subject:
        named["decoratedName"] = "/".join(map(said.say, problem.subject))
    return named


def _kind(location: Location | None) -> str:
    if location is None:
        return "document"
    if location.row is None:
        return "block"
    return "row" if location.column is None else "cell"


def coordinates(location: Location | None) -> Json:
    """Say where it is printed and where in the grid; pages count from 1, all else from 0."""
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
