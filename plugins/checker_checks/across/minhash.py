"""Which of very many texts are alike: MinHash signatures, and the pairs that share a part of theirs."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PERMUTATIONS = 128
_ROWS = 2  # of a signature make a band: of texts that have a fifth of their pieces in common, 19 in 20 meet in one
_NEIGHBOURS = 16  # with so many in its band a text is compared, however many are there
_KEPT = 4  # likely partners of a text
_AT_ONCE = 65536  # pairs; each needs the memory of a signature


class Likeness:
    """Texts, remembered by signatures of 512 bytes, in the order in which they were added."""

    def __init__(self) -> None:
        import datasketch  # type: ignore[import-untyped]  # noqa: PLC0415  # no types; imports scipy: a second

        self._unsigned = datasketch.MinHash(_PERMUTATIONS, seed=1, hashfunc=crc32, scheme="affine32")
        self._signed = bytearray()
        self._sizes = array("L")

    def add(self, pieces: Collection[str]) -> None:
        """Sign a text, given by its pieces."""
        signature = self._unsigned.copy()
        signature.update_batch(piece.encode("utf-8", "replace") for piece in pieces)
        self._signed += signature.hashvalues.tobytes()
        self._sizes.append(len(pieces))

    def partners(self, least: float) -> Iterator[tuple[int, Sequence[int]]]:
        """Iterate over texts of which, by their signatures, others seem to hold at least such a share, and over those.

        The likeliest come first, a few at most.
        """
        import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

        signed = np.frombuffer(self._signed, dtype=np.uint32).reshape(-1, _PERMUTATIONS)
        size = np.asarray(self._sizes, dtype=np.float64)
        likely: dict[int, dict[int, float]] = {}
        for left, right, in_both in _alike(signed, size, least):
            for one, other in ((left, right), (right, left)):
                share = in_both / size[one]
                for at in np.flatnonzero(share >= least).tolist():
                    _keep(likely.setdefault(int(one[at]), {}), int(other[at]), float(share[at]))
        for text in sorted(likely):
            yield text, _best(likely[text])


def _best(likely: dict[int, float]) -> list[int]:
    return nlargest(_KEPT, likely, key=lambda other: (likely[other], -other))


def _keep(likely: dict[int, float], other: int, share: float) -> None:
    likely[other] = share
    if len(likely) > 2 * _KEPT:
        for worse in likely.keys() - set(_best(likely)):
            del likely[worse]


def _alike(
    signed: "NDArray[np.uint32]", size: "NDArray[np.float64]", least: float
) -> Iterator[tuple["NDArray[np.intp]", "NDArray[np.intp]", "NDArray[np.float64]"]]:
    """Iterate over the pairs of which one has such a share of the other, and how many pieces both have."""
    import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

    known = np.full(1, -1)  # pairs, and what is none; equal texts meet in every band
    for start in range(0, _PERMUTATIONS, _ROWS):
        found = [known]
        for one, other in _meeting(np.ascontiguousarray(signed[:, start : start + _ROWS])):
            pair = one * len(signed) + other
            new = known.take(np.searchsorted(known, pair), mode="clip") != pair
            left, right = one[new], other[new]
            alike = (signed[left] == signed[right]).mean(axis=1)
            in_both = alike / (1 + alike) * (size[left] + size[right])
            enough = in_both >= least * np.minimum(size[left], size[right])
            found.append(pair[new][enough])
            yield left[enough], right[enough], in_both[enough]
        known = np.sort(np.concatenate(found))


def _meeting(band: "NDArray[np.uint32]") -> Iterator[tuple["NDArray[np.intp]", "NDArray[np.intp]"]]:
    """Iterate over the pairs that are equal in a band, some at once; of equal ones, each meets those that are next."""
    import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

    values = band.view(np.uint64).ravel()
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    for step in range(1, min(_NEIGHBOURS + 1, len(ordered))):
        places = np.flatnonzero(ordered[step:] == ordered[:-step])
        for first in range(0, len(places), _AT_ONCE):
            chunk = places[first : first + _AT_ONCE]
            yield order[chunk], order[chunk + step]


def widespread(marks: Iterable[Collection[int]], share: float, fewest: int) -> frozenset[int]:
    """List the marks (numbers of 64 bits) that such a share of texts bears, and that so many bear at least."""
    import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

    borne, texts = array("Q"), 0
    for text in marks:
        borne.extend(text)
        texts += 1
    values, counts = np.unique(np.frombuffer(borne, dtype=np.uint64), return_counts=True)
    return frozenset(values[counts >= max(fewest, share * texts)].tolist())
