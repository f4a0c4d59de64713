"""Match submissions to bodies, by their titles, else by their paths."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from checker import Body, Naming
from checker_audit.intake.misspellings import is_misspelling
from checker_audit.intake.name_edges import NameEdges, PathPart
from checker_audit.intake.names import key

_NEAR = 60  # of 100: the least similarity of a suggestion
_RAREST_PAIRS = 3  # pairs of characters: names are compared if they share one of the rarest
_PREFIX = 2  # characters by which names are looked up in paths; shorter names match only in titles
_LONGEST = 255  # characters of a part of a path, as in file systems
_SHORTEST_STEM = 4  # 教育, the stem of 教育办公室, is too common in paths
_NO_NAMING = Naming()


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """The body of a submission, by name; or the bodies it may belong to (`claimants`); or none.

    Without a match, `near` is the most similar name: only a suggestion, since 第一中学 is not 第二中学. `by` is near where
    the title misspells the name by a sign, and opening where only the first paragraphs name the body.
    """

    body: str = ""
    by: Literal["", "title", "path", "near", "opening"] = ""
    claimants: tuple[str, ...] = ()
    near: str = ""


class Matcher:
    """Matches submissions to bodies; names that differ only in an ending are the same, unless both are on the roster."""

    def __init__(self, bodies: Sequence[Body], naming: Naming = _NO_NAMING) -> None:
        self._endings = tuple(filter(None, map(key, naming.endings)))
        self._edges = NameEdges.of(naming)
        self._names = {body.name: tuple(map(key, body.names)) for body in bodies}
        self._bodies: dict[str, tuple[str, ...]] = _owners(self._names)
        self._parents = {body.name: body.parent for body in bodies}
        taken = set(self._bodies)
        self._bodies |= {
            one: tuple(claimants) for one, claimants in self._varied() if one and one not in taken
        }
        self._lengths = _lengths(one for one in self._bodies if one in taken or len(one) >= _SHORTEST_STEM)
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for one in sorted(taken):
            for pair in _pairs(one):
                self._alike[pair].append(one)
        self._folders: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, str] = {}

    @property
    def names(self) -> Collection[str]:
        """Return the names of the bodies, in their order."""
        return self._names.keys()

    def match(self, path: str, title_body: str, opening: str = "") -> BodyMatch:
        """Match a submission; `title_body` is the body that its title names, `opening` its first sentences."""
        titled = key(title_body)
        if claimants := self._bodies.get(titled, ()):
            return _of(self._distinguished(claimants, path), "title")
        claimants = self._in_path(path)
        if not titled:
            if claimants:
                return _of(claimants, "path")
            named = self._in_part(opening[:_LONGEST])
            return _of(named, "opening") if named else BodyMatch(near=self.nearest(self._edges.subject(path)))
        plausible = tuple(body for body in claimants if self._may_be(titled, body))
        if plausible:
            return _of(plausible, "path")
        if (resolved := self._misspelt(titled)) and (not claimants or claimants == (resolved,)):
            return BodyMatch(resolved, "near")
        return BodyMatch(near=self.nearest(title_body) or next(iter(claimants), ""))

    def nearest(self, name: str) -> str:
        """Return the body with the most similar name; empty if none is similar."""
        wanted = key(name)
        if wanted not in self._near:
            rarest = sorted(
                _pairs(wanted) & self._alike.keys(), key=lambda pair: (len(self._alike[pair]), pair)
            )
            alike = sorted({one for pair in rarest[:_RAREST_PAIRS] for one in self._alike[pair]})
            found = process.extractOne(wanted, alike, scorer=fuzz.ratio, score_cutoff=_NEAR)
            self._near[wanted] = self._bodies[found[0]][0] if found else ""
        return self._near[wanted]

    def _varied(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the names of bodies with an ending dropped, added or changed, and the bodies."""
        varied: defaultdict[str, set[str]] = defaultdict(set)
        for body, names in self._names.items():
            for name in names:
                for stem in {name, *_stems(name, self._endings)}:
                    for ending in ("", *self._endings):
                        varied[stem + ending].add(body)
        return ((one, sorted(claimants)) for one, claimants in varied.items())

    def _misspelt(self, titled: str) -> str:
        """Return the only body whose name differs by one sign, which can be no other body's name; else nothing.

        A sign too many, too few, or two that changed places; in a long name another sign, too, but never a number
        or the end, for 第一中学 is not 第二中学, and 财政局 is not 民政局.
        """
        near = self.nearest(titled)
        if not any(is_misspelling(titled, one) for one in self._names.get(near, ())):
            return ""
        resolved = {
            body
            for one, claimants in self._bodies.items()
            if abs(len(one) - len(titled)) <= 1 and is_misspelling(titled, one)
            for body in claimants
        }
        return near if resolved == {near} else ""

    def _distinguished(self, claimants: tuple[str, ...], path: str) -> tuple[str, ...]:
        """Return those of several bodies of one name whose superior body, or its own folder, the path names."""
        if len(claimants) == 1:
            return claimants
        *folders, name = PurePosixPath(path).parts or ("",)
        folder_keys = [one for one in map(key, folders) if len(one) >= _PREFIX]
        stem = key(PurePosixPath(name).stem)
        above = tuple(
            body
            for body in claimants
            if any(
                _names_superior(part, one) for one in self._superiors(body) for part in (*folder_keys, stem)
            )
        )
        return above if len(above) == 1 else claimants

    def _superiors(self, body: str) -> Iterator[str]:
        """Yield the keys of the names of all bodies above a body, whether or not they are on the roster."""
        for above in (self._parents.get(body, ""), *self._ancestors(body)):
            yield from filter(None, self._names.get(above, (key(above),)))

    def _in_path(self, path: str) -> tuple[str, ...]:
        """Return the bodies named in the last part of a path that names any, or in a folder and the name together."""
        *folders, name = PurePosixPath(path).parts or ("",)
        stem = PurePosixPath(name).stem
        if found := self._in_part(stem):
            return self._distinguished(found, path)
        for folder in reversed(folders):
            if len(key(folder)) > 1 and (found := self._in_part(folder + stem, across=len(key(folder)))):
                return found
        for folder in reversed(folders):
            if folder not in self._folders:
                self._folders[folder] = self._in_part(folder)
            if self._folders[folder]:
                return self._distinguished(self._folders[folder], path)
        return ()

    def _in_part(self, text: str, across: int | None = None) -> tuple[str, ...]:
        """Return the bodies that a text names; only with names that lie across a place, if one is given."""
        part = PathPart.of(text)
        spans = [
            (start, start + length)
            for start in range(len(part.text) - _PREFIX + 1)
            for length in self._lengths.get(part.text[start : start + _PREFIX], ())
            if start + length <= len(part.text) and part.text[start : start + length] in self._bodies
        ]
        longest = [one for one in spans if not any(_within(one, other) for other in spans)]
        named = {
            body
            for start, stop in longest
            if self._edges.separate(part, start, stop) and (across is None or start < across < stop)
            for body in self._bodies[part.text[start:stop]]
        }
        above = {parent for body in named for parent in self._ancestors(body)}
        return tuple(sorted(named - above))  # 县政府-县财政局 names the latter, and its parent

    def _ancestors(self, body: str) -> Iterator[str]:
        visited = {body}
        while (body := self._parents.get(body, "")) and body not in visited:
            visited.add(body)
            yield body

    def _may_be(self, titled: str, body: str) -> bool:
        """Return whether the name in a title is that of a body, abbreviated, misspelt or with words before it."""
        return any(
            titled.endswith(name) or _abbreviates(titled, name) or Levenshtein.distance(titled, name) <= 1
            for name in self._names[body]
        )


def bodies_of(titles: Iterable[str], endings: Sequence[str] = ()) -> tuple[Body, ...]:
    """Return the bodies named in titles, sorted by name; other spellings are their aliases."""
    folded = tuple(filter(None, map(key, endings)))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        spellings[key(title)][title.strip()] += 1
    spellings.pop("", None)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(spellings, key=lambda one: (len(one), one)):
        groups[min((one, *_stems(one, folded)), key=len)].append(one)
    named = ([_usual(spellings[one]) for one in group] for group in groups.values())
    return tuple(sorted((Body(name, tuple(others)) for name, *others in named), key=lambda body: body.name))


def _owners(names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Map names to the bodies that have them; a body's own name is no other's short name."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for body, (_own, *others) in names.items():
        for one in filter(None, others):
            owners[one].append(body)
    own = {first: (body,) for body, (first, *_others) in names.items() if first}
    return {one: tuple(bodies) for one, bodies in owners.items()} | own


def _names_superior(part: str, superior: str) -> bool:
    """Return whether a folder is called like a superior body, or as the beginning of its name."""
    return len(part) >= _PREFIX and (superior.startswith(part) or superior in part)


def _of(claimants: tuple[str, ...], by: Literal["title", "path", "opening"]) -> BodyMatch:
    return BodyMatch(claimants[0], by) if len(claimants) == 1 else BodyMatch(claimants=claimants)


def _usual(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda one: (-counts[one], one))


def _stems(name: str, endings: Iterable[str]) -> Iterator[str]:
    return (name.removesuffix(one) for one in endings if name.endswith(one) and name != one)


def _lengths(names: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Map prefixes of names to the lengths of the names."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        if len(name) >= _PREFIX:
            lengths[name[:_PREFIX]].add(len(name))
    return {start: tuple(sorted(found)) for start, found in lengths.items()}


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


def _abbreviates(short: str, name: str) -> bool:
    """Return whether the characters of `short` occur in `name`, in order."""
    characters = iter(name)
    return len(short) >= _PREFIX and all(character in characters for character in short)
