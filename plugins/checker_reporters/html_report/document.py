"""One document's section of the page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, reduce
from itertools import groupby

from checker import (
    Message,
    Report,
    Severity,
    Urgency,
    corrections,
    dataclass,
    regex,
)
from checker_reporters.correction_lines import correction_lines
from checker_reporters.html_report import words
from checker_reporters.html_report.correction_view import CorrectionView
from checker_reporters.html_report.in_order import DocumentInOrder
from checker_reporters.html_report.list_row import list_row
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.html_report.remainder import Remainder
from checker_reporters.wording import ReportWording

_TAG = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TAGS = {"zh": "zh-CN"}


def language_tag(language: str) -> str:
    """Return the language as HTML names it; a pack may have called it anything."""
    return _TAGS.get(language, language if _TAG.fullmatch(language) else "und")


@dataclass(frozen=True)
class DocumentSection:
    """Write what the page says about one document; headings are one level lower where it is not `alone`."""

    report: Report
    threshold: Severity | None
    wording: ReportWording
    number: int
    alone: bool

    @property
    def prefix(self) -> str:
        return "" if self.alone else f"d{self.number}-"

    @property
    def list_id(self) -> str:
        return f"{self.prefix}list"

    def _heading(self, level: int) -> str:
        return f"h{level if self.alone else level + 1}"

    def _word(self, message: Message, **values: object) -> str:
        return self.wording.render(message.with_values(**values) if values else message)

    @cached_property
    def title(self) -> str:
        return self.wording.quote(self.report.title) or self.file

    @property
    def file(self) -> str:
        """Return the name of the file without its folders."""
        return re.split(r"[/\\]", self.wording.render(self.report.path))[-1]

    @property
    def page_title(self) -> str:
        return f"{self._word(words.READINESS[self.readiness])} · {self.title}"

    @cached_property
    def corrections(self) -> tuple[CorrectionView, ...]:
        listed = corrections(self.report, self.threshold)
        return tuple(CorrectionView(one, self.wording, self.prefix, self._quoted) for one in listed)

    @property
    def _quoted(self) -> str | None:
        """Return the language tag of the document's own text where that is not the page's."""
        return None if self.report.language == self.wording.language else language_tag(self.report.language)

    @cached_property
    def readiness(self) -> words.Readiness:
        return words.readiness(self.report, self.threshold, [view.correction for view in self.corrections])

    def count(self, urgency: Urgency) -> int:
        """Count the corrections of one urgency."""
        return sum(view.correction.urgency is urgency for view in self.corrections)

    def overview_row(self, wording: ReportWording) -> Html:
        """Write the document's line in the overview."""
        sign, text = words.SIGNS[self.readiness], words.READINESS[self.readiness]
        counts = (str(self.count(urgency) or "–") for urgency in Urgency)
        path = wording.render(self.report.path)
        return element(
            "tr",
            element(
                "th",
                element("a", self.title, href=f"#d{self.number}"),
                element("small", path) if path != self.title else None,
                scope="row",
            ),
            element(
                "td", element("span", sign, aria_hidden="true"), " ", wording.render(text),
                class_=f"state {self.readiness}",
            ),
            (element("td", count, class_="count") for count in counts),
            lang=_differs(self.wording.language, wording.language),
        )  # fmt: skip

    def header(self) -> Html:
        """Write the title of the document, and what it was checked against."""
        about = self.wording.about(replace(self.report, title=""))
        return element(
            "header",
            element("p", self._word(words.RESULT), class_="kind") if self.alone else None,
            element(self._heading(1), self.title),
            element(
                "p", " · ".join(filter(None, (self.wording.render(self.report.path), about))), class_="meta"
            ),
        )

    def write(self) -> Iterator[Html]:
        """Write the verdict, the list of corrections, the details, and what was not judged."""
        if not self.alone:
            language = language_tag(self.wording.language)
            yield Html(f'<article class="document" id="d{self.number}" lang="{language}">')
            yield self.header()
        yield self._verdict()
        if self.corrections:
            yield from self._list()
            yield from self._details()
        yield from Remainder(
            self.report, self.wording, self._quoted, self._heading, self._section, self.alone
        ).write()
        if not self.alone:
            yield Html("</article>")

    def _section(self, name: str, title: str, *content: Content, kind: str | None = None) -> Html:
        """Write a section of the page that its heading names."""
        heading = f"{self.prefix}{name}-title"
        return element(
            "section",
            element(self._heading(2), title, id=heading),
            *content,
            id=f"{self.prefix}{name}",
            class_=kind,
            aria_labelledby=heading if self.alone else None,
        )

    def _verdict(self) -> Html:
        heading = f"{self.prefix}verdict"
        found = [view.correction for view in self.corrections]
        failure = self.report.failure
        stated = map(self.wording.render, words.explanation(self.report, found))
        sentences = reduce(lambda one, other: self._word(words.BOTH, one=one, other=other), stated)
        scale = [state for state in words.Readiness if state is not words.Readiness.UNREAD]
        return element(
            "section",
            element("div", words.SIGNS[self.readiness], class_="seal", aria_hidden="true"),
            element(
                "div",
                element(self._heading(2), self._word(words.READINESS[self.readiness]), id=heading),
                element("p", sentences if failure else _counts_in_bold(sentences)),
                element("p", element("code", self.wording.render(failure.code))) if failure else None,
            ),
            element(
                "ol",
                (
                    element(
                        "li",
                        self._word(words.READINESS[state]),
                        class_="on" if state is self.readiness else None,
                    )
                    for state in scale
                ),
                class_="scale",
                aria_hidden="true",
            )
            if self.readiness in scale
            else None,
            class_=f"verdict {self.readiness}",
            aria_labelledby=heading if self.alone else None,
        )

    def _list(self) -> Iterator[Html]:
        columns = (words.NUMBER, words.PLACE, words.FOUND, words.CHANGE, words.REASON)
        head = (element("th", self._word(column), scope="col") for column in columns)
        yield self._section(
            "list",
            self._word(words.LIST),
            element("p", self._word(words.LIST_HINT), class_="hint"),
            element("table", element("thead", element("tr", head)), self._groups(), class_="list"),
        )

    def _groups(self) -> Iterator[Html]:
        for urgency, group in groupby(correction_lines(self.corrections), key=lambda line: line.urgency):
            lines = tuple(group)
            title = self._word(words.URGENCIES[urgency])
            count = self._word(words.PLACES, count=sum(len(line.texts) for line in lines))
            yield element(
                "tbody",
                element(
                    "tr",
                    element("th", title, " ", element("span", count), colspan="5", scope="rowgroup"),
                    class_="g",
                ),
                (("\n", list_row(line)) for line in lines),
                class_=urgency,
            )

    def _details(self) -> Iterator[Html]:
        ordered = DocumentInOrder(self.report, self.corrections, self.wording, self._quoted, self._heading)
        hint = element("p", self._word(words.IN_DOCUMENT_HINT), class_="hint")
        yield self._section("document", self._word(words.IN_DOCUMENT), hint, *ordered.write(), kind="doc")


def _differs(language: str, other: str) -> str | None:
    return language_tag(language) if language != other else None


def _counts_in_bold(sentences: str) -> Iterator[Content]:
    return (element("b", part) if part.isdigit() else part for part in re.split(r"(\d+)", sentences))
