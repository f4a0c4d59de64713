"""What a document calls the body that files: its name in full, and shorter ones."""

from collections.abc import Iterable, Iterator

from checker.documents.document import Document, Paragraph
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.patterns import Pattern
from checker.text import fold

_SHORTEST = 3  # characters; fewer left of a name without its places may be any word


# Properties of documents that may name the body, by the names that formats give them.
PROPERTIES = {"company": ("company",), "author": ("author", "creator")}


@dataclass(frozen=True, slots=True)
class BodySource:
    """Where a pack finds the body's name, beside the title: a pattern of title and opening, a property of the file.

    The pattern's group `body`, or else its first or the whole match, is the name; it comes before what remains of the
    title. The property is asked last.
    """

    pattern: Pattern | None = None
    property: str = ""

    def in_texts(self, texts: Iterable[str]) -> str:
        """Return the name that the pattern finds in the first text that has it; empty where none has."""
        if self.pattern is None:
            return ""
        for text in texts:
            if (match := self.pattern.search(text)) is not None:
                group = "body" if "body" in match.names else min(1, len(match.spans) - 1)
                return text[slice(*match.span(group))].strip()
        return ""

    def in_properties(self, document: Document) -> str:
        """Return the property of the document; empty where it has none."""
        known = dict(document.metadata)
        named = (known.get(name, "").strip() for name in PROPERTIES.get(self.property, ()))
        return next(filter(None, named), "")


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
