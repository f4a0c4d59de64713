"""Names that are misspelt by one sign, which makes them no other name."""

import unicodedata

from rapidfuzz.distance import Levenshtein

_LONG = 8  # characters; in shorter names, one sign may be all that tells two bodies apart


def is_misspelling(titled: str, name: str) -> bool:
    """Return whether a title misspells a name by one sign, or two that changed places."""
    edits = Levenshtein.editops(titled, name)
    if len(edits) == 2:  # two signs that changed places
        return len(titled) == len(name) and sorted(titled) == sorted(name) and _changed_places(titled, name)
    if len(edits) != 1:
        return False
    (edit,) = edits
    signs = titled[edit.src_pos : edit.src_pos + 1] + name[edit.dest_pos : edit.dest_pos + 1]
    if edit.tag == "replace":
        at_the_end = edit.src_pos == len(titled) - 1
        return len(name) >= _LONG and not at_the_end and not any(map(_counts, signs))
    longer, at = (titled, edit.src_pos) if edit.tag == "delete" else (name, edit.dest_pos)
    if longer[at : at + 1] in (longer[at - 1 : at], longer[at + 1 : at + 2]):
        return not _counts(longer[at])  # one sign twice
    return len(name) >= _LONG and not _counts(longer[at])


def _changed_places(one: str, other: str) -> bool:
    places = [at for at in range(len(one)) if one[at] != other[at]]
    return len(places) == 2 and places[1] == places[0] + 1 and not any(_counts(one[at]) for at in places)


def _counts(sign: str) -> bool:
    return unicodedata.numeric(sign, None) is not None
