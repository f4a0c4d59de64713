"""Assignment: who gets what, each at most once, so that the sum of what they are worth is greatest."""

from collections.abc import Mapping, Sequence


def assign(worth: Sequence[Mapping[int, float]]) -> dict[int, int]:  # noqa: C901  # one loop within another, as the method is
    """Map takers to things; `worth[taker][thing]` is above 0, and a taker never gets a thing that it does not list.

    The Hungarian method, in the square of the takers times the things.
    """
    kept = [dict(sorted(own.items(), key=lambda pair: -pair[1])[: len(worth)]) for own in worth]
    things = sorted({thing for own in kept for thing in own})
    count, width = len(kept), len(things) + len(kept)  # with nothing, once for each taker

    def cost(taker: int, column: int) -> float:
        if column > len(things):
            return 0.0
        return -kept[taker - 1].get(things[column - 1], -1.0)

    row_price, column_price = [0.0] * (count + 1), [0.0] * (width + 1)
    taken, before = [0] * (width + 1), [0] * (width + 1)
    for taker in range(1, count + 1):
        taken[0], column = taker, 0
        least, seen = [float("inf")] * (width + 1), [False] * (width + 1)
        while taken[column]:
            seen[column] = True
            row, delta, following = taken[column], float("inf"), 0
            for other in (other for other in range(1, width + 1) if not seen[other]):
                price = cost(row, other) - row_price[row] - column_price[other]
                if price < least[other]:
                    least[other], before[other] = price, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(width + 1):
                if seen[other]:
                    row_price[taken[other]] += delta
                    column_price[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            taken[column], column = taken[before[column]], before[column]
    return {taken[at] - 1: things[at - 1] for at in range(1, len(things) + 1) if taken[at]}
