"""Checks of what a section says: prescribed topics, prescribed statements."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Match,
    Messages,
    Mistake,
    Need,
    Observation,
    Pattern,
    Problem,
    Section,
    dataclass,
    needs,
)
from checker_checks import access
from checker_checks.additions import sentence
from checker_checks.text_search import Part, passages_in

_ = Messages(__package__)


@dataclass(frozen=True)
class Topic:
    """One topic of a section.

    Options:
        name: What it is called.
        found: Patterns that say it is there.
        hinted: Patterns that say it may be: then a person must look.
    """

    name: str
    found: tuple[Pattern, ...]
    hinted: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class SectionTopics(Check):
    """The section reports on every prescribed topic, in whatever order and wording.

    A topic that is only hinted at is given to a person to look at.

    Options:
        section: The section.
        topics: The topics, each with its `name`, patterns `found` and patterns `hinted`.
        tables: Whether tables report on topics, too.
        without: Patterns of what reports on nothing, such as a list of the report's parts.

    Codes:
        topic-missing: A topic is not reported on.

    Example:
        summary-topics:
          check: section-topics
          clause: "{basis}, 3"
          requirement: The summary reports on staff and training.
          category: completeness
          severity: error
          section: Summary
          topics:
            - {name: staff, found: [staff, employees]}
            - {name: training, found: [training, courses], hinted: [learn]}
          without: ["this report has .{0,20} parts"]
    """

    name: ClassVar[str] = "section-topics"
    codes: ClassVar[tuple[str, ...]] = ("topic-missing",)

    section: str
    topics: tuple[Topic, ...]
    without: tuple[Pattern, ...] = ()
    tables: bool = False

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from access.unknown_section(self.section, form)

    def needs(self) -> Sequence[Need]:
        return (needs.Section(self.section, absence=True, tables=self.tables),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        section = filing.section(self.section)
        text = self._relevant(section.text(filing.document))
        if self.tables:
            text = "\n".join(passages_in(filing, Part(self.section)).texts.texts)
        absent = [topic for topic in self.topics if not any(pattern.search(text) for pattern in topic.found)]
        hints = [
            next((hit for pattern in topic.hinted if (hit := pattern.search(text))), None) for topic in absent
        ]
        unhinted = [topic for topic, hint in zip(absent, hints, strict=True) if hint is None]
        if unhinted and len(absent) == len(self.topics):
            yield self._problem(filing.form, section, unhinted)
        else:
            yield from (self._problem(filing.form, section, [topic]) for topic in unhinted)
        for topic, hint in zip(absent, hints, strict=True):
            if hint is not None:
                yield self._problem(filing.form, section, [topic], hint)

    def _relevant(self, text: str) -> str:
        for pattern in self.without:
            for match in reversed([*pattern.finditer(text)]):
                text = text[: match.start] + text[match.end :]
        return text

    def _problem(
        self, form: Form, section: Section, topics: Sequence[Topic], hint: Match | None = None
    ) -> Problem:
        names = tuple(topic.name for topic in topics)
        return Problem(
            "topic-missing",
            _("“{section}” does not report on {topics}", section=self.section, topics=names)
            if hint is None
            else _("“{section}” has no part on {topics}; it only mentions “{hint}”",
                   section=self.section, topics=names, hint=hint.text),
            (self.section, *names),
            section.heading.paragraph.location,
            expected=form.language.joined(names),
            advice=_("add a part on {topics}", topics=names),
            doubtful=hint is not None,
        )  # fmt: skip


@dataclass(frozen=True)
class RequiredStatement(Check):
    """The section makes the prescribed statement.

    `text` looks for sentences elsewhere, too, and for what must not be said.

    Options:
        section: The section.
        statement: What the statement is called.
        patterns: Patterns of it; any of them is enough.
        example: A sentence that makes it.

    Codes:
        statement-missing: None of the patterns is in the section.

    Example:
        fees-stated:
          check: required-statement
          clause: "{basis}, 5"
          requirement: The fees that were collected are stated.
          category: completeness
          severity: error
          section: Outlook
          statement: fees collected
          patterns: ["fees.{0,20}collected", no fees]
          example: No fees were collected.
    """

    name: ClassVar[str] = "required-statement"
    codes: ClassVar[tuple[str, ...]] = ("statement-missing",)

    section: str
    statement: str
    patterns: tuple[Pattern, ...]
    example: str = ""

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from access.unknown_section(self.section, form)

    def needs(self) -> Sequence[Need]:
        return (needs.Section(self.section, absence=True),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        section = filing.section(self.section)
        text = section.text(filing.document)
        if any(pattern.search(text) for pattern in self.patterns):
            return
        yield Problem(
            "statement-missing",
            _("“{section}” does not state: {statement}", section=self.section, statement=self.statement),
            (self.section, self.statement),
            section.heading.paragraph.location,
            expected=self.example or self.statement,
            actual=text[:40],
            advice=_("add, for example: “{example}”", example=self.example) if self.example else None,
            edits=sentence(section.paragraphs(filing.document), self.example, safe=False),
        )
