"""How a text becomes another, in words: numbers change whole, other characters one by one."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from checker import dataclass, regex

_LONGEST = 400  # characters: comparing longer texts takes too long
_SHORT = 12  # characters: such a text is replaced whole if it has little in common with the new one
_ALIKE = 0.5
_TOKEN = regex(r"\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the old text and what it becomes; both are equal where nothing changes."""

    old: str
    new: str

    @property
    def is_change(self) -> bool:
        return self.old != self.new


def changes(old: str, new: str, *, whole: bool = False) -> tuple[Change, ...]:
    """Compare two texts; empty if they are too different, unless one is short and the `whole` of a place."""
    if max(len(old), len(new)) > _LONGEST:
        return ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        short = old and max(len(old), len(new)) <= _SHORT
        return (Change(old, new),) if short and (whole or len(before) == 1) else ()
    return tuple(_joined(matcher, before, after))


def _joined(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Change]:
    for _kind, start, stop, first, last in matcher.get_opcodes():
        yield Change("".join(before[start:stop]), "".join(after[first:last]))
