"""Lines that begin with the number of a prescribed section, in forms whose sections are known by their numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from checker.caching import cached_property
from checker.forms.section_specs import SectionSpec
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

Path = tuple[int, ...]

_ALIKE = 0.6
_LEFT = 8  # letters of a title that its first line must have, if a column cuts it off
_LONGEST = 120  # characters of a line with other words than the prescribed ones
_LINE = regex(
    r"\s*(?:(?P<word>[^\W\d_]{1,12})\s{1,2})?(?P<number>\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})(?P<end>\s?[.:)–—-]{0,2}\s{0,3})(?P<rest>.*)",
    re.DOTALL,
)
_TOP_END = regex(r"[.:)]")
_VALUE = regex(r"(?:\s+[^\sA-Za-z]+)+$")
_SECTION = regex(r"\s(([A-Z]{4,12}) \d{1,2} ?[:.])")
_WORD = 4  # letters of a word that begins small within a sentence
_WORDY = 6  # words of a title that no sentence begins with
_RANGE = regex(
    r"\s*(?P<first>\d{1,2}(?:\.\d{1,2})+)\.?\s*(?:[-–—~]|to)\s*(?P<last>\d{1,2}(?:\.\d{1,2})+)(?P<end>[.:]?\s+)(?P<rest>.*)",
    re.DOTALL,
)
_WORDS = regex(r"[^\W_]+")
_SIGNS = regex(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line that opens a prescribed section: by its number, its words, or both; `run_in` is text behind the title."""

    spec: SectionSpec
    title: str
    run_in: str = ""
    number: str = ""
    worded: bool = True


@dataclass(frozen=True)
class NumberedLines:
    """Reads lines by the numbers and words of prescribed sections."""

    specs: tuple[SectionSpec, ...]
    language: Language

    @cached_property
    def _by_path(self) -> dict[Path, SectionSpec]:
        return dict(_paths(self.specs))

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Map the names of sections to their numbers."""
        return {spec.name: path for path, spec in _paths(self.specs)}

    @cached_property
    def _words(self) -> frozenset[str]:
        """Return the words before numbers (“SECTION”), folded."""
        printed = (text for _path, spec in _paths(self.specs) for text in (spec.printed, *spec.also_printed))
        return frozenset(
            found["word"].lower() for text in printed if (found := _LINE.match(text)) and found["word"]
        )

    @cached_property
    def _most_words(self) -> int:
        """Return how many words the longest title has."""
        return max(
            (len(words.split()) for _path, spec in _paths(self.specs) for words in spec.wordings), default=0
        )

    @cached_property
    def _plain_titles(self) -> dict[str, SectionSpec]:
        titles: dict[str, SectionSpec] = {}
        for _path, spec in _paths(self.specs):
            for words in spec.wordings:
                titles.setdefault(_letters(words), spec)
        return titles

    def numbered(self, text: str) -> NumberedLine | None:
        """Read a line that begins with the number of a section, or with a word and the words of one."""
        found = _LINE.match(text[:400])
        if found is None:
            return None
        word, rest = found["word"], found["rest"].strip()
        if word and word.lower() not in self._words:
            return None
        path = path_of(found["number"])
        spec = self._by_path.get(path)
        if not rest or not rest[0].isalpha():
            return None
        rest += text[400:]
        if not word and len(path) == 1 and not _TOP_END.search(found["end"]):
            return self._titled_alone(spec, rest, found["number"])
        if spec is not None and (line := self._worded(spec, rest, found["number"])) is not None:
            return line
        other = self._titled(rest)
        if other is not None and len(self.paths[other.name]) == len(path):
            return NumberedLine(other, *_split(rest, other, self.language), number=found["number"])
        usable = spec is not None and rest[0].isupper() and len(rest) <= _LONGEST
        if spec is None or not usable:
            return None
        title = _VALUE.sub("", rest)
        return NumberedLine(spec, title, rest[len(title) :].strip(), found["number"], worded=False)

    def _titled_alone(self, spec: SectionSpec | None, rest: str, number: str) -> NumberedLine | None:
        """Read “1 HAZARDS IDENTIFICATION”: “1 Product …” may begin any sentence, and “04-May” any date."""
        whole = spec is not None and any(_letters(rest) == _letters(words) for words in spec.wordings)
        alike = spec is not None and rest.isupper() and self._worded(spec, rest, number)
        return NumberedLine(spec, rest, "", number) if spec and (whole or alike) else None

    def ranged(self, text: str) -> Iterator[NumberedLine]:
        """Read a line for several sections at once: “14.1 – 14.5 Not applicable.”"""
        found = _RANGE.match(text[:_LONGEST])
        if found is None:
            return
        first, last = path_of(found["first"]), path_of(found["last"])
        for path, spec in _paths(self.specs) if first[:-1] == last[:-1] else ():
            if first <= path <= last and len(path) == len(first):
                yield NumberedLine(spec, spec.title, text[found.start("rest") :], ".".join(map(str, path)))

    def continues_count(self, text: str) -> bool:
        """Return whether a line has a number that would be the next beside prescribed sections, but is none of theirs."""
        found = _LINE.match(text[:_LONGEST])
        if found is None or "." not in found["number"] or len(text) > _LONGEST:
            return False
        path = tuple(int(part) for part in found["number"].split("."))
        beside = (*path[:-1], path[-1] - 1)
        known = path not in self._by_path and path[:-1] in self._by_path and beside in self._by_path
        return known and found["rest"][:1].isupper()

    def within(self, spec: SectionSpec, texts: Iterable[str]) -> Iterator[str | None]:
        """Iterate over what follows the number and the title of a section in each text; `None` where they are not."""
        number = re.escape(".".join(map(str, self.paths[spec.name])))
        titles = (r"[\W_]*".join(map(re.escape, _WORDS.findall(words))) for words in spec.wordings)
        patterns = [re.compile(rf"(?<![\d.]){number}\.?\s*{title}", re.IGNORECASE) for title in titles]
        for text in texts:
            found = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
            yield text[found.end() :].strip(" :.–—-\n") if found else None

    def glued(self, text: str) -> list[str]:
        """Cut a text before “SECTION 1: Title” within it, written in capitals: the reader joined a full line to the next."""
        cuts = [0]
        for found in _SECTION.finditer(text):
            line = self.numbered(text[found.start(1) :])
            if found[2].lower() in self._words and line is not None and line.worded:
                cuts.append(found.start(1))
        return [text[start:stop].strip() for start, stop in pairwise((*cuts, len(text)))]

    def titled(self, text: str) -> NumberedLine | None:
        """Read a line that is the title, of several words, of a section within another, without its number."""
        line = self.unnumbered(text)
        return line if line and len(self.paths[line.spec.name]) > 1 and " " in line.title else None

    def unnumbered(self, text: str) -> NumberedLine | None:
        """Read a line that is the title of a section, perhaps with text behind a colon, or with a value behind it."""
        head, colon, run_in = text.partition(":")
        spec = self._plain_titles.get(_letters(head))
        if spec is not None:
            return NumberedLine(spec, head.strip(), run_in.strip() if colon else "")
        return self._led(text)

    def _led(self, text: str) -> NumberedLine | None:
        """Read a title of several words with its value right behind it: “UN number UN1197”; a long title with any text."""
        words = text[: 2 * _LONGEST].split()
        fewest = 2 if len(text) <= _LONGEST else _WORDY
        for count in range(min(len(words) - 1, self._most_words), fewest - 1, -1):
            spec = self._plain_titles.get(_letters("".join(words[:count])))
            if spec is not None:
                begins = words[count][0]
                value = not begins.isalpha() or begins.isupper()
                run_in = " ".join(text.split()[count:])
                return NumberedLine(spec, " ".join(words[:count]), run_in) if value else None
        return None

    def goes_on(self, line: NumberedLine, text: str) -> bool:
        """Return whether a title goes on in the next line."""
        if line.run_in or not line.worded:
            return False
        both = _letters(f"{line.title} {text}")
        return bool(_letters(text)) and any(
            _letters(words).startswith(both) and len(_letters(line.title)) >= _LEFT
            for words in line.spec.wordings
        )

    def _worded(self, spec: SectionSpec, rest: str, number: str) -> NumberedLine | None:
        title, run_in = _split(rest, spec, self.language)
        return NumberedLine(spec, title, run_in, number) if title else None

    def _titled(self, rest: str) -> SectionSpec | None:
        """Return the section whose title a line says, whatever its number; the longest of several."""
        letters = _letters(rest)
        named = [
            (len(words), spec)
            for words, spec in self._plain_titles.items()
            if letters == words or (len(words) >= 2 * _LEFT and letters.startswith(words))
        ]
        if named:
            return max(named, key=lambda one: one[0])[1]
        alike = (
            (spec, words)
            for _path, spec in _paths(self.specs)
            for words in spec.wordings
            if abs(len(words) - len(rest)) <= 2 and self.language.title_similarity(rest, words) >= 0.9
        )
        return next((spec for spec, _title in alike), None)


def _split(rest: str, spec: SectionSpec, language: Language) -> tuple[str, str]:  # noqa: C901  # one step after the other
    """Split a line into the title of a section and what follows it; an empty title where it is not there."""
    letters = _letters(rest)
    for words in sorted(spec.wordings, key=len, reverse=True):
        title = _letters(words)
        if letters.startswith(title):
            stop = _reach(rest, len(title))
            tail = rest[stop:]
            if tail[:1].isalnum():  # “Substances” begins with “Substance”: the word goes on
                grown = stop + len(tail) - len(tail.lstrip("".join({c for c in tail if c.isalnum()})))
                word = tail[: grown - stop]
                if len(word) > 2:
                    continue
                stop = grown
            return rest[:stop].strip(), rest[stop:].strip(" :.–—-\t")
    title, run_in = _cut_off(rest, spec)
    if title:
        return title, run_in
    head, colon, tail = rest.partition(" : ") if " : " in rest else rest.partition(": ")
    if colon:
        left = _letters(head)
        for words in spec.wordings:
            if len(left) >= _LEFT and _letters(words).startswith(left):
                return head.strip(), tail.strip()
        if any(language.title_similarity(head, words) >= _ALIKE for words in spec.wordings):
            return head.strip(), tail.strip()
    if any(language.title_similarity(rest.rstrip(" :"), words) >= _ALIKE for words in spec.wordings):
        title = _VALUE.sub("", rest.rstrip(" :"))  # “Class 5.1”, “Environmentally hazardous --”
        return (title, rest[len(title) :].strip(" :")) if title else (rest.rstrip(" :"), "")
    if any(len(letters) >= _LEFT and _letters(words).startswith(letters) for words in spec.wordings):
        return rest.rstrip(" :"), ""  # the line is full, or a column cuts it off
    return _near_split(rest, spec, language)


def _cut_off(rest: str, spec: SectionSpec) -> tuple[str, str]:
    """Split a title that a column cuts off before its value: “Hazardous No products are known. decomposition products”."""
    written = rest.split()
    for words in spec.wordings:
        count = _shared(rest, words)
        title, value = " ".join(written[:count]), written[count:]
        if len(_letters(title)) >= _LEFT and _is_sentence(value):
            return title, " ".join(value)
    return "", ""


def _is_sentence(words: Sequence[str]) -> bool:
    begins = bool(words) and not words[0][0].islower()
    ends = len(words) >= _WORDY or (bool(words) and words[-1].endswith("."))
    return begins and ends and any(word[0].islower() for word in words if len(word) >= _WORD)


def _shared(text: str, words: str) -> int:
    """Count the words with which both texts begin."""
    pairs = zip(text.split(), words.split(), strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if _letters(one) != _letters(other)), 0)


def _near_split(rest: str, spec: SectionSpec, language: Language) -> tuple[str, str]:
    """Split off as many words as a title has, if they are nearly its words (“Packaging group III”)."""
    parts = rest.split(" ")
    for words in spec.wordings:
        count = len(words.split())
        for length in (count, count - 1, count + 1):
            head = " ".join(parts[:length])
            if 0 < length < len(parts) and language.title_similarity(head, words) >= _ALIKE + 0.15:
                return head.rstrip(" :"), " ".join(parts[length:]).strip(" :")
    return "", ""


def path_of(number: str) -> Path:
    """Return the parts of a number; zeros at its end say nothing (“1.0”)."""
    path = tuple(int(part) for part in number.split(".") if part.strip())
    while len(path) > 1 and path[-1] == 0:
        path = path[:-1]
    return path


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).lower()


def _reach(text: str, letters: int) -> int:
    """Return where in a text so many letters and digits end."""
    for position, sign in enumerate(text):
        letters -= sign.isalnum()
        if letters == 0:
            return position + 1
    return len(text)


def _paths(specs: Iterable[SectionSpec], above: Path = ()) -> Iterator[tuple[Path, SectionSpec]]:
    for position, spec in enumerate(specs, start=1):
        found = _LINE.match(spec.printed)
        path = tuple(int(part) for part in found["number"].split(".")) if found else (*above, position)
        yield path, spec
        yield from _paths(spec.children, path)


def printed_with_numbers(specs: Sequence[SectionSpec]) -> bool:
    """Return whether every section of a form is printed with a number."""
    return all(_LINE.match(spec.printed) for _path, spec in _paths(specs))
