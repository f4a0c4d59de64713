"""Names of bodies as they are compared."""

from checker import fold


def key(name: str) -> str:
    """Return the letters, ideographs and digits of a name, folded: names with equal keys are the same."""
    return "".join(filter(str.isalnum, fold(name)))
