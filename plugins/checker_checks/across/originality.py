"""Checks of whether bodies write their own text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
)
from checker_checks import access
from checker_checks.across import body_filings as standings
from checker_checks.across.minhash import Likeness, widespread
from checker_checks.across.wordings import Wording, mark, neutral, sentences, short_names

_ = Messages(__package__)

_REMEMBERED = 400  # sentences of a filing
_LONGEST = 500  # characters of one
_MARGIN = 0.15  # by which signatures may underrate a share
_QUOTED = 3  # passages
_FEWEST = 5  # bodies; what fewer say is never prescribed wording


@dataclass(frozen=True)
class SimilarText(AuditCheck):
    """The narrative is the body's own: it repeats neither last year's nor that of another body.

    Figures, dates and the body's own name do not count, so that exchanging them makes no text one's own. Short
    sentences, boilerplate, and what very many filings say in the same words are left out: nobody wrote that. Of what
    is left, the share that the other filing has, too, is measured in pieces of a few characters. Of the other bodies,
    the one is named of which the text has most.

    Options: `sections`, whose text is compared; `against`, `previous` (last year's filing of the body), `others` (of
    the same year) or both; `threshold`, the share from which on it is a problem; `boilerplate`, patterns of
    sentences that are left out; `shortest`, the characters that a sentence must have to count; `prescribed`, the
    share of an audit's filings, and never fewer than five bodies, that makes a sentence prescribed wording; `least`,
    the characters that must be left to be compared; `piece`, the characters of a piece. Characters are folded ones.

    Codes: similar-text.
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
            if name not in form.sections:
                yield Mistake(("sections", at), f"“{name}” is no prescribed section")
        for option, share in (("threshold", self.threshold), ("prescribed", self.prescribed)):
            if not 0 < share <= 1:
                yield Mistake((option,), "should be above 0, and 1 at most")
        if self.least < 1:
            yield Mistake(("least",), "should be 1 or more")
        if not 1 <= self.piece <= self.shortest:
            yield Mistake(("piece",), "should be 1 or more, and no longer than the shortest sentence")

    def digest(self, filing: Filing) -> Json:
        """Keep the sentences that may be the body's own, and whether some could not be read."""
        found = (access.section(filing, name) for name in self.sections)
        patterns = [pattern.fill(filing.year or 0) for pattern in self.boilerplate]
        kept: list[Json] = [
            clean(sentence, _LONGEST)
            for section in found
            if not isinstance(section, NotAssessed)
            for sentence in sentences(section.text(filing.document))
            if not any(pattern.search(sentence) for pattern in patterns)
        ]
        lost = any(filing.lost_in(name) for name in self.sections)
        return {"sentences": kept[:_REMEMBERED], "lost": lost}

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        marks = (self._marks(standing, rule) for standing in audit.standings() if standing.filing)
        texts = _Texts(self, rule, widespread(marks, self.prescribed, _FEWEST))
        likeness = Likeness()
        bodies: list[str] = []
        for standing in audit.standings():
            filed = standings.this_year(standing, audit)
            own = texts.own(filed, standing.body) if isinstance(filed, StoredFiling) else filed
            if isinstance(own, Wording):
                bodies.append(standing.body.name)
                likeness.add(own.pieces)
                yield from self._beside_previous(standing, own, texts, audit)
            else:
                yield CrossProblem(standing.body.name, own, standing.filing.path if standing.filing else "")
        if "others" in self.against:
            for at, likely in likeness.partners(self.threshold - _MARGIN):
                yield from self._beside_others(
                    bodies[at], [bodies[other] for other in sorted(likely)], texts, audit
                )

    def _marks(self, standing: BodyFilings, rule: str) -> frozenset[int]:
        assert standing.filing is not None, "only bodies that filed are asked"
        said = _Texts(self, rule).wording(standing.filing, standing.body).said
        return frozenset(mark(compared) for _written, compared in said)

    def _beside_previous(
        self, standing: BodyFilings, own: Wording, texts: "_Texts", audit: Audit
    ) -> Iterator[CrossProblem]:
        assert standing.filing is not None, "its text is compared"
        name, path = standing.body.name, standing.filing.path
        if texts.lost(standing.filing):
            yield CrossProblem(name, NotAssessed(_("some of the text could not be read"), unread=True), path)
        if "previous" not in self.against:
            return
        previous = standings.last_year(standing, audit)
        if isinstance(previous, StoredFiling):
            there = texts.wording(previous, standing.body)
            if own.share_in(there) >= self.threshold:
                subject, whose = ("previous",), _("last year's filing of the body")
                yield CrossProblem(
                    name, self._problem(own, there, previous, subject, whose), path, previous.path
                )
            elif texts.lost(previous):
                told = _("in {document}: {reason}", document=standings.called(previous),
                         reason=_("some of the text could not be read"))  # fmt: skip
                yield CrossProblem(name, NotAssessed(told, unread=True), path, previous.path)
        elif isinstance(previous, NotAssessed) or "others" not in self.against:
            yield CrossProblem(name, previous, path)

    def _beside_others(
        self, name: str, likely: Sequence[str], texts: "_Texts", audit: Audit
    ) -> Iterator[CrossProblem]:
        standing = audit.standing(name)
        assert standing is not None, "the audit has it"
        assert standing.filing is not None, "its text was compared"
        own = texts.wording(standing.filing, standing.body)
        others = [other for other in map(audit.standing, likely) if other is not None]
        read = [
            (other, other.filing, texts.wording(other.filing, other.body)) for other in others if other.filing
        ]
        other, filed, there = max(read, key=lambda one: own.share_in(one[2]))
        if own.share_in(there) >= self.threshold:
            subject, whose = ("others", other.body.name), _whose(other.body, standing.body)
            problem = self._problem(own, there, filed, subject, whose)
            yield CrossProblem(name, problem, standing.filing.path, filed.path)

    def _problem(
        self, own: Wording, there: Wording, other: StoredFiling, subject: tuple[str, ...], whose: Message
    ) -> Problem:
        share = f"{int(own.share_in(there) * 100)}%"
        passages = own.passages_in(there)[:_QUOTED]
        return Problem(
            "similar-text",
            _("{share} of the text is in {document}, too, {whose}: {passages}",
              share=share, document=standings.called(other), whose=whose,
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
    """The texts of an audit, read from what was kept; `prescribed` are the marks of sentences that do not count."""

    check: SimilarText
    rule: str
    prescribed: frozenset[int] = frozenset()

    def own(self, filed: StoredFiling, body: Body) -> Wording | NotAssessed | NotApplicable:
        """Return what a body wrote itself, or say why it cannot be compared."""
        wording = self.wording(filed, body)
        if len(wording) >= self.check.least:
            return wording
        if self.lost(filed):
            return NotAssessed(_("some of the text could not be read"), unread=True)
        if not self._sentences(filed):
            return NotAssessed(_("there is no text of one's own in the sections that are compared"))
        told = _(
            "too little text of its own to be compared: characters without prescribed wording: {count}",
            count=len(wording),
        )
        return NotApplicable(told)

    def wording(self, filed: StoredFiling, body: Body) -> Wording:
        names = short_names((*body.names, filed.body), filed.form.language)
        said = (
            (sentence, neutral(sentence, names, filed.form.language)) for sentence in self._sentences(filed)
        )
        long = ((written, compared) for written, compared in said if len(compared) >= self.check.shortest)
        own = tuple(pair for pair in long if not self.prescribed or mark(pair[1]) not in self.prescribed)
        return Wording(own, self.check.piece)

    def lost(self, filed: StoredFiling) -> bool:
        """Tell whether text was lost while the filing was read, or is not known."""
        kept = filed.digests.get(self.rule)
        return not isinstance(kept, dict) or bool(kept.get("lost", True))

    def _sentences(self, filed: StoredFiling) -> tuple[str, ...]:
        kept = filed.digests.get(self.rule)
        said = kept.get("sentences") if isinstance(kept, dict) else None
        if not isinstance(said, list):
            return ()
        # what a worker sends may be forged, and longer than what `digest` keeps
        return tuple(sentence[:_LONGEST] for sentence in said[:_REMEMBERED] if isinstance(sentence, str))
