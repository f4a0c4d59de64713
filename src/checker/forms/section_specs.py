"""Prescribed sections: a tree of titles, each with the other wordings that are as right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.language import Language
from checker.lazy_dataclasses import dataclass

_BELOW = " / "  # joins the titles of a path


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A prescribed section and those within it.

    `printed` is the title as the pack writes it, with a number if it has one; `title` is without it, `value` its number
    (0 for none). `also` are accepted wordings. `name` is what rules and findings call it: the title, or as much of its
    path as tells it from others (“Requests / Received”). Of sections with the same `choice`, one is enough.
    """

    title: str
    printed: str
    value: int = 0
    also: tuple[str, ...] = ()
    optional: bool = False
    children: tuple["SectionSpec", ...] = ()
    name: str = ""
    also_printed: tuple[str, ...] = ()
    choice: str = ""

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.title, *self.also)

    def walk(self) -> Iterator["SectionSpec"]:
        """Iterate over the section and those within it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def section(
    printed: str,
    language: Language,
    *,
    also: Sequence[str] = (),
    optional: bool = False,
    children: Sequence[SectionSpec] = (),
    choice: str = "",
) -> SectionSpec:
    """Return a prescribed section; numbers in front of titles are never needed to match."""
    number = language.number(printed)
    title = number.rest.strip() or printed
    others = tuple(language.number(one).rest.strip() or one for one in also)
    return SectionSpec(
        title, printed, number.value, others, optional, tuple(children), title, tuple(also), choice
    )


def named(specs: Sequence[SectionSpec], language: Language) -> tuple[SectionSpec, ...]:
    """Give each section of a tree the shortest name that no other has."""
    paths = [tuple(language.plain(title) for title in path) for path in _paths(specs)]
    return tuple(_named(specs, (), paths, language))


def _paths(specs: Iterable[SectionSpec], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for spec in specs:
        yield (*above, spec.title)
        yield from _paths(spec.children, (*above, spec.title))


def _named(
    specs: Iterable[SectionSpec], above: tuple[str, ...], paths: Sequence[tuple[str, ...]], language: Language
) -> Iterator[SectionSpec]:
    for spec in specs:
        path = (*above, spec.title)
        plain = tuple(map(language.plain, path))
        depth = next((n for n in range(1, len(path)) if _count(plain[-n:], paths) == 1), len(path))
        children = tuple(_named(spec.children, path, paths, language))
        yield replace(spec, name=_BELOW.join(path[-depth:]), children=children)


def _count(tail: tuple[str, ...], paths: Sequence[tuple[str, ...]]) -> int:
    return sum(path[-len(tail) :] == tail for path in paths)


def every(specs: Iterable[SectionSpec]) -> Iterator[SectionSpec]:
    """Iterate over the sections of a tree in order."""
    for spec in specs:
        yield from spec.walk()


def find(name: str, specs: Sequence[SectionSpec], language: Language) -> SectionSpec | None:
    """Return the section that a name or a path calls, with numbers or without; `None` for no or several sections."""
    known = {spec.name: spec for spec in every(specs)}
    if name in known:
        return known[name]
    printed = [spec for spec in every(specs) if name in {spec.title, spec.printed}]
    if len(printed) == 1:
        return printed[0]
    tail = tuple(language.plain(language.number(part).rest) for part in name.split(_BELOW))
    fitting = [
        spec
        for path, spec in zip(_paths(specs), every(specs), strict=True)
        if tuple(map(language.plain, path))[-len(tail) :] == tail
    ]
    return fitting[0] if len(fitting) == 1 else None
