"""Checks whether bodies write their own text."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from checker import (
    Audit,
    AuditCheck,
    Body,
    BodyFilings,
    CrossProblem,
    Filing,
    Form,
    Json,
    Message,
    Messages,
    Mistake,
    NotApplicable,
    NotAssessed,
    Pattern,
    Problem,
    StoredFiling,
    clean,
    dataclass,
)
from checker_checks.access import unknown_section
from checker_checks.across import body_filings
from checker_checks.across.minhash import SimilarTexts, widespread
from checker_checks.across.wordings import Wording, mark, neutral, sentences, short_names

_ = Messages(__package__)

_MAX_SENTENCES = 400  # of a filing
_LONGEST = 500  # characters of a sentence
_MARGIN = 0.15  # by which signatures may underestimate a share
_QUOTED = 3  # passages
_FEWEST = 5  # bodies; what fewer write is never prescribed wording


@dataclass(frozen=True)
class SimilarText(AuditCheck):
    """The narrative is the body's own: it repeats neither last year's nor that of another body.

    Figures, dates and the body's own name do not count, so that replacing them makes no text original. Short
    sentences, boilerplate, and sentences that very many filings have in common are left out. Of the rest, the share
    that the other filing has, too, is measured in pieces of a few characters. Of the other bodies, the one with the
    largest share is named. Characters are folded ones.

    Options:
        sections: The sections whose text is compared.
        against: previous (last year's filing of the body), others (of the same year) or both.
        threshold: The share from which on it is a problem.
        boilerplate: Patterns of sentences that are left out.
        shortest: The characters that a sentence must have to count.
        prescribed: The share of an audit's filings, and never fewer than five bodies, that makes a sentence prescribed
            wording.
        least: The characters that must be left to be compared.
        piece: The characters of a piece.

    Codes:
        similar-text: Too much of the text is that of another filing.

    Example:
        own-text:
          check: similar-text
          clause: "{basis}, 4"
          requirement: Reports are in the body's own words.
          category: originality
          severity: warning
          sections: [Summary, Outlook]
          threshold: 0.5
          boilerplate: ["^this report was made"]
    """

    name: ClassVar[str] = "similar-text"

    sections: tuple[str, ...]
    against: tuple[Literal["previous", "others"], ...] = ("previous", "others")
    threshold: float = 0.5
    boilerplate: tuple[Pattern, ...] = ()
    shortest: int = 12
    prescribed: float = 0.2
    least: int = 200
    piece: int = 8

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        for at, name in enumerate(self.sections):
            yield from unknown_section(name, form, "sections", at)
        for option, share in (("threshold", self.threshold), ("prescribed", self.prescribed)):
            if not 0 < share <= 1:
                yield Mistake((option,), "should be above 0, and 1 at most")
        if self.least < 1:
            yield Mistake(("least",), "should be 1 or more")
        if not 1 <= self.piece <= self.shortest:
            yield Mistake(("piece",), "should be 1 or more, and no longer than the shortest sentence")

    def digest(self, filing: Filing) -> Json:
        """Return the sentences that may be the body's own, and whether some could not be read."""
        found = (filing.find_section(name) for name in self.sections)
        known = (one for one in self.boilerplate if filing.period is not None or not one.placeholders)
        patterns = [pattern.fill(filing.places) for pattern in known]
        kept: list[Json] = [
            clean(sentence, _LONGEST)
            for section in found
            if section is not None
            for sentence in sentences(section.text(filing.document))
            if not any(pattern.search(sentence) for pattern in patterns)
        ]
        lost = any(filing.unread_in(name) for name in self.sections)
        return {"sentences": kept[:_MAX_SENTENCES], "lost": lost}

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        marks = (self._marks(filings, rule) for filings in audit.body_filings() if filings.filing)
        texts = _Texts(self, rule, widespread(marks, self.prescribed, _FEWEST))
        similar = SimilarTexts()
        bodies: list[str] = []
        for filings in audit.body_filings():
            filed = body_filings.this_year(filings, audit)
            own = texts.own(filed, filings.body) if isinstance(filed, StoredFiling) else filed
            if isinstance(own, Wording):
                bodies.append(filings.body.name)
                similar.add(own.pieces)
                yield from self._beside_previous(filings, own, texts, audit)
            else:
                yield CrossProblem(filings.body.name, own, filings.filing.path if filings.filing else "")
        if "others" in self.against:
            for at, likely in similar.partners(self.threshold - _MARGIN):
                yield from self._beside_others(
                    bodies[at], [bodies[other] for other in sorted(likely)], texts, audit
                )

    def _marks(self, filings: BodyFilings, rule: str) -> frozenset[int]:
        assert filings.filing is not None, "only bodies that filed are asked"
        own = _Texts(self, rule).wording(filings.filing, filings.body).sentences
        return frozenset(mark(compared) for _written, compared in own)

    def _beside_previous(
        self, filings: BodyFilings, own: Wording, texts: "_Texts", audit: Audit
    ) -> Iterator[CrossProblem]:
        assert filings.filing is not None, "its text is compared"
        name, path = filings.body.name, filings.filing.path
        if texts.lost(filings.filing):
            yield CrossProblem(name, NotAssessed(_("some of the text could not be read"), unread=True), path)
        if "previous" not in self.against:
            return
        previous = body_filings.last_year(filings, audit)
        if isinstance(previous, StoredFiling):
            there = texts.wording(previous, filings.body)
            if own.share_in(there) >= self.threshold:
                subject, whose = ("previous",), _("last year's filing of the body")
                yield CrossProblem(
                    name, self._problem(own, there, previous, subject, whose), path, previous.path
                )
            elif texts.lost(previous):
                reason = _("in {document}: {reason}", document=body_filings.document_name(previous),
                         reason=_("some of the text could not be read"))  # fmt: skip
                yield CrossProblem(name, NotAssessed(reason, unread=True), path, previous.path)
        elif isinstance(previous, NotAssessed) or "others" not in self.against:
            yield CrossProblem(name, previous, path)

    def _beside_others(
        self, name: str, likely: Sequence[str], texts: "_Texts", audit: Audit
    ) -> Iterator[CrossProblem]:
        filings = audit.filings_of(name)
        assert filings is not None, "the audit has it"
        assert filings.filing is not None, "its text was compared"
        own = texts.wording(filings.filing, filings.body)
        others = [other for other in map(audit.filings_of, likely) if other is not None]
        read = [
            (other, other.filing, texts.wording(other.filing, other.body)) for other in others if other.filing
        ]
        other, filed, there = max(read, key=lambda one: own.share_in(one[2]))
        if own.share_in(there) >= self.threshold:
            subject, whose = ("others", other.body.name), _whose(other.body, filings.body)
            problem = self._problem(own, there, filed, subject, whose)
            yield CrossProblem(name, problem, filings.filing.path, filed.path)

    def _problem(
        self, own: Wording, there: Wording, other: StoredFiling, subject: tuple[str, ...], whose: Message
    ) -> Problem:
        share = f"{int(own.share_in(there) * 100)}%"
        passages = own.passages_in(there)[:_QUOTED]
        return Problem(
            "similar-text",
            _("{share} of the text is in {document}, too, {whose}: {passages}",
              share=share, document=body_filings.document_name(other), whose=whose,
              passages=tuple(f"“{passage}”" for passage in passages)),
            subject,
            expected=_("less than {share}", share=f"{self.threshold:.0%}"),
            actual=share,
            advice=_("write what the body itself did in the year"),
        )  # fmt: skip


def _whose(other: Body, body: Body) -> Message:
    if body.parent and other.parent == body.parent:
        return _("by “{other}”, which is below “{parent}”, too", other=other.name, parent=body.parent)
    return _("by “{other}”", other=other.name)


@dataclass(frozen=True)
class _Texts:
    """The texts of filings, from their digests; `prescribed` are the marks of sentences that do not count."""

    check: SimilarText
    rule: str
    prescribed: frozenset[int] = frozenset()

    def own(self, filed: StoredFiling, body: Body) -> Wording | NotAssessed | NotApplicable:
        """Return the body's own text, or why it cannot be compared."""
        wording = self.wording(filed, body)
        if len(wording) >= self.check.least:
            return wording
        if self.lost(filed):
            return NotAssessed(_("some of the text could not be read"), unread=True)
        if not self._sentences(filed):
            return NotAssessed(_("the compared sections have no text of the body's own"))
        reason = _(
            "too little text of its own to be compared: characters without prescribed wording: {count}",
            count=len(wording),
        )
        return NotApplicable(reason)

    def wording(self, filed: StoredFiling, body: Body) -> Wording:
        names = short_names((*body.names, filed.body), filed.form.language)
        sentences = (
            (sentence, neutral(sentence, names, filed.form.language)) for sentence in self._sentences(filed)
        )
        long = (
            (written, compared) for written, compared in sentences if len(compared) >= self.check.shortest
        )
        own = tuple(pair for pair in long if not self.prescribed or mark(pair[1]) not in self.prescribed)
        return Wording(own, self.check.piece)

    def lost(self, filed: StoredFiling) -> bool:
        """Return whether some text of the filing could not be read, or has no digest."""
        digest = filed.digests.get(self.rule)
        return not isinstance(digest, dict) or bool(digest.get("lost", True))

    def _sentences(self, filed: StoredFiling) -> tuple[str, ...]:
        digest = filed.digests.get(self.rule)
        found = digest.get("sentences") if isinstance(digest, dict) else None
        if not isinstance(found, list):
            return ()
        # a worker may send a longer digest than `digest` returns
        return tuple(sentence[:_LONGEST] for sentence in found[:_MAX_SENTENCES] if isinstance(sentence, str))
