"""Contact fields: where a text gives address, telephone, fax, mail, postcode and web address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checker import Filing, Location, Paragraph, ideographs
from checker_checks import addresses
from checker_checks.passages import Passage

Field = Literal["address", "phone", "fax", "email", "postcode", "url"]

# Western words without their blanks: a gap may stand between any two letters
_LABELS: Mapping[Field, Sequence[str]] = {
    "url": ("网站地址", "网页地址", "链接地址", "下载地址", "查询地址", "网站链接", "网址", "Webaddress",
            "Webpage", "Website"),
    "email": ("电子邮箱地址", "电子邮件地址", "邮箱地址", "电子邮箱", "电子邮件", "电子信箱", "邮箱", "E-mailaddress",
              "Emailaddress", "E-mail", "Email"),
    "postcode": ("邮政编码", "邮编", "Postcode", "Postalcode", "ZIPcode"),
    "fax": ("传真号码", "传真电话", "传真", "Faxnumber", "Fax"),
    "phone": ("电话号码", "电话", "联系方式", "手机号码", "手机", "座机", "Telephonenumber", "Telephone",
              "Phonenumber", "Phone", "Mobile", "Tel"),
    "address": ("IP地址", "地址", "IPaddress", "Postaladdress", "Address"),
}  # fmt: skip
_GAP = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*+"  # possessive: long gaps cost no more than short ones


_NO_WORD = "(?<![A-Za-z])"  # “hotel:” is no “Tel:”


def _label(words: Sequence[str]) -> str:
    return "|".join(
        f"{_NO_WORD if word.isascii() else ''}{_GAP.join(map(re.escape, word))}" for word in words
    )


_ANY = "|".join(f"(?P<{field}>{_label(words)})" for field, words in _LABELS.items())
_AND = "|".join(_label(words) for words in _LABELS.values())
# “电话（传真）：”, “电话/传真：” and “电话（办公室）：” lead a value as “电话：” does
_LABELLED = re.compile(
    rf"(?:{_ANY}){_GAP}"
    rf"(?:(?:[/、及和与]|\(){_GAP}(?:{_AND}){_GAP}\)?{_GAP}|\([^()]{{0,15}}\){_GAP})*"
    rf"(?:(?P<colon>:)|为)?{_GAP}",
    re.IGNORECASE,
)
# what may follow a label without a colon, so that “公开电话和地址” leads no value
_BEGINS: Mapping[Field, re.Pattern[str]] = {
    "address": re.compile(r"[^:;,。、()]{0,20}[省市区县旗镇乡街路道巷村楼]"),
    "phone": re.compile(r"\+86|\(?0\d{2}|1\d{4}|\d{7}"),
    "fax": re.compile(r"\+86|\(?0\d{2}|\d{7}"),
    "email": re.compile(r"[\w.+-]++\s*+@"),
    "postcode": re.compile(r"\d"),
    "url": re.compile(r"http|www", re.IGNORECASE),
}
_ENDS = re.compile(r"[;。]")
_ELSEWHERE_ANOTHERS = re.compile(r"申请人|当事人|举报人|投诉人|身份证|某")

# how fields look that stand without a label
_STREET = re.compile(r"[\u4e00-\u9fff]{2,8}(?:路|街|道|巷|镇|村|里)[^,;。()]{0,12}?\d+\s*号")
_NUMBER = re.compile(r"(?<![\d-])0\d{2,3}\s*[-—–]\s*\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True)
class ContactField:
    """One field of a contact; `value` is plain text (`text.ideographs`)."""

    field: Field
    value: str
    location: Location
    labelled: bool = True
    colon: bool = False

    @property
    def filled(self) -> bool:
        return re.search(r"\w", self.value) is not None


def contact_fields(filing: Filing) -> tuple[ContactField, ...]:
    """List the contact fields of the opening; those it lacks are looked for, by label, elsewhere."""
    opening = tuple(_in(Passage(filing.opening)))
    known = {contact.field for contact in opening if contact.filled}
    return (*opening, *(contact for contact in _elsewhere(filing) if contact.field not in known))


def _elsewhere(filing: Filing) -> Iterator[ContactField]:
    opening = {paragraph.location.block for paragraph in filing.opening}
    for block in filing.document.blocks:
        if not isinstance(block, Paragraph) or block.location.block in opening:
            continue
        if block.part != "comment" and not _ELSEWHERE_ANOTHERS.search(block.text):
            yield from (contact for contact in _in(Passage((block,))) if contact.colon)


def _in(passage: Passage) -> Iterator[ContactField]:
    plain = ideographs(passage.text)
    labels = [match for match in _LABELLED.finditer(plain) if _leads_value(match, plain)]
    stops = [*(match.start() for match in labels[1:]), len(plain)]
    taken: list[range] = []
    for match, stop in zip(labels, stops, strict=False):
        end = _ENDS.search(plain, match.end(), stop)
        value = plain[match.end() : end.start() if end else stop]
        taken.append(range(match.start(), match.end() + len(value)))
        for field in _fields(match.group()):
            colon = match.group("colon") is not None
            yield ContactField(_meant(field, value), value, passage.at(match.start()), colon=colon)
    for field, start, stop in _unlabelled(plain):
        if field == "url" or not any(start in labelled for labelled in taken):
            yield ContactField(field, plain[start:stop], passage.at(start), labelled=False)


def _unlabelled(plain: str) -> Iterator[tuple[Field, int, int]]:
    """Find what is a field by its form alone."""
    yield from (("address", *match.span()) for match in _STREET.finditer(plain))
    yield from (("phone", *match.span()) for match in _NUMBER.finditer(plain))
    yield from (("email", *match.span()) for match in _MAIL.finditer(plain))
    yield from (("url", *span) for span in addresses.urls(plain))


def _leads_value(match: re.Match[str], plain: str) -> bool:
    if match.group().upper().startswith("IP"):
        return False
    return match.group("colon") is not None or any(
        _BEGINS[field].match(plain, match.end()) for field in _fields(match.group())
    )


def _fields(label: str) -> tuple[Field, ...]:
    """List the fields that a label names: “电话/传真” two."""
    named = {match.lastgroup for match in re.finditer(_ANY, label, re.IGNORECASE)}
    return tuple(field for field in _LABELS if field in named)


def _meant(field: Field, value: str) -> Field:
    """Tell “地址：http://…” from a postal address."""
    return "url" if field == "address" and _BEGINS["url"].match(value) else field
