"""Automatic numbering: lists, their levels, and the counters that run through a document."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from lxml.etree import _Element

from checker_formats.docx.names import MC, W, inside, is_on, value, whole
from checker_formats.docx.numerals import numeral
from checker_formats.docx.styles import NumberingUse, Styles
from checker_formats.docx.symbols import plain

LEVELS = 9
LINK_LIMIT = 64  # lists that point at a style that points at a list …

_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its number looks.

    `restart` is the level, counted from 1, whose use starts this one again; 0 for never, `None` for any above.
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
        """Tell whether a paragraph at a higher level, counted from 0, starts this level again."""
        return used < (own if self.restart is None else min(self.restart, own))

    def sign(self, count: int, *, legal: bool) -> str:
        """Write a count of this level."""
        if legal and self.form not in {"bullet", "none"}:
            return str(count)
        return numeral(count, self.form).zfill(self.width)


@dataclass(frozen=True)
class ListForm:
    """A list as paragraphs use it: counters are shared by all that have one `outline`."""

    outline: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)

    def level_of(self, style: str) -> int | None:
        """Find the level that is tied to a paragraph style."""
        return next((index for index, level in self.levels.items() if level.style == style), None)


@dataclass(frozen=True)
class Numbering:
    """The lists of a document by their id, each read when a paragraph uses it."""

    uses: dict[str, _Element] = field(default_factory=dict)
    outlines: dict[str, _Element] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    _forms: dict[str, ListForm | None] = field(default_factory=dict)
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element, styles: Styles) -> Self:
        """Read the numbering part; numbering styles may stand for a list."""
        uses = {e.get(f"{W}numId", ""): e for e in root.iterchildren(f"{W}num")}
        outlines = {e.get(f"{W}abstractNumId", ""): e for e in root.iterchildren(f"{W}abstractNum")}
        return cls(uses, outlines, styles)

    def form(self, list_id: str) -> ListForm | None:
        """Read a list; `None` where the document does not define it."""
        if list_id not in self._forms:
            self._forms[list_id] = self._form(list_id)
        return self._forms[list_id]

    def _form(self, list_id: str) -> ListForm | None:
        use = self.uses.get(list_id)
        outline = self._outline(use)
        if use is None or outline is None:
            return None
        name = outline.get(f"{W}abstractNumId", "")
        if name not in self._levels:
            self._levels[name] = dict(_levels(outline))
        return _overridden(ListForm(name, self._levels[name]), use)

    def _outline(self, use: _Element | None) -> _Element | None:
        """Find the outline of a list, through numbering styles where it only points at one."""
        for _step in range(LINK_LIMIT):
            outline = (
                self.outlines.get(value(use.find(f"{W}abstractNumId")) or "") if use is not None else None
            )
            if outline is None:
                return None
            link = value(outline.find(f"{W}numStyleLink"))
            if link is None or outline.find(f"{W}lvl") is not None:
                return outline
            target = self.styles.look(link).numbering
            use = self.uses.get(target.list_id) if target is not None else None
        return None


@dataclass(frozen=True)
class Counters:
    """Count the numbered paragraphs of one story (the body, the notes, the headers) in their order."""

    numbering: Numbering
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, use: NumberingUse) -> tuple[str, str]:
        """Number the next paragraph: its label, and what stands between label and text."""
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
            label = _PLACE.sub(lambda match: _sign(form, counts, level, int(match.group(1)) - 1), level.text)
        return label, _separator(level, label)

    def _count(self, form: ListForm, list_id: str, index: int) -> dict[int, int]:
        counts = self.counts[form.outline]
        first_use = index in form.restarts and (list_id, index) not in self.restarted
        if first_use:
            self.restarted.add((list_id, index))
            counts[index] = form.restarts[index]
        elif index in counts:
            counts[index] += 1
        else:
            counts[index] = form.levels[index].start
        for deeper in [deeper for deeper in counts if deeper > index]:
            if form.levels.get(deeper, Level()).restarts_after(deeper, index):
                del counts[deeper]
        for upper in range(index):  # Word counts the levels that were skipped as if they had been used
            counts.setdefault(upper, form.levels.get(upper, Level()).start)
        return counts


def _sign(form: ListForm, counts: dict[int, int], level: Level, index: int) -> str:
    if index not in counts or index not in form.levels:
        return ""
    return form.levels[index].sign(counts[index], legal=level.legal)


def _separator(level: Level, label: str) -> str:
    if not label or level.suffix == "nothing" or label[-1].isspace():
        return ""
    # after “一、” people see no gap that they would type; after “1.” they do
    return " " if label.isascii() or level.form == "bullet" else ""


def _levels(parent: _Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(f"{W}lvl"):
        index = whole(element.get(f"{W}ilvl"), LEVELS, most=LEVELS)
        if index < LEVELS:
            yield index, _level(element)


def _level(element: _Element) -> Level:
    own = inside(element)
    form, width = _form(element, own.get(f"{W}numFmt"))
    restart, legal = own.get(f"{W}lvlRestart"), own.get(f"{W}isLgl")
    text = value(own.get(f"{W}lvlText")) or ""
    fonts = inside(own.get(f"{W}rPr")).get(f"{W}rFonts")
    font = fonts.get(f"{W}ascii") if fonts is not None else None
    return Level(
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
    """Read the number format; “001, 002, 003 …” is a custom one, told by its example."""
    if form is None:
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    name = value(form) or "decimal"
    if form is None or name != "custom":
        return name, 0
    example = form.get(f"{W}format", "").partition(",")[0].strip()
    return "decimal", min(len(example), 9) if example.isdecimal() else 0


def _overridden(form: ListForm, use: _Element) -> ListForm:
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
            levels[index] = replace(levels.get(index, Level()), start=restarts[index])
    return replace(form, levels=levels, restarts=restarts)
