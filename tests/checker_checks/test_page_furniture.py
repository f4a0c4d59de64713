"""Pages: numbers, their total, and heads that are the same throughout."""

from dataclasses import replace

import pytest

from checker import Document, Filing, Form, NotApplicable, PageFurniture, Pattern
from checker.testing import document, observed
from checker_checks.page_furniture import PageFurnitureCheck


def _pages(count: int = 3, **changed: PageFurniture) -> tuple[PageFurniture, ...]:
    pages = {
        f"p{n}": PageFurniture(n, ("Acme report",), (f"{n}/{count}",), n, count) for n in range(1, count + 1)
    }
    return tuple((pages | changed).values())


def _codes(
    check: PageFurnitureCheck, pages: tuple[PageFurniture, ...], read: Document | None = None
) -> list[str]:
    read = read or document("Report", "Text")
    found = observed(check, Filing(replace(read, page_furniture=pages), Form()))
    return [getattr(one, "code", type(one).__name__) for one in found]


ALL = PageFurnitureCheck(length=True, same_head=True, following=(Pattern("endofreport"),))


def test_numbered_pages_with_a_total_pass() -> None:
    assert not _codes(ALL, _pages())


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (PageFurniture(2, ("Acme report",)), "page-number-missing"),
        (PageFurniture(2, ("Acme report",), ("2",), 2), "page-length-missing"),
        (PageFurniture(2, ("Acme report",), ("3/3",), 3, 3), "page-count"),
        (PageFurniture(2, ("Acme report",), ("2/4",), 2, 4), "page-count"),
        (PageFurniture(2, ("Acme report.",), ("2/3",), 2, 3), ""),
        (PageFurniture(2, ("Acmee report",), ("2/3",), 2, 3), "page-head"),
        (PageFurniture(2, ("Acme repor",), ("2/3",), 2, 3), ""),  # the rest stands in the next line
    ],
)
def test_one_wrong_page_is_found(page: PageFurniture, code: str) -> None:
    codes = _codes(ALL, _pages(p2=page))
    assert (codes[0] if codes else "") == code


def test_pages_that_were_not_submitted_are_missing() -> None:
    assert _codes(ALL, _pages(9)[:4]) == ["page-count"]


def test_a_last_page_may_say_that_it_is_the_last() -> None:
    end = PageFurniture(3, ("Acme report",), ("End of report",))
    assert not _codes(ALL, _pages(p3=end))
    assert _codes(PageFurnitureCheck(length=True), _pages(p3=end)) == [
        "page-number-missing",
        "page-length-missing",
    ]


def test_fields_of_a_word_processor_count() -> None:
    both = PageFurniture(None, ("Acme",), ("Page 1 of 1",), fields=frozenset({"page", "pages"}))
    assert not _codes(ALL, (both,))
    assert _codes(ALL, (replace(both, fields=frozenset({"page"})),)) == ["page-length-missing"]
    assert _codes(ALL, (replace(both, fields=frozenset()),)) == ["page-number-missing"]


def test_a_format_without_pages_is_not_judged() -> None:
    found = observed(ALL, Filing(document("Report"), Form()))
    assert [type(one) for one in found] == [NotApplicable]
