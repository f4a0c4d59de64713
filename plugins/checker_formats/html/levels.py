"""The levels of a page's headings: numbers lead, the ranks h2 to h6 help where there are none."""

from collections.abc import Sequence

from checker import Languages
from checker_formats.html.flow import Line

_TITLE = 1  # h1 is the page's title


def levels(lines: Sequence[Line], languages: Languages) -> list[int | None]:
    """List the lines' outline levels: `None` for text, titles and what its number ranks by itself.

    A heading without a number has the level of the numbered ones of its rank. Where the page has no numbers,
    ranks count from the highest in use.
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
