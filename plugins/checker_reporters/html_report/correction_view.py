"""One correction on the page: its line in the list, and its details in the order of the document."""

from collections.abc import Iterator
from dataclasses import dataclass

from checker import Finding, Message
from checker_reporters.changes import Change
from checker_reporters.correction_text import BLANK, CorrectionText
from checker_reporters.html_report import words
from checker_reporters.html_report.markup import Content, Html, element


@dataclass(frozen=True)
class CorrectionView(CorrectionText):
    """Show a correction; `quoted` is the language tag of the document's text where it is not the page's."""

    prefix: str
    quoted: str | None

    @property
    def id(self) -> str:
        return f"{self.prefix}c{self.correction.number}"

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
        if self.is_blank:
            return element("span", self.wording.render(BLANK), class_="blank")
        if self.changes:
            return element("del", (_part(one.old, one) for one in self.changes), lang=self.quoted)
        return element("span", self.found or "—", lang=self.quoted if self.found else None)

    def _change_cell(self) -> Iterator[Content]:
        if self.is_blank:
            yield element("ins", element("b", self.expected), lang=self.quoted)
        elif self.changes:
            yield element("ins", (_part(one.new, one) for one in self.changes), lang=self.quoted)
        elif self.expected and self._is_expectation:
            yield element("span", self.expected, lang=self._expected_language)
        for text in self.advice:
            yield element("small", text) if self._is_expectation and self.expected else element("span", text)
        if not self.advice and not (self._is_expectation and self.expected):
            yield "—"

    @property
    def _is_expectation(self) -> bool:
        """Return whether the expected text belongs to the place; the sum of uncertain cells does not."""
        return self.correction.is_replacement or not isinstance(self.correction.problem.expected, str)

    @property
    def _expected_language(self) -> str | None:
        return self.quoted if isinstance(self.correction.problem.expected, str) else None

    def _reason(self) -> Iterator[Content]:
        yield self.messages[0]
        if others := len(self.messages) - 1:
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
        if not self.changes and not self.is_blank:
            return self._values()
        shown: list[Content] = []
        for one in self.changes or (Change("", self.expected),):
            if not one.is_change:
                shown.append(one.old)
                continue
            blank = element("span", self.wording.render(BLANK), class_="blank") if self.is_blank else ""
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
            name = self.wording.render(finding.rule.name) if finding.rule.name is not None else ""
            label = self.wording.render(words.FINGERPRINT)
            yield element("dd", name and f"{name} ", rule, f" {label} ", element("code", fingerprint))


def _part(text: str, change: Change) -> Content:
    return element("b", text) if change.is_change and text else text
