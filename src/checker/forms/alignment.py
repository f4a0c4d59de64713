"""Alignment of two sequences in order: what is most alike in sum goes together, the rest stays alone."""

from collections.abc import Iterator, Sequence

SAME = 0.6  # similarity from which two labels are the same one, perhaps misprinted
_CUT = 0.02  # a pair of halves must be more alike than a whole that is as good


def align(
    similarity: Sequence[Sequence[float]], halves: Sequence[Sequence[float]] = ()
) -> Iterator[tuple[int, int, bool]]:
    """Yield (row, line, whether the next row is its second half) of the alignment that is most alike in sum.

    `similarity[row][line]` is how alike they are, from 0 to 1 and a little more; `halves[row][line]` how alike the
    line is to a row joined with the next one.
    """
    height, width = len(similarity), len(similarity[0]) if similarity else 0
    one = [[_gain(one) for one in row] for row in similarity]
    two = [[max(0.0, _gain(one) - _CUT) for one in row] for row in halves]
    best = [[0.0] * (width + 1) for _ in range(height + 2)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            joined = two[i][j] + best[i + 2][j + 1] if i < len(two) and two[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + one[i][j], joined)
    i = j = 0
    while i < height and j < width:
        if one[i][j] and best[i][j] == best[i + 1][j + 1] + one[i][j]:
            yield i, j, False
            i, j = i + 1, j + 1
        elif i < len(two) and two[i][j] and best[i][j] == two[i][j] + best[i + 2][j + 1]:
            yield i, j, True
            i, j = i + 2, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _gain(similarity: float) -> float:
    return similarity - 0.5 if similarity >= SAME else 0.0
