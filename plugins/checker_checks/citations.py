"""Check of the documents that a report cites as its basis."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import ClassVar, Literal

from checker import (
    Check,
    Edit,
    Filing,
    Form,
    Language,
    Match,
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
from checker_checks.places import body_text, quote
from checker_checks.replacements import replaced

_ = Messages(__package__)

_SLIP = 0.6  # how alike a slip is to the right name


@dataclass(frozen=True)
class Basis:
    """A document that must not be cited as the basis.

    Options:
        name: What it is called.
        pattern: How it is cited.
    """

    name: str
    pattern: Pattern


@dataclass(frozen=True)
class Slip:
    """How a document may be cited wrongly.

    Options:
        right: How it is cited rightly.
        pattern: How it is cited instead; where it has a group `n`, only what stands there is compared.
        fine: What passes in the place of `n`, too.
    """

    right: str
    pattern: Pattern
    fine: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation(Check):
    """The document in force is cited as the basis, not one that it replaced, and under its own number.

    Options:
        outdated: Documents that were replaced, each with `name` and `pattern`.
        current: How the basis in force is cited; citing both is fine.
        beside: With “only”, what is reported instead are outdated documents that are cited beside the one in force.
        wrong: Numbers and names that no such document has, each with `right` and a `pattern` of what is cited instead; where
            the pattern has a group `n`, what stands there passes if it is one of `fine`.

    Codes:
        citation-outdated: A document that no longer governs is cited, and the one in force is not.
        citation-wrong: A number or name is cited that no such document has.

    Example:
        basis:
          check: citation
          clause: "{basis}, 1"
          requirement: Reports are made by Reporting Manual 3.
          category: accuracy
          severity: warning
          current: "{basis}"
          outdated:
            - {name: Reporting Manual 2, pattern: "reporting manual 2"}
          wrong:
            - {right: "{basis}", pattern: "reporting handbook 3"}
    """

    name: ClassVar[str] = "citation"
    codes: ClassVar[tuple[str, ...]] = ("citation-outdated", "citation-wrong")

    outdated: tuple[Basis, ...] = ()
    current: str = ""
    beside: Literal["fine", "only"] = "fine"
    wrong: tuple[Slip, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # the form prescribes no basis
        if self.outdated and not self.current:
            yield Mistake(("current",), "is required where there are outdated documents")
        for index, slip in enumerate(self.wrong):
            if slip.fine and "(?P<n>" not in slip.pattern.source:
                yield Mistake(
                    ("wrong", index, "pattern"), "needs a group n, since “fine” says what passes there"
                )

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        paragraphs, texts = filing.document.paragraphs, body_text(filing)
        cited = fold(self.current)
        beside = any(cited in fold(paragraph.text) for paragraph in paragraphs)
        if beside == (self.beside == "only"):
            for at, found in texts.found(basis.pattern for basis in self.outdated).items():
                first = dict(reversed(found))
                for number, basis in enumerate(self.outdated):
                    if number in first:
                        yield self._outdated(basis, first[number], paragraphs[at], filing, beside=beside)
        for at, found in texts.found(slip.pattern for slip in self.wrong).items():
            slips = ((self.wrong[number], match) for number, match in found)
            yield from _wrong(slips, paragraphs[at], filing.language)

    def _outdated(
        self, basis: Basis, match: Match, paragraph: Paragraph, filing: Filing, *, beside: bool
    ) -> Problem:
        return Problem(
            "citation-outdated",
            _("{name} is cited beside the form in force; it no longer governs this report", name=basis.name)
            if beside
            else _("{name} is cited as the basis; it no longer governs this report", name=basis.name),
            (basis.name,),
            paragraph.location,
            expected=self.current,
            actual=quote(paragraph.text, match.span()),
            advice=_("cite {current} alone", current=self.current)
            if beside
            else _("cite {current}", current=self.current),
            doubtful=bool(filing.unread_text_in()) and not beside,  # it may be cited there, too
            edits=() if beside else replaced(paragraph, basis.name, self.current),
        )


def _wrong(
    found: Iterable[tuple[Slip, Match]], paragraph: Paragraph, language: Language
) -> Iterator[Problem]:
    plain = partial(_plain, language)
    reported: set[str] = set()
    for slip, match in found:
        cited = match.group("n") if "n" in match.names else match.group()
        if slip.right in reported or plain(cited) in {*map(plain, slip.fine), plain(slip.right)}:
            continue
        reported.add(slip.right)
        yield Problem(
            "citation-wrong",
            _("“{cited}” is cited; the right name is {right}", cited=_written(match), right=slip.right),
            (slip.right, plain(cited)),
            paragraph.location,
            expected=slip.right,
            actual=quote(paragraph.text, match.span()),
            advice=_("cite {current}", current=slip.right),
            edits=_corrected(paragraph, match, slip.right),
        )


def _plain(language: Language, cited: str) -> str:
    """Leave out what a number may have: 〔2021年〕第30号 is a form of 〔2021〕30号."""
    return language.bare(cited).translate(dict.fromkeys(map(ord, language.citation_signs)))


def _corrected(paragraph: Paragraph, match: Match, right: str) -> tuple[Edit, ...]:
    """Replace what is cited by the right name, if it is a slip of all of that."""
    cited = _written(match)
    alike = SequenceMatcher(None, cited, right, autojunk=False).ratio() >= _SLIP
    return replaced(paragraph, cited, right) if alike else ()


def _written(match: Match) -> str:
    return match.source[slice(*match.span("n"))] if "n" in match.names else match.text
