"""The reporter of the page."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from checker import Report, Style, dataclass
from checker_reporters.html_report import words
from checker_reporters.html_report.document import DocumentSection, language_tag
from checker_reporters.html_report.markup import Html, element, html
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import ReportWording, wording_for


@dataclass(frozen=True, slots=True)
class HtmlReporter:
    """Write reports as one page that needs nothing else: no script, no font, no request."""

    name: str = "html"
    illustrated: bool = True

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the head, an overview if there are several documents, each document, and the end."""
        wording = wording_for(reports, style)
        sections = [
            DocumentSection(
                report, style.threshold, wording_for([report], style), number, alone=len(reports) == 1
            )
            for number, report in enumerate(reports, start=1)
        ]
        for part in _page(sections, wording):
            yield break_commands(f"{part}\n", "&#{};")


def _page(sections: Sequence[DocumentSection], wording: ReportWording) -> Iterator[Html]:
    yield Html("<!doctype html>")
    yield Html(f'<html lang="{language_tag(wording.language)}">')
    yield _head(sections, wording)
    yield Html("<body>")
    if len(sections) == 1:
        if sections[0].corrections:
            yield element("a", wording.render(words.SKIP), class_="skip", href=f"#{sections[0].list_id}")
        yield sections[0].header()
    else:
        yield _overview(sections, wording)
    yield Html("<main>")
    for section in sections:
        yield from section.write()
    yield Html("</main>")
    yield element("footer", element("p", wording.render(words.FOOT)))
    yield Html("</body></html>")


def _head(sections: Sequence[DocumentSection], wording: ReportWording) -> Html:
    css = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    if any(excerpt.pictures for section in sections for excerpt in section.report.excerpts):
        policy += "; img-src data:"
    title = sections[0].page_title if len(sections) == 1 else _count(sections, wording)
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        Html(f"<style>{css}</style>"),
    )


def _count(sections: Sequence[DocumentSection], wording: ReportWording) -> str:
    return wording.render(words.OVERVIEW.with_values(count=len(sections)))


def _overview(sections: Sequence[DocumentSection], wording: ReportWording) -> Html:
    columns = (words.FILE, words.RESULT_OF_FILE, *words.URGENCIES.values())
    head = (element("th", wording.render(column), scope="col") for column in columns)
    return element(
        "header",
        element("p", wording.render(words.RESULT), class_="kind"),
        element("h1", _count(sections, wording)),
        element(
            "table",
            element("thead", element("tr", head)),
            element("tbody", (html("\n", section.overview_row(wording)) for section in sections)),
            class_="overview",
        ),
    )
