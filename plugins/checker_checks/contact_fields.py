"""Contact fields: where a text gives address, telephone, fax, mail, postcode and web address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from checker import GAP, ContactWords, Filing, Location, Paragraph
from checker_checks import addresses
from checker_checks.passages import Passage
from checker_checks.signs import plain_signs

Field = Literal["address", "phone", "fax", "email", "postcode", "url"]
_ORDER: tuple[Field, ...] = ("url", "email", "postcode", "fax", "phone", "address")  # “网站地址” is no “地址”

_NO_WORD = "(?<![A-Za-z])"  # “hotel:” is no “Tel:”
_ENDS = re.compile(r"[;。]")
# what may follow a label without a colon, so that “公开电话和地址” leads no value
_BEGINS: Mapping[Field, re.Pattern[str]] = {
    "phone": re.compile(r"\+86|\(?0\d{2}|1\d{4}|\d{7}"),
    "fax": re.compile(r"\+86|\(?0\d{2}|\d{7}"),
    "email": re.compile(r"[\w.+-]++\s*+@"),
    "postcode": re.compile(r"\d"),
    "url": re.compile(r"http|www", re.IGNORECASE),
}

# how fields look that stand without a label
_NUMBER = re.compile(r"(?<![\d-])0\d{2,3}\s*[-~]\s*\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True)
class ContactField:
    """One field of a contact; `value` is plain text (`plain_signs`)."""

    field: Field
    value: str
    location: Location
    labelled: bool = True
    colon: bool = False

    @property
    def filled(self) -> bool:
        """Return whether something is there, if only signs to be replaced (`leftovers` reports them)."""
        return re.search(r"\w|[?*×✕╳■□▲△●◎◇]{2}", self.value) is not None


class _Labels:
    """The labels of a language, as they lead a value: “电话：”, “电话（传真）：”, “电话/传真：”, “电话（办公室）：”."""

    def __init__(self, words: ContactWords) -> None:
        self._begins: Mapping[Field, re.Pattern[str]] = {**_BEGINS, "address": words.address_begins}
        self._fields = tuple(field for field in _ORDER if field in words.labels)
        labels = {field: _label(words.labels[field]) for field in self._fields}
        one = "|".join(f"(?P<{field}>{label})" for field, label in labels.items())
        another = "|".join(labels.values())
        joints = "".join(map(re.escape, words.joints))
        self._one = re.compile(one or "(?!)", re.IGNORECASE)
        self._labelled = re.compile(
            rf"(?:{one or '(?!)'}){GAP}"
            rf"(?:(?:[{joints}]|\(){GAP}(?:{another}){GAP}\)?{GAP}|\([^()]{{0,15}}\){GAP})*"
            rf"(?:(?P<colon>:)|{words.links})?{GAP}",
            re.IGNORECASE,
        )

    def leading(self, plain: str) -> list[re.Match[str]]:
        """List the labels that lead a value."""
        return [match for match in self._labelled.finditer(plain) if self._leads_value(match, plain)]

    def fields(self, label: str) -> tuple[Field, ...]:
        """List the fields that a label names: “电话/传真” two."""
        named = {match.lastgroup for match in self._one.finditer(label)}
        return tuple(field for field in self._fields if field in named)

    def _leads_value(self, match: re.Match[str], plain: str) -> bool:
        if match.group().upper().startswith("IP"):
            return False
        return match.group("colon") is not None or any(
            self._begins[field].match(plain, match.end()) for field in self.fields(match.group())
        )


_labels = cache(_Labels)


def _label(words: Sequence[str]) -> str:
    """Match any of the words; a gap may stand between any two letters."""
    return "|".join(f"{_NO_WORD if word.isascii() else ''}{GAP.join(map(re.escape, word))}" for word in words)


def contact_fields(filing: Filing) -> tuple[ContactField, ...]:
    """List the contact fields of the opening; those it lacks are looked for, by label, elsewhere."""
    words = filing.language.contacts
    opening = tuple(_in(Passage(filing.opening), words))
    known = {contact.field for contact in opening if contact.filled}
    return (*opening, *(contact for contact in _elsewhere(filing) if contact.field not in known))


def _elsewhere(filing: Filing) -> Iterator[ContactField]:
    words = filing.language.contacts
    opening = {paragraph.location.block for paragraph in filing.opening}
    for block in filing.document.blocks:
        if not isinstance(block, Paragraph) or block.location.block in opening:
            continue
        if block.part != "comment" and not words.of_others.search(block.text):
            yield from (contact for contact in _in(Passage((block,)), words) if contact.colon)


def _in(passage: Passage, words: ContactWords) -> Iterator[ContactField]:
    plain, labels = plain_signs(passage.text), _labels(words)
    leading = labels.leading(plain)
    stops = [*(match.start() for match in leading[1:]), len(plain)]
    taken: list[range] = []
    for match, stop in zip(leading, stops, strict=False):
        end = _ENDS.search(plain, match.end(), stop)
        value = plain[match.end() : end.start() if end else stop]
        taken.append(range(match.start(), match.end() + len(value)))
        for field in labels.fields(match.group()):
            colon = match.group("colon") is not None
            yield ContactField(_resolved(field, value), value, passage.at(match.start()), colon=colon)
    for field, start, stop in _unlabelled(plain, words):
        if field == "url" or not any(start in labelled for labelled in taken):
            yield ContactField(field, plain[start:stop], passage.at(start), labelled=False)


def _unlabelled(plain: str, words: ContactWords) -> Iterator[tuple[Field, int, int]]:
    """Find what is a field by its form alone."""
    yield from (("address", *match.span()) for match in words.street.finditer(plain))
    yield from (("phone", *match.span()) for match in _NUMBER.finditer(plain))
    yield from (("email", *match.span()) for match in _MAIL.finditer(plain))
    yield from (("url", *span) for span in addresses.urls(plain))


def _resolved(field: Field, value: str) -> Field:
    """Distinguish “地址：http://…” from a postal address."""
    return "url" if field == "address" and _BEGINS["url"].match(value) else field
