"""How the CPU time of work grows with its size, measured so that a busy machine changes no verdict."""

import gc
from collections.abc import Callable
from time import process_time

_TRIES = 5


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of work, without collections of the garbage that others left."""
    gc.disable()
    try:
        begun = process_time()
        work()
        return process_time() - begun
    finally:
        gc.enable()


def grows_within(factor: float, spare: float, small: Callable[[], float], large: Callable[[], float]) -> bool:
    """Return whether the larger work takes at most so many times as long as the smaller one, and so many seconds more.

    Other load only ever adds time, so one try of several that stays within is proof.
    """
    return any(large() < factor * small() + spare for _ in range(_TRIES))
