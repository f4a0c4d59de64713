"""Contacts: how the body that reports can be reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Location,
    Message,
    Messages,
    Mistake,
    Need,
    Observation,
    Problem,
    dataclass,
    fold,
    join_messages,
    needs,
    regex,
)
from checker_checks import access, addresses, phones, postcodes
from checker_checks.contact_fields import ContactField, Wanted, contact_fields
from checker_checks.contact_labels import Field
from checker_checks.phones_cn import CHINA

_ = Messages(__package__)

_NAMES: Mapping[Field, Message] = {
    "name": _("name"),
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
_UNREAD = regex("[\ue000-\uf8ff\ufffd]")  # a font says nothing about these characters
_CODES: Mapping[Field, str] = {
    "phone": "phone-invalid",
    "fax": "phone-invalid",
    "email": "email-invalid",
    "postcode": "postcode-invalid",
    "url": "url-invalid",
}


@dataclass(frozen=True)
class ContactInfo(Check):
    """The document says how the body can be reached, and every field is well formed.

    Fields are found by their labels (Tel, E-mail, 地址, 电话 and their kin), with or without a colon, beside or below a
    label in a table, and by their form. Telephone numbers must exist in a region's numbering plan or name their
    country; extensions, hotlines and emergency numbers are fine. In China, fixed lines have an area code that exists and
    7 or 8 digits. A web address needs no http://. Placeholders (XXXX) are left to `leftovers`.

    Options:
        required: Fields that must be there: name (in a section), address, phone, fax, email, postcode, url.
        section: The section that must hold them. Without it they stand in the opening; what that lacks may have a label
            anywhere.
        region: The regions whose telephone numbers and postcodes are expected, such as US or [GB, IE]. Without it, those of
            the language.
        labels: Further labels of a field, beside those of the language.
        email_domains: Domains of mail addresses; subdomains are fine, all others are findings.
        url_domains: Likewise of web addresses.
        country_code: Whether telephone numbers must begin with their country's code (+44 or 0044).

    Codes:
        contact-none: Nothing says how the body can be reached.
        contact-missing: Something does, and a required field is not there.
        phone-invalid: A telephone or fax number does not exist.
        email-invalid: A mail address is not one, or is of another domain.
        postcode-invalid: A postcode does not have the form of the region's.
        url-invalid: A web address is not one, or is of another domain.

    Example:
        contact:
          check: contact-info
          clause: "{basis}, 4"
          requirement: A telephone number and a mail address at our domain.
          category: completeness
          severity: error
          required: [phone, email]
          region: GB
          labels: {phone: [Enquiries]}
          email_domains: [example.com]
    """

    name: ClassVar[str] = "contact-info"
    codes: ClassVar[tuple[str, ...]] = (
        "contact-none", "contact-missing", "phone-invalid", "email-invalid", "postcode-invalid", "url-invalid",
    )  # fmt: skip

    required: tuple[Field, ...] = ("address", "phone")
    section: str = ""
    region: str | tuple[str, ...] = ()
    labels: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    email_domains: tuple[str, ...] = ()
    url_domains: tuple[str, ...] = ()
    country_code: bool = False

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        if self.section:
            yield from access.unknown_section(self.section, form)
        if "name" in self.required and not (self.section or self.labels.get("name")):
            yield Mistake(
                ("required",), "a name is found in a section, or behind a label: add section or labels"
            )
        for region in self.regions:
            if region not in phones.known_regions():
                wrong = f"“{region}” is not a region with telephone numbers; write CN, GB, US …"
                yield Mistake(("region",), wrong)
        for option in ("email_domains", "url_domains"):
            for index, domain in enumerate(getattr(self, option)):
                if not addresses.is_domain(domain):
                    yield Mistake((option, index), f"“{domain}” is not a domain; write example.com")

    def needs(self) -> Sequence[Need]:
        if self.section:
            return (needs.Section(self.section, absence=True, tables=True),)
        absent, invalid = self.codes[:2], self.codes[2:]
        return needs.WholeText(absence=True, codes=absent), needs.WholeText(codes=invalid)

    def run(self, filing: Filing) -> Iterator[Observation]:
        judge = _Judge(self, filing)
        found = judge.found()
        yield from judge.missing(found)
        reported: set[tuple[str, str]] = set()
        for contact in found:
            for problem in judge.broken(contact):
                if (contact.field, str(problem.actual)) not in reported:
                    reported.add((contact.field, str(problem.actual)))
                    yield problem

    @property
    def regions(self) -> tuple[str, ...]:
        """List the regions that the option names."""
        return (self.region,) if isinstance(self.region, str) else self.region


class _Judge:
    """Judges the fields of a filing by the options of the check."""

    def __init__(self, check: ContactInfo, filing: Filing) -> None:
        self._check, self._filing = check, filing
        self._words = filing.language.contacts
        self._regions = check.regions or self._words.regions

    def found(self) -> tuple[ContactField, ...]:
        labels = tuple((name, tuple(words)) for name, words in self._check.labels.items())
        found = contact_fields(
            self._filing, Wanted(self._check.section, self._regions, labels, "name" in self._check.required)
        )
        nothing = self._filing.language.no_value | self._filing.language.nothing
        return tuple(contact for contact in found if fold(contact.value).strip(".") not in nothing)

    def missing(self, found: Sequence[ContactField]) -> Iterator[Problem]:
        """Report the required fields that are not there, all in one."""
        present = {contact.field for contact in found if contact.filled}
        missing = [name for name in self._check.required if name not in present]
        if not missing:
            return
        names = tuple(_NAMES[name] for name in missing)
        comma, section = self._filing.language.comma, self._check.section
        example = comma.join(map(self._example, missing))
        none = all(contact.field == "url" for contact in found)  # where to read the report reaches nobody
        yield Problem(
            "contact-none" if none else "contact-missing",
            _("no contact information is given")
            if none
            else _("contact information lacks the {field}", field=names),
            () if none else tuple(missing),
            self._place(found),
            expected=join_messages(names, comma),
            advice=_("add it to section “{section}”, like “{example}”", section=section, example=example)
            if section
            else _("add it to the opening paragraph, like “{example}”", example=example),
        )

    def _place(self, found: Sequence[ContactField]) -> Location | None:
        """Return where a missing field is expected: beside the others, else at the section's or the opening's end."""
        filing = self._filing
        places = [contact.location for contact in found]
        if self._check.section:
            places.append(filing.section(self._check.section).heading.paragraph.location)
        places += [paragraph.location for paragraph in filing.opening[-1:]]
        places += [filing.title.location] if filing.title else []
        return places[0] if places else None

    def broken(self, contact: ContactField) -> Iterator[Problem]:
        """Report the invalid values of a field, each with the reason if it is known."""
        if _UNREAD.search(contact.value):
            return
        match contact.field:
            case "url":
                yield from self._urls(contact)
            case "email":
                yield from self._emails(contact)
            case "phone" | "fax" if contact.labelled or phones.lone_phone(contact.value):
                yield from self._phones(contact)
            case "postcode":
                wrong = postcodes.broken_postcodes(contact.value, self._regions)
                yield from (self._problem(contact, one) for one in wrong)

    def _urls(self, contact: ContactField) -> Iterator[Problem]:
        broken = tuple(addresses.broken_urls(contact.value, here=CHINA in self._regions))
        yield from (self._problem(contact, one) for one in broken)
        if self._check.url_domains and not broken:
            hosts = addresses.hosts(contact.value)
            yield from self._of_other_domains(contact, hosts, self._check.url_domains)

    def _emails(self, contact: ContactField) -> Iterator[Problem]:
        spaced = self._filing.language.spaced
        broken = tuple(addresses.broken_emails(contact.value, spaced=spaced))
        yield from (self._problem(contact, one) for one in broken)
        if self._check.email_domains and not broken:
            mails = addresses.emails(contact.value)
            yield from self._of_other_domains(contact, mails, self._check.email_domains)

    def _phones(self, contact: ContactField) -> Iterator[Problem]:
        for phone in phones.phones(contact.value, self._words, self._regions):
            if phone.fault is not None:
                yield self._problem(contact, phone.text, phone.fault)
            elif self._check.country_code and not phones.names_country(phone.text):
                yield self._problem(contact, phone.text, _("the country's code is missing"))

    def _of_other_domains(
        self, contact: ContactField, found: Sequence[str], domains: Sequence[str]
    ) -> Iterator[Problem]:
        for written in found:
            if not addresses.within(written, domains):
                wanted = self._filing.language.joined(domains)
                yield Problem(
                    _CODES[contact.field],
                    _("“{value}” is of another domain than {domains}", value=written, domains=wanted),
                    (contact.field, "domain"),
                    contact.location,
                    expected=wanted,
                    actual=written,
                    advice=_("give one of {domains}", domains=wanted),
                )

    def _problem(self, contact: ContactField, written: str, fault: Message | None = None) -> Problem:
        name, whole = _NAMES[contact.field], self._whole(contact.field)
        return Problem(
            _CODES[contact.field],
            _("“{value}” is not a valid {field}: expected {whole}", field=name, value=written, whole=whole)
            if fault is None
            else _("“{value}” is not a valid {field}: {fault}", field=name, value=written, fault=fault),
            (contact.field,),
            contact.location,
            expected=whole,
            actual=written,
            advice=_("write it like “{example}”", example=self._example(contact.field)),
        )

    def _whole(self, name: Field) -> Message:
        """Say what a field should look like."""
        here = self._regions == (CHINA,)
        regions = ", ".join(self._regions)
        if name in {"phone", "fax"} and not here:
            return (
                _("a number that exists in {region}, or with the code of its country", region=regions)
                if regions
                else _("a number with the code of its country")
            )
        if name == "postcode" and not here:
            return _("a postcode like {example}", example=postcodes.example(self._regions))
        return _WHOLE[name]

    def _example(self, name: Field) -> str:
        mail, url = self._check.email_domains, self._check.url_domains
        places = {
            "{number}": phones.example(self._regions),
            "{postcode}": postcodes.example(self._regions),
            "{mail}": f"name@{mail[0] if mail else 'example.com'}",
            "{url}": f"https://{url[0]}" if url else self._web_example,
        }
        sample = self._words.samples.get(name, "")
        for place, value in places.items():
            sample = sample.replace(place, value)
        return sample

    @property
    def _web_example(self) -> str:
        return "http://www.example.gov.cn" if self._regions == (CHINA,) else "https://www.example.com"
