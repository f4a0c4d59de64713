"""Figures of an invented agency's year under the Freedom of Information Act, drawn so that all of them agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from statistics import median

OVERALL = "AGENCY OVERALL"
TRACKS = ("simple", "complex", "expedited")
BOUNDS = (20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 300, 400)
NONE = "N/A"


@dataclass(frozen=True)
class Item:
    """A request, an appeal or a consultation that is pending: its date, and the working days since then."""

    day: date
    days: int


@dataclass
class Component:
    """The figures of a component in a fiscal year."""

    name: str
    flow: tuple[int, int, int, int] = (0, 0, 0, 0)
    dispositions: list[int] = field(default_factory=list)  # 12 columns, the last one "other"
    exemptions: list[int] = field(default_factory=list)
    statutes: Mapping[str, int] = field(default_factory=dict)
    appeals: tuple[int, ...] = ()
    appeal_dispositions: list[int] = field(default_factory=list)
    appeal_reasons: list[int] = field(default_factory=list)
    appeal_days: list[float] = field(default_factory=list)
    appeals_pending: list[Item] = field(default_factory=list)
    days: Mapping[str, list[float]] = field(default_factory=dict)  # by track
    pending: Mapping[str, list[Item]] = field(default_factory=dict)
    expedited: tuple[Sequence[float], int] = ((), 0)  # days to adjudicate, granted
    waivers: tuple[Sequence[float], int] = ((), 0)
    staff: tuple[int, float] = (0, 0)
    costs: tuple[float, float] = (0, 0)
    fees: float = 0
    postings: tuple[int, int] = (0, 0)
    backlog: int = 0
    appeal_backlog: int = 0
    consultations: tuple[int, int, int, int] = (0, 0, 0, 0)
    consulted: list[Item] = field(default_factory=list)


def year_of(
    year: int, names: Sequence[str], before: Sequence[Component] = (), seed: int = 1
) -> list[Component]:
    """Draw a year of some components, which begins as the year before ended."""
    random = Random(f"{year} {seed}")  # noqa: S311  # figures of tests
    earlier = {component.name: component for component in before}
    return [_component(name, at, year, earlier.get(name), random) for at, name in enumerate(names)]


def _component(name: str, at: int, year: int, before: Component | None, random: Random) -> Component:
    end = date(year, 9, 30)
    start = before.flow[3] if before else random.randint(20, 60)
    received = random.randint(90, 1400)
    processed = received + random.randint(-20, min(start, 20) - 10)
    closing = start + received - processed
    found = Component(name, (start, received, processed, closing))
    found.dispositions = _parts(processed, [9, 8, 3, 5, 1, 2, 1, 2, 2, 1, 1, 1], random)
    found.exemptions = [
        random.randint(1, 60) if column in {2, 4, 5, 8, 10} else random.randint(0, 4) for column in range(14)
    ]
    found.exemptions[4] += found.dispositions[2]
    third = found.exemptions[2]
    found.statutes = {"26 U.S.C. § 6103": third // 2, "41 U.S.C. § 4702": third - third // 2}
    if at < 2:
        opening = before.appeals[3] if before and before.appeals else random.randint(3, 9)
        come = random.randint(12, 30)
        done = come + random.randint(-2, 2)
        found.appeals = (opening, come, done, opening + come - done)
        found.appeal_dispositions = _parts(done, [5, 2, 1, 2], random)
        found.appeal_reasons = [random.randint(0, 3) for _column in range(10)] + [random.randint(2, 4)]
        found.appeal_reasons[0] += found.appeal_dispositions[3]
        found.appeal_days = _days(done, random)
        found.appeals_pending = _pending(found.appeals[3], end, random)
    perfected = processed - found.dispositions[7] - found.dispositions[8]
    simple, complex_ = perfected * 6 // 10, perfected * 3 // 10
    found.days = {
        "simple": _days(simple, random, 60),
        "complex": _days(complex_, random),
        "expedited": _days(5 + at, random),
    }
    waiting = max(3, closing * 8 // 10)
    found.pending = {
        "simple": _pending(waiting // 2, end, random),
        "complex": _pending(waiting - waiting // 2 - 1, end, random),
        "expedited": _pending(1 if at else 0, end, random),
    }
    adjudicated = _days(random.randint(5, 30), random, 18)
    found.expedited = (adjudicated, len(adjudicated) // 3)
    waived = _days(random.randint(4, 20), random, 18)
    found.waivers = (waived, len(waived) // 2)
    found.staff = (random.randint(2, 9), random.randint(1, 400) / 100)
    found.costs = (random.randint(20000000, 90000000) / 100, random.randint(100000, 900000) / 100)
    found.fees = random.randint(10000, 90000) / 100
    found.postings = (random.randint(1, 40), random.randint(1, 40))
    found.backlog = sum(map(len, found.pending.values())) // 2
    found.appeal_backlog = found.appeals[3] // 2 if found.appeals else 0
    first = before.consultations[3] if before else random.randint(1, 5)
    come = random.randint(6, 20)
    done = come - random.randint(1, 3)
    found.consultations = (first, come, done, first + come - done)
    found.consulted = _pending(first + come - done, end, random)
    return found


def _parts(total: int, weights: Sequence[int], random: Random) -> list[int]:
    """Split a number into parts of about these weights, each at least 1."""
    parts = [1] * len(weights)
    for choice in random.choices(range(len(weights)), weights, k=total - len(weights)):
        parts[choice] += 1
    return parts


def _days(count: int, random: Random, most: int = 420) -> list[float]:
    """Draw numbers of days, of which the first is less than one."""
    return [0.5, *(float(random.randint(1, most)) for _other in range(count - 1))] if count else []


def _pending(count: int, end: date, random: Random) -> list[Item]:
    days = sorted(end - timedelta(days=random.randint(8, 700)) for _item in range(count))
    return [Item(day, working_days(day, end)) for day in days]


def working_days(first: date, last: date) -> int:
    """Count the weekdays after a day, up to another, without a holiday a month."""
    weekdays = sum(
        1 for after in range(1, (last - first).days + 1) if (first + timedelta(days=after)).weekday() < 5
    )
    return weekdays - weekdays // 28


# --- what tables say ---


def times(days: Sequence[float]) -> list[str]:
    """Write median, average, lowest and highest."""
    if not days:
        return [NONE] * 4
    return [number(median(days)), number(sum(days) / len(days)), number(min(days)), number(max(days))]


def number(value: float) -> str:
    """Write a number of days."""
    return "<1" if value < 1 else f"{value:.2f}".rstrip("0").rstrip(".")


def increments(days: Sequence[float]) -> list[int]:
    """Count days in the increments of the form."""
    below = [0, *BOUNDS]
    counts = [sum(1 for day in days if low < day <= high) for low, high in zip(below, BOUNDS, strict=False)]
    return [*counts, len(days) - sum(counts)]


def oldest(items: Sequence[Item]) -> tuple[list[str], list[str]]:
    """Write the dates and days of the ten oldest, from the tenth to the oldest."""
    ten = sorted(items, key=lambda item: item.day)[:10][::-1]
    blank = 10 - len(ten)
    return (
        [NONE] * blank + [item.day.isoformat() for item in ten],
        ["0"] * blank + [str(item.days) for item in ten],
    )


def added(rows: Sequence[Sequence[float]]) -> list[float]:
    """Add up rows, column by column."""
    return [sum(column) for column in zip(*rows, strict=True)]


def every(components: Sequence[Component], name: str, track: str) -> Iterator[float]:
    """Iterate over what all components have of a track."""
    for component in components:
        yield from getattr(component, name)[track]
