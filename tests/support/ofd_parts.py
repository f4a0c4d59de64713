"""OFD packages part by part, for tests that show all their input, and files that are made to do harm."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

Parts = Mapping[str, str | bytes]
ROOT = "<OFD><DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
A4 = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
TEXT = "本报告由各单位按照有关规定编制，所列数据截至年底。"
_FOLDER = "Doc_0/"


def document(pages: int = 1, common: str = "", rest: str = "") -> str:
    """Write a document part that lists pages, more common data, and what follows the pages."""
    listed = "".join(f'<Page ID="{number}" BaseLoc="P{number}.xml"/>' for number in range(1, pages + 1))
    return f"<Document><CommonData>{A4}{common}</CommonData><Pages>{listed}</Pages>{rest}</Document>"


def page(content: str, before: str = "") -> str:
    """Write a page part with one layer, and what stands before its content."""
    return f"<Page>{before}<Content><Layer>{content}</Layer></Content></Page>"


def words(
    text: str = TEXT,
    x: float = 20,
    y: float = 30,
    *,
    size: float = 4,
    attributes: str = "",
    inside: str = "",
    code: str = "",
) -> str:
    """Write a text object whose first character stands at a place, in millimetres."""
    steps = code or f'DeltaX="g {len(text) - 1} {size:g}"'
    return (
        f'<TextObject Boundary="{x:g} {y - size:g} 170 {size:g}" Size="{size:g}" Font="1" {attributes}>{inside}'
        f'<TextCode X="0" Y="{size:g}" {steps}>{text}</TextCode></TextObject>'
    )


def path(data: str, attributes: str = "", inside: str = "", boundary: str = "0 0 210 297") -> str:
    """Write a path object."""
    return f'<PathObject Boundary="{boundary}" {attributes}>{inside}<AbbreviatedData>{data}</AbbreviatedData></PathObject>'


def package(parts: Parts, *, root: str | bytes = ROOT) -> bytes:
    """Write a package; parts are named from the folder of the document, or from the root with a slash."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", root)
        for name, content in parts.items():
            archive.writestr(name[1:] if name.startswith("/") else _FOLDER + name, content)
    return file.getvalue()


def one_page(
    content: str, parts: Parts | None = None, common: str = "", before: str = "", rest: str = ""
) -> bytes:
    """Write a file of one page."""
    return package(
        {"Document.xml": document(1, common, rest), "P1.xml": page(content, before), **(parts or {})}
    )
