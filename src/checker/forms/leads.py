"""What may lead the title of a section in print: the body that files, and the period (某某局2024年度决算表)."""

from collections.abc import Collection

from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.text import fold


@dataclass(frozen=True, slots=True)
class Leads:
    """Takes the body and the period from the front of titles; `names` are what the body is called, folded."""

    language: Language
    names: Collection[str] = ()

    def without(self, title: str) -> str:
        """Return a title without the body that leads it, and the period behind that; unchanged where nothing is left."""
        folded = fold(title)
        name = max((name for name in self.names if name and folded.startswith(name)), key=len, default="")
        if not name or len(name) == len(folded):
            return title
        rest = _behind(title, len(name)).lstrip()
        bare = self.language.without_periods(rest).strip()
        return bare if bare and bare != rest and fold(rest).endswith(fold(bare)) else rest


def _behind(text: str, count: int) -> str:
    """Return what stands behind so many folded characters."""
    passed = 0
    for at, sign in enumerate(text):
        if passed >= count:
            return text[at:]
        passed += len(fold(sign))
    return ""
