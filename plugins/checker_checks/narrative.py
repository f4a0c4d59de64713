"""Check of totals and their parts as sentences tell them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import ClassVar

from checker import Check, Filing, Messages, Need, Observation, Pattern, Problem, ideographs, needs
from checker_checks.passages import Sentence, sentences

_ = Messages(__package__)

_UNIT = "条次|件次|人次|场次|批次|万元|[条件项次期个篇份人宗场家部起批户名册]"
_NUMBER = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<n>{_NUMBER})(?P<unit>{_UNIT})(?!以[上下内])")
_TAIL = r"[^\d,、;:。()]{0,12}"  # what is counted: 件政府信息公开申请
_LABEL = r"[,、和及与]*(?P<label>[^\d,、;:。()]{1,30})"

# what follows the total and opens its parts; only these words say that nothing is left out
_WHOLE = re.compile(rf"{_TAIL},?分别[为是]:?|{_TAIL}:(?!\()")
_SOME = re.compile(rf"{_TAIL}[,。(:]?(?:其中|包括|包含|含)[:,]?")
_CLOSED = re.compile(rf"[,、;](?:共计?|合计|总计|总共)为?(?P<total>{_NUMBER})(?P<unit>{_UNIT})")
_PART = re.compile(rf"{_LABEL}(?P<n>{_NUMBER})(?P<unit>{_UNIT}){_TAIL}")
_SHARE = re.compile(
    r",?\(?(?:各?占(?:比|全部|总数|总量|总件数|总条数|申请总数|申请总量)?(?:的|为|达|约)?|比例为?)(?P<p>\d+(?:\.\d+)?)%\)?"
)

# a list or a total with any of these is not meant to add up
_LOOSE = re.compile(
    rf"主要|等|约|(?<!其)余|[\d件条次]多|近\d|超|逾|以上|以下|左右|至少|不少于|不[足到]|[一二三四五六七八九十两百几数](?:{_UNIT})"
)
_GROWTH = re.compile(r"增[加长至]?|减[少]?|同比|相比|环比|上升|下降|较|平均|人均|每|第$|翻")
_NESTED = re.compile(r"其中|包括|包含|含|共|累计|合计|总计|占|比|增|减|另|还|同时|较|上年|去年|第$|每")
_DONE = re.compile(r"办结|已|均|全部|答复|办理|处理|回复|受理|收到|新收|召开|举办|开展|发布会")
_LONGEST = 80  # characters of a sentence that a finding quotes
_SENTENCE = 2000  # characters; what is longer is no sentence, and takes long to search


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
    """The parts that a sentence tells make up its total, and its percentages are those of the parts.

    Parts after 其中 or 包括 may make less than the total, never more; parts after 分别为, after a colon behind 共…, and
    between 包括 and 共… make exactly the total. Lists with 主要, 等, 约, 余, 多 or 以上, and of several units, are not
    judged. A percentage passes rounded or cut off, of any figure of its sentence that it may be a share of.

    Option: `overlapping`, patterns of parts that may count the same thing twice (channels): a person must look.

    Codes: narrative-sum.
    """

    name: ClassVar[str] = "narrative-sum"
    codes: ClassVar[tuple[str, ...]] = ("narrative-sum",)

    overlapping: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        for sentence in _joined(sentences(filing.document.paragraphs)):
            text = re.sub(r"\s+", "", ideographs(sentence.text))
            for told in _lists(text) if len(text) <= _SENTENCE else ():
                overlaps = any(
                    pattern.search(part.label) for pattern in self.overlapping for part in told.parts
                )
                yield from _sums(told, sentence, doubtful=overlaps)
                yield from _shares(told, sentence)


def _joined(told: Iterator[Sentence]) -> Iterator[Sentence]:
    """Put a sentence that begins with 其中 behind the one before it."""
    held: Sentence | None = None
    for sentence in told:
        if held is not None and not sentence.opens and sentence.text.startswith("其中"):
            held = Sentence(held.text + sentence.text, held.location, held.opens)
            continue
        if held is not None:
            yield held
        held = sentence
    if held is not None:
        yield held


def _lists(text: str) -> Iterator[_List]:
    for figure in _FIGURE.finditer(text):
        clause = re.split("[,;:。]", text[: figure.start()])[-1]
        if _GROWTH.search(clause):
            continue
        opener, whole = _WHOLE.match(text, figure.end()), True
        if opener is not None and opener.group().endswith(":") and "共" not in clause:
            continue
        if opener is None:
            opener, whole = _SOME.match(text, figure.end()), False
        if opener is not None:
            yield from _list(text, figure, opener, clause, whole=whole)
    yield from _closed(text)


def _list(
    text: str, figure: re.Match[str], opener: re.Match[str], clause: str, *, whole: bool
) -> Iterator[_List]:
    parts, end = _parts(text, opener.end(), figure["unit"])
    rest = text[end:].partition("。")[0]
    told = text[figure.start() - len(clause) : end] + rest
    if not parts or _LOOSE.search(told):
        return
    ended = re.search(r"\d", rest) is None  # a figure behind the parts may be one, of another unit
    total = _decimal(figure["n"])
    others = tuple(
        _decimal(other["n"]) for other in _FIGURE.finditer(text[:end]) if other["unit"] == figure["unit"]
    )
    yield _List(total, figure["unit"], parts, whole, ended, others)


def _closed(text: str) -> Iterator[_List]:
    """Find lists between 包括 and 共…"""
    for close in _CLOSED.finditer(text):
        start = re.split("[;。]", text[: close.start()])[-1]
        if "包括" not in start or _LOOSE.search(start + close.group()):
            continue
        listed = start.rpartition("包括")[2]
        parts, end = _parts(listed, 0, close["unit"])
        if len(parts) > 1 and end == len(listed):
            yield _List(_decimal(close["total"]), close["unit"], parts, whole=True, ended=True)


def _parts(text: str, start: int, unit: str) -> tuple[tuple[_Part, ...], int]:
    """Read parts of one unit as long as they follow each other; return where they end."""
    parts: list[_Part] = []
    while (match := _PART.match(text, start)) is not None and match["unit"] == unit:
        label = match["label"]
        statement = parts and _DONE.search(label) and not any(_DONE.search(part.label) for part in parts)
        if statement or _NESTED.search(label):
            break
        share = _SHARE.match(text, match.end())
        start = share.end() if share else match.end()
        start += share is not None and text.startswith(
            ";", start
        )  # elsewhere a semicolon ends what is summed
        told = share["p"] if share else ""
        parts.append(
            _Part(
                label,
                _decimal(match["n"]),
                Decimal(told) if told else None,
                len(told.partition(".")[2]),
            )
        )
    return tuple(parts), start


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


# --- judging ---


def _sums(told: _List, sentence: Sentence, *, doubtful: bool) -> Iterator[Problem]:
    if len(told.parts) < 2 or told.sum == told.total:
        return
    if told.sum < told.total and not (told.whole and told.ended):
        return
    if told.sum > told.total and _holds_within(told):
        return
    terms = " + ".join(f"{part.number:f}" for part in told.parts)
    yield Problem(
        "narrative-sum",
        _("the parts are {terms} = {sum}{unit}, the total told is {total}{unit}",
          terms=terms, sum=f"{told.sum:f}", total=f"{told.total:f}", unit=told.unit),
        ("narrative-sum", *(part.label for part in told.parts)),
        sentence.location,
        expected=f"{told.sum:f}{told.unit}",
        actual=sentence.text.strip()[:_LONGEST],
        advice=_("check the total and each part; make them agree"),
        doubtful=doubtful and told.sum > told.total,
    )  # fmt: skip


def _holds_within(told: _List) -> bool:
    """Tell whether a run of the parts makes the total: then what is beside it tells something else."""
    ends = list(accumulate((part.number for part in told.parts), initial=Decimal(0)))
    return not {end - told.total for end in ends}.isdisjoint(ends)


def _shares(told: _List, sentence: Sentence) -> Iterator[Problem]:
    bases = {*told.others, told.total, told.sum} - {Decimal(0)}
    for part in told.parts:
        if part.share is None or _may_be_share(part, bases) or not told.total:
            continue
        right = round(part.number * 100 / told.total, part.place)
        yield Problem(
            "narrative-sum",
            _("{part}{unit} of {total}{unit} are {right}%, not {told}%", part=f"{part.number:f}",
              total=f"{told.total:f}", unit=told.unit, right=f"{right:f}", told=f"{part.share:f}"),
            ("narrative-sum", part.label, "%"),
            sentence.location,
            expected=f"{right:f}%",
            actual=sentence.text.strip()[:_LONGEST],
            advice=_("write {right}%, or correct the figures", right=f"{right:f}"),
        )  # fmt: skip


def _may_be_share(part: _Part, bases: Collection[Decimal]) -> bool:
    """Tell whether a percentage is that of a part of any base, rounded or cut off at its last digit."""
    assert part.share is not None, "asked of parts with a percentage"
    near = Decimal(1).scaleb(-part.place)
    return any(abs(part.number * 100 / base - part.share) <= near for base in bases)
