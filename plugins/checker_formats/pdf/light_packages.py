"""Packages of which a run needs a part: the rest, which takes longer than reading a short file, is imported when used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


class _LightPackage(ModuleType):
    """A package whose modules can be imported before its own code has run."""

    def __getattr__(self, name: str) -> object:
        spec = self.__spec__
        if spec is None or spec.loader is None or (name.startswith("__") and name != "__version__"):
            raise AttributeError(name)
        if find_spec(f"{self.__name__}.{name}"):  # a module, which is imported next
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]  # from now on it is like any other
        spec.loader.exec_module(self)
        return getattr(self, name)


def lighten(package: str) -> None:
    """Let a package that is not loaded yet run its own code, which imports others, late."""
    spec = None if package in sys.modules else find_spec(package)
    if spec is not None:
        made = sys.modules[package] = module_from_spec(spec)
        made.__class__ = _LightPackage


class _StandIn(ModuleType):
    """What another module gets when it imports one that is not loaded yet."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(self.__name__, name)


class _Late:
    """Stands for something of a module, which is imported when that is called or looked into."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._loaded(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded, name)

    @property
    def _loaded(self) -> Any:
        return getattr(import_module(self._module), self._name)


@contextmanager
def imported_when_used(*modules: str) -> Iterator[None]:
    """Let what is imported meanwhile get stand-ins of modules of which it only calls functions and classes."""
    made = {module: _StandIn(module) for module in modules if module not in sys.modules}
    sys.modules.update(made)
    try:
        yield
    finally:
        for module in made:
            del sys.modules[module]
