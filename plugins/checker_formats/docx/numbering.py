"""Automatic numbering: lists, their levels, and their counters."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import field, replace
from typing import Self

from lxml.etree import _Element

from checker import Languages, dataclass, regex
from checker_formats.docx.names import MC, W, inside, is_on, value, whole
from checker_formats.docx.numerals import numeral
from checker_formats.docx.styles import NumberingUse, Styles
from checker_formats.docx.symbols import plain

LEVELS = 9
LINK_LIMIT = 64  # length of a chain of lists that refer to numbering styles

_PLACE = regex(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: its counting and the form of its numbers.

    `restart` is the level, counted from 1, that restarts this one: 0 for none, `None` for any higher level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""
    width: int = 0

    def restarts_after(self, own: int, used: int) -> bool:
        """Return whether a paragraph at a higher level, counted from 0, restarts this level."""
        return used < (own if self.restart is None else min(self.restart, own))

    def formatted(self, count: int, languages: Languages, *, legal: bool) -> str:
        """Format a count of this level."""
        if legal and self.form not in {"bullet", "none"}:
            return str(count)
        return numeral(count, self.form, languages).zfill(self.width)


@dataclass(frozen=True)
class ListDefinition:
    """A list; those with the same `abstract` definition share their counters."""

    abstract: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int] = field(default_factory=dict)

    def level_of(self, style: str) -> int | None:
        """Find the level linked to a paragraph style."""
        return next((index for index, level in self.levels.items() if level.style == style), None)


@dataclass(frozen=True)
class NumberingPart:
    """The lists of a document by id, each read on first use."""

    uses: dict[str, _Element] = field(default_factory=dict)
    abstracts: dict[str, _Element] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    languages: Languages = field(default_factory=Languages)
    _forms: dict[str, ListDefinition | None] = field(default_factory=dict)
    _levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element, styles: Styles, languages: Languages) -> Self:
        """Read the numbering part; lists may refer to numbering styles."""
        uses = {e.get(f"{W}numId", ""): e for e in root.iterchildren(f"{W}num")}
        abstracts = {e.get(f"{W}abstractNumId", ""): e for e in root.iterchildren(f"{W}abstractNum")}
        return cls(uses, abstracts, styles, languages)

    def form(self, list_id: str) -> ListDefinition | None:
        """Return a list; `None` if the document does not define it."""
        if list_id not in self._forms:
            self._forms[list_id] = self._form(list_id)
        return self._forms[list_id]

    def _form(self, list_id: str) -> ListDefinition | None:
        use = self.uses.get(list_id)
        abstract = self._abstract(use)
        if use is None or abstract is None:
            return None
        name = abstract.get(f"{W}abstractNumId", "")
        if name not in self._levels:
            self._levels[name] = dict(_levels(abstract))
        return _overridden(ListDefinition(name, self._levels[name]), use)

    def _abstract(self, use: _Element | None) -> _Element | None:
        """Find the abstract definition of a list, following links to numbering styles."""
        for _step in range(LINK_LIMIT):
            abstract = (
                self.abstracts.get(value(use.find(f"{W}abstractNumId")) or "") if use is not None else None
            )
            if abstract is None:
                return None
            link = value(abstract.find(f"{W}numStyleLink"))
            if link is None or abstract.find(f"{W}lvl") is not None:
                return abstract
            target = self.styles.resolve(link).numbering
            use = self.uses.get(target.list_id) if target is not None else None
        return None


@dataclass(frozen=True)
class Counters:
    """Count the numbered paragraphs of one part (the body, the notes, a header)."""

    numbering: NumberingPart
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, use: NumberingUse) -> tuple[str, str]:
        """Return the label of the next paragraph, and the space between label and text."""
        form = self.numbering.form(use.list_id)
        if form is None:
            return "", ""
        index = use.level if use.level is not None else 0
        if use.style and (tied := form.level_of(use.style)) is not None:
            index = tied
        level = form.levels.get(index)
        if level is None:
            return "", ""
        counts = self._count(form, use.list_id, index)
        if level.form == "bullet":
            label = level.text or _BULLET
        else:
            label = _PLACE.sub(
                lambda match: _place(form, counts, level, int(match.group(1)) - 1, self.numbering.languages),
                level.text,
            )
        return label, _space_after(level, label)

    def _count(self, form: ListDefinition, list_id: str, index: int) -> dict[int, int]:
        counts = self.counts[form.abstract]
        first_use = index in form.restarts and (list_id, index) not in self.restarted
        if first_use:
            self.restarted.add((list_id, index))
            counts[index] = form.restarts[index]
        elif index in counts:
            counts[index] += 1
        else:
            counts[index] = form.levels[index].start
        for deeper in [deeper for deeper in counts if deeper > index]:
            if form.levels.get(deeper, ListLevel()).restarts_after(deeper, index):
                del counts[deeper]
        for upper in range(index):  # Word counts skipped levels as used
            counts.setdefault(upper, form.levels.get(upper, ListLevel()).start)
        return counts


def _place(
    form: ListDefinition, counts: dict[int, int], level: ListLevel, index: int, languages: Languages
) -> str:
    if index not in counts or index not in form.levels:
        return ""
    return form.levels[index].formatted(counts[index], languages, legal=level.legal)


def _space_after(level: ListLevel, label: str) -> str:
    if not label or level.suffix == "nothing" or label[-1].isspace():
        return ""
    # typed text has a space after “1.” but not after “一、”
    return " " if label.isascii() or level.form == "bullet" else ""


def _levels(parent: _Element) -> Iterator[tuple[int, ListLevel]]:
    for element in parent.iterchildren(f"{W}lvl"):
        index = whole(element.get(f"{W}ilvl"), LEVELS, most=LEVELS)
        if index < LEVELS:
            yield index, _level(element)


def _level(element: _Element) -> ListLevel:
    own = inside(element)
    form, width = _form(element, own.get(f"{W}numFmt"))
    restart, legal = own.get(f"{W}lvlRestart"), own.get(f"{W}isLgl")
    text = value(own.get(f"{W}lvlText")) or ""
    fonts = inside(own.get(f"{W}rPr")).get(f"{W}rFonts")
    font = fonts.get(f"{W}ascii") if fonts is not None else None
    return ListLevel(
        whole(value(own.get(f"{W}start")), 0),
        form,
        plain(text, font) if form == "bullet" else text,
        value(own.get(f"{W}suff")) or "tab",
        whole(value(restart), 0, most=LEVELS) if restart is not None else None,
        legal is not None and is_on(legal),
        value(own.get(f"{W}pStyle")) or "",
        width,
    )


def _form(element: _Element, form: _Element | None) -> tuple[str, int]:
    """Read the number format; a custom one is given by its examples “001, 002, 003”."""
    if form is None:
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    name = value(form) or "decimal"
    if form is None or name != "custom":
        return name, 0
    example = form.get(f"{W}format", "").partition(",")[0].strip()
    return "decimal", min(len(example), 9) if example.isdecimal() else 0


def _overridden(form: ListDefinition, use: _Element) -> ListDefinition:
    levels, restarts = dict(form.levels), {}
    for override in use.iterchildren(f"{W}lvlOverride"):
        index = whole(override.get(f"{W}ilvl"), LEVELS, most=LEVELS)
        if index >= LEVELS:
            continue
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[index] = _level(own)
        start = value(override.find(f"{W}startOverride"))
        if start is not None:
            restarts[index] = whole(start, 1)
            levels[index] = replace(levels.get(index, ListLevel()), start=restarts[index])
    return replace(form, levels=levels, restarts=restarts)
