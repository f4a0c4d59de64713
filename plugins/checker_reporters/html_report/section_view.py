"""A section of the document on the page: its heading, and what is wrong in it where it stands."""

from collections.abc import Callable, Mapping, Sequence

from checker import Picture, SectionExcerpt, dataclass
from checker_reporters.html_report import words
from checker_reporters.html_report.article import articles
from checker_reporters.html_report.correction_view import CorrectionView
from checker_reporters.html_report.marked_text import marked
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.html_report.spots import Spot
from checker_reporters.html_report.table_view import Place, TableView
from checker_reporters.wording import ReportWording

Heading = Callable[[int], str]  # names the element of a heading of a level


@dataclass(frozen=True)
class SectionView:
    """Write a section; `views` are the corrections that begin in it, by block.

    `spots` are all that there are, and `added` the places in tables that are added up, by block. `quoted` is the
    language tag of the document's text where it is not the page's.
    """

    section: SectionExcerpt
    views: Mapping[int, Sequence[CorrectionView]]
    spots: Mapping[int, Sequence[Spot]]
    added: Mapping[int, frozenset[Place]]
    wording: ReportWording
    quoted: str | None
    heading: Heading

    def write(self) -> Html:
        """Write the heading, then each block with its corrections below."""
        title: Content = self.wording.render(self.section.heading or words.OPENING)
        content: list[Content] = []
        texts_of = {text.location.block for text in self.section.texts}
        tables_of = {table.location.block for table in self.section.tables}
        for block in sorted({*self.views, *texts_of, *tables_of}):
            texts = self._texts(block)
            if texts and self._is_heading(block):
                title = texts[0]
            else:
                content += (element("blockquote", text, lang=self.quoted) for text in texts)
            tables = self._tables(block)
            content += (table.draw() for table in tables)
            content += map(
                self._picture,
                (one for one in self.section.pictures if one.block == block and (texts or tables)),
            )
            views = self.views.get(block, ())
            shown = {
                view.id
                for view in views
                if texts or any(table.shows(spot) for table in tables for spot in view.spots)
            }
            content += (("\n", one) for one in articles(views, self.heading(4), shown=shown))
        language = self.quoted if self.section.heading else None
        heading = element(self.heading(3), title, class_="sec", lang=language)
        return element("section", heading, *content, class_="part")

    def faultless(self, *, judged: bool) -> Html:
        """Write the section in one line; unless everything was `judged`, nobody knows that nothing is wrong."""
        state = self.wording.render(words.NOTHING_WRONG if judged else words.NOTHING_FOUND)
        heading = element("span", self.wording.render(self.section.heading), lang=self.quoted)
        kind = "sec fine" if judged else "sec"
        title = element(self.heading(3), heading, " ", element("span", state, class_="state"), class_=kind)
        return element("section", title, class_="part")

    def _is_heading(self, block: int) -> bool:
        start = self.section.start
        return start is not None and start.row is None and start.block == block

    def _texts(self, block: int) -> Sequence[Content]:
        """Mark the stretches of a paragraph, each with the spots that are in it; none where it has no spots."""
        left = list(self.spots.get(block, ()))
        excerpts = [text for text in self.section.texts if text.location.block == block] if left else []
        texts: list[Content] = []
        for excerpt in reversed(excerpts):  # the first one shows what is found in none
            own = [spot for spot in left if excerpt is excerpts[0] or spot.find(excerpt.text, excerpt.start)]
            left = [spot for spot in left if spot not in own]
            texts.insert(0, tuple(marked(excerpt, own, self.wording)))
        return texts

    def _picture(self, picture: Picture) -> Html:
        """Write a part of a page, folded: it shows what was read, for those who doubt that."""
        name = self.wording.render(words.PICTURE.with_values(page=picture.page))
        image = element("img", src=f"data:image/png;base64,{picture.png}", alt=name, loading="lazy")
        return element("details", element("summary", name), image, class_="page")

    def _tables(self, block: int) -> Sequence[TableView]:
        spots = self.spots.get(block, ())
        added = self.added.get(block, frozenset())
        excerpts = [table for table in self.section.tables if table.location.block == block] if spots else []
        titles = dict.fromkeys(view.place[0] for view in self.views.get(block, ()))
        title = " · ".join(titles) if self.wording.render(self.section.heading) not in titles else ""
        views = (TableView(title, excerpt, spots, added, self.wording, self.quoted) for excerpt in excerpts)
        return [view for view in views if any(map(view.shows, spots))]
