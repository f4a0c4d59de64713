"""Alignment of two sequences in order: what is most alike in sum goes together, the rest stays alone."""

from collections.abc import Iterator, Mapping, Sequence

SAME = 0.6  # similarity from which two labels are the same one, perhaps misprinted
_CUT = 0.02  # a pair of halves must be more alike than a whole that is as good

Similarity = Sequence[Mapping[int, float]]  # of each row to the lines that it is like at all


def align(similarity: Similarity, halves: Similarity, lines: int) -> Iterator[tuple[int, int, bool]]:
    """Yield (row, line, whether the next row is its second half) of the alignment that is most alike in sum.

    `similarity[row][line]` is how alike they are, from 0 to 1 and a little more; `halves[row][line]` how alike the
    line is to a row joined with the next one. Rows that are like no line cost nothing.
    """
    kept = [row for row in range(len(similarity)) if _counts(row, similarity, halves)]
    one = [_gains(similarity[row], 0.0) for row in kept]
    two = [_gains(halves[row], _CUT) if row < len(halves) else {} for row in kept]
    best = _best(one, two, lines)
    i = j = 0
    while i < len(kept) and j < lines:
        whole, cut = one[i].get(j, 0.0), two[i].get(j, 0.0)
        if whole and best[i][j] == best[i + 1][j + 1] + whole:
            yield kept[i], j, False
            i, j = i + 1, j + 1
        elif cut and best[i][j] == cut + best[i + 2][j + 1]:
            yield kept[i], j, True
            i, j = i + 2, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _counts(row: int, similarity: Similarity, halves: Similarity) -> bool:
    """Return whether a row is like a line, or a half of one that is."""
    before = row - 1
    return bool(
        similarity[row]
        or (row < len(halves) and halves[row])
        or (0 <= before < len(halves) and halves[before])
    )


def _gains(similarity: Mapping[int, float], less: float) -> Mapping[int, float]:
    gains = ((line, alike - 0.5 - less) for line, alike in similarity.items() if alike >= SAME)
    return {line: gain for line, gain in gains if gain > 0}


def _best(
    one: Sequence[Mapping[int, float]], two: Sequence[Mapping[int, float]], lines: int
) -> list[list[float]]:
    """Return the best sum from each row and line on.

    It is that of the row below but where a gain makes it more, and in the lines before, as far as that carries.
    """
    height = len(one)
    best = [[0.0] * (lines + 1) for _ in range(height + 2)]
    for i in range(height - 1, -1, -1):
        below, after = best[i + 1], best[i + 2]
        whole, cut = one[i], two[i]
        here = best[i] = below.copy()
        gains = sorted(whole.keys() | cut.keys())
        j = gains.pop() if gains else -1
        while j >= 0:
            found = max(below[j], here[j + 1])
            if j in whole:
                found = max(found, below[j + 1] + whole[j])
            if j in cut:
                found = max(found, cut[j] + after[j + 1])
            here[j] = found
            carries = found > below[j]
            j -= 1
            if not carries:
                j = gains[-1] if gains else -1
            if gains and gains[-1] == j:
                gains.pop()
    return best
