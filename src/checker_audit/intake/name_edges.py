"""Names in parts of paths: where one may begin and end, so that it is not the middle of a longer one."""

import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath

from checker import Naming
from checker_audit.intake.names import key

_LONGEST = 255  # characters of a part of a path, as in file systems
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class PathPart:
    """A part of a path as a key, and the positions in it where separators were."""

    text: str
    gaps: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "PathPart":
        pieces = [key(piece) for piece in _GAPS.split(text[:_LONGEST])]
        return cls("".join(pieces), frozenset(accumulate(map(len, pieces), initial=0)))


@dataclass(frozen=True, slots=True)
class NameEdges:
    """Which words may stand beside a name in a path.

    After any other ideograph it is the end of a longer name (十一中); before others it is the beginning of a longer
    name if they end like a name (县财政局城关分局), or if it is not known how names end.
    """

    leads: tuple[str, ...]
    topics: re.Pattern[str]
    heads: tuple[str, ...]

    @classmethod
    def of(cls, naming: Naming) -> "NameEdges":
        leads, topics, heads = (
            tuple(filter(None, map(key, words))) for words in (naming.leads, naming.topics, naming.heads)
        )
        return cls(leads, re.compile("|".join([*map(re.escape, topics), "[0-9]"])), heads)

    def subject(self, path: str) -> str:
        """Return the longest part of a file name without the words that all reports have in common."""
        return max(self.topics.split(PathPart.of(PurePosixPath(path).stem).text), key=len)

    def separate(self, part: PathPart, start: int, stop: int) -> bool:
        """Return whether a name at this position is not a part of a longer one."""
        return self._may_begin(part, start) and self._may_end(part, stop)

    def _may_begin(self, part: PathPart, start: int) -> bool:
        if start in part.gaps:
            return True
        before = part.text[start - 1]
        if part.text[start].isascii():
            return not before.isascii()
        return before.isascii() or part.text[:start].endswith(self.leads)

    def _may_end(self, part: PathPart, stop: int) -> bool:
        if stop in part.gaps:
            return True
        if part.text[stop - 1].isascii():
            return not part.text[stop].isascii()
        rest = part.text[stop : min(gap for gap in part.gaps if gap > stop)]
        more = self.topics.split(rest, maxsplit=1)[0]
        return not more or (bool(self.heads) and not more.endswith(self.heads))
