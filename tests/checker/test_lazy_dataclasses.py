"""Dataclasses whose methods are not written before they are used behave as the standard ones do."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.lazy_dataclasses import dataclass as lazy

Decorator = Callable[..., Any]


def classes(dataclass: Decorator) -> dict[str, Any]:
    """Define classes of every kind that the product has, with one decorator or the other."""

    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: tuple[int, ...] = ()

    @dataclass(frozen=True)
    class Parent:
        x: int
        names: list[str] = dataclasses.field(default_factory=list)

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("negative")

    @dataclass(frozen=True)
    class Child(Parent):
        names: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)
        z: int = 3

    @dataclass(frozen=True, eq=False)
    class Same:
        x: int

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        x: int
        y: int = 0

    @dataclass(slots=True)
    class Mutable:
        x: int

    @dataclass(frozen=True, kw_only=True)
    class Named:
        x: int
        y: int = 1

    @dataclass(frozen=True)
    class Own:
        x: int
        unset: int = dataclasses.field(default=4, init=False)

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    found = (Point, Parent, Child, Same, Ordered, Mutable, Named, Own)
    return {kind.__name__: kind for kind in found}


STANDARD, LAZY = classes(dataclasses.dataclass), classes(lazy)


@pytest.mark.parametrize("name", STANDARD)
def test_instances_are_made_shown_compared_and_hashed_like_standard_ones(name: str) -> None:
    def seen(kind: Any) -> list[object]:
        one, same, other = kind(x=1), kind(x=1), kind(x=2)
        hashes = kind.__hash__ is not None and name != "Parent" and hash(one) == hash(same)
        return [
            repr(one), one == same, one == other, hashes, kind.__match_args__, [*inspect.signature(kind).parameters],
            [(field.name, field.type) for field in dataclasses.fields(kind)], dataclasses.asdict(one),
            dataclasses.replace(one, x=5).x,
        ]  # fmt: skip

    assert seen(LAZY[name]) == seen(STANDARD[name])


@pytest.mark.parametrize("name", STANDARD)
def test_mistakes_are_refused_in_the_same_words(name: str) -> None:
    def refusals(kind: Any) -> list[str]:
        one = kind(x=1)
        texts = []
        for act in (
            kind,
            lambda: kind(1, 2, 3, 4, 5),
            lambda: setattr(one, "x", 2),
            lambda: delattr(one, "x"),
        ):
            try:
                act()
            except (TypeError, AttributeError) as error:
                texts.append(f"{type(error).__name__}: {error}")
        return texts

    assert refusals(LAZY[name]) == refusals(STANDARD[name])


@given(
    st.sampled_from(sorted(STANDARD)),
    st.lists(st.integers(1, 2), max_size=4),
    st.dictionaries(
        st.sampled_from(["x", "y", "z", "names", "self", "unset"]), st.integers(1, 2), max_size=3
    ),
)
def test_any_arguments_make_what_they_make_of_a_standard_one(
    name: str, positional: list[int], named: dict[str, int]
) -> None:
    def made(kind: Any) -> str:
        try:
            one = kind(*positional, **named)
        except TypeError as error:
            return str(error)
        return f"{one!r} {sorted(vars(one).items()) if hasattr(one, '__dict__') else ''} {one == kind(*positional, **named)}"

    fresh = classes(lazy)[name]
    expected = made(STANDARD[name])
    assert [made(fresh) for _ in range(3)] == [expected] * 3
    assert made(LAZY[name]) == expected  # of which other examples have made more or fewer


@pytest.mark.parametrize("name", STANDARD)
def test_the_thousandth_instance_is_made_like_the_first(name: str) -> None:
    first, *_others, last = (LAZY[name](x=1) for _ in range(1000))
    assert repr(first) == repr(last)


def test_only_what_is_ordered_can_be_sorted() -> None:
    kind = LAZY["Ordered"]
    assert sorted([kind(2), kind(1, 5), kind(1)]) == [kind(1), kind(1, 5), kind(2)]
    with pytest.raises(TypeError):
        sorted([LAZY["Point"](2), LAZY["Point"](1)])


def test_what_a_class_checks_after_its_fields_are_set_is_checked() -> None:
    with pytest.raises(ValueError, match="negative"):
        LAZY["Child"](-1)


@lazy(frozen=True, slots=True)
class Pickled:
    """At the top of a module, where pickle finds it."""

    x: int
    y: tuple[str, ...] = ()


def _pickled(one: Pickled) -> Pickled:
    made: Pickled = pickle.loads(pickle.dumps(one))  # noqa: S301  # its own
    return made


@pytest.mark.parametrize("make", [_pickled, copy.copy, copy.deepcopy])
def test_copies_are_equal(make: Callable[[Pickled], Pickled]) -> None:
    assert make(Pickled(1, ("a",))) == Pickled(1, ("a",))


def test_a_standard_dataclass_may_inherit() -> None:
    @dataclasses.dataclass(frozen=True)
    class Heir(Pickled):
        more: int = 0

    assert (Heir(1, (), 2).more, Heir(1) == Heir(1), Heir(1) == Heir(2)) == (2, True, False)
