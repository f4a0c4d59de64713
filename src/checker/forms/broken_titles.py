"""Titles of sections that print breaks over lines, each of which was read as a paragraph."""

from collections.abc import Collection, Sequence

from checker.documents.document import Paragraph
from checker.language import Language


class BrokenTitles:
    """Puts the lines of prescribed titles together; `titles` are plain."""

    def __init__(self, titles: Collection[str], language: Language) -> None:
        self._language = language
        self._titles = titles
        self._openings = {title[:end] for title in titles for end in range(1, len(title))}

    def lines(self, first: str, paragraphs: Sequence[Paragraph], at: int) -> tuple[str, int]:
        """Return the title that a line opens, and in how many paragraphs right below it goes on; "" and 0 for none.

        `first` is the line without its number, `at` its place among the paragraphs.
        """
        plain, joint = self._language.plain, " " if self._language.spaced else ""
        title, block = first.strip(), paragraphs[at].location.block
        below = 0
        while plain(title) in self._openings and at + below + 1 < len(paragraphs):
            below += 1
            following = paragraphs[at + below]
            if following.location.block != block + below:
                break
            title = f"{title}{joint}{following.text.strip()}"
            if plain(title) in self._titles:
                return title, below
        return "", 0
