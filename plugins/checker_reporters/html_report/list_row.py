"""A row of the list of corrections: one correction, or many of one kind in one part of the document."""

from collections.abc import Iterator

from checker_reporters.correction_lines import CorrectionLine, span
from checker_reporters.html_report import words
from checker_reporters.html_report.correction_view import CorrectionView
from checker_reporters.html_report.markup import Content, Html, element

Line = CorrectionLine[CorrectionView]


def list_row(line: Line) -> Html:
    """Write the row."""
    first = line.first
    number = first.number if line.is_single else span([view.correction.number for view in line.texts])
    done = first.wording.render(words.DONE.with_values(number=number))
    return element(
        "tr",
        element(
            "td",
            element("label", element("input", type="checkbox", aria_label=done), class_="box"),
            element("a", number, class_="n" if line.is_single else "n span", href=f"#{first.id}"),
            class_="c",
        ),
        *(_single(first) if line.is_single else _many(line)),
    )


def _single(view: CorrectionView) -> Iterator[Html]:
    part, inside = view.place
    yield element("td", element("small", part) if inside else None, inside or part, class_="place")
    yield from view.values()
    yield element("td", view.reasons(), class_="reason")


def _many(line: Line) -> Iterator[Html]:
    first = line.first
    yield element("td", element("small", first.place[0]), line.count, class_="place")
    if line.is_alike:
        yield from first.values()
        yield element("td", first.reason, _folded(line), class_="reason")
        return
    yield element("td", line.message, _folded(line), class_="many", colspan="3")


def _folded(line: Line) -> Html:
    """List the corrections with what each changes; paper has them in the order of the document."""
    changes = (
        element(
            "li",
            element("a", view.number, class_="n", href=f"#{view.id}"),
            " ",
            _change(line, view),
        )
        for view in line.texts
    )
    summary = element("summary", line.examples)
    return element("details", summary, element("ul", changes, class_="alike"))


def _change(line: Line, view: CorrectionView) -> Content:
    place, change = view.place[1], view.change
    if line.is_alike:
        return place or change
    return view.wording.colon.join(filter(None, (place, change)))
