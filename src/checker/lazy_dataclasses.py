"""Dataclasses whose methods are not written before they are used.

The standard decorator writes and compiles up to six methods for each class, which takes most of the time of importing
it, while a run uses few classes, and most of these a few times. Here methods compare, hash and show the fields without
being written for their class, and the first instances are made likewise; for a class that goes on making instances, the
standard decorator writes `__init__`. Everything else about these classes is as the standard library makes it.
"""

import dataclasses
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import MISSING
from functools import cached_property, partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

_ORDER = ("lt", "le", "gt", "ge")
_FEW = 200  # instances: to set their fields one by one takes as long as to have the method written

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
    methods: dict[str, Any] = {"__init__": _Init(made), "__repr__": _repr}
    fields = dataclasses.fields(made)
    compared = _values_of(field for field in fields if field.compare)
    if eq:
        methods["__eq__"] = _comparison(operator.eq, compared)
        methods["__hash__"] = _hash(_values_of(filter(_is_hashed, fields))) if frozen else None
    if order:
        methods |= {f"__{name}__": _comparison(getattr(operator, name), compared) for name in _ORDER}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


class _Init:
    """`__init__`, which sets the fields of a few instances itself before the standard decorator writes it."""

    def __init__(self, made: Any) -> None:
        self._made = made
        self._left = _FEW if all(field.init for field in dataclasses.fields(made)) else 0

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None or self._left <= 0:
            return self._written().__get__(instance, owner)
        self._left -= 1
        return partial(self._set_fields, instance)

    def _set_fields(self, instance: Any, /, *given: object, **named: object) -> None:
        positions, names, defaults, factories = self._fields
        values = dict(zip(positions, given), **named)  # noqa: B905  # the others are named, or have defaults
        fit = len(values) == len(given) + len(named) and names.issuperset(named)
        if len(values) < len(names):
            values = {**defaults, **values}
            for name, make in factories:
                if name not in values:
                    values[name] = make()
        if not fit or len(values) < len(names):
            self._written()(instance, *given, **named)  # which raises TypeError
            return
        if self._slotted:
            for name, value in values.items():
                object.__setattr__(instance, name, value)
        else:
            vars(instance).update(values)
        if self._has_post_init:
            instance.__post_init__()

    @cached_property
    def _fields(
        self,
    ) -> tuple[Sequence[str], frozenset[str], Mapping[str, object], Sequence[tuple[str, Any]]]:
        """Return the names of the fields by position, all names, the defaults and the factories of others."""
        fields = dataclasses.fields(self._made)
        positions = [field.name for field in fields if not field.kw_only]
        defaults = {field.name: field.default for field in fields if field.default is not MISSING}
        factories = [(one.name, one.default_factory) for one in fields if one.default_factory is not MISSING]
        return positions, frozenset(field.name for field in fields), defaults, factories

    @cached_property
    def _slotted(self) -> bool:
        return any("__slots__" in vars(base) for base in self._made.__mro__)

    @cached_property
    def _has_post_init(self) -> bool:
        return hasattr(self._made, "__post_init__")

    def _written(self) -> Any:
        """Have the standard decorator write the method for a class with the same fields, and put it into its place."""
        made = self._made
        names = {"__qualname__": made.__qualname__, "__module__": made.__module__, "__doc__": made.__doc__}
        if self._has_post_init:
            names["__post_init__"] = made.__post_init__
        twin: Any = dataclasses.make_dataclass(
            made.__name__,
            [(field.name, field.type, copy(field)) for field in dataclasses.fields(made)],
            namespace=names,
            repr=False,
            eq=False,
            frozen=made.__dataclass_params__.frozen,
        )
        made.__init__ = twin.__init__
        return made.__init__


def _values_of(fields: Iterable["dataclasses.Field[Any]"]) -> Callable[[object], object]:
    """Return what takes the values of fields from an object."""
    names = [field.name for field in fields]
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


def _is_hashed(field: "dataclasses.Field[Any]") -> bool:
    return field.compare if field.hash is None else field.hash


def _hash(values: Callable[[object], object]) -> Callable[[object], int]:
    def __hash__(self: object) -> int:  # noqa: N807  # it becomes a method
        return hash(values(self))

    return __hash__


def _comparison(compare: Callable[[Any, Any], bool], values: Callable[[object], object]) -> Any:
    def method(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return method


@recursive_repr("...")
def _repr(self: Any) -> str:
    shown = [
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    ]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
