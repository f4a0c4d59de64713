"""What is made of something once, and shared by all who ask for it."""

from collections.abc import Callable
from typing import Self, TypeVar, TypeVarTuple, cast

from checker.caching import cached_property

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class MadeOnce:
    """Remembers what functions made of it."""

    def once(self, make: Callable[[Self, *Arguments], T], *arguments: *Arguments) -> T:
        """Return what a function makes of this; it is called once, and all who ask share the result."""
        key = (make, arguments)
        if key not in self._made:
            self._made[key] = make(self, *arguments)
        return cast("T", self._made[key])

    def __getstate__(self) -> dict[str, object]:
        """Leave behind what was made, which can be made again where this is sent to."""
        return {name: value for name, value in vars(self).items() if name != "_made"}

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}
