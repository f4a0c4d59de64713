"""Check of what a text must say, must not say, or must say in one way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice
from typing import ClassVar, Literal

from checker import (
    Check,
    Edit,
    Filing,
    Form,
    Location,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Pattern,
    Problem,
    dataclass,
    needs,
    worded,
)
from checker_checks import access
from checker_checks.additions import sentence
from checker_checks.conditions import Condition
from checker_checks.phrases import filled, places_in, prove
from checker_checks.places import Found
from checker_checks.replacements import replaced_at
from checker_checks.text_search import Part, Search

_ = Messages(__package__)

_MOST = 20  # places reported one by one
_PLACES = ("year", "last_year", "next_year", "start", "end", "body")
_SENTENCE_ENDS = (".", "。", "!", "！")
_SEVERAL = 2  # one spelling is consistent
_MISSING, _FORBIDDEN, _COUNT, _INCONSISTENT = (
    "text-missing",
    "text-forbidden",
    "text-count",
    "text-inconsistent",
)


@dataclass(frozen=True)
class Text(Check):
    """The text says what it must, not what it must not, as often as it should, and always in one spelling.

    It looks in a section, in the opening, or in all of the document: paragraphs, cells of tables, notes and page heads,
    not comments. What it looks for are patterns (https://github.com/google/re2/wiki/Syntax), compared without spaces,
    case and width, or with `words` whole words, taken literally. What a pattern calls `mark`, as in `(?P<mark>…)`, is
    the place that is reported. {year}, {last_year}, {next_year}, {start} and {end} of the period and the name of the
    {body} may stand in them. Twenty places are reported one by one, further ones in one finding.

    Options:
        section: The section to look in; one that is missing is not assessed.
        opening: Whether to look in the paragraphs between the title and the first section.
        first_page: Whether to look on the first page, its head and foot included; where pages are not known, in the
            heads and above the second section.
        must: What must be there, each of them.
        must_not: What must not be there.
        instead: What must not be there, and what to write in its place.
        at_least: What must be there so many times.
        at_most: What must not be there more than so many times.
        one_of: Lists of spellings of one thing; only one of each list may be used.
        unless: What makes a place right if it stands in the same paragraph or cell.
        if_text: By section, patterns of which it must say one for the rule to bind.
        unless_text: By section, patterns of which it may say none for the rule to bind.
        rows: Whether the cells of a row are one text.
        review: Whether a person must look at what is reported.
        words: Whether all of these are whole words, not patterns; the pattern very finds “every”, too.
        case: Whether capitals matter; for words only.
        example: A text that says what must be there.
        message: What the finding says, in one language or as {en, zh}; {text} is what was found or looked for.

    Codes:
        text-missing: What must be there is not, or too few times.
        text-forbidden: What must not be there is.
        text-count: It is there too many times.
        text-inconsistent: Another spelling is used elsewhere.

    Example:
        plain-words:
          check: text
          clause: "{basis}, 5"
          requirement: Reports are written in plain words, e-mail with a hyphen.
          category: form
          severity: warning
          words: true
          must_not: [state-of-the-art, "etc."]
          instead: {utilise: use, in order to: to}
          one_of: [[e-mail, email]]
          message: {en: "write more plainly than “{text}”", zh: "“{text}”不够平实"}
    """

    name: ClassVar[str] = "text"
    codes: ClassVar[tuple[str, ...]] = (_MISSING, _FORBIDDEN, _COUNT, _INCONSISTENT)
    places: ClassVar[tuple[str, ...]] = ("body", "text")

    section: str = ""
    opening: bool = False
    first_page: bool = False
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    if_text: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    unless_text: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    rows: bool = False
    review: bool = False
    words: bool = False
    case: bool = False
    example: str = ""
    message: str | Mapping[Literal["en", "zh"], str] = ""

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        if self.section:
            yield from access.unknown_section(self.section, form)
        if self.section and self.opening:
            yield Mistake(("opening",), "look in the section or in the opening; write two rules for both")
        if self.first_page and (self.section or self.opening):
            yield Mistake(("first_page",), "look on the first page or in a part; write two rules for both")
        if self.case and not self.words:
            yield Mistake(("case",), "patterns are compared without case; add “words: true”")
        if not any((self.must, self.must_not, self.instead, self.at_least, self.at_most, self.one_of)):
            yield Mistake(
                (), "nothing is looked for: add must, must_not, instead, at_least, at_most or one_of"
            )
        yield from self._condition.mistakes(form)
        for path, source in self._sources():
            yield from self._wrong(path, source, form)
        yield from self._wrong_numbers()
        yield from self._wrong_choices()

    @property
    def _condition(self) -> Condition:
        return Condition(self.if_text, self.unless_text)

    def _sources(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Iterate over all entries, each with the path that leads to it."""
        for option in ("must", "must_not", "unless"):
            yield from (((option, index), source) for index, source in enumerate(getattr(self, option)))
        for option in ("instead", "at_least", "at_most"):
            yield from (((option, source), source) for source in getattr(self, option))
        for index, spellings in enumerate(self.one_of):
            yield from ((("one_of", index, at), source) for at, source in enumerate(spellings))

    def _wrong(self, path: tuple[str | int, ...], source: str, form: Form) -> Iterator[Mistake]:
        unknown = next((place for place in places_in(source) if place not in _PLACES), None)
        if unknown is not None:
            yield Mistake(path, f"unknown place {{{unknown}}}; there are {', '.join(_PLACES)}")
            return
        try:
            sample = filled(source, dict.fromkeys(_PLACES, "2000"), words=self.words)
            prove(sample, form.language, words=self.words, case=self.case)
        except ValueError as error:
            yield Mistake(path, str(error))

    def _wrong_numbers(self) -> Iterator[Mistake]:
        for option, numbers, least in (("at_least", self.at_least, 1), ("at_most", self.at_most, 0)):
            for source, times in numbers.items():
                if times < least:
                    yield Mistake((option, source), f"should be a number of times, {least} or more")

    def _wrong_choices(self) -> Iterator[Mistake]:
        for index, spellings in enumerate(self.one_of):
            plain = {source if self.words else "".join(source.split()).lower() for source in spellings}
            if len(plain) < max(_SEVERAL, len(spellings)):
                wrong = "needs two spellings that differ in more than spaces and case, or “words: true”"
                yield Mistake(("one_of", index), wrong)

    def needs(self) -> Sequence[Need]:
        wrong = (
            *((_FORBIDDEN,) if self.must_not or self.instead else ()),
            *((_COUNT,) if self.at_most else ()),
            *((_INCONSISTENT,) if self.one_of else ()),
        )
        missing = (_MISSING,) if self.must or self.at_least else ()
        looked_for = ((missing, True), (wrong, False))
        found = [self._need(codes, absence=absence) for codes, absence in looked_for if codes]
        # after an unread heading a section seems to go on with the text of the next one
        return [*found, *([self._need(missing, absence=False)] if missing and self.section else [])]

    def _need(self, codes: tuple[str, ...], *, absence: bool) -> Need:
        if self.section:
            return needs.Section(self.section, absence, tables=True, codes=codes)
        if self.opening:
            return needs.Opening(absence, codes=codes, optional=True)
        return needs.WholeText(absence, codes=codes)

    def run(self, filing: Filing) -> Iterator[Observation]:
        if (unmet := self._condition.unmet(filing)) is not None:
            yield unmet
            return
        places = {**filing.places, **({"body": filing.body} if filing.body else {})}
        unknown = {place for _path, source in self._sources() for place in places_in(source)} - places.keys()
        if unknown:
            names = tuple(sorted(unknown))
            reason = _("the document does not say what {places} stands for", places=names)
            yield NotAssessed(reason, unread=bool(filing.unread_in()))
            return
        part = Part(self.section, self.opening, self.first_page, self.rows)
        search = Search(filing, part, places, self.unless, self.words, self.case)
        yield from self._missing(search)
        yield from self._forbidden(search)
        yield from self._too_often(search)
        for spellings in self.one_of:
            yield from self._inconsistent(search, spellings)

    def _missing(self, search: Search) -> Iterator[Problem]:
        for source in self.must:
            if not search.says(source):
                wanted = search.filled(source)
                message = _("{where} does not say “{text}”", where=self._where, text=wanted)
                yield self._absent(search, source, message)
        for source, times in self.at_least.items():
            count = sum(1 for _found in islice(search.found(source), times))
            if count < times:
                message = _(
                    "{where} says “{text}” {count} times, at least {times} are required",
                    where=self._where, text=search.filled(source), count=count, times=times,
                )  # fmt: skip
                yield self._absent(search, source, message)

    @property
    def _where(self) -> Message:
        if self.section:
            return _("section “{section}”", section=self.section)
        if self.first_page:
            return _("the first page")
        return _("the opening paragraph") if self.opening else _("the document")

    def _absent(self, search: Search, source: str, message: Message) -> Problem:
        wanted, example = search.filled(source), self.example
        return Problem(
            _MISSING,
            self._own_message(wanted) or message,
            (self.section, source),
            self._place(search.filing),
            expected=example or wanted,
            advice=_("add, for example: “{example}”", example=example)
            if example
            else _("add “{text}”", text=wanted),
            doubtful=self.review,
            edits=self._added(search.filing, wanted),
        )

    def _added(self, filing: Filing, wanted: str) -> tuple[Edit, ...]:
        """Add a prescribed sentence to its section; patterns and mere words are none."""
        if not self.words or not self.section or not wanted.endswith(_SENTENCE_ENDS):
            return ()
        return sentence(filing.section(self.section).paragraphs(filing.document), wanted, safe=True)

    def _place(self, filing: Filing) -> Location | None:
        """Return where what is missing belongs."""
        if self.section:
            return filing.section(self.section).heading.paragraph.location
        if self.first_page:
            return next((block.location for block in filing.document.blocks), None)
        if self.opening and filing.opening:
            return filing.opening[0].location
        return filing.title.location if self.opening and filing.title else None

    def _forbidden(self, search: Search) -> Iterator[Problem]:
        for source, other in {**dict.fromkeys(self.must_not, ""), **self.instead}.items():
            found = tuple(search.found(source))
            for one in found[:_MOST]:
                yield self._present(
                    search,
                    (_FORBIDDEN, source),
                    one,
                    _("“{text}” must not be written here", text=one.written),
                    other or None,
                    _("write “{other}”", other=other) if other else _("delete it, or say it in other words"),
                )
            yield from self._further(search, (_FORBIDDEN, source), found[_MOST:])

    def _too_often(self, search: Search) -> Iterator[Problem]:
        for source, times in self.at_most.items():
            found = tuple(search.found(source))
            if len(found) > times:
                first = found[times]
                message = _(
                    "“{text}” is written {count} times, at most {times} are allowed",
                    text=first.written, count=len(found), times=times,
                )  # fmt: skip
                wanted, advice = (
                    _("at most {times}", times=times),
                    _("delete it here and below, or say it in other words"),
                )
                yield self._present(search, (_COUNT, source), first, message, wanted, advice)

    def _inconsistent(self, search: Search, spellings: Sequence[str]) -> Iterator[Problem]:
        """Report the places of all spellings but the one that is used most."""
        found = tuple(search.spellings(spellings))
        counts = Counter(rank for _one, rank in found)
        if len(counts) < _SEVERAL:
            return
        usual = min(counts, key=lambda rank: (-counts[rank], rank))
        written = next(one.written for one, rank in found if rank == usual)
        others = tuple(one for one, rank in found if rank != usual)
        subject = (_INCONSISTENT, spellings[0])
        for one in others[:_MOST]:
            message = _(
                "“{text}” is written here, “{usual}” elsewhere ({count})",
                text=one.written, usual=written, count=counts[usual],
            )  # fmt: skip
            advice = _("write “{other}” throughout", other=written)
            yield self._present(search, subject, one, message, written, advice)
        yield from self._further(search, subject, others[_MOST:])

    def _present(  # noqa: PLR0917  # what a problem says of a place
        self,
        search: Search,
        subject: tuple[str, str],
        found: Found,
        message: Message,
        wanted: str | Message | None,
        advice: Message,
    ) -> Problem:
        language = search.filing.language
        quoted = found.quoted(language)
        return Problem(
            subject[0],
            self._own_message(found.written) or message,
            (*subject, language.bare(quoted)[:24]),
            found.location,
            expected=wanted,
            actual=quoted,
            advice=advice,
            doubtful=self.review,
            edits=replaced_at(search.filing.document, found.location, found.written, wanted)
            if isinstance(wanted, str)
            else (),
        )

    def _further(self, search: Search, subject: tuple[str, str], found: Sequence[Found]) -> Iterator[Problem]:
        if found:
            yield Problem(
                subject[0],
                _("“{text}” stands in {count} further places", text=found[0].written, count=len(found)),
                (*subject, "further"),
                found[0].location,
                actual=found[0].quoted(search.filing.language),
                advice=_("correct the first ones, and check the document again"),
            )

    def _own_message(self, text: str) -> Message | None:
        """Return the message of the pack, if it has one."""
        if not self.message:
            return None
        wordings = {"en": self.message} if isinstance(self.message, str) else self.message
        return worded({name: wording.replace("{text}", text) for name, wording in wordings.items()})
