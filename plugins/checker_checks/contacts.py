"""Contacts: how the body that reports can be reached."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker import (
    Check,
    ContactWords,
    Filing,
    Form,
    Location,
    Message,
    Messages,
    Mistake,
    Need,
    Observation,
    Problem,
    join_messages,
    needs,
)
from checker_checks import addresses
from checker_checks.contact_fields import ContactField, Field, contact_fields
from checker_checks.phones import example_abroad, phones, phones_abroad, regions

_ = Messages(__package__)

_NAMES: Mapping[Field, Message] = {
    "address": _("address"),
    "phone": _("phone number"),
    "fax": _("fax number"),
    "email": _("email address"),
    "postcode": _("postcode"),
    "url": _("web address"),
}
_WHOLE: Mapping[Field, Message] = {
    "phone": _("area code and 7 or 8 digits"),
    "fax": _("area code and 7 or 8 digits"),
    "email": _("a name, @, and a domain with a dot"),
    "postcode": _("six digits"),
    "url": _("http:// or https:// and a host with a dot"),
}
_UNREAD = re.compile("[\ue000-\uf8ff\ufffd]")  # a font says nothing about these characters
_HERE = "CN"
_SAMPLE_NUMBER = "010-66554433"
_CODES: Mapping[Field, str] = {
    "phone": "phone-invalid",
    "fax": "phone-invalid",
    "email": "email-invalid",
    "postcode": "postcode-invalid",
    "url": "url-invalid",
}


@dataclass(frozen=True)
class ContactInfo(Check):
    """The opening says how the body can be reached, and every field is well formed.

    Fields are found by their labels (地址, 电话, 传真, 电子邮箱, 邮编, 网址 and their kin), some by their form; what the
    opening lacks may stand anywhere. Fixed lines have an area code that exists and 7 or 8 digits; hotlines,
    toll-free and mobile numbers and extensions are fine, and so is a web address without http://. Placeholders
    (XXXX) are left to `leftovers`.

    Options: `required`, fields that must be there (address,
    phone, fax, email, postcode, url); `region`, whose telephone numbers are expected (CN, GB, US …): outside
    CN a number must exist in the region's plan or name another country, and postcodes are not judged.

    Codes: contact-none (nothing says how the body can be reached); contact-missing (something does, and a required
    field is not there); phone-invalid (fax numbers too); email-invalid; postcode-invalid; url-invalid.
    """

    name: ClassVar[str] = "contact-info"
    codes: ClassVar[tuple[str, ...]] = (
        "contact-none", "contact-missing", "phone-invalid", "email-invalid", "postcode-invalid", "url-invalid",
    )  # fmt: skip

    required: tuple[Field, ...] = ("address", "phone")
    region: str = _HERE

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # regions are no business of the form
        if self.region not in regions():
            yield Mistake(
                ("region",), f"“{self.region}” is no region with telephone numbers; write CN, GB, US …"
            )

    def needs(self) -> Sequence[Need]:
        absent, invalid = self.codes[:2], self.codes[2:]
        return needs.WholeText(absence=True, codes=absent), needs.WholeText(codes=invalid)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = contact_fields(filing)
        yield from _missing(filing, self.required, found, self.region)
        reported: set[tuple[str, str]] = set()
        for contact in found:
            for written, fault in _broken(contact, self.region, filing.language.contacts):
                if (contact.field, written) not in reported:
                    reported.add((contact.field, written))
                    yield _problem(contact, written, fault, self.region, filing.language.contacts)


def _missing(
    filing: Filing, required: Sequence[Field], found: Sequence[ContactField], region: str
) -> Iterator[Problem]:
    present = {contact.field for contact in found if contact.filled}
    missing = [field for field in required if field not in present]
    if not missing:
        return
    names = tuple(_NAMES[field] for field in missing)
    words = filing.language.contacts
    example = filing.language.comma.join(_example(field, region, words) for field in missing)
    none = all(contact.field == "url" for contact in found)  # where to read the report reaches nobody
    yield Problem(
        "contact-none" if none else "contact-missing",
        _("no contact information is given")
        if none
        else _("contact information lacks the {field}", field=names),
        () if none else tuple(missing),
        _place(filing, found),
        expected=join_messages(names, filing.language.comma),
        advice=_("add it to the opening paragraph, like “{example}”", example=example),
    )


def _place(filing: Filing, found: Sequence[ContactField]) -> Location | None:
    """Return where a missing field is expected: beside the others, else at the opening's end."""
    places = [contact.location for contact in found]
    places += [paragraph.location for paragraph in filing.opening[-1:]]
    places += [filing.title.location] if filing.title else []
    return places[0] if places else None


def _example(field: Field, region: str, words: ContactWords) -> str:
    number = _SAMPLE_NUMBER if region == _HERE else example_abroad(region)
    return words.samples.get(field, "").replace("{number}", number)


def _broken(contact: ContactField, region: str, words: ContactWords) -> Iterator[tuple[str, Message | None]]:
    """List what a field says that is not whole, each with the reason where one is known."""
    if _UNREAD.search(contact.value):
        return
    match contact.field:
        case "url":
            yield from ((one, None) for one in addresses.broken_urls(contact.value, here=region == _HERE))
        case "phone" | "fax" if contact.labelled:
            found = phones(contact.value, words) if region == _HERE else phones_abroad(contact.value, region)
            yield from ((phone.text, phone.fault) for phone in found if phone.fault is not None)
        case "email" if contact.labelled:
            yield from ((one, None) for one in addresses.broken_emails(contact.value))
        case "postcode" if region == _HERE:
            yield from ((one, None) for one in addresses.broken_postcodes(contact.value))


def _problem(
    contact: ContactField, written: str, fault: Message | None, region: str, words: ContactWords
) -> Problem:
    name, whole = _NAMES[contact.field], _WHOLE[contact.field]
    if contact.field in {"phone", "fax"} and region != _HERE:
        whole, fault = (
            _("a number that exists in {region}, or with the code of its country", region=region),
            None,
        )
    return Problem(
        _CODES[contact.field],
        _("{field} “{value}” is not whole: expected {whole}", field=name, value=written, whole=whole)
        if fault is None
        else _("{field} “{value}” is wrong: {fault}", field=name, value=written, fault=fault),
        (contact.field,),
        contact.location,
        expected=whole,
        actual=written,
        advice=_("write it like “{example}”", example=_example(contact.field, region, words)),
    )
