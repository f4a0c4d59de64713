"""The document in its own order: each section with what is wrong in it, those without anything in one line."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from checker import Report, dataclass
from checker_reporters.entries import is_unjudged
from checker_reporters.html_report.article import article
from checker_reporters.html_report.correction_view import CorrectionView
from checker_reporters.html_report.markup import Html, element
from checker_reporters.html_report.section_view import Heading, SectionView
from checker_reporters.html_report.spots import Spot, position
from checker_reporters.html_report.table_view import Place
from checker_reporters.wording import ReportWording

_BEFORE, _NOWHERE = (-1, -1, -1), (-2, -2, -2)  # all positions


@dataclass(frozen=True)
class DocumentInOrder:
    """Write what was found where it stands; `heading` names the element of a heading by its level."""

    report: Report
    views: Sequence[CorrectionView]
    wording: ReportWording
    quoted: str | None
    heading: Heading

    def write(self) -> Iterator[Html]:
        """Write what concerns the document as a whole, then section by section."""
        starts = [position(one.start) if one.start is not None else _BEFORE for one in self.report.excerpts]
        found: dict[int, dict[int, list[CorrectionView]]] = {}
        for view in sorted(self.views, key=_order):
            number = bisect_right(starts, _order(view)) - 1
            block = view.anchor.block if view.anchor is not None else -1
            found.setdefault(number, {}).setdefault(block, []).append(view)
        yield from self._apart([view for views in found.get(-1, {}).values() for view in views])
        for number, excerpt in enumerate(self.report.excerpts):
            views = found.get(number, {})
            section = SectionView(
                excerpt, views, self._spots, self._added, self.wording, self.quoted, self.heading
            )
            if views:
                yield section.write()
            elif excerpt.start is not None:
                yield section.faultless(judged=not any(map(is_unjudged, self.report.assessments)))

    @cached_property
    def _spots(self) -> Mapping[int, Sequence[Spot]]:
        spots: dict[int, list[Spot]] = {}
        for spot in (spot for view in self.views for spot in view.spots):
            spots.setdefault(spot.at.block, []).append(spot)
        return spots

    @cached_property
    def _added(self) -> Mapping[int, frozenset[Place]]:
        """Map blocks to the places that the corrections' problems rest on."""
        places: dict[int, set[Place]] = {}
        findings = (finding for view in self.views for finding in view.correction.findings)
        for cell in (cell for finding in findings for cell in finding.problem.cells):
            if cell.row is not None and cell.column is not None:
                places.setdefault(cell.block, set()).add((cell.row, cell.column))
        return {block: frozenset(found) for block, found in places.items()}

    def _apart(self, views: Sequence[CorrectionView]) -> Iterator[Html]:
        """Write what no excerpt shows, by the part of the document that it names."""
        for part in dict.fromkeys(view.place[0] for view in views):
            own = [view for view in views if view.place[0] == part]
            articles = (("\n", article(view, self.heading(4 if part else 3))) for view in own)
            heading = element(self.heading(3), part, class_="sec") if part else None
            yield element("section", heading, articles, class_="part")


def _order(view: CorrectionView) -> tuple[int, int, int]:
    return position(view.anchor) if view.anchor is not None else _NOWHERE
