"""Check of the figures in sentences: relations among them, and with cells of prescribed tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from checker import (
    Band,
    BoundCell,
    BoundTable,
    Calculation,
    Cell,
    CellType,
    Check,
    Edit,
    Filing,
    Form,
    Label,
    Language,
    Location,
    Match,
    Message,
    Messages,
    Mistake,
    Need,
    NotApplicable,
    NotAssessed,
    Observation,
    Paragraph,
    Pattern,
    Problem,
    Relation,
    RelationScope,
    Tables,
    TableSpec,
    dataclass,
    needs,
    parse_relation,
    regex,
    written,
)
from checker_checks import access
from checker_checks.conditions import Condition
from checker_checks.corrections import Diagnosis, apply, diagnosis
from checker_checks.passages import Passage
from checker_checks.places import passages_of
from checker_checks.replacements import other_figure
from checker_checks.text_search import Passages, blocks_of
from checker_checks.workings import SIGNS, working

_ = Messages(__package__)

_TEXT = "(text)"  # the table of the figures of a sentence, beside those of the form
_COLUMN = "figure"
_NUMBER = CellType("number")
_NAMED = regex(r"\{([a-z_][a-z0-9_]*)\}")
_MOST_DECIMALS = 9
_LONGEST = 60  # characters of a sentence that are quoted

_MISMATCH, _MISSING = "text-arithmetic", "figure-missing"


@dataclass(frozen=True)
class TextArithmetic(Check):
    """The figures of a sentence agree with one another and with the cells of prescribed tables.

    Patterns say how the sentence is written; what they call `(?P<x>…)` is the figure x. Relations are written as for
    `table-arithmetic`, with the names of figures and with cells, table.row.column. A relation with a figure that the
    sentence does not have is not looked at. Text that a pattern calls `(?P<name>…)` may stand for the label of a row or
    column, or for a code: t."{name}".total.

    With “rounded: 2”, cells are rounded to two decimals, and figures to as many as they are written with: 12% is any
    number from 11.5 to 12.5. Where the tables' own relations show that a cell is wrong, the text is compared with the
    right number.

    Options:
        sentences: Patterns of the sentence.
        relations: The relations, such as “x == summary.total.amount”.
        section: The section in which it stands; without it, anywhere.
        names: What the figures are called, by their names in the patterns.
        when: A relation, too: where it does not hold, the others need not. One that names no figure says where the sentence
            must be there.
        rounded: To how many decimals cells are rounded.
        rows: Whether the rows of tables are looked through, too, each as one sentence.
        if_text: By section, patterns of which it must say one for the rule to bind.
        unless_text: By section, patterns of which it may say none for the rule to bind.
        review: Whether a person must look at what is reported.
        required: Whether the sentence must be there.
        example: The sentence as it should be.

    Codes:
        text-arithmetic: A relation does not hold.
        figure-missing: The sentence is not there.

    Example:
        growth:
          check: text-arithmetic
          clause: "{basis}, 3"
          requirement: The text agrees with the table.
          category: accuracy
          severity: error
          section: Summary
          sentences: ['received(?P<x>[0-9,]+)applications,(?P<d>[0-9,]+)morethanlastyear\\((?P<p>[0-9.]+)%\\)']
          relations: [x == applications.received.Total, p == d / (x - d) * 100]
          names: {x: applications received, d: increase, p: percentage}
          rounded: 0
    """

    name: ClassVar[str] = "text-arithmetic"
    codes: ClassVar[tuple[str, ...]] = (_MISMATCH, _MISSING)

    sentences: tuple[Pattern, ...]
    relations: tuple[str, ...] = ()
    section: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    rounded: int | Literal["no"] = "no"
    rows: bool = False
    if_text: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    unless_text: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    review: bool = False
    required: bool = False
    example: str = ""

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        if self.section:
            yield from access.unknown_section(self.section, form)
        yield from self._condition.mistakes(form)
        if self.rounded != "no" and not 0 <= self.rounded <= _MOST_DECIMALS:
            yield Mistake(("rounded",), f"should be a number of decimals, 0 to {_MOST_DECIMALS}")
        for name in sorted(self.names.keys() - self._figures):
            yield Mistake(("names", name), f"“{name}” is not a group of the patterns: write (?P<{name}>…)")
        if not self.relations and not self.required:
            yield Mistake((), "add relations, or “required: true”")
        texts: list[tuple[tuple[str | int, ...], str]] = [(("when",), self.when)] if self.when else []
        texts += [(("relations", index), text) for index, text in enumerate(self.relations)]
        scope = self._scope(form, _Figures(self, form.language))
        for path, text in texts:
            try:
                self._check(text, scope)
            except ValueError as error:
                yield Mistake(path, str(error))

    @property
    def _condition(self) -> Condition:
        return Condition(self.if_text, self.unless_text)

    @cached_property
    def _figures(self) -> frozenset[str]:
        return frozenset(name for pattern in self.sentences for name in pattern.group_names)

    @property
    def filled_places(self) -> tuple[str, ...]:
        return tuple(sorted(self._figures))

    def _check(self, text: str, scope: RelationScope) -> None:
        for name in _NAMED.findall(text):
            if name not in self._figures:
                raise ValueError(f"“{{{name}}}” is not a group of the patterns: write (?P<{name}>…)")
        if _NAMED.search(text):
            scope.names(text)  # which row or column it is only the document says
            return
        comparison = parse_relation(text, scope)
        for term in comparison.terms:
            if term.table != _TEXT and not term.column:
                raise ValueError(f"“{text}”: name a cell of “{term.table}”: {term.table}.row.column")

    def _scope(self, form: Form, figures: "_Figures") -> RelationScope:
        rounded = None if self.rounded == "no" else self.rounded
        return RelationScope((figures.spec, *form.tables), _TEXT, "column", rounded=rounded)

    def needs(self) -> Sequence[Need]:
        codes = self.codes if self.required else (_MISMATCH,)
        return (
            needs.Section(self.section, self.required, tables=self.rows, codes=codes)
            if self.section
            else needs.WholeText(self.required, codes=codes),
        )

    def run(self, filing: Filing) -> Iterator[Observation]:
        if (unmet := self._condition.unmet(filing)) is not None:
            yield unmet
            return
        seen = diagnosis(filing)
        found = False
        for match, passage in self._found(filing):
            found = True
            yield from self._judged(match, passage, filing, seen)
        if found:
            return
        if not self.required:
            yield NotApplicable(_("the text has no such sentence"))
            return
        if (reason := self._not_needed(filing, seen)) is not None:
            yield reason
            return
        heading = filing.section(self.section).heading.paragraph if self.section else None
        yield Problem(
            _MISSING,
            _("the figures that belong here are not in the text"),
            (self.section, self.sentences[0].source),
            heading.location if heading else None,
            expected=self.example or None,
            advice=_("add, for example: “{example}”", example=self.example)
            if self.example
            else _("write the sentence as it is prescribed"),
        )

    def _not_needed(self, filing: Filing, seen: Diagnosis) -> NotApplicable | NotAssessed | None:
        """Return why the sentence need not be there: the condition on cells does not hold, or is not known to."""
        if not self.when:
            return None
        try:
            condition = parse_relation(self.when, RelationScope(filing.form.tables))
        except ValueError:  # it names figures
            return None
        if absent := _absent(condition, seen.corrected, filing):
            return absent
        applied = apply(condition, seen.corrected)
        for calculation in applied.calculations:
            if calculation.holds and calculation.difference() is not None:
                return None
            if calculation.difference() is not None:
                return NotApplicable(_("the condition “{condition}” is met nowhere", condition=self.when))
        gaps = [gap.reason for gap in applied.gaps]
        return NotAssessed(gaps[0] if gaps else _("“{relation}” cannot be computed", relation=self.when))

    def _found(self, filing: Filing) -> Iterator[tuple[Match, Passage]]:
        looked = filing.once(_sentences_in, self.section, self.rows)
        for at, found in looked.texts.found(self.sentences).items():
            yield from ((match, looked.passages[at]) for _sentence, match in found)

    def _judged(
        self, match: Match, passage: Passage, filing: Filing, seen: Diagnosis
    ) -> Iterator[Problem | NotAssessed | NotApplicable]:
        figures = _Figures(self, filing.language, match, passage.at(match.start))
        scope = self._scope(filing.form, figures)
        tables = {**seen.corrected, _TEXT: figures.table}
        for text in self.relations:
            try:
                relation = parse_relation(figures.filled(text), scope, figures.filled(self.when))
            except ValueError:  # of what the sentence says; what the pack says was looked at before
                yield NotAssessed(_("no row or column for “{relation}”", relation=figures.filled(text)))
                continue
            if any(term.table == _TEXT and term.row not in figures.texts for term in relation.terms):
                continue
            if absent := _absent(relation, tables, filing):
                yield absent
                continue
            yield from self._compared(relation, match, passage, tables, seen)

    def _compared(
        self, relation: Relation, match: Match, passage: Passage, tables: Tables, seen: Diagnosis
    ) -> Iterator[Problem | NotAssessed | NotApplicable]:
        applied = apply(relation, tables)
        if applied.exempt:
            yield NotApplicable(_("the condition “{condition}” is met nowhere", condition=self.when))
        for gap in applied.gaps:
            yield NotAssessed(gap.reason)
        for one in applied.calculations:
            if one.difference() is None:
                yield NotAssessed(_("“{relation}” cannot be computed", relation=relation.text))
            elif not one.holds:
                yield self._mismatch(one, match, passage, tables, seen)

    def _mismatch(
        self, wrong: Calculation, match: Match, passage: Passage, tables: Tables, seen: Diagnosis
    ) -> Problem:
        text = match.text if len(match.text) <= _LONGEST else f"{match.text[:_LONGEST]}…"
        own = [cell for place, cell in wrong.cells.items() if place[0] == _TEXT]
        others = [cell for place, cell in wrong.cells.items() if place[0] != _TEXT]
        expected = _rounded(wrong.right, own[0]) if wrong.is_one_term and wrong.sign == "==" and own else None
        advice: Message = _("make the text agree with itself and with the tables")
        if expected is not None and wrong.cells and next(iter(wrong.cells))[0] == _TEXT:
            advice = _("write {value} in the text, or correct what it is compared with", value=expected)
        return Problem(
            _MISMATCH,
            _("in the text {left} {sign} {right}", left=written(wrong, "left", tables), sign=SIGNS[wrong.sign],
              right=written(wrong, "right", tables)),
            (self.section, *wrong.equation.relation.subject),
            passage.at(match.start),
            expected=expected,
            actual=text,
            advice=advice,
            doubtful=self.review or not all(cell.cell.certain for cell in others),
            cells=tuple(dict.fromkeys(cell.location for cell in others)),
            cause=_cause(wrong, seen),
            edits=tuple(_edits(wrong, expected, match, passage, seen)),
            working=working(wrong, tables),
        )  # fmt: skip


def _sentences_in(filing: Filing, section: str, rows: bool) -> Passages:  # an option
    """Return the passages of the body in which sentences may stand, with `rows` those of tables, too."""
    body = [
        block
        for block in blocks_of(filing, section)
        if (block.part == "body" if isinstance(block, Paragraph) else rows)
    ]
    return Passages(passages_of(body, rows=True))


@dataclass(frozen=True)
class _Figures:
    """The figures of a sentence as a table of one column, in which relations find them by their names."""

    check: TextArithmetic
    language: Language
    match: Match | None = None
    location: Location = Location(0)  # immutable

    @cached_property
    def spec(self) -> TableSpec:
        names = self.check.names
        figures = sorted(self.check._figures)  # noqa: SLF001  # of its own check
        rows = (Label(_TEXT, ""), *(Label(name, names.get(name, name)) for name in figures))
        return TableSpec(
            _TEXT, "", (Band((Label(_COLUMN, ""),), rows),), language=self.language, type=_NUMBER
        )

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Map the names of groups that took part to their texts."""
        if self.match is None:
            return {}
        found = {name: self.match.group(name) for name in self.match.names if name}
        return {name: text for name, text in found.items() if text}

    @cached_property
    def table(self) -> BoundTable:
        texts = {_TEXT: "", **self.texts}  # a sentence without figures is a row, too
        cells = {(name, _COLUMN): self._cell(name, text) for name, text in texts.items()}
        return BoundTable(self.spec, (), cells)

    def _cell(self, name: str, text: str) -> BoundCell:
        printed = Cell(text, 0, 0)
        bound = BoundCell(name, _COLUMN, printed, self.location, self.language, _NUMBER)
        value = bound.value
        decimals = max(0, -int(value.as_tuple().exponent)) if value is not None else None
        return replace(bound, rounded=decimals)

    def filled(self, text: str) -> str:
        """Put what the sentence says in the places {name} of a relation."""
        texts = {name: words.translate(_WITHOUT_QUOTES) for name, words in self.texts.items()}
        return _NAMED.sub(lambda place: texts.get(place.group(1), ""), text)


_WITHOUT_QUOTES = str.maketrans("", "", "\"'“”")


def _absent(relation: Relation, tables: Tables, filing: Filing) -> NotAssessed | None:
    """Return why a relation cannot be judged: a table that it needs is not there."""
    absent = next((name for name in relation.tables if name not in tables), None)
    return (
        None
        if absent is None
        else NotAssessed(_("table “{title}” is missing", title=filing.form.table(absent).name))
    )


def _edits(
    wrong: Calculation, expected: str | None, match: Match, passage: Passage, seen: Diagnosis
) -> Iterator[Edit]:
    """Correct the figure where the tables' own sums confirm what it is compared with; else that is one of several ways."""
    others = [place for place in wrong.cells if place[0] != _TEXT]
    place = next(iter(wrong.cells), None)
    if expected is None or place is None or place[0] != _TEXT:
        return
    start, stop = match.span(place[1])
    within = passage.within(start, stop)
    if within is None or start < 0:
        return
    paragraph, begins = within
    way = 0 if others and len(others) == len(wrong.cells) - 1 and seen.confirms(others) else 1
    yield from other_figure(paragraph.location, begins, passage.text[start:stop], Decimal(expected), way)


def _cause(wrong: Calculation, seen: Diagnosis) -> tuple[str, ...]:
    """Return the cause of what is wrong in a table, if the text agrees with the number that may be right there."""
    for cause, values in seen.possible_corrections():
        if values.keys() & wrong.cells.keys():
            after = wrong.difference(values)
            if after is not None and after.meets(wrong.sign):
                return cause
    return ()


def _rounded(number: Decimal, cell: BoundCell) -> str:
    return f"{number.quantize(Decimal(1).scaleb(-(cell.rounded or 0))):f}"
