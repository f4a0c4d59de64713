"""What a document calls the body that files: its name in full, and shorter ones."""

from collections.abc import Iterable, Iterator

from checker.documents.document import Paragraph
from checker.languages import Language
from checker.text import fold

_SHORTEST = 3  # characters; fewer left of a name without its places may be any word


def introduced(paragraphs: Iterable[Paragraph], language: Language) -> tuple[str, str]:
    """Return the name under which paragraphs introduce the body and the short one that they give it (以下简称 …)."""
    for paragraph in paragraphs:
        if (match := language.titles.introduces.search(fold(paragraph.text))) is not None:
            return match["name"], match["alias"] or ""
    return "", ""


def shorter(name: str, language: Language) -> Iterator[str]:
    """Iterate over a folded name without its province, city, district … and without the office that writes for it."""
    for whole in {name, language.titles.office.sub("", name)}:
        yield whole
        for at, sign in enumerate(whole[:-_SHORTEST], start=1):
            if sign in language.titles.place_ends:
                yield whole[at:]


def same_body(one: str, other: str, language: Language) -> bool:
    """Return whether two names may be those of one body: they are equal, or one is the other without its places."""
    left, right = (fold(language.titles.office.sub("", name)) for name in (one, other))
    return left == right or left in shorter(right, language) or right in shorter(left, language)
