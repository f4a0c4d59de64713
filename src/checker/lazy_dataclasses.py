"""Dataclasses whose methods are written when they are first used.

The standard decorator writes and compiles up to six methods for each class, which takes most of the time of importing
it, while a run uses few classes. Here the first use of a method has the decorator write it for a twin of the class, and
takes it over. Everything else about these classes is as the standard library makes it.
"""

import dataclasses
from copy import copy
from typing import TYPE_CHECKING, Any, NoReturn

_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # type checkers see the standard one
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """Make a dataclass of a class as the standard decorator does, with the same options."""
        if cls is None:
            return lambda cls: _made(cls, **options)
        return _made(cls, **options)


def _made(
    cls: Any,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
    kw_only: bool = False,
) -> Any:
    cls.__doc__ = cls.__doc__ or cls.__name__  # the standard decorator would look up the signature
    own = {name for name, value in vars(cls).items() if value is not None}
    inherits = any(map(dataclasses.is_dataclass, cls.__bases__))
    if frozen and not inherits:
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
        if slots:  # pickled as standard ones are, since attributes cannot be set
            cls.__getstate__, cls.__setstate__ = _state, _set_state
    made: Any = dataclasses.dataclass(
        init=False, repr=False, eq=False, frozen=frozen and inherits, slots=slots, kw_only=kw_only
    )(cls)
    made.__dataclass_params__.frozen = frozen  # for classes that inherit
    written = ("__init__", "__repr__", *(("__eq__", "__hash__") if eq else ()), *(_ORDER if order else ()))
    for name in written:
        if name not in own:
            setattr(made, name, None if name == "__hash__" and not frozen else _Method(made, name))
    return made


class _Method:
    """A method of a dataclass, which is written when it is looked up and stands in its own place from then on."""

    def __init__(self, made: Any, name: str) -> None:
        self._made = made
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        method = vars(_twin(self._made, self._name))[self._name]
        setattr(self._made, self._name, method)
        return method.__get__(instance, owner)


def _twin(made: Any, name: str) -> type:
    """Make a standard dataclass with the same fields, which has the method."""
    names = {"__qualname__": made.__qualname__, "__module__": made.__module__, "__doc__": made.__doc__}
    if hasattr(made, "__post_init__"):
        names["__post_init__"] = made.__post_init__
    return dataclasses.make_dataclass(
        made.__name__,
        [(field.name, field.type, copy(field)) for field in dataclasses.fields(made)],
        namespace=names,
        init=name == "__init__",
        repr=name == "__repr__",
        eq=name in ("__eq__", *_ORDER),
        order=name in _ORDER,
        unsafe_hash=name == "__hash__",
        frozen=name == "__init__" and made.__dataclass_params__.frozen,
    )


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
