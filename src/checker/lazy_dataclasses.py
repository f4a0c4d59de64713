"""Dataclasses whose `__init__` is written when it is first used, and whose other methods need not be written.

The standard decorator writes and compiles up to six methods for each class, which takes most of the time of importing
it, while a run makes instances of few classes. Everything else about these classes is as the standard library makes it.
"""

import dataclasses
from collections.abc import Callable, Iterator
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

_ORDER = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}

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
    own = {*vars(cls)}
    inherits = any(map(dataclasses.is_dataclass, cls.__bases__))
    if frozen and not inherits:
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
        if slots:  # pickled as standard ones are, since attributes cannot be set
            cls.__getstate__, cls.__setstate__ = _state, _set_state
    made: Any = dataclasses.dataclass(
        init=False, repr=False, eq=False, frozen=frozen and inherits, slots=slots, kw_only=kw_only
    )(cls)
    made.__dataclass_params__.frozen = frozen  # for classes that inherit
    methods: dict[str, Any] = {"__init__": _Init(made), "__repr__": _represent}
    if eq:
        methods |= _comparing(made, frozen=frozen, order=order)
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _comparing(made: Any, *, frozen: bool, order: bool) -> Iterator[tuple[str, Any]]:
    """Make the methods that compare instances of the same class by the values of their fields."""
    names = [field.name for field in dataclasses.fields(made) if field.compare]
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _instance: ()

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    yield "__eq__", equal
    yield "__hash__", hashed if frozen else None
    for name, compare in _ORDER.items() if order else ():
        yield name, _ordering(values, compare)


def _ordering(values: Callable[[Any], Any], compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def ordered(self: Any, other: Any) -> Any:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return ordered


@recursive_repr()
def _represent(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


# --- __init__ ---


class _Init:
    """The `__init__` of a dataclass, which is written when it is looked up and stands in its own place from then on."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        method = self._made.__init__ = _initializer(self._made)
        return method.__get__(instance, owner)


def _initializer(made: Any) -> Any:
    """Write and compile a function that sets the fields, as the standard decorator does."""
    fields = dataclasses.fields(made)
    places = [field for field in fields if field.init and not field.kw_only]
    named = [field for field in fields if field.init and field.kw_only]
    parameters = ["self", *map(_parameter, places), *(["*", *map(_parameter, named)] if named else ())]
    frozen = made.__dataclass_params__.frozen
    body = [line for field in fields if (line := _setting(field, frozen=frozen))]
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    source = "\n  ".join([f"def __init__({', '.join(parameters)}):", *(body or ["pass"])])
    names = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    names |= {f"_default_{field.name}": field.default for field in fields}
    names |= {f"_make_{field.name}": field.default_factory for field in fields}
    written: dict[str, Any] = {}
    exec(source, names, written)  # noqa: S102  # nothing but names of fields
    method = written["__init__"]
    method.__qualname__ = f"{made.__qualname__}.__init__"
    method.__module__ = made.__module__
    method.__annotations__ = {**{field.name: field.type for field in (*places, *named)}, "return": None}
    return method


def _parameter(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        return f"{field.name}=_default_{field.name}"
    return f"{field.name}=_missing" if field.default_factory is not dataclasses.MISSING else field.name


def _setting(field: dataclasses.Field[Any], *, frozen: bool) -> str:
    value = field.name
    if field.default_factory is not dataclasses.MISSING:
        made = f"_make_{field.name}()"
        value = f"{made} if {field.name} is _missing else {field.name}" if field.init else made
    elif not field.init:
        if field.default is dataclasses.MISSING:
            return ""
        value = f"_default_{field.name}"
    return f"_set(self, {field.name!r}, {value})" if frozen else f"self.{field.name} = {value}"
