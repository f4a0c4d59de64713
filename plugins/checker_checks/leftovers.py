"""Check of what the making of a document left in it: marks of templates, prompts, revisions, hidden text."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Location,
    Messages,
    Need,
    Observation,
    Pattern,
    Problem,
    Texts,
    dataclass,
    fold,
    needs,
    regex,
)
from checker_checks.places import Span, TextPlace, apart, marked, quote, text_places

_ = Messages(__package__)

_OF_NOTES = ("tracked-changes", "hidden-text", "comments")  # of readers

# Any document, any language; patterns see folded text. Names in single marks are identifiers: “5%” and “#topic#” are
# text, and so are addresses and paths.
_NAME = "[a-z_][a-z0-9_.]{1,30}"
_CROSSES = regex("(?:(?:19|20)?x+)")
_QUOTED = 16  # characters on either side within quotation marks
_OPENED, _CLOSED = regex("[“「『][^“”「」『』。]*$"), regex("[^“”「」『』。]*[”」』]")
_MANY = 5  # places of one text, as of blanks in a form, that are reported one by one
_PLACEHOLDERS = (
    # of template engines and mail merges
    Pattern(
        r"\{\{[^{}]{1,60}\}\}|\{%[^{}%]{1,60}%\}|\{#[^{}#]{1,60}#\}|\$\{[^{}]{1,60}\}|<%[^<>%]{1,60}%>|<\?php|"
        rf"«{_NAME}»|<<{_NAME}>>|##{_NAME}##|\[\[{_NAME}\]\]|<!--|"
        r"mergefield|\\\*mergeformat|pageref_toc"
    ),
    Pattern(
        r"(^|[^a-z0-9#%@$<{\[._/-])"
        rf"(?P<mark>#{_NAME}#|%{_NAME}%|@{_NAME}@|\$[a-z_]{{2,30}}\$|<{_NAME}>|\{{{_NAME}\}}|__[a-z][a-z0-9]{{1,30}}__)"
        r"($|[^a-z0-9#%@$>}\]_])"
    ),
    Pattern(r"(^|[^a-z0-9:\\/.]|[^a-z]:)(?P<mark>\\[a-z_]{2,30})($|[;,。)\]])"),
    # of spreadsheets, programs and web pages
    Pattern(
        r"#(ref!|n/a|value!|div/0!|name\?|null!|num!|spill!|calc!)|\[objectobject\]|undefinedundefined|"
        r"&(nbsp|ensp|emsp|lt|gt|quot|ldquo|rdquo|mdash|hellip);|</[a-z]{1,10}>|<(br|hr)/?>"
    ),
    Pattern(r"(^|:)(?P<mark>nan|null|undefined)($|[;,。)])"),
    # signs in the place of a value
    Pattern(r":(?P<mark>[?*#■□▲△●◎◇]{2,})($|[;,。)])|\(\?{1,3}\)"),
    Pattern(r"[^ -~](?P<mark>%[sd])($|[^a-z0-9])"),
    # filler text, and bytes read in a wrong encoding
    Pattern("loremipsum|ï»¿|â€"),
)


_ACCEPT = _("accept or remove them before the document is handed in")
_ADVICE = {
    "comments": _("delete the comments before the document is handed in"),
    "tracked-changes": _("accept or reject the changes before the document is handed in"),
}


@dataclass(frozen=True)
class Leftovers(Check):
    """Nothing of the making is left in: placeholders, instructions of the template, revisions, hidden text.

    Marks of templates ({{name}}, «name»), values of programs (#REF!, NaN), and what the document's language adds
    (prompts, text of an assistant) are found without an option. Crosses within quotation marks, as in “XX made easy”,
    may be a manner of writing: a person must look. What a pattern calls `mark`, as in `(?P<mark>…)`, is quoted alone.

    Options:
        placeholders: Further patterns of what should have been replaced.
        instructions: Patterns of the template's instructions to the author.

    Codes:
        placeholder: A placeholder, or another trace of a template, a program or an assistant.
        template-text: An instruction of the template.
        tracked-changes: Insertions and deletions that were not accepted.
        hidden-text: Text that is hidden.
        comments: Comments.

    Example:
        nothing-left:
          check: leftovers
          clause: "{basis}, 2"
          requirement: Reports are handed in clean.
          category: safety
          severity: error
          placeholders: ["_{3,}"]
          instructions: [delete this box before you submit]
    """

    name: ClassVar[str] = "leftovers"
    codes: ClassVar[tuple[str, ...]] = ("placeholder", "template-text", *_OF_NOTES)

    placeholders: tuple[Pattern, ...] = ()
    instructions: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        looked = filing.once(_looked_through)
        usual = filing.once(_usual)
        yield from _left(filing, "placeholder", {**usual, **looked.matches(self.placeholders, usual)})
        yield from _left(filing, "template-text", looked.matches(self.instructions))
        for note in filing.document.notes:
            if note.code in _OF_NOTES:
                location = None if note.block is None else Location(note.block, note.page)
                yield Problem(
                    note.code, note.message, (note.code,), location, advice=_ADVICE.get(note.code, _ACCEPT)
                )


def _left(filing: Filing, code: str, found: "Mapping[int, Spans]") -> Iterator[Problem]:
    """Report what was left in, each place; where one text is left in many, as in a form not filled in, all at once."""
    for written, places in _places(filing, found).items():
        if len(places) > _MANY:
            yield Problem(
                code,
                _("“{text}” was left in ({count} places)", text=written, count=len(places)),
                (code, "several", filing.language.bare(written)[:24]),
                places[0][1],
                actual=places[0][0],
                advice=_("replace it by the real text, or delete it"),
                doubtful=all(in_quotes for _quoted, _location, in_quotes in places),
            )
            continue
        for quoted, location, in_quotes in places:
            yield Problem(
                code,
                _("“{text}” was left in", text=written),
                (code, filing.language.bare(quoted)[:24]),
                location,
                actual=quoted,
                advice=_("replace it by the real text, or delete it"),
                doubtful=in_quotes,
            )


Spans = Mapping[Span, Span]  # what was left in, and the whole match
_Place = tuple[str, Location, bool]  # quoted, where it is, and whether it is crosses within quotation marks


@dataclass(frozen=True)
class _Looked:
    """All texts of a filing but numbers: several rules look through them."""

    places: tuple[TextPlace, ...]
    texts: Texts

    def matches(
        self, patterns: tuple[Pattern, ...], others: Mapping[int, Spans] = MappingProxyType({})
    ) -> Mapping[int, Spans]:
        """Map texts, by their position, to what was left in; of patterns that match the same, the first one counts.

        What `others` have in these texts is added.
        """
        return {
            at: {**others.get(at, {}), **{marked(match): match.span() for _pattern, match in found}}
            for at, found in self.texts.found(patterns[::-1]).items()  # the last one counts
        }


def _looked_through(filing: Filing) -> _Looked:
    number = filing.language.amount
    places = tuple(
        one for one in text_places(filing.document) if one.cell is None or number(one.text) is None
    )
    return _Looked(places, Texts(one.text for one in places))


def _usual(filing: Filing) -> Mapping[int, Spans]:
    """Find what is left in documents of any kind."""
    return filing.once(_looked_through).matches((*filing.language.leftovers, *_PLACEHOLDERS))


def _places(filing: Filing, found: Mapping[int, Spans]) -> Mapping[str, Sequence[_Place]]:
    """Map what was left in to its places, in the order of the document."""
    places = filing.once(_looked_through).places
    left: dict[str, list[_Place]] = {}
    for at, wholes in sorted(found.items()):
        text, location = places[at].text, places[at].location
        for span in apart(wholes):
            one = (quote(text, wholes[span]), location, _is_quoted_cross(text, span))
            left.setdefault(text[slice(*span)], []).append(one)
    return left


def _is_quoted_cross(text: str, span: Span) -> bool:
    start, stop = span
    if not _CROSSES.fullmatch(fold(text[start:stop])):
        return False
    before, behind = text[max(0, start - _QUOTED) : start], text[stop : stop + _QUOTED]
    return _OPENED.search(before) is not None and _CLOSED.match(behind) is not None
