"""The levels of headings, from their numbers or else from the ranks h2 to h6."""

from collections.abc import Sequence

from checker import Languages
from checker_formats.html.flow import PageLine

_TITLE = 1  # h1 is the title of the page


def levels(lines: Sequence[PageLine], languages: Languages) -> list[int | None]:
    """List the outline levels of lines: `None` for text, titles and numbered headings.

    A heading without a number gets the level of the numbered ones of its rank. Without any numbers, levels
    count from the highest rank in use.
    """
    styles = [languages.number(line.text).level for line in lines]
    peers: dict[int, int] = {}
    for line, level in zip(lines, styles, strict=True):
        if line.rank is not None and level is not None:
            peers[line.rank] = min(level, peers.get(line.rank, level))
    plain = {
        line.rank
        for line, level in zip(lines, styles, strict=True)
        if line.rank is not None and line.rank > _TITLE and level is None
    }
    if 1 not in styles:
        peers = {rank: rank - min(plain) + 1 for rank in plain}
    return [
        peers.get(line.rank) if line.rank in plain and level is None else None
        for line, level in zip(lines, styles, strict=True)
    ]
