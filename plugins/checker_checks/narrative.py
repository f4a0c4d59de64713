"""Check of totals and their parts in sentences."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import ClassVar

from checker import (
    Check,
    Document,
    Edit,
    Filing,
    Messages,
    Need,
    Observation,
    Pattern,
    Problem,
    Side,
    SumGrammar,
    Working,
    dataclass,
    ideographs,
    needs,
)
from checker_checks.passages import Sentence, body_sentences
from checker_checks.replacements import replaced_at

_ = Messages(__package__)

_LONGEST = 80  # characters of a sentence that a finding quotes
_SENTENCE = 2000  # characters; what is longer is not a sentence, and takes long to search


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    number: Decimal
    share: Decimal | None
    place: int  # decimals of the share


@dataclass(frozen=True, slots=True)
class _List:
    """A total with its parts; `whole` says that the words leave nothing out, `ended` that all parts were read."""

    total: Decimal
    unit: str
    parts: tuple[_Part, ...]
    whole: bool
    ended: bool
    others: tuple[Decimal, ...] = ()

    @property
    def sum(self) -> Decimal:
        return sum((part.number for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class NarrativeSum(Check):
    """The parts that a sentence gives make up its total, and its percentages are those of the parts.

    Which words announce a total, all of its parts or some, is up to the language; so far Chinese has them. Parts after
    其中 or 包括 may make less than the total, never more; parts after 分别为, after a colon behind 共…, and between 包括 and
    共… make exactly the total. Lists with 主要, 等, 约, 余, 多 or 以上, and of several units, are not judged. A percentage
    passes rounded or cut off, of any figure of its sentence that it may be a share of.

    Options:
        overlapping: Patterns of parts that may count the same thing twice, such as channels: a person must look.

    Codes:
        narrative-sum: The parts do not make up the total, or a percentage is not that of its part.

    Example:
        sums-in-text:
          check: narrative-sum
          clause: "{basis}, 2"
          requirement: Figures agree with each other.
          category: accuracy
          severity: warning
          overlapping: [channel]
    """

    name: ClassVar[str] = "narrative-sum"
    codes: ClassVar[tuple[str, ...]] = ("narrative-sum",)

    overlapping: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        grammar = filing.language.sums
        for sentence in _joined(body_sentences(filing), grammar):
            text = re.sub(r"\s+", "", ideographs(sentence.text))
            for listed in _lists(text, grammar) if len(text) <= _SENTENCE else ():
                overlaps = any(
                    pattern.search(part.label) for pattern in self.overlapping for part in listed.parts
                )
                yield from _sums(listed, sentence, filing.document, doubtful=overlaps)
                yield from _shares(listed, sentence, filing.document)


def _joined(sentences_in_order: Iterable[Sentence], grammar: SumGrammar) -> Iterator[Sentence]:
    """Put a sentence that begins with a word such as 其中 behind the one before it."""
    held: Sentence | None = None
    for sentence in sentences_in_order:
        if held is not None and not sentence.opens and sentence.text.startswith(grammar.goes_on):
            held = Sentence(held.text + sentence.text, held.location, held.opens)
            continue
        if held is not None:
            yield held
        held = sentence
    if held is not None:
        yield held


def _lists(text: str, grammar: SumGrammar) -> Iterator[_List]:
    for figure in grammar.figure.finditer(text):
        clause = re.split("[,;:。]", text[: figure.start()])[-1]
        if grammar.growth.search(clause):
            continue
        opener, whole = grammar.all_parts.match(text, figure.end()), True
        if opener is not None and opener.group().endswith(":") and grammar.total_word not in clause:
            continue
        if opener is None:
            opener, whole = grammar.some_parts.match(text, figure.end()), False
        if opener is not None:
            yield from _list(text, figure, opener, clause, grammar, whole=whole)
    yield from _closed(text, grammar)


def _list(
    text: str,
    figure: re.Match[str],
    opener: re.Match[str],
    clause: str,
    grammar: SumGrammar,
    *,
    whole: bool,
) -> Iterator[_List]:
    parts, end = _parts(text, opener.end(), figure["unit"], grammar)
    rest = text[end:].partition("。")[0]
    statement = text[figure.start() - len(clause) : end] + rest
    if not parts or grammar.loose.search(statement):
        return
    ended = re.search(r"\d", rest) is None  # a figure behind the parts may be one, of another unit
    total = _decimal(figure["n"])
    others = tuple(
        _decimal(other["n"])
        for other in grammar.figure.finditer(text[:end])
        if other["unit"] == figure["unit"]
    )
    yield _List(total, figure["unit"], parts, whole, ended, others)


def _closed(text: str, grammar: SumGrammar) -> Iterator[_List]:
    """Find lists between words such as 包括 and 共…"""
    for close in grammar.closing.finditer(text):
        start = re.split("[;。]", text[: close.start()])[-1]
        if grammar.opening_word not in start or grammar.loose.search(start + close.group()):
            continue
        listed = start.rpartition(grammar.opening_word)[2]
        parts, end = _parts(listed, 0, close["unit"], grammar)
        if len(parts) > 1 and end == len(listed):
            yield _List(_decimal(close["total"]), close["unit"], parts, whole=True, ended=True)


def _parts(text: str, start: int, unit: str, grammar: SumGrammar) -> tuple[tuple[_Part, ...], int]:
    """Read parts of one unit as long as they follow each other; return where they end."""
    parts: list[_Part] = []
    while (match := grammar.part.match(text, start)) is not None and match["unit"] == unit:
        label = match["label"]
        done = grammar.done.search
        statement = parts and done(label) and not any(done(part.label) for part in parts)
        if statement or grammar.nested.search(label):
            break
        share = grammar.share.match(text, match.end())
        start = share.end() if share else match.end()
        start += share is not None and text.startswith(
            ";", start
        )  # elsewhere a semicolon ends what is summed
        percent = share["p"] if share else ""
        parts.append(
            _Part(
                label,
                _decimal(match["n"]),
                Decimal(percent) if percent else None,
                len(percent.partition(".")[2]),
            )
        )
    return tuple(parts), start


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


# --- judging ---


def _sums(listed: _List, sentence: Sentence, document: Document, *, doubtful: bool) -> Iterator[Problem]:
    if len(listed.parts) < 2 or listed.sum == listed.total:
        return
    if listed.sum < listed.total and not (listed.whole and listed.ended):
        return
    if listed.sum > listed.total and _holds_within(listed):
        return
    terms = " + ".join(f"{part.number:f}" for part in listed.parts)
    yield Problem(
        "narrative-sum",
        _("the parts are {terms} = {sum}{unit}, the stated total is {total}{unit}",
          terms=terms, sum=f"{listed.sum:f}", total=f"{listed.total:f}", unit=listed.unit),
        ("narrative-sum", *(part.label for part in listed.parts)),
        sentence.location,
        expected=f"{listed.sum:f}{listed.unit}",
        actual=sentence.text.strip()[:_LONGEST],
        advice=_("check the total and each part; make them agree"),
        doubtful=doubtful and listed.sum > listed.total,
        edits=tuple(_one_changed(listed, sentence, document)),
        working=Working("", Side(f"{listed.total:f}", f"{listed.total:f}"), "≠", Side(terms, f"{listed.sum:f}")),
    )  # fmt: skip


def _one_changed(listed: _List, sentence: Sentence, document: Document) -> Iterator[Edit]:
    """Change the total or one of its parts so that they agree: each is one way."""
    unit, off = listed.unit, listed.total - listed.sum
    changes = [(listed.total, listed.sum), *((part.number, part.number + off) for part in listed.parts)]
    for way, (old, new) in enumerate(changes, start=1):
        if new > 0:
            found = replaced_at(document, sentence.location, f"{old:f}{unit}", f"{new:f}{unit}")
            yield from (replace(edit, way=way) for edit in found)


def _holds_within(listed: _List) -> bool:
    """Return whether a run of the parts makes the total: then what is beside it states something else."""
    ends = list(accumulate((part.number for part in listed.parts), initial=Decimal(0)))
    return not {end - listed.total for end in ends}.isdisjoint(ends)


def _shares(listed: _List, sentence: Sentence, document: Document) -> Iterator[Problem]:
    bases = {*listed.others, listed.total, listed.sum} - {Decimal(0)}
    for part in listed.parts:
        if part.share is None or _may_be_share(part, bases) or not listed.total:
            continue
        right = round(part.number * 100 / listed.total, part.place)
        yield Problem(
            "narrative-sum",
            _("{part}{unit} of {total}{unit} are {right}%, not {written}%", part=f"{part.number:f}",
              total=f"{listed.total:f}", unit=listed.unit, right=f"{right:f}", written=f"{part.share:f}"),
            ("narrative-sum", part.label, "%"),
            sentence.location,
            expected=f"{right:f}%",
            actual=sentence.text.strip()[:_LONGEST],
            advice=_("write {right}%, or correct the figures", right=f"{right:f}"),
            edits=tuple(
                replace(edit, way=1)
                for edit in replaced_at(document, sentence.location, f"{part.share:f}%", f"{right:f}%")
            ),
        )  # fmt: skip


def _may_be_share(part: _Part, bases: Collection[Decimal]) -> bool:
    """Return whether a percentage is that of a part of any base, rounded or cut off at its last digit."""
    assert part.share is not None, "asked of parts with a percentage"
    near = Decimal(1).scaleb(-part.place)
    return any(abs(part.number * 100 / base - part.share) <= near for base in bases)
