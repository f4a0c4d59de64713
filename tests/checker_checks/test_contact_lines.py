"""Contact lines in every form: which fields are seen, and which of them are wrong."""

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.section_specs import named
from checker.forms.section_specs import section as section_spec
from checker.judging.checks import NotAssessed, Problem
from checker.testing import Rows, document, observed, sections
from checker_checks.contact_fields import Wanted, contact_fields
from checker_checks.contacts import ContactInfo
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

IN_ENGLISH = Form(("Report",), sections("Summary", "Contact", language=ENGLISH), language=ENGLISH)
IN_CHINESE = Form(("报告",), sections("总体情况", "联系方式", language=CHINESE), language=CHINESE)

Block = str | Rows


def filing(*blocks: Block) -> Filing:
    """Return a report with a contact section, in the language of its lines."""
    chinese = any(CHINESE.uses(str(block)) for block in blocks)
    title, summary, contact = (
        ("某局报告", "一、总体情况", "二、联系方式")
        if chinese
        else ("Trust Report", "1. Summary", "2. Contact")
    )
    return Filing(
        document(title, summary, "平稳。" if chinese else "We did things.", contact, *blocks),
        IN_CHINESE if chinese else IN_ENGLISH,
    )


def section(filing: Filing) -> str:
    return filing.form.section_titles[1]


def wrong(check: ContactInfo, filing: Filing) -> list[tuple[str, str]]:
    return [(seen.code, str(seen.actual)) for seen in observed(check, filing) if isinstance(seen, Problem)]


def seen(region: str, *blocks: Block) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the fields that a contact section has, and (code, what is quoted) of what is wrong in it."""
    report = filing(*blocks)
    regions = (region,) if region else ()
    fields = contact_fields(report, Wanted(section(report), regions))
    check = ContactInfo((), section=section(report), region=regions)
    return {field.field for field in fields if field.filled}, wrong(check, report)


RIGHT: list[tuple[str, str, str]] = [  # region, fields, line
    ("GB", "phone", "Tel: 020 7946 0018"),
    ("GB", "phone", "Tel 020 7946 0018"),
    ("GB", "phone", "Telephone – 020 7946 0018"),
    ("GB", "phone", "Telephone no.: 020 7946 0018"),
    ("GB", "phone", "Phone number 020 7946 0018 (office hours)"),
    ("GB", "phone", "Tel: +44 (0)20 7946 0000"),
    ("GB", "phone", "Tel.: 0044 20 7946 0000 ext. 12"),
    ("GB", "phone", "020 7946 0018"),
    ("GB", "phone fax email", "Tel: 020 7946 0018 Fax: 020 7946 0019 Email: a@b.example"),
    ("GB", "phone fax email", "Tel 020 7946 0018 Fax 020 7946 0019 Email a@b.example"),
    ("GB", "phone email url", "T: 020 7946 0018 | E: a@b.example | W: www.b.example"),
    ("GB", "phone fax", "Tel/Fax: 020 7946 0018"),
    ("GB", "phone email", "Telephone: 020 7946 0018   a@b.example"),
    ("GB", "email phone", "Email: a@b.example, 020 7946 0018"),
    ("GB", "address phone email", "Address: 1 High Street, London N1 9GU, 020 7946 0018, a@b.example"),
    ("CN", "phone email", "电话：010-66554433，a@b.cn"),
    ("GB", "phone", "Phone: 020 7946 0018, 020 7946 0019"),
    ("GB", "phone", "Phone: 020 7946 0018 / 0019"),
    ("GB", "phone", "Phone: 020 7946 0018 or 0800 111 9999"),
    ("GB", "phone", "Phone: 020 7946 0018 9am–5pm"),
    ("GB", "phone", "Phone: 020 7946 0018, 09:00-17:00"),
    ("GB", "phone", "Phone: Jane Doe, Office Manager, 020 7946 0018"),
    ("GB", "phone", "Emergency telephone: +44 1865 407333 (24 hours)"),
    ("GB", "phone", "Emergency telephone (24/7): 112"),
    ("GB", "phone", "In an emergency call 999. Telephone: 0113 243 1751"),
    ("GB", "address", "Address: 10 High Street, London"),
    ("GB", "address", "10 High Street, London"),
    ("GB", "address postcode", "10 Downing Street, London SW1A 2AA"),
    ("GB", "address postcode", "PO Box 123, Leeds LS1 4AP"),
    ("GB", "postcode", "Postcode: SW1A 2AA"),
    ("GB", "postcode", "Postcode SW1A2AA"),
    ("GB", "email", "a.b@example.com"),
    ("GB", "email", "Email – a.b@example.com"),
    ("GB", "email", "E-mail address: a.b@example.com."),
    ("GB", "email", "You can write to us at a.b@example.com or call."),
    ("GB", "url", "www.example.com"),
    ("GB", "url", "Website: example.com/contact"),
    ("GB", "url", "example.com"),
    ("US", "phone", "Phone: (202) 692-1236"),
    ("US", "phone", "(202) 692-1236"),
    ("US", "phone", "202-692-1236"),
    ("US", "phone", "Telephone 202.692.1236"),
    ("US", "phone", "1-800-FLOWERS"),
    ("US", "phone", "Toll-free: 1-800-CALL-FBI"),
    ("US", "phone", "Phone: (202) 692-1236 ext. 12"),
    ("US", "phone", "Phone: 202-692-1236 x12"),
    ("US", "phone", "Phone: 001-202-692-1236"),
    ("US", "phone", "CHEMTREC: +1-800-424-9300"),
    ("US", "phone", "24-hour emergency phone: 24 hours +1 (703) 527-3887"),
    ("US", "phone", "Emergency: phone 911"),
    ("US", "address postcode", "1600 Pennsylvania Avenue NW, Washington, DC 20500"),
    ("US", "address postcode", "Mailing address: 950 Pennsylvania Avenue NW, Washington, DC 20530-0001"),
    ("US", "postcode", "ZIP code: 20500-0003"),
    ("DE", "phone", "Tel.: 030 901820"),
    ("DE", "phone", "Telefon/Telephone: +49 (0)30 18 305-0"),
    ("DE", "phone", "Phone: 030/901820"),
    ("DE", "phone fax", "Tel. +49 30 901820, Fax +49 30 901821"),
    ("DE", "address postcode", "Friedrichstraße 12, 10115 Berlin"),
    ("DE", "email", "Email: info (at) example (dot) de"),
    ("DE", "phone", "Emergency number 112"),
    ("FR", "phone", "Phone: 01 70 18 99 00"),
    ("GB", "phone", "02079460018"),
    ("GB", "phone", "Emergency phone: 1-800-424-9300 / +1 703-527-3887 CCN2253"),
    ("GB", "address postcode", "The Old Rectory, Church Lane, Little Snoring, NR21 0HZ"),
    ("US", "address postcode", "One Microsoft Way, Redmond, WA 98052"),
    ("DE", "address postcode", "Unter den Linden 6, 10099 Berlin"),
    ("US", "phone", "2026921236"),
    ("GB", "email", "Email us: press [at] trust [dot] org"),
    ("GB", "email", "press (at) trust.org"),
    ("GB", "phone", "Phone: 020 7946 0018; 020 7946 0019"),
    ("DE", "phone", "Telephone : +49 / (0)5531 / 90-0"),
    ("", "phone", "Phone: +33 1 70 18 99 00"),
    ("", "phone", "+86 10 6655 7788"),
    ("CN", "phone", "电话：0719-5550126"),
    ("CN", "phone", "联系电话 0719-5550126 转 801"),
    ("CN", "phone fax email", "电话：010-66554433 传真：010-66554434 邮箱：a@b.cn"),
    ("CN", "phone", "应急咨询电话：0532-83889090（24小时）"),
    ("CN", "phone", "应急电话：+1-800-424-9300"),
    ("CN", "phone", "应急电话：001-800-424-9300"),
    ("CN", "phone", "投诉电话：12345"),
    ("CN", "phone", "火警电话：119"),
    ("CN", "phone", "电话：+86 10 6655 4433"),
    ("CN", "address postcode", "地址：青屏县沿河路18号，邮编：442799"),
    ("CN", "phone", "Tel：0719-5550126"),
]  # fmt: skip
WRONG: list[tuple[str, str, str, str]] = [  # region, code, what is quoted, line
    ("GB", "phone-invalid", "020 7946 001", "Tel: 020 7946 001"),
    ("GB", "phone-invalid", "020 7946 00188", "Tel 020 7946 00188"),
    ("GB", "phone-invalid", "7946 0018", "Phone: 7946 0018"),
    ("GB", "phone-invalid", "020 7946 001", "020 7946 001"),
    ("GB", "phone-invalid", "020 7946 001", "Phone: 020 7946 0018, 020 7946 001"),
    ("GB", "phone-invalid", "020 7946 001", "Phone: 020 7946 0018; 020 7946 001"),
    ("GB", "phone-invalid", "+44 20 7946", "Fax: +44 20 7946"),
    ("GB", "phone-invalid", "020 7946 0O18", "Phone: 020 7946 0O18"),
    ("GB", "email-invalid", "a.b@example", "Email: a.b@example"),
    ("GB", "email-invalid", "a.b@example", "a.b@example"),
    ("GB", "email-invalid", "a.b.example.com", "Email a@b.example; Email: a.b.example.com"),
    ("GB", "postcode-invalid", "SW1A 2A", "Postcode: SW1A 2A"),
    ("GB", "url-invalid", "htp://www.example.com", "Website: htp://www.example.com"),
    ("US", "phone-invalid", "(202) 692-123", "Phone: (202) 692-123"),
    ("US", "phone-invalid", "692-1236", "Phone: 692-1236"),
    ("US", "phone-invalid", "(202) 692-1236 ext.", "Phone: (202) 692-1236 ext."),
    ("US", "postcode-invalid", "2050", "1600 Pennsylvania Avenue NW, Washington, DC 2050"),
    ("US", "postcode-invalid", "205000", "ZIP: 205000"),
    ("DE", "phone-invalid", "+49 30", "Tel.: +49 30"),
    ("DE", "postcode-invalid", "1011", "Postal code: 1011"),
    ("CN", "phone-invalid", "0719-555012", "电话：0719-555012"),
    ("CN", "phone-invalid", "5550126", "联系电话 5550126"),
    ("CN", "postcode-invalid", "44279", "邮编：44279"),
    ("CN", "email-invalid", "a.b.cn", "邮箱：a.b.cn"),
]  # fmt: skip
NO_PHONES = [
    "CAS 64-17-5",
    "CAS No. 7732-18-5",
    "7732-18-5",
    "ISO 9001:2015",
    "ISO 14001-2015",
    "UN 1170",
    "2024-05-01",
    "01.07.2026",
    "07/01/2026",
    "2023-2024",
    "2023/24",
    "$1,902,334.50",
    "1 234 567",
    "1.234.567,89",
    "Case No. 202-692-1236",
    "ISBN 978-3-16-148410-0",
    "IBAN DE89 3704 0044 0532 0130 00",
    "VAT No. GB 123 4567 89",
    "EC 200-578-6",
    "Docket 2024-00123-456",
    "Version 1.0.2345678",
    "Charity number 1234567. Company number 01234567.",
    "Sort code 20-00-00 account 12345678",
    "EIN 12-3456789; DUNS 123456789; SSN 123-45-6789",
    "HRB 123456 B, Steuernummer 030/123/45678",
    "pH : 8.5 - 9.5",
    "Bar code 067788101251, in packs of 6",
    "192.168.100.200",
    "国办公开办函〔2021〕30号",
    "统一社会信用代码11420321MB1234567X",
    "2024年1月1日至2024年12月31日",
]


@pytest.mark.parametrize(("region", "fields", "line"), RIGHT)
def test_right_lines_pass_and_their_fields_are_seen(region: str, fields: str, line: str) -> None:
    found, problems = seen(region, line)
    assert set(fields.split()) <= found
    assert problems == []


@pytest.mark.parametrize(("region", "code", "quoted", "line"), WRONG)
def test_wrong_field_is_quoted(region: str, code: str, quoted: str, line: str) -> None:
    assert seen(region, line)[1] == [(code, quoted)]


@pytest.mark.parametrize("region", ["GB", "US", "DE", "CN", ""])
@pytest.mark.parametrize("line", NO_PHONES)
def test_other_numbers_are_no_telephone_numbers(region: str, line: str) -> None:
    found, problems = seen(region, line)
    assert not found & {"phone", "fax"}
    assert problems == []


@pytest.mark.parametrize(
    ("region", "fields", "table"),
    [
        ("GB", {"phone"}, [["Phone", "020 7946 0018"]]),
        ("GB", {"phone", "fax"}, [["Telephone no.:", "020 7946 0018", "Fax", "020 7946 0019"]]),
        ("GB", {"phone", "email"}, [["Name", "Phone", "Email"], ["Jane Doe", "020 7946 0018", "a@b.example"]]),
        ("GB", {"phone", "email"}, [["Enquiries", "Tel: 020 7946 0018\nEmail: a@b.example"]]),
        ("GB", {"address", "postcode", "email"}, [["10 Downing Street, London SW1A 2AA"], ["a@b.example"]]),
        ("US", {"phone", "url"}, [["Contact telephone (24 hours)", "(202) 692-1236"], ["Web", "www.b.example"]]),
        ("CN", {"phone", "address"}, [["地址", "青屏县沿河路18号", "联系电话", "0719-5550126"]]),
    ],
)  # fmt: skip
def test_tables_hold_fields_beside_and_below_labels(region: str, fields: set[str], table: Rows) -> None:
    found, problems = seen(region, table)
    assert fields <= found
    assert problems == []


def test_wrong_field_of_a_table_is_located_in_its_cell() -> None:
    report = filing([["Name", "Phone"], ["Jane Doe", "020 7946 001"], ["John Roe", "020 7946 0018"]])
    (problem,) = observed(ContactInfo((), section="Contact", region="GB"), report)
    assert isinstance(problem, Problem)
    assert problem.location is not None
    assert (problem.location.row, problem.location.column) == (1, 1)


def test_value_on_the_line_below_its_label_is_seen() -> None:
    found, problems = seen("GB", "Telephone", "020 7946 0018", "Email:", "a@b.example", "We answer in 2024.")
    assert {"phone", "email"} <= found
    assert problems == []


def test_number_wrapped_over_lines_is_whole() -> None:
    assert seen("GB", "Phone: 020 7946", "0018") == ({"phone"}, [])
    assert seen("GB", "Phone: 020 7946 0018", "2024 was a good year.") == ({"phone"}, [])


def test_contact_must_stand_in_the_named_section() -> None:
    form = Form(("Report",), sections("Summary", "Contact", language=ENGLISH), language=ENGLISH)
    text = document(
        "Report", "Email: a@b.example", "1. Summary", "Fine.", "2. Contact", "Phone: 020 7946 0018"
    )
    check = ContactInfo(("phone", "email"), section="Contact", region="GB")
    (problem,) = observed(check, Filing(text, form))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.subject) == ("contact-missing", ("email",))
    assert "Contact" in str(problem.advice)
    assert observed(ContactInfo(("phone", "email"), region="GB"), Filing(text, form)) == []


def test_section_may_stand_within_another() -> None:
    children = (section_spec("Scope", ENGLISH), section_spec("Contact", ENGLISH))
    about = section_spec("About us", ENGLISH, children=children)
    form = Form(("Report",), named([about, section_spec("Summary", ENGLISH)], ENGLISH), language=ENGLISH)
    text = [
        "Report",
        "1. About us",
        "1.1 Scope",
        "All of it.",
        "1.2 Contact",
        "Email: a@b.example",
        "2. Summary",
        "Fine.",
    ]
    for name in ("Contact", "About us / Contact", "About us"):
        check = ContactInfo(("email",), section=name)
        assert list(check.mistakes(form)) == []
        assert wrong(check, Filing(document(*text), form)) == []
    elsewhere = Filing(document(*text[:5], "Fine.", "2. Summary", "Email: a@b.example"), form)
    assert wrong(ContactInfo(("email",), section="Contact"), elsewhere) == [("contact-none", "None")]


@pytest.mark.parametrize("blocks", [["1. Summary", "Fine."], ["1. Summary", "Fine.", "2. Contact"]])
def test_missing_or_empty_section_is_not_assessed(blocks: list[str]) -> None:
    (answer,) = observed(
        ContactInfo(("email",), section="Contact"), Filing(document("Report", *blocks), IN_ENGLISH)
    )
    assert isinstance(answer, NotAssessed)


def test_section_that_is_only_a_table_has_content() -> None:
    report = filing([["Name", "Jane Doe"]])
    assert wrong(ContactInfo(("email",), section="Contact"), report) == [
        ("contact-missing", "None")
    ] or wrong(ContactInfo(("email",), section="Contact"), report) == [("contact-none", "None")]


@pytest.mark.parametrize(
    ("mail", "right"),
    [
        ("a@example.com", True),
        ("a@EXAMPLE.COM", True),
        ("a@audit.example.com", True),
        ("a@example.org", False),
        ("a@notexample.com", False),
        ("a@example.com.evil.org", False),
    ],
)
@pytest.mark.parametrize("label", ["Email: ", "", "Write to "])
def test_mail_address_is_of_the_own_domain(label: str, mail: str, *, right: bool) -> None:
    check = ContactInfo(("email",), section="Contact", email_domains=("example.com",))
    problems = [one for one in observed(check, filing(label + mail)) if isinstance(one, Problem)]
    assert [(one.code, one.expected, one.actual) for one in problems] == (
        [] if right else [("email-invalid", "example.com", mail)]
    )


@pytest.mark.parametrize(
    ("url", "right"),
    [("https://www.example.com/a", True), ("example.com", True), ("https://example.org/example.com", False)],
)
def test_web_address_is_of_the_own_domain(url: str, *, right: bool) -> None:
    check = ContactInfo((), section="Contact", url_domains=("example.com",))
    expected = [] if right else [("url-invalid", url)]
    assert wrong(check, filing(f"Website: {url}")) == expected


def test_domain_must_be_one() -> None:
    (mistake,) = ContactInfo((), email_domains=("a b",)).mistakes(IN_ENGLISH)
    assert mistake.path == ("email_domains", 0)


def test_section_must_be_prescribed() -> None:
    (mistake,) = ContactInfo((), section="Nowhere").mistakes(IN_ENGLISH)
    assert mistake.path == ("section",)


def test_labels_of_the_pack_are_known() -> None:
    report = filing("Enquiries: 020 7946 001")
    assert wrong(ContactInfo((), section="Contact", region="GB"), report) == []
    check = ContactInfo((), section="Contact", region="GB", labels={"phone": ("Enquiries",)})
    assert wrong(check, report) == [("phone-invalid", "020 7946 001")]


@pytest.mark.parametrize(
    ("phone", "right"),
    [("+44 20 7946 0018", True), ("0044 20 7946 0018", True), ("020 7946 0018", False), ("112", True)],
)
def test_country_code_can_be_demanded(phone: str, *, right: bool) -> None:
    check = ContactInfo((), section="Contact", region="GB", country_code=True)
    assert wrong(check, filing(f"Phone: {phone}")) == ([] if right else [("phone-invalid", phone)])


def test_number_of_any_of_several_regions_is_right() -> None:
    for line in ("Phone: 020 7946 0018", "Phone: 01 234 5678", "电话：0719-5550126"):
        report = filing(line)
        assert wrong(ContactInfo((), section=section(report), region=("GB", "IE", "CN")), report) == []


def test_without_a_region_the_language_says_which_numbers_are_expected() -> None:
    assert seen("", "Phone: 020 7946 0018") == ({"phone"}, [])
    assert seen("", "Phone: (202) 692-1236") == ({"phone"}, [])
    assert seen("", "Phone: 5550126")[1] == [("phone-invalid", "5550126")]
    assert seen("", "电话：0113 496 0123")[1] != []


@pytest.mark.parametrize("value", ["none", "n/a", "N/A", "—", ""])
def test_word_for_nothing_is_no_contact(value: str) -> None:
    report = filing(f"Phone: {value}", "Email: a@b.example")
    assert [code for code, _ in wrong(ContactInfo(("phone",), section="Contact"), report)] == [
        "contact-missing"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Please tell us by email: name, age and question.",
        "Telephone: see our website.",
        "We answered 1,204 emails and 2,310 telephone calls in 2024.",
        "Faxed: a town. Hotel: Seaview. Note: P: value below 0.05.",
        "F: 12.5, P: 0.031",
    ],
)
def test_sentences_about_contacts_are_no_contacts(line: str) -> None:
    assert seen("GB", line)[1] == []


@pytest.mark.parametrize(
    "text", ["1" * 40_000, "Tel: " * 8_000, "020 7946 00 " * 4_000, "a@" * 20_000, "+" * 40_000]
)
def test_long_texts_take_linear_time(text: str) -> None:
    seen("GB", text)
