"""Parts of plugins that are named now and imported when they are used."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TypeVar, cast

from checker.lazy_dataclasses import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deferred:
    """A part that is imported when it is first used: `where` is “module:attribute”.

    That is the part itself, or, where `arguments` are given, what makes it of them. `name` and `suffixes` are the
    part's own.
    """

    name: str
    where: str
    arguments: Mapping[str, object] | None = None
    suffixes: Sequence[str] = ()

    def load(self) -> object:
        """Import the part, and make it."""
        module, _colon, attribute = self.where.partition(":")
        part = getattr(import_module(module), attribute)
        return part if self.arguments is None else part(**self.arguments)


class Parts(Mapping[str, T]):
    """Parts by name; each that is deferred is loaded, by `load`, when it is asked for."""

    def __init__(self, parts: Mapping[str, T | Deferred], load: Callable[[Deferred], T]) -> None:
        self._parts = dict(parts)
        self._load = load

    def __getitem__(self, name: str) -> T:
        part = self._parts[name]
        if isinstance(part, Deferred):
            part = self._parts[name] = self._load(part)
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def suffixes(self, name: str) -> Sequence[str]:
        """Return the suffixes of the files that a part is for, without loading it."""
        return cast("Sequence[str]", getattr(self._parts[name], "suffixes", ()))
