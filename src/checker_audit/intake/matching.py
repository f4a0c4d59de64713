"""Matching: whose report a submission is, as its title tells, else its path."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from checker.judging.audit_checks import Body
from checker.judging.rules import Naming
from checker.text import fold

_NEAR = 60  # of 100; what is less alike is no hint
_TELLING = 3  # pairs of signs, the rarest ones, of which names must have one to be compared
_START = 2  # signs by which names are looked up in paths; a shorter name is one in titles alone
_LONGEST = 255  # signs of a part of a path; file systems have no longer ones
_SHORTEST_STEM = 4  # 教育 is the stem of 教育办公室, and says too little in a path
_GAPS = re.compile(r"[\W_]+")
_NO_WORDS = Naming()


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a submission is, by name: one body's, or that of any of several claimants, or nobody's.

    `near` names the body that is most alike where it is nobody's: a hint, since 第一中学 is not 第二中学.
    """

    body: str = ""
    by: Literal["", "title", "path"] = ""
    claimants: tuple[str, ...] = ()
    near: str = ""


def key(name: str) -> str:
    """Reduce a name to its letters, ideographs and digits, folded: equal keys name the same body."""
    return "".join(filter(str.isalnum, fold(name)))


class Matcher:
    """Tell whose submissions are; names that differ in an ending alone are the same, unless both are taken."""

    def __init__(self, bodies: Sequence[Body], naming: Naming = _NO_WORDS) -> None:
        self._endings = tuple(filter(None, map(key, naming.endings)))
        self._edges = _Edges.of(naming)
        self._names = {body.name: tuple(map(key, body.names)) for body in bodies}
        self._bodies: dict[str, tuple[str, ...]] = {
            one: (body,) for body, names in self._names.items() for one in names if one
        }
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
        """List the bodies, in their order."""
        return self._names.keys()

    def match(self, path: str, title_body: str) -> Match:
        """Tell whose a submission is; `title_body` is the body that its title names, if any."""
        titled = key(title_body)
        if claimants := self._bodies.get(titled, ()):
            return _of(claimants, "title")
        claimants = self._in_path(path)
        if not titled:
            return (
                _of(claimants, "path") if claimants else Match(near=self.nearest(self._edges.subject(path)))
            )
        meant = tuple(body for body in claimants if self._may_mean(titled, body))
        if meant:
            return _of(meant, "path")
        return Match(near=self.nearest(title_body) or next(iter(claimants), ""))

    def nearest(self, name: str) -> str:
        """Name the body that is called most alike; empty where none is."""
        wanted = key(name)
        if wanted not in self._near:
            rarest = sorted(
                _pairs(wanted) & self._alike.keys(), key=lambda pair: (len(self._alike[pair]), pair)
            )
            alike = sorted({one for pair in rarest[:_TELLING] for one in self._alike[pair]})
            found = process.extractOne(wanted, alike, scorer=fuzz.ratio, score_cutoff=_NEAR)
            self._near[wanted] = self._bodies[found[0]][0] if found else ""
        return self._near[wanted]

    def _varied(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Iterate over what bodies are called besides, an ending dropped, added or changed, and by whom."""
        varied: defaultdict[str, set[str]] = defaultdict(set)
        for body, names in self._names.items():
            for name in names:
                for stem in {name, *_stems(name, self._endings)}:
                    for ending in ("", *self._endings):
                        varied[stem + ending].add(body)
        return ((one, sorted(claimants)) for one, claimants in varied.items())

    def _in_path(self, path: str) -> tuple[str, ...]:
        """List the bodies that the last part of a path names that names any."""
        *folders, name = PurePosixPath(path).parts or ("",)
        if found := self._in_part(PurePosixPath(name).stem):
            return found
        for folder in reversed(folders):
            if folder not in self._folders:
                self._folders[folder] = self._in_part(folder)
            if self._folders[folder]:
                return self._folders[folder]
        return ()

    def _in_part(self, text: str) -> tuple[str, ...]:
        part = _Part.of(text)
        spans = [
            (start, start + length)
            for start in range(len(part.text) - _START + 1)
            for length in self._lengths.get(part.text[start : start + _START], ())
            if start + length <= len(part.text) and part.text[start : start + length] in self._bodies
        ]
        longest = [one for one in spans if not any(_within(one, other) for other in spans)]
        named = {
            body
            for start, stop in longest
            if self._edges.are_at(part, start, stop)
            for body in self._bodies[part.text[start:stop]]
        }
        above = {parent for body in named for parent in self._ancestors(body)}
        return tuple(sorted(named - above))  # 县政府-县财政局 names the latter, and whose it is

    def _ancestors(self, body: str) -> Iterator[str]:
        passed = {body}
        while (body := self._parents.get(body, "")) and body not in passed:
            passed.add(body)
            yield body

    def _may_mean(self, titled: str, body: str) -> bool:
        """Tell whether a title's body is one that the path names, abbreviated, misspelt or with words before it."""
        return any(
            titled.endswith(name) or _abbreviates(titled, name) or Levenshtein.distance(titled, name) <= 1
            for name in self._names[body]
        )


def bodies_of(titles: Iterable[str], endings: Sequence[str] = ()) -> tuple[Body, ...]:
    """List the bodies that titles name, by name; what they are called besides are their aliases."""
    folded = tuple(filter(None, map(key, endings)))
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        spelt[key(title)][title.strip()] += 1
    spelt.pop("", None)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(spelt, key=lambda one: (len(one), one)):
        groups[min((one, *_stems(one, folded)), key=len)].append(one)
    named = ([_usual(spelt[one]) for one in group] for group in groups.values())
    return tuple(sorted((Body(name, tuple(others)) for name, *others in named), key=lambda body: body.name))


def _of(claimants: tuple[str, ...], by: Literal["title", "path"]) -> Match:
    return Match(claimants[0], by) if len(claimants) == 1 else Match(claimants=claimants)


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda one: (-spellings[one], one))


def _stems(name: str, endings: Iterable[str]) -> Iterator[str]:
    return (name.removesuffix(one) for one in endings if name.endswith(one) and name != one)


def _lengths(names: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Map the first signs of names to the lengths of those that begin so."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        if len(name) >= _START:
            lengths[name[:_START]].add(len(name))
    return {start: tuple(sorted(found)) for start, found in lengths.items()}


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether the signs of one stand in the other, in order."""
    signs = iter(name)
    return len(short) >= _START and all(sign in signs for sign in short)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a path as a key, and the places in it where a gap was."""

    text: str
    gaps: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "_Part":
        pieces = [key(piece) for piece in _GAPS.split(text[:_LONGEST])]
        return cls("".join(pieces), frozenset(accumulate(map(len, pieces), initial=0)))


@dataclass(frozen=True, slots=True)
class _Edges:
    """What may stand beside a name in a path.

    Any other ideograph before it makes it the end of another name (十一中); what follows does so where it closes like
    a name (县财政局城关分局), or where nobody knows how names close.
    """

    leads: tuple[str, ...]
    topics: re.Pattern[str]
    heads: tuple[str, ...]

    @classmethod
    def of(cls, naming: Naming) -> "_Edges":
        leads, topics, heads = (
            tuple(filter(None, map(key, words))) for words in (naming.leads, naming.topics, naming.heads)
        )
        return cls(leads, re.compile("|".join([*map(re.escape, topics), "[0-9]"])), heads)

    def subject(self, path: str) -> str:
        """Return what is left of a file's name without the words that any report's has."""
        return max(self.topics.split(_Part.of(PurePosixPath(path).stem).text), key=len)

    def are_at(self, part: _Part, start: int, stop: int) -> bool:
        """Tell whether a name that stands here is no piece of a longer one."""
        return self._may_begin(part, start) and self._may_end(part, stop)

    def _may_begin(self, part: _Part, start: int) -> bool:
        if start in part.gaps:
            return True
        before = part.text[start - 1]
        if part.text[start].isascii():
            return not before.isascii()
        return before.isascii() or part.text[:start].endswith(self.leads)

    def _may_end(self, part: _Part, stop: int) -> bool:
        if stop in part.gaps:
            return True
        if part.text[stop - 1].isascii():
            return not part.text[stop].isascii()
        rest = part.text[stop : min(gap for gap in part.gaps if gap > stop)]
        more = self.topics.split(rest, maxsplit=1)[0]
        return not more or (bool(self.heads) and not more.endswith(self.heads))
