"""Check of the form of a prescribed table: is it there, with its rows and columns, under their labels."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from checker import (
    BoundTable,
    Check,
    Filing,
    Form,
    FoundLabel,
    LabelPath,
    Message,
    Messages,
    Mistake,
    Need,
    Observation,
    Problem,
    dataclass,
    needs,
    whole,
)
from checker_checks.doubts import Doubts, may_hide_lines

_ = Messages(__package__)


TableNames = str | tuple[str, ...]

ALL = "all"


def unknown_table(table: TableNames, form: Form) -> Iterator[Mistake]:
    """Yield the mistake of naming a table that is not prescribed."""
    for index, name in enumerate(named(table, form)):
        if all(spec.id != name for spec in form.tables):
            path = ("table",) if isinstance(table, str) else ("table", index)
            yield Mistake(path, f"“{name}” is not a prescribed table")


def named(table: TableNames, form: Form) -> tuple[str, ...]:
    """List the tables that an option names: one, several, or all that are prescribed."""
    if not isinstance(table, str):
        return table
    if table != ALL or ALL in (known := form.once(_ids)):
        return (table,)
    return known


def _ids(form: Form) -> tuple[str, ...]:
    return tuple(spec.id for spec in form.tables)


def only_one(table: TableNames) -> str:
    """Return the one table that the part of a check is about."""
    assert isinstance(table, str), "a check of several tables runs in parts"
    return table


@dataclass(frozen=True)
class TableShape(Check):
    """The prescribed table is there, in the edition in force, with all its rows and columns under their labels.

    One table may lie in several pieces. Broken head cells, spaces, punctuation and the style of numbers in labels
    do not matter, nor do spellings that the language knows as the same (其它 for 其他). Rows of any number are all rows that
    are filled in, wherever they stand; a table that repeats is looked at each time.

    Options:
        table: The table, a list of tables, or all.

    Codes:
        table-missing: The table is not there.
        table-outdated: It has the labels of an older edition.
        table-row-missing: A prescribed row is not there.
        table-row-extra: There is a row that is not prescribed, or the whole table once more.
        table-rows-few: There are fewer rows than `at_least` says.
        table-label: A row or column has another wording.
        table-column-missing: A prescribed column is not there.
        table-column-extra: There is a column that is not prescribed.

    Example:
        applications-table:
          check: table-shape
          clause: "{basis}, 3"
          requirement: Applications are reported in a table.
          category: completeness
          severity: error
          table: applications
    """

    name: ClassVar[str] = "table-shape"
    codes: ClassVar[tuple[str, ...]] = (
        "table-missing", "table-outdated", "table-row-missing", "table-row-extra",
        "table-label", "table-column-missing", "table-column-extra", "table-rows-few",
    )  # fmt: skip

    table: TableNames

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(table=only_one(self.table)),)  # a missing table is what the check looks for

    def run(self, filing: Filing) -> Iterator[Observation]:
        table = only_one(self.table)
        spec = filing.form.table(table)
        found = filing.tables.get(table)
        needed = needs.Table(table, filled=False)
        missing = needed.missing(filing)
        if found is None:
            yield _absent(filing, table)
            yield from [replace(missing, cause="table-missing")] if missing else []
        elif (edition := filing.older_edition(found)) is not None:
            yield Problem(
                "table-outdated",
                _("table “{title}” is that of {edition}", title=spec.name, edition=edition),
                (table,),
                found.location,
                advice=_("copy the table from the edition in force and fill it in again"),
            )
            yield from [replace(missing, cause="table-outdated")] if missing else []
        elif (unread := needed.unread(filing)) is not None:
            yield unread
            yield from _copies(found)
            yield from _extra(found)
            yield from _labels(found)
        else:
            yield from _copies(found)
            yield from _rows(found)
            yield from _too_few(found)
            yield from _columns(found)
            yield from _extra(found)
            yield from _labels(found)


def _absent(filing: Filing, table: str) -> Observation:
    spec = filing.form.table(table)
    section = filing.find_section(spec.section) if spec.section else None
    prescribed = filing.form.section(spec.section) if spec.section else None
    lost = (prescribed and not prescribed.optional and section is None) or filing.unread_table(table)
    if filing.outdated_sections or lost:
        missing = needs.Section(spec.section).missing(filing) if spec.section else None
        missing = missing or needs.Table(table).missing(filing)
        assert missing is not None, "asked only where the table is missing"
        return replace(missing, codes=("table-missing",))
    return Problem(
        "table-missing",
        _("section “{section}” has no table “{title}”", section=spec.section, title=spec.name)
        if section is not None
        else _("the document has no table “{title}”", title=spec.name),
        (table,),
        section.heading.paragraph.location if section is not None else None,
        advice=_("insert the prescribed table; running text or a picture does not replace it"),
    )


def _copies(found: BoundTable) -> Iterator[Problem]:
    for copy in found.copies:
        yield Problem(
            "table-row-extra",
            _("table “{title}” is there once more", title=found.spec.name),
            (found.spec.id,),
            copy.location,
            advice=_(
                "keep the table whose figures count, and delete the other one; this one was not checked"
            ),
        )


def _rows(found: BoundTable) -> Iterator[Problem]:
    doubtful = may_hide_lines(found)
    for path in found.missing_rows:
        yield Problem(
            "table-row-missing",
            _missing_row(found, path)
            if not path[-1].children
            else _("row “{label}” has no parts: {parts}",
                   label=path[-1].text, parts=tuple(leaf.text for leaf in path[-1].leaves)),
            (found.spec.id, path[-1].key),
            found.location,
            found.name(path[-1].key),
            expected=path[-1].text,
            advice=_("insert the row as prescribed and fill it in, 0 where there is nothing"),
            doubtful=doubtful,
        )  # fmt: skip


def _missing_row(found: BoundTable, path: LabelPath) -> Message:
    """Name a missing row, one without a label by the labels above it or by its number."""
    if label := path[-1].text or found.name(path[-1].key):
        return _("row “{label}” is missing", label=label)
    return _("row {number} of the table is missing", number=list(found.spec.rows).index(path[-1].key) + 1)


def _too_few(found: BoundTable) -> Iterator[Problem]:
    for path in found.too_few:
        repeat, there = path[-1].repeat, len(found.repeated[path[-1].key])
        assert repeat is not None, "only rows of any number can be too few"
        yield Problem(
            "table-rows-few",
            _(
                "the table has {count} rows, at least {least} are prescribed",
                count=there,
                least=repeat.at_least,
            ),
            (found.spec.id, path[-1].key),
            found.location,
            found.name(path[-1].key),
            advice=_("fill in a row for each entry"),
            doubtful=may_hide_lines(found, entries=True),
        )


def _extra(found: BoundTable) -> Iterator[Problem]:
    doubts = Doubts.about(found)
    for extra in found.extra_rows:
        message = _("row “{label}” is not prescribed", label=extra.text)
        advice = _("delete the row; its figures belong in the prescribed rows")
        yield _unprescribed("table-row-extra", found, extra, message, advice, doubts=doubts)
    for extra in found.extra_columns:
        message = _("column “{label}” is not prescribed", label=extra.text)
        advice = _("delete the column; its figures belong in the prescribed columns")
        yield _unprescribed("table-column-extra", found, extra, message, advice, doubts=doubts)


def _unprescribed(
    code: str, found: BoundTable, extra: FoundLabel, message: Message, advice: Message, *, doubts: Doubts
) -> Problem:
    return Problem(
        code,
        message,
        (found.spec.id, found.spec.language.bare(extra.text)),
        extra.location,
        actual=extra.text,
        advice=advice,
        doubtful=doubts.cover(extra.location),
        cells=(extra.location,),
    )


def _columns(found: BoundTable) -> Iterator[Problem]:
    doubtful = may_hide_lines(found)
    for path in found.missing_columns:
        yield Problem(
            "table-column-missing",
            _("column “{label}” is missing", label=" / ".join(label.text for label in path)),
            (found.spec.id, path[-1].key),
            found.location,
            expected=path[-1].text,
            advice=_("insert the column as prescribed and fill it in, 0 where there is nothing")
            if _is_numeric(path, found)
            else _("insert the column as prescribed and fill it in"),
            doubtful=doubtful,
        )


def _is_numeric(path: LabelPath, found: BoundTable) -> bool:
    """Return whether the cells of a column must be numbers."""
    kind = next((label.type for label in reversed(path) if label.type is not None), found.spec.type)
    return kind is None or kind.is_numeric


def _labels(found: BoundTable) -> Iterator[Problem]:
    doubts = Doubts.about(found)
    for label in found.labels:
        wanted = label.path[-1].text
        if label.is_accepted(found.spec.language):
            continue
        yield Problem(
            "table-label",
            _("the label reads “{found}”, prescribed is “{wanted}”", found=label.text, wanted=wanted),
            (found.spec.id, label.path[-1].key),
            label.location,
            " / ".join(part.text for part in label.path[:-1]),
            expected=wanted,
            actual=label.text,
            advice=_("change the label to “{wanted}”", wanted=wanted),
            doubtful=doubts.touch(label.path) or doubts.cover(label.location),
            cells=(label.location,),
            edits=(whole(label.location, label.text, wanted, safe=True),),
        )
