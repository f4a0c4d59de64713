"""The opening gives complete contacts, and every field is well formed."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.documents.document import Note
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import NotAssessed, Problem
from checker.messages import Message
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.contact_labels import Field
from checker_checks.contacts import ContactInfo
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

FORM = Form(("政府信息公开工作年度报告",), sections("总体情况"), language=CHINESE)
EVERY: tuple[Field, ...] = tuple(
    field for field in get_args(Field) if field != "name"
)  # names are looked for in sections
WHOLE = (
    "本报告电子版可在门户网站（http://www.qp.gov.cn）查阅。如有疑问，请与办公室联系（地址：青屏县沿河路18号；"
    "邮编：442799；电话：0719-5550126；传真：0719-5550127；电子邮箱：qpswj@163.com）。"
)


def report(*opening: str, body: str = "2024年，推进公开。", lost: bool = False) -> Filing:
    notes = [Note("no-text-layer", Message("page 2 is a picture"), 2, lost=True)] if lost else []
    title = "青屏县水务局2024年政府信息公开工作年度报告"
    return Filing(document(title, *opening, "一、总体情况", body, notes=notes), FORM, calendar_year(2024))


def found(filing: Filing, required: tuple[Field, ...] = ()) -> list[Problem]:
    seen = observed(ContactInfo(required), filing)
    assert all(isinstance(each, Problem) for each in seen)
    return [each for each in seen if isinstance(each, Problem)]


def codes(filing: Filing, required: tuple[Field, ...] = ()) -> list[tuple[str, str]]:
    return [(each.code, str(each.actual)) for each in found(filing, required)]


@pytest.mark.parametrize(
    "opening",
    [
        [WHOLE],
        [WHOLE.replace("：", ":").replace("；", ",").replace("（", "(").replace("）", ")")],
        [WHOLE.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-@.:/"})],
        [WHOLE.replace("http://", "http://\n").replace("电话：", "电\n话：").replace("-5550", "-\n5550")],
        [WHOLE.replace("gov", "g\n\nov").replace("邮箱：", "邮箱：\n").replace("@163", "@1\n63")],
        [line + "；" for line in WHOLE.split("；")],
        [WHOLE.replace("；", " ").replace("：", "")],
        [
            WHOLE.replace("地址：", "办公地址为")
            .replace("电话：", "联系电话（办公室）：")
            .replace("邮编", "邮政编码")
        ],
    ],
)
def test_complete_contacts_pass(opening: list[str]) -> None:
    assert found(report(*opening), EVERY) == []


@pytest.mark.parametrize("field", EVERY)
def test_missing_contact_is_named(field: Field) -> None:
    gone = {
        "address": "地址：青屏县沿河路18号；",
        "phone": "电话：0719-5550126；",
        "fax": "传真：0719-5550127；",
        "email": "；电子邮箱：qpswj@163.com",
        "postcode": "邮编：442799；",
        "url": "（http://www.qp.gov.cn）",
    }
    filing = report(WHOLE.replace(gone[field], ""))
    (problem,) = found(filing, EVERY)
    assert (problem.code, problem.subject) == ("contact-missing", (field,))
    assert problem.location == filing.opening[0].location
    assert {"url": "web"}.get(field, field) in problem.message.render("en")
    assert problem.advice is not None


def test_blank_contact_is_missing() -> None:
    filing = report("请联系（地址：；邮编：442799；电话：，传真：0719-5550127）。")
    (problem,) = found(filing, ("address", "phone"))
    assert (problem.code, problem.subject) == ("contact-missing", ("address", "phone"))


@pytest.mark.parametrize("signs", ["××××", "???", "■■■", "____", "待定"])
def test_signs_to_be_replaced_are_no_missing_contact(signs: str) -> None:
    assert found(report(f"请联系（地址：{signs}；电话：0719-5550126）。"), ("address", "phone")) == []


def test_unread_digits_are_not_wrong() -> None:
    assert codes(report("请联系（电话：\ue000719-555\ue000126；邮编：44\ue0009）。")) == []


def test_no_contact_at_all_has_a_code_of_its_own() -> None:
    for opening in ("现公布本报告。", "现公布本报告（http://www.qp.gov.cn）。"):
        (problem,) = found(report(opening), ("address", "phone"))
        assert (problem.code, problem.subject) == ("contact-none", ())
    (problem,) = found(report("请联系（电子邮箱：a@b.cn）。"), ("address", "phone"))
    assert problem.code == "contact-missing"


def test_contacts_may_stand_elsewhere() -> None:
    filing = report("现公布本报告。", body="联系地址：青屏县沿河路18号，联系电话：0719-5550126。")
    assert found(filing, ("address", "phone")) == []


def test_address_and_phone_are_recognised_without_label() -> None:
    assert found(report("请与办公室（青屏县沿河路18号）联系（0719-5550126）。"), ("address", "phone")) == []


def test_phone_number_of_an_applicant_is_not_a_contact() -> None:
    filing = report("现公布本报告。", body="申请人张某（电话：13812345678）的申请已答复。")
    assert [each.code for each in found(filing, ("phone",))] == ["contact-none"]


def test_contact_is_not_called_missing_if_a_page_is_unread() -> None:
    outcomes = observed(ContactInfo(), report("现公布本报告。", lost=True))
    assert outcomes
    assert all(isinstance(outcome, NotAssessed) and outcome.unread for outcome in outcomes)


PHONES = [
    "0955-8723233",
    "027-34912743",
    "0517-87290606",
    "0518-2782142",
    "0719—5550126",
    "07195550126",
    "（0719）5550126",
    "0719 - 555 0126",
    "+86-719-5550126",
    "0719-5550126转801",
    "0719-5550126-801",
    "0719-5550126、5550128",
    "0719-5550126/28",
    "0719-5550126（工作日8:30-12:00）",
    "0719-5550126，2024年有效",
    "王某 0719-5550126",
    "0719-5550126 13812345678",
    "13812345678",
    "138-1234-5678",
    "400-810-1234",
    "12345",
    "0719-12345",
    "0719-XXXXXXX",
    "0086-719-5550126",
    "008607195550126",
    "+86 719 5550126",
    *(f"0719{dash}5550126" for dash in "-‐‑‒–—―−˗➖⸺⸻﹣－~～_.．"),
    *(f"0719{sign}-5550126" for sign in "\u200b\u200c\u200e\u202d\u2060\ufeff"),
    "0719\u00ad5550126",
    "（0719）-5550126",
    "0719-5550126-8012",
    "0719-5550126分机8012",
    "0719-5550126 转 8012",
    "0719-5550126、12345",
    "0719-5550126、5550127、5550128",
    "0719-5550126或5550127",
    "0719-5550126转办公室",
    "12345转水务局",
    "010-66013330",
    "020-12345",
    "95598",
    "0531-66013330",
    "0991-2345678",
    "0719-5550126（转8012）",
    "[0719]5550126",
    "【0719】5550126",
    "+86(719)5550126",
    "+86 (0)719 5550126",
    "0719·5550126",
    "0719:5550126",
    "0719/5550126",
    "0719-5550126/0127",
    "10086",
    "+852 2810 2545",
    "王某（0719-5550126）",
    "0719-5550126（办），13812345678（手）",
]


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize("label", ["电话：", "联系电话:", "电话/传真：", "传真："])
def test_valid_phone_numbers_pass(label: str, number: str) -> None:
    assert codes(report(f"请联系（{label}{number}；邮编：442799）。")) == []


@pytest.mark.parametrize(
    "number",
    [
        "0838-840653977",
        "0838-840653\n977",
        "5550126",
        "0719-555012",
        "0123-5550126",
        "719-5550126",
        "021-123456",
        "1381234567",
        "400-810-123",
        "0719-5550126、0719-555012888",
        "0719-5550126、555012",
        "0719-5550126转",
        "0719-5550126分机",
        "0719-5550126转分机",
        "0719-5550",
        "123456",
        "0179-5550126",
        "010-6601333",
        "010-660133300",
        "021-5550126",
        "0719-55501260",
        "0719-1550126",
        "0719-0550126",
        "010-16601333",
        "0719-555012l",
        "0719-555O126",
        "O719-5550126",
        "0086-179-5550126",
        "0719~555012",
    ],
)
def test_invalid_phone_number_is_quoted(number: str) -> None:
    ((code, actual),) = codes(report(f"请联系（电话：{number}；电子邮箱：a@b.cn）。"))
    assert (code, actual) == ("phone-invalid", number.rpartition("、")[2])


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("0179-5550126", "there is no area code 0179"),
        ("010-6601333", "7 digits after area code 010, which has 8"),
        ("0719-1550126", "no number begins with 1 after the area code"),
        ("0719-555O126", "a letter stands for a digit"),
        ("5550126", "the area code is missing"),
        ("0719-5550126转", "the extension is missing"),
    ],
)
def test_reason_why_a_number_is_wrong_is_given(number: str, reason: str) -> None:
    (problem,) = found(report(f"请联系（电话：{number}；电子邮箱：a@b.cn）。"))
    assert reason in problem.message.render("en")


def test_fax_and_phone_are_distinguished() -> None:
    (problem,) = found(report("（电话：0719-5550126；传真：0719-555012）"))
    assert (problem.code, problem.subject) == ("phone-invalid", ("fax",))
    assert "fax" in str(problem.message)


@pytest.mark.parametrize(
    "mail",
    [
        "a.b-c_d@mail.qp.gov.cn",
        "dhq@163.com。",
        "dhq＠163.com",
        "dhq35@163 .com",
        "a@b.cn/c@d.cn",
        "××××",
        "无",
        "mailto:dhq@163.com",
        "<dhq@163.com>",
        "dhq@政务.中国",
        "dhq@青屏县.政务.cn",
        "dhq@qing\u00adping.gov.cn",
        "dhq@\u200b163.com",
        "dhq@163．com",
        "dhq@x.co",
    ],
)
def test_valid_mail_addresses_pass(mail: str) -> None:
    assert codes(report(f"联系（电子邮箱：{mail}）。")) == []


@pytest.mark.parametrize(
    "mail",
    [
        "dhq35@163",
        "dhq35163.com",
        "@163.com",
        "dhq35@",
        "a b@.com",
        "a@@163.com",
        ".dhq@163.com",
        "dhq.@163.com",
        "d..hq@163.com",
        "dhq@163..com",
        "dhq@-163.com",
        "dhq@163.c",
        "dhq@163.con",
        "dhq@163.co",
        "mailto:dhq@163",
    ],
)
def test_invalid_mail_address_is_quoted(mail: str) -> None:
    ((code, actual),) = codes(report(f"联系（邮编：442799；E-mail：{mail}）。"))
    assert code == "email-invalid"
    assert actual in mail


@pytest.mark.parametrize(
    ("code", "right"), [("62160", False), ("6216000", False), ("6 2 1 6 0 0", True), ("62160\n0", True)]
)
def test_postcode_has_six_digits(code: str, *, right: bool) -> None:
    assert codes(report(f"（邮编：{code}；电话：0719-5550126）")) == (
        [] if right else [("postcode-invalid", code)]
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qp.gov.cn",
        "https://qp.gov.cn:8080/a/b?c=1#d",
        "http：／／www．qp．gov．cn",
        "http://\nwww.qps.gov.cn",
        "http://www.znz\n\nf.gov.cn",
        "www.qp.gov.cn/",
        "http://www.qingping.example",
        "http://10.1.2.3/zwgk",
        "http://青屏县.政务.cn",
        "http://www.qp.gov.cn/、http://www.sl.gov.cn",
        "<http://www.np.gov.cn/>",
        "http://青屏县.政务.中国",
        "http://www.qp.gov.cn,http://www.sl.gov.cn",
        "http://www.qp.gov.cn，www.sl.gov.cn",
        "http://www.qp.gov.cn，net.qp.gov.cn",
        "http://www\u00adqingping.example",
        "http://www.qingping‐x.example",
        "http://xxgk.qp.gov.cn/www.html",
        "ftp://ftp.qp.gov.cn",
    ],
)
def test_valid_web_addresses_pass(url: str) -> None:
    assert codes(report(f"电子版可在网站（{url}）查阅。")) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://wwwqpgovcn",
        "http//www.qp.gov.cn",
        "htt p:/www.qp.gov.cn",
        "http://www,qp.gov.cn",
        "www..gov.cn",
        "htpp://www.qp.gov.cn",
        "htttp://www.qp.gov.cn",
        "hhtp://www.qp.gov.cn",
        "ttp://www.qp.gov.cn",
        "htps://www.qp.gov.cn",
        "wwww.qp.gov.cn",
        "http://wwww.qp.gov.cn",
        "http://ww.qp.gov.cn",
        "http://www.qp,gov.cn",
        "http://www.qp.gov,cn",
        "http://www.qp，gov.cn",
        "http://www.qp..gov.cn",
        "http://www.qp.gov.c",
        "http://www.qp.gov.cm",
        "http://www.qp.gov",
        "http://www.qp.con",
        "http://www.qp.co",
        "http://www.qp.gvo.cn",
        "http://www.qp。gov.cn",
        "httpwww.qp.gov.cn",
        "vvv.qp.gov.cn",
        "ww.qp.gov.cn",
        "http:///www.qp.gov.cn",
    ],
)
def test_invalid_web_address_is_quoted(url: str) -> None:
    ((code, _),) = codes(report(f"电子版可在网站（{url}）查阅。"))
    assert code == "url-invalid"


@pytest.mark.parametrize(
    "text",
    [
        "群众可通过电话、传真、电子邮件和信函等方式申请，公布地址、邮编等信息。",
        "电话咨询20余次，网站采用https协议，支持http/https访问。",
        "网站支持IPv6，IP地址：10.0.0.1。",
        "关注微博@青屏发布。",
    ],
)
def test_sentences_about_contacts_are_not_contacts(text: str) -> None:
    assert codes(report(text)) == []


@given(st.text("电话地址邮编网址传真：:（）()0123456789-转@.http/w a、；\n", max_size=60))
def test_any_opening_text_can_be_checked(text: str) -> None:
    assert {problem.code for problem in found(report(text), EVERY)} <= set(ContactInfo.codes)


IN_ENGLISH = Form(("Report",), sections("Summary"), language=ENGLISH)


def abroad(line: str, region: str = "GB") -> list[tuple[str, str | None]]:
    """List (code, what is quoted) of an English report's contact line."""
    filing = Filing(
        document("Trust Report 2024", line, "1. Summary", "We did things."), IN_ENGLISH, calendar_year(2024)
    )
    check = ContactInfo(("address", "phone", "email"), region=region)
    problems = [seen for seen in check.run(filing) if isinstance(seen, Problem)]
    return [(problem.code, str(problem.actual) if problem.actual else None) for problem in problems]


@pytest.mark.parametrize(
    "line",
    [
        "Address: 4 Customs Lane; phone: 020 7946 0018; email: a@b.example",
        "Postal address: 4 Customs Lane, Tel. no. is below. Telephone number: +44 20 7946 0018. E-mail address: a@b.example",
        "ADDRESS: 4 Customs Lane PHONE: (020) 7946 0018 FAX: 0113 496 0123 EMAIL: a@b.example POSTCODE: PH2 6QA",
        "Address: 4 Customs Lane, Phone: +86 10 6655 7788, Email: a@b.example, Website: https://b.example",
    ],
)
def test_complete_foreign_contacts_pass(line: str) -> None:
    assert abroad(line) == []


def test_phone_number_unknown_in_the_region_is_reported() -> None:
    line = "Address: 4 Customs Lane; phone: 020 7946 001; email: a@b.example"
    assert abroad(line) == [("phone-invalid", "020 7946 001")]
    assert abroad(line.replace("020 7946 001", "(212) 736-5000"), "US") == []
    assert abroad("Phone: XXXX; email: a@b") == [
        ("contact-missing", None), ("email-invalid", "a@b"),
    ]  # fmt: skip


def test_words_that_end_like_labels_are_not_labels() -> None:
    assert abroad("Hotel: Seaview; Fairfax: a town; saxophone: 12") == [("contact-none", None)]


def test_region_must_exist() -> None:
    (mistake,) = ContactInfo(region="XX").mistakes(IN_ENGLISH)
    assert mistake.path == ("region",)


@pytest.mark.parametrize(
    ("supplier", "named"),
    [
        ("Harbour Chemicals Ltd, 4 Customs Lane, Porthaven", True),
        ("Company: 3M Porthaven\n4 Customs Lane", True),
        ("Supplier ● Harbour\n4 Customs Lane", True),
        ("4 Customs Lane, PH2 6QA", False),
        ("Company:\nTelephone: +44 20 7946 0018", False),
    ],
)
def test_a_name_is_what_is_no_other_field(supplier: str, named: bool) -> None:  # as parametrized
    check = ContactInfo(("name",), "Summary", labels={"name": ("Company", "Supplier")})
    text = document(
        "Trust Report 2024", "1. Summary", *supplier.split("\n"), "sds@harbour.example", "2. Risks", "None."
    )
    form = Form(("Report",), sections("Summary", "Risks"), language=ENGLISH)
    codes = [
        one.code
        for one in observed(check, Filing(text, form, calendar_year(2024)))
        if isinstance(one, Problem)
    ]
    assert codes == ([] if named else ["contact-missing"])


def test_a_name_needs_a_section_or_a_label() -> None:
    (mistake,) = ContactInfo(("name",)).mistakes(IN_ENGLISH)
    assert mistake.path == ("required",)
