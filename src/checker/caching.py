"""`cached_property` without the lock that the standard one takes before Python 3.12, hundreds of times a filing."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property  # noqa: PLC0414  # type checkers see the standard one
else:
    from collections.abc import Callable

    class cached_property:  # noqa: N801  # named as the standard one
        """Calls a method once for each object, and keeps what it returned in the object's place of that name."""

        def __init__(self, func: Callable[[Any], Any]) -> None:
            self.func, self.__doc__ = func, func.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = vars(instance)[self._name] = self.func(instance)
            return value
