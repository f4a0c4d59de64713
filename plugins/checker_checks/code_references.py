"""Check of codes: those that are used must be explained, or named elsewhere, too."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Location,
    Message,
    Messages,
    Mistake,
    Need,
    Observation,
    Pattern,
    Problem,
    dataclass,
    fold,
    needs,
    regex,
)
from checker_checks.access import unknown_section
from checker_checks.text_search import Part, passages_in

_ = Messages(__package__)

_UNEXPLAINED, _UNNAMED = "code-unexplained", "code-unnamed"
_WORDS = 3  # in a row explain a code; a name of its class has two (“Skin Sens.”)
_TELLING = 4  # letters of a word of a sentence
_LONG = 5  # letters of each of two words that do, if nothing follows
_TAIL = regex(r"[A-Za-z]{0,2}(?![A-Za-z])[^\w]{0,8}")
_FOLLOWING = regex(r"(?:[^\W\d_]+[^\w\n]{0,3}){1,6}")
_BEGINS = regex(r"(?:^|[a-z]{6}[.])\s*$")  # a line, or a sentence behind another one
_GOES_ON = regex(r"[,;，；、]")
_WORD = regex(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class CodeReferences(Check):
    """Codes that are used are explained somewhere in the document, or named in another section, too.

    A code is explained where words follow it on its line, in the next cell or in the next paragraph; the name of a class
    (“Skin Sens. 1”) explains none. Codes are compared by what the pattern matches.

    Options:
        code: The pattern of a code (a group `mark` is the code, if there is one).
        used_in: The sections whose codes must be explained or named; those that are missing are passed over.
        explained: Whether they must be explained.
        explained_in: The section that a missing explanation belongs in.
        also_in: The section that must name them, too.
        unless: Patterns of codes that need not.

    Codes:
        code-unexplained: A code is used and explained nowhere.
        code-unnamed: A code of one section is not in the other.

    Example:
        abbreviations:
          check: code-references
          clause: "{basis}, 6"
          requirement: Codes of findings are explained in the annex.
          category: completeness
          severity: warning
          code: "(?P<mark>f-[0-9]{2})"
          used_in: [Summary]
          explained: true
    """

    name: ClassVar[str] = "code-references"
    codes: ClassVar[tuple[str, ...]] = (_UNEXPLAINED, _UNNAMED)

    code: Pattern
    used_in: tuple[str, ...]
    explained: bool = False
    explained_in: str = ""
    also_in: str = ""
    unless: tuple[Pattern, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        for index, title in enumerate(self.used_in):
            yield from unknown_section(title, form, "used_in", index)
        for option in ("explained_in", "also_in"):
            if title := getattr(self, option):
                yield from unknown_section(title, form, option)
        if not self.explained and not self.also_in:
            yield Mistake((), "nothing is demanded: add “explained: true” or also_in")

    def needs(self) -> Sequence[Need]:
        # codes may be explained, and further ones used, in what was not read
        return needs.WholeText(absence=True), needs.WholeText()

    def run(self, filing: Filing) -> Iterator[Observation]:
        if filing.outdated_sections:
            yield needs.outdated()
            return
        used: dict[str, tuple[str, Location]] = {}
        for title in self.used_in:
            if filing.find_section(title) is not None:
                for code, place in self._codes(filing, title):
                    used.setdefault(code, (title, place))
        if self.explained:
            explained = set(self._explained(filing))
            yield from self._problems(
                filing, _UNEXPLAINED, {c: p for c, p in used.items() if c not in explained}
            )
        if self.also_in and filing.find_section(self.also_in) is not None:
            named = {code for code, _place in self._codes(filing, self.also_in)}
            yield from self._problems(filing, _UNNAMED, {c: p for c, p in used.items() if c not in named})

    def _codes(self, filing: Filing, title: str) -> Iterator[tuple[str, Location]]:
        looked = passages_in(filing, Part(title))
        for at in looked.texts.found([self.code]):
            passage = looked.passages[at]
            for code, start, _stop in self._found(passage.text):
                yield code, passage.at(start)

    def _found(self, text: str) -> Iterator[tuple[str, int, int]]:
        for match in self.code.finditer(text):
            start, stop = match.span("mark") if "mark" in match.names else match.span()
            if text[max(0, start - 1) : start].isalnum() or text[stop : stop + 1].isdigit():
                continue  # “with 200 ml” holds no H200
            if not any(pattern.search(text[start:stop]) for pattern in self.unless):
                yield fold(text[start:stop]), start, stop

    def _explained(self, filing: Filing) -> Iterator[str]:
        """Iterate over the codes with words beside them, anywhere in the document."""
        texts = passages_in(filing).texts
        following = (*texts.texts[1:], "")
        for at in texts.found([self.code]):
            text, after = texts.texts[at], following[at]
            for code, start, stop in self._found(text):
                rest = text[stop:]
                alone = not _WORD.search(text[:start] + rest)
                if (
                    _explains(rest)
                    or (_BEGINS.search(text[:start]) and not _GOES_ON.match(rest) and self._says(rest))
                    or (alone and _explains(after))
                ):
                    yield code

    def _says(self, rest: str) -> bool:
        """Return whether what follows a code at the beginning of a sentence is one: “contains 2-[2-(1-chloro…”."""
        stop = next((start for _code, start, _stop in self._found(rest)), len(rest))
        return sum(len(word) >= _TELLING for word in _WORD.findall(rest[:stop])) > _WORDS

    def _problems(
        self, filing: Filing, code: str, found: dict[str, tuple[str, Location]]
    ) -> Iterator[Problem]:
        """Report all codes of a kind in one finding."""
        if not found:
            return
        codes = {name.upper(): place for name, (_title, place) in found.items()}
        titles = tuple(dict.fromkeys(title for title, _place in found.values()))
        names = filing.language.joined(codes)
        used = filing.language.joined(f"“{title}”" for title in titles)
        yield Problem(
            code,
            self._message(code, names, used, several=len(codes) > 1),
            (titles[0], *codes),
            next(iter(codes.values())),
            expected=names,
            advice=_("write them out in “{section}”", section=self.explained_in or titles[0])
            if code == _UNEXPLAINED
            else _("let both sections name the same codes"),
        )

    def _message(self, code: str, names: str, used: str, *, several: bool) -> Message:
        if code == _UNEXPLAINED:
            return (
                _("{codes} are used in {sections}, but explained nowhere", codes=names, sections=used)
                if several
                else _("{codes} is used in {sections}, but explained nowhere", codes=names, sections=used)
            )
        return (
            _(
                "{codes} are used in {sections}, but not in “{other}”",
                codes=names,
                sections=used,
                other=self.also_in,
            )
            if several
            else _(
                "{codes} is used in {sections}, but not in “{other}”",
                codes=names,
                sections=used,
                other=self.also_in,
            )
        )


def _explains(rest: str) -> bool:
    """Return whether a text begins with words that say something."""
    tail = _TAIL.match(rest)
    rest = rest[tail.end() if tail else 0 :]
    if tail and _GOES_ON.search(tail[0]) and rest[:1].islower():
        return False  # “H225, according to Regulation …” goes on with the sentence
    found = _FOLLOWING.match(rest)
    if found is None:
        return False
    words = _WORD.findall(found[0])
    ended = not rest[found.end() :].partition("\n")[0].strip() or "." in found[0][-3:]
    return len(words) >= _WORDS or (
        len(words) == _WORDS - 1 and ended and all(len(w) >= _LONG for w in words)
    )
