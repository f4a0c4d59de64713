"""Regular expressions that are compiled when they are first used: a run uses few of the many that languages have."""

import re
from typing import Any, AnyStr, cast

from checker.compiled_regexes import compiled


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when it is first used; one that is wrong is found only then."""
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))


class _Regex:
    """Stands for a compiled expression; what is asked for is taken over, so that it costs nothing from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        expression = vars(self).get("_compiled")
        if expression is None:
            expression = self._compiled = compiled(self.pattern, self._flags)
        found = getattr(expression, name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        return _Regex, (self.pattern, self._flags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Regex) and (self.pattern, self._flags) == (other.pattern, other._flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"
