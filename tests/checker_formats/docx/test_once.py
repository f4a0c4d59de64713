"""Every visible character of a document is read exactly once."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.document import Document, Paragraph

Read = Callable[..., Document]

RUN = "<w:r><w:t>@</w:t></w:r>"  # each @ becomes a different character
BOX = f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
OLD = "<mc:Fallback><w:pict/><w:r><w:t>旧</w:t></w:r></mc:Fallback>"  # what old programs show instead
TWICE = f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>{OLD}</mc:AlternateContent></w:r>"
WRAPPERS = (
    "<w:ins>{}</w:ins>",
    "<w:moveTo>{}</w:moveTo>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:smartTag>{}</w:smartTag>",
    "<w:fldSimple>{}</w:fldSimple>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda wrapper, inside: wrapper.format(inside + RUN), st.sampled_from(WRAPPERS), inner)


PARAGRAPHS = st.lists(
    st.recursive(st.sampled_from([RUN, BOX, TWICE]), wrapped, max_leaves=3), max_size=3
).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.lists(inner, min_size=1, max_size=3).map(
        lambda cells: "".join(f"<w:tc>{cell}<w:p/></w:tc>" for cell in cells)
    )
    rows = st.lists(cells, min_size=1, max_size=2).map(
        lambda rows: "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    )
    return st.one_of(
        rows.map("<w:tbl>{}</w:tbl>".format),
        inner.map("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format),
        st.lists(inner, max_size=3).map("".join),
    )


@given(st.recursive(PARAGRAPHS, nested, max_leaves=6))
@settings(max_examples=200, deadline=None)
def test_every_visible_character_appears_exactly_once(read: Read, body: str) -> None:
    pieces = body.split("@")
    characters = [chr(0x4E00 + place) for place in range(len(pieces) - 1)]
    document = read("".join(piece + sign for piece, sign in zip(pieces, [*characters, ""], strict=True)))
    shown = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in document.blocks
    )
    assert sorted(shown.replace("\n", "")) == characters
