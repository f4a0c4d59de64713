"""Find similar texts among very many: MinHash signatures, and pairs that share a part of theirs."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PERMUTATIONS = 128
_ROWS = 2  # of a signature in a band: of texts with a fifth of their pieces in common, 19 in 20 share a band
_NEIGHBOURS = 16  # a text is compared with so many in each of its bands, however many there are
_MAX_PARTNERS = 4  # of a text
_AT_ONCE = 65536  # pairs; each needs the memory of a signature


class SimilarTexts:
    """Signatures of texts, of 512 bytes each, in the order in which the texts were added."""

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
        """Yield texts and the few most similar others, which seem to contain at least a share `least` of the text."""
        import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

        signed = np.frombuffer(self._signed, dtype=np.uint32).reshape(-1, _PERMUTATIONS)
        size = np.asarray(self._sizes, dtype=np.float64)
        likely: dict[int, dict[int, float]] = {}
        for left, right, in_both in _similar_pairs(signed, size, least):
            for one, other in ((left, right), (right, left)):
                share = in_both / size[one]
                for at in np.flatnonzero(share >= least).tolist():
                    _keep(likely.setdefault(int(one[at]), {}), int(other[at]), float(share[at]))
        for text in sorted(likely):
            yield text, _best(likely[text])


def _best(likely: dict[int, float]) -> list[int]:
    return nlargest(_MAX_PARTNERS, likely, key=lambda other: (likely[other], -other))


def _keep(likely: dict[int, float], other: int, share: float) -> None:
    likely[other] = share
    if len(likely) > 2 * _MAX_PARTNERS:
        for worse in likely.keys() - set(_best(likely)):
            del likely[worse]


def _similar_pairs(
    signed: "NDArray[np.uint32]", size: "NDArray[np.float64]", least: float
) -> Iterator[tuple["NDArray[np.intp]", "NDArray[np.intp]", "NDArray[np.float64]"]]:
    """Yield pairs of which one has at least a share `least` of the other, and how many pieces both have."""
    import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

    known = np.full(1, -1)  # pairs found before; -1 is none. Equal texts share every band
    for start in range(0, _PERMUTATIONS, _ROWS):
        found = [known]
        for one, other in _equal_in(np.ascontiguousarray(signed[:, start : start + _ROWS])):
            pair = one * len(signed) + other
            new = known.take(np.searchsorted(known, pair), mode="clip") != pair
            left, right = one[new], other[new]
            alike = (signed[left] == signed[right]).mean(axis=1)
            in_both = alike / (1 + alike) * (size[left] + size[right])
            enough = in_both >= least * np.minimum(size[left], size[right])
            found.append(pair[new][enough])
            yield left[enough], right[enough], in_both[enough]
        known = np.sort(np.concatenate(found))


def _equal_in(band: "NDArray[np.uint32]") -> Iterator[tuple["NDArray[np.intp]", "NDArray[np.intp]"]]:
    """Yield the pairs that are equal in a band, in chunks; of many equal ones, each is paired with the next few."""
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
    """Return the marks (64-bit numbers) that at least a share of the texts, and at least `fewest`, contain."""
    import numpy as np  # noqa: PLC0415  # needed only where many texts are compared

    all_marks, texts = array("Q"), 0
    for text in marks:
        all_marks.extend(text)
        texts += 1
    values, counts = np.unique(np.frombuffer(all_marks, dtype=np.uint64), return_counts=True)
    return frozenset(values[counts >= max(fewest, share * texts)].tolist())
