"""Packages of which a run needs a part: their own code, which imports the rest, runs when something of it is asked for."""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType


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


def lighten(*names: str) -> None:
    """Let packages that are not loaded yet run their own code late."""
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            package = sys.modules[name] = module_from_spec(spec)
            package.__class__ = _LightPackage
