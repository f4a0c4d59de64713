"""Headers and footers, and the numbers of pages that Word fills in."""

from lxml import etree

from checker_formats.docx.furniture import fields_in, furniture
from checker_formats.docx.names import R, W


def _footer(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:ftr xmlns:w="{W[1:-1]}">{xml}</w:ftr>')


def test_fields_of_page_numbers_are_recognised_however_they_are_written() -> None:
    cut = "<w:p><w:r><w:instrText> PA</w:instrText></w:r><w:r><w:instrText>GE </w:instrText></w:r></w:p>"
    assert fields_in(_footer(cut)) == {"page"}
    simple = '<w:p><w:fldSimple w:instr=" NUMPAGES \\* Arabic "/><w:fldSimple w:instr="DATE"/></w:p>'
    assert fields_in(_footer(simple)) == {"pages"}
    assert not fields_in(_footer("<w:p><w:r><w:t>Page 1</w:t></w:r></w:p>"))


def test_each_kind_of_page_has_its_own_furniture() -> None:
    root = etree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"><w:sectPr><w:headerReference w:type="default" r:id="a"/>'
        '<w:headerReference w:type="first" r:id="b"/><w:footerReference w:type="default" r:id="c"/><w:titlePg/>'
        "</w:sectPr></w:body>"
    )
    found = list(
        furniture(root, {"a": ("Report",), "b": ("Acme",), "c": ("Page 1",)}, {"c": frozenset({"page"})})
    )
    assert [(one.head, one.foot, one.is_numbered) for one in found] == [
        (("Report",), ("Page 1",), True),
        (("Acme",), (), False),
    ]
