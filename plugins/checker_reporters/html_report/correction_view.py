"""One correction on the page: its line in the list, and its details in the order of the document."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker import Finding, Message
from checker_reporters.changes import Change, changes
from checker_reporters.corrections import Correction, place_of
from checker_reporters.html_report import words
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.wording import ReportWording

_MORE_THAN_EXPECTED = 14  # characters: shorter advice (“change it to …”) only repeats the expected text
_INSIDE = " › "


@dataclass(frozen=True)
class CorrectionView:
    """Show a correction; `quoted` is the language tag of the document's text where it is not the page's."""

    correction: Correction
    wording: ReportWording
    prefix: str
    quoted: str | None

    @property
    def id(self) -> str:
        return f"{self.prefix}c{self.correction.number}"

    @cached_property
    def place(self) -> tuple[str, str]:
        """Return the part of the document, and the place in it if the findings have the same."""
        language = self.wording.language
        rendered = [self.wording.render(place_of(one, language)) for one in self.correction.findings]
        part, _separator, inside = rendered[0].partition(_INSIDE)
        return part, inside if len(set(rendered)) == 1 else ""

    @cached_property
    def found(self) -> str:
        return self.wording.quote(self.correction.actual)

    @cached_property
    def expected(self) -> str:
        return self.wording.quote(self.correction.expected)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return how the found text becomes the expected one; empty where that cannot be shown."""
        literal = isinstance(self.correction.actual, str) and self.correction.is_replacement
        return changes(self.found, self.expected) if literal else ()

    @property
    def is_cell(self) -> bool:
        location = self.correction.location
        return location is not None and location.row is not None

    @property
    def _is_blank(self) -> bool:
        return self.is_cell and not self.found and self.correction.is_replacement

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """Return the different messages of the findings, the shortest first."""
        rendered = (self.wording.render(finding.problem.message) for finding in self.correction.findings)
        return tuple(sorted(dict.fromkeys(rendered), key=len))

    @cached_property
    def advice(self) -> tuple[str, ...]:
        """Return the different pieces of advice that do more than repeat the expected text."""
        rendered = (self.wording.render(finding.problem.advice) for finding in self.correction.findings)
        return tuple(text for text in dict.fromkeys(rendered) if text and not self._repeats_expected(text))

    def _repeats_expected(self, text: str) -> bool:
        if self.correction.findings[0].problem.target:
            return True  # it names the cell and the number, as the line itself does
        repeated = self.expected and self.expected in text
        return bool(repeated) and len(text) - len(self.expected) < _MORE_THAN_EXPECTED

    def row(self) -> Html:
        """Write the line of the list."""
        number = str(self.correction.number)
        done = self.wording.render(words.DONE.with_values(number=number))
        part, inside = self.place
        return element(
            "tr",
            element(
                "td",
                element("label", element("input", type="checkbox", aria_label=done), class_="box"),
                element("a", number, class_="n", href=f"#{self.id}"),
                class_="c",
            ),
            element("td", element("small", part) if inside else None, inside or part, class_="place"),
            element("td", self._label(words.FOUND), self._found_cell(), class_="found"),
            element("td", self._label(words.CHANGE), self._change_cell(), class_="change"),
            element("td", self._reason(), class_="reason"),
        )

    def _label(self, label: Message) -> Html:
        return element("span", self.wording.render(label), class_="label", aria_hidden="true")

    def _found_cell(self) -> Content:
        if self._is_blank:
            return element("span", self.wording.render(words.BLANK), class_="blank")
        if self.changes:
            return element("del", (_part(one.old, one) for one in self.changes), lang=self.quoted)
        return element("span", self.found or "—", lang=self.quoted if self.found else None)

    def _change_cell(self) -> Iterator[Content]:
        if self._is_blank:
            yield element("ins", element("b", self.expected), lang=self.quoted)
        elif self.changes:
            yield element("ins", (_part(one.new, one) for one in self.changes), lang=self.quoted)
        elif self.expected:
            yield element("span", self.expected, lang=self._expected_language)
        for text in self.advice:
            yield element("small", text) if self.expected else element("span", text)

    @property
    def _expected_language(self) -> str | None:
        return self.quoted if isinstance(self.correction.expected, str) else None

    def _reason(self) -> Iterator[Content]:
        yield self.messages[0]
        if others := len(self.correction.findings) - 1:
            yield element("small", self.wording.render(words.SAME_CAUSE.with_values(count=others)))

    def details(self, heading: str) -> Html:
        """Write all findings of the correction, with the clauses folded."""
        _part_of_document, inside = self.place
        first, *others = self.messages
        urgency = self.wording.render(words.URGENCIES[self.correction.urgency])
        return element(
            "article",
            element(heading, element("span", str(self.correction.number), class_="n"), " ", first),
            element("p", element("span", urgency, class_="tag"), " ", inside, class_="at"),
            self._excerpt(),
            (element("p", text) for text in others),
            (element("p", text) for text in self.advice),
            self._basis(),
            element(
                "details",
                element("summary", self.wording.render(words.BASIS)),
                element("dl", self._terms()),
            ),
            class_=f"f {self.correction.urgency}",
            id=self.id,
        )

    def _excerpt(self) -> Html | None:
        if not self.changes and not self._is_blank:
            return self._values()
        shown: list[Content] = []
        for one in self.changes or (Change("", self.expected),):
            if not one.is_change:
                shown.append(one.old)
                continue
            blank = (
                element("span", self.wording.render(words.BLANK), class_="blank") if self._is_blank else ""
            )
            old = element("del", one.old) if one.old else blank
            new = element("ins", one.new) if one.new else None
            shown.append(element("mark", old, new))
        return element("blockquote", *shown, class_="cell" if self.is_cell else None, lang=self.quoted)

    def _values(self) -> Html | None:
        """Write what was found and what is expected as they are."""
        if not self.found and not self.expected:
            return None
        labels = (
            (words.FOUND, self.found, self.quoted),
            (words.EXPECTED, self.expected, self._expected_language),
        )
        return element(
            "dl",
            (
                (element("dt", self.wording.render(label)), element("dd", text, lang=language))
                for label, text, language in labels
                if text
            ),
            class_="values",
        )

    def _basis(self) -> Html:
        """Write clauses and requirements as a line for paper, on which nothing can be unfolded."""
        pairs = (
            self.wording.colon.join(pair)
            for finding in self.correction.findings
            for pair in self._of(finding)
        )
        return element("p", " · ".join(dict.fromkeys(pairs)), class_="basis", lang=self.quoted)

    def _of(self, finding: Finding) -> Iterator[tuple[str, str]]:
        return self.wording.basis(finding.rule)

    def _terms(self) -> Iterator[Content]:
        pairs = dict.fromkeys(pair for finding in self.correction.findings for pair in self._of(finding))
        for label, text in pairs:
            yield element("dt", label), element("dd", text, lang=self.quoted)
        for finding, fingerprint in zip(self.correction.findings, self.correction.fingerprints, strict=True):
            yield element("dt", self.wording.render(words.RULE))
            rule = element("code", self.wording.render(f"{finding.rule.id} ({finding.problem.code})"))
            label = self.wording.render(words.FINGERPRINT)
            yield element("dd", rule, f" {label} ", element("code", fingerprint))


def _part(text: str, change: Change) -> Content:
    return element("b", text) if change.is_change and text else text
