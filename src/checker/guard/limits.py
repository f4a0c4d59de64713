"""Limits of a protected child process."""

from dataclasses import replace
from math import isfinite

from checker.errors import UsageError
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages

_ = Messages(__package__)

MIB = 1024**2
VARIABLE = "CHECKER_LIMITS"  # of the environment, in which an operator sets other limits


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child process may take.

    `memory` is bytes of address space beside what it inherits (not enforced on macOS), `result` the size of one result.
    CPU time is limited by `time_limit`, to `page` seconds without a page done and `cpu` seconds in all where they are
    given. Wall time is a far outer bound: a child is killed that reports no progress for
    `stall` seconds, or needs `total` seconds for one submission. One that holds `resident` bytes more than it
    inherited is replaced, so that one submission does not count against the next.
    """

    memory: int | None = 1024 * MIB
    stall: float = 600
    total: float = 3600
    result: int = 64 * MIB
    resident: int = 300 * MIB
    page: float | None = None
    cpu: float | None = None


DEFAULT = ChildLimits()
WITH_PROGRAMS = ChildLimits(memory=8192 * MIB)  # LibreOffice and Tesseract run below the child


def adjusted(limits: ChildLimits, setting: str) -> ChildLimits:
    """Return limits with those of a setting, such as `memory=2048,page=60,total=600`: MiB and seconds of CPU time.

    Raise UsageError for anything else.
    """
    for word in filter(None, (part.strip() for part in setting.split(","))):
        name, _mark, text = word.partition("=")
        value = _number(text)
        if value is None or name not in {"memory", "page", "total"}:
            raise UsageError(
                _(
                    "{variable}: “{word}” is not memory=MIB, page=SECONDS or total=SECONDS",
                    variable=VARIABLE,
                    word=word,
                )
            )
        if name == "memory":
            limits = replace(limits, memory=int(value * MIB))
        elif name == "page":
            limits = replace(limits, page=value)
        else:
            limits = replace(limits, cpu=value)
    return limits


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and value > 0 else None
