"""Comments and marks of reviewers, which are to be removed before a document is handed in."""

from collections.abc import Iterator, Sequence

from checker import Block, Location, Messages, Note, Paragraph
from checker_formats.author import AUTHOR
from checker_formats.pages.page import Comment
from checker_formats.pages.pictures import block_above

_ = Messages(__package__)

_QUOTED = 40  # characters of a comment that a note quotes


def comment_notes(comments: Sequence[tuple[int, Comment]], blocks: Sequence[Block]) -> Iterator[Note]:
    """Yield a note on the comments of a document, at the first of them; those of this program have their own."""
    own = [one for one in comments if one[1].author == AUTHOR]
    if own:
        page, first = own[0]
        place = block_above(blocks, page, first.bbox[1]) if blocks else None
        yield Note("comments", _("{count} comments by Checker are left in", count=len(own)), page, place)
    comments = [one for one in comments if one[1].author != AUTHOR]
    if not comments:
        return
    page, first = comments[0]
    place = block_above(blocks, page, first.bbox[1]) if blocks else None
    quoted = next((" ".join(comment.text.split()) for _page, comment in comments if comment.text.strip()), "")
    pages = sorted({number for number, _comment in comments})
    where = ", ".join(map(str, pages))
    if not quoted:
        message = _("{count} reviewers' marks are left on pages {pages}", count=len(comments), pages=where)
    else:
        message = _(
            "{count} reviewers' comments or marks are left on pages {pages}, for example “{text}”",
            count=len(comments), pages=where, text=quoted[:_QUOTED],
        )  # fmt: skip
    yield Note("comments", message, page, place)


def comment_blocks(comments: Sequence[tuple[int, Comment]], first: int) -> Iterator[Paragraph]:
    """Yield the texts of comments as blocks outside the body, numbered from `first`."""
    texts = [(page, comment) for page, comment in comments if comment.text.strip()]
    for index, (page, comment) in enumerate(texts, first):
        yield Paragraph(comment.text, Location(index, page, bbox=comment.bbox), part="comment")
