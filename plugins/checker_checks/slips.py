"""Slips of the pen in running text: words written twice, parts announced and not named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import ClassVar

from checker import (
    Check,
    Edit,
    Filing,
    Form,
    Messages,
    Mistake,
    Need,
    Observation,
    Paragraph,
    Pattern,
    Problem,
    dataclass,
    fold,
    needs,
)
from checker_checks.access import unknown_section
from checker_checks.passages import body_sentences
from checker_checks.places import marked, matches

_ = Messages(__package__)

_ENOUGH = 3  # parts that a sentence names before it counts as their list


@dataclass(frozen=True)
class RepeatedWords(Check):
    """No word is written twice in a row where that means nothing.

    What a pattern calls `mark`, as in `(?P<mark>…)`, is quoted alone.

    Options:
        patterns: Patterns of such words; `text` has `must_not` for all others.

    Codes:
        word-repeated: A word is written twice.

    Example:
        twice:
          check: repeated-words
          clause: "{basis}, 2"
          requirement: Texts are free of slips.
          category: form
          severity: warning
          patterns: ["(according){2}", "(because){2}"]
    """

    name: ClassVar[str] = "repeated-words"
    codes: ClassVar[tuple[str, ...]] = ("word-repeated",)

    patterns: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        for paragraph, match in matches(self.patterns, filing):
            start, stop = marked(match)
            written = paragraph.text[start:stop].strip()
            yield Problem(
                "word-repeated",
                _("“{text}” is written twice", text=written[: (len(written) + 1) // 2]),
                ("word-repeated", fold(written), fold(paragraph.text[stop : stop + 8])),
                paragraph.location,
                actual=written,
                advice=_("delete one of the two"),
                edits=_without_second(paragraph, start, stop),
            )


def _without_second(paragraph: Paragraph, start: int, stop: int) -> tuple[Edit, ...]:
    """Delete the second of two equal words."""
    written = paragraph.text[start:stop]
    middle, odd = divmod(len(written), 2)
    if odd or written[:middle] != written[middle:] or start < len(paragraph.label):
        return ()
    return (Edit(paragraph.location, start + middle, written[middle:], ""),)


@dataclass(frozen=True)
class AnnouncedParts(Check):
    """A sentence that announces so many parts names all prescribed sections, and no others in their place.

    The parts are listed behind the number, or in the group `list` of the pattern, in front of it: there, where a list may
    end in “and others”, one part is left out for certain, and not more.

    Options:
        announced: Patterns of such sentences; their group `n` is the number of parts.
        parts: For each section, words of which one at least stands in a list that names it.

    Codes:
        parts-announced: A part is left out, or the number is another than that of the parts.

    Example:
        parts:
          check: announced-parts
          clause: "{basis}, 1"
          requirement: The introduction names all parts of the report.
          category: accuracy
          severity: warning
          announced: ["in (?P<n>[0-9]+) parts"]
          parts:
            Summary: [summary, overview]
            Applications: [applications, requests]
            Contact: [contact]
    """

    name: ClassVar[str] = "announced-parts"
    codes: ClassVar[tuple[str, ...]] = ("parts-announced",)

    announced: tuple[Pattern, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        for title in self.parts:
            yield from unknown_section(title, form, "parts", title)
        for index, pattern in enumerate(self.announced):
            if "(?P<n>" not in pattern.source:
                yield Mistake(("announced", index), "needs a group n, the number of parts")

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        numerals, joined = filing.language.dates.numerals, filing.language.joined
        for sentence in body_sentences(filing):
            match = next((found for one in self.announced if (found := one.search(sentence.text))), None)
            if match is None:
                continue
            in_front = bool("list" in match.names and match.group("list"))
            listed = match.group("list") if in_front else fold(sentence.text[match.end :])
            left_out = [
                part for part, words in self.parts.items() if not any(fold(w) in listed for w in words)
            ]
            number = numerals.read(fold(sentence.text[slice(*match.span("n"))]))
            named = len(self.parts) - len(left_out)
            if named < _ENOUGH or number == named or (in_front and len(left_out) > 1):
                continue
            if number == len(self.parts):
                message = _(
                    "{number} parts are announced, but {parts} is not among them",
                    number=number,
                    parts=joined(left_out),
                )
            elif not left_out:
                message = _("{number} parts are announced, but {named} are named", number=number, named=named)
            else:
                continue
            yield Problem(
                "parts-announced",
                message,
                ("parts-announced",),
                sentence.location,
                expected=joined(self.parts),
                actual=match.text,
                advice=_("name all parts, and as many as there are"),
            )
