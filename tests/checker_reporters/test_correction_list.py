"""The list of corrections shows the text with the edit made in it."""

from checker import Style
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, text, word_file
from tests.support.engine import app


def test_a_figure_is_shown_in_its_words() -> None:
    faulty = changed(
        clean(), text("上年结转1件", "上年结转3件"), text("自2024年1月1日起", "自2023年1月1日起")
    )
    report = app().engine(fixes=True).check("report.docx", word_file(faulty))
    written = "".join(app().host.reporters["text"].write([report], Style(language="zh")))
    assert "上年结转3件 → 上年结转1件" in written
    assert "2023年1月1日起至2024年12月31日 → 2024年1月1日起至2024年12月31日" in written.replace(
        "\n", ""
    ).replace("     ", "")
