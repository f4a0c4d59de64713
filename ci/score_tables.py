"""Print tables with few rules or none whose cells are known, read them back, and count: this reader beside pdfplumber.

`python ci/score_tables.py [--seed S] [--keep FOLDER] [--show]` prints 99 tables with Chromium and with LibreOffice,
nine styles by eleven shapes, some beside charts, frames and forms, and 58 pages without tables. A table is exact if its
page holds one table, with its rows, its columns, and the text of each cell in its place (spaces apart). The exit code is
1 if fewer than 90 % are exact, more than 3 % of the pages without tables show one, or a cell is certain and wrong.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "ci")]


from checker_formats.pdf.reader import PdfReader  # noqa: E402  # after sys.path
from table_cases import SHAPES, STYLES, TableCase, table_cases  # noqa: E402  # beside this script
from table_negatives import negatives  # noqa: E402  # likewise
from table_prints import WORD_NEGATIVES, html_file, print_html, print_word, word_file  # noqa: E402  # likewise
from tests.support.languages import LANGUAGES  # noqa: E402  # the modules of the tests

EXACT, FALSE = 0.9, 0.03  # shares
Grid = list[list[str]]
Page = tuple[str, TableCase | str]  # who prints it; what it holds: a table, or something else


def squeezed(rows: Sequence[Sequence[str | None]]) -> Grid:
    """Drop spaces, which stand where lines are joined in some languages."""
    return [["".join((text or "").split()) for text in row] for row in rows]


def ours(pdf: Path) -> tuple[dict[int, list[Grid]], set[int]]:
    """Return the tables by page, and the pages on which a cell is certain."""
    document = PdfReader(languages=LANGUAGES).read(pdf.read_bytes())
    found: dict[int, list[Grid]] = defaultdict(list)
    certain = set()
    for table in document.tables:
        grid = [[""] * table.width for _row in range(table.height)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text
        page = table.location.page or 0
        found[page].append(squeezed(grid))
        if any(cell.certain for cell in table.cells):
            certain.add(page)
    return found, certain


def pdfplumber(strategy: str) -> Callable[[Path], tuple[dict[int, list[Grid]], set[int]]]:
    """Return a reading by pdfplumber, with one of its strategies."""

    def read(pdf: Path) -> tuple[dict[int, list[Grid]], set[int]]:
        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with import_module("pdfplumber").open(pdf) as document:
            found = {
                page.page_number: [squeezed(grid) for grid in page.extract_tables(settings)]
                for page in document.pages
            }
        return found, set()

    return read


def printed(folder: Path, seed: str) -> Iterator[tuple[Path, list[Page]]]:
    """Print all pages; yield each file with what its pages hold."""
    tables = list(table_cases(seed))
    others = list(negatives(seed))
    pdf = print_html(html_file([*tables, *others]), folder, "chromium")
    shown: list[TableCase | str] = [*tables, *(other.name for other in others)]
    yield pdf, _one_each(pdf, "chromium", shown)
    names = [name for name in WORD_NEGATIVES for _tongue in ("en", "zh")]
    pdf = print_word(word_file(tables, names, seed), folder, "libreoffice")
    shown = [*tables, *names]
    yield pdf, _one_each(pdf, "libreoffice", shown)


def _one_each(pdf: Path, engine: str, shown: Sequence[TableCase | str]) -> list[Page]:
    """Name what each page holds; exit if something ran onto a second page, which would shift the pages after it."""
    pages = len(import_module("pypdfium2").PdfDocument(pdf))
    if pages != len(shown):
        sys.exit(f"{pdf.name}: {pages} pages for {len(shown)} cases; what is on them is not known")
    return [(engine, one) for one in shown]


def main() -> int:
    """Print, read and count; return the exit code."""
    arguments = argparse.ArgumentParser(description="Score the reading of tables with few rules or none.")
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--keep", type=Path, help="a folder for the printed files")
    arguments.add_argument("--show", action="store_true", help="print what is wrong")
    given = arguments.parse_args()
    engines: dict[str, Callable[[Path], tuple[dict[int, list[Grid]], set[int]]]] = {"checker": ours}
    if find_spec("pdfplumber"):
        engines |= {"pdfplumber, lines": pdfplumber("lines"), "pdfplumber, text": pdfplumber("text")}
    with TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        files = list(printed(folder, given.seed))
        passed = True
        for name, read in engines.items():
            fine = score(name, files, read, show=given.show and name == "checker")
            passed &= fine or name != "checker"
    return not passed


def score(
    name: str,
    files: Sequence[tuple[Path, list[Page]]],
    read: Callable[[Path], tuple[dict[int, list[Grid]], set[int]]],
    *,
    show: bool,
) -> bool:
    """Print how many tables come back exactly, and return whether that is enough."""
    exact: Counter[str] = Counter()
    total: Counter[str] = Counter()
    false: list[str] = []
    sure: list[str] = []
    for pdf, pages in files:
        found, certain = read(pdf)
        for number, (engine, one) in enumerate(pages, 1):
            grids = found.get(number, [])
            where = f"{engine} {number}"
            if not isinstance(one, TableCase):
                total["negatives"] += 1
                if grids:
                    false.append(f"{where} {one}")
                    _show(grids, f"{where} {one}: no table", show=show)
                continue
            keys = ("tables", engine, one.style, one.shape)
            total.update(keys)
            if grids == [squeezed(one.grid)]:
                exact.update(keys)
                continue
            if number in certain:
                sure.append(where)
            _show([squeezed(one.grid), *grids], f"{where} {one.style} {one.shape} {one.companion}", show=show)
    share = f"{exact['tables']} of {total['tables']} tables exact ({exact['tables'] / total['tables']:.1%})"
    print(f"\n{name}: {share}, {len(false)} of {total['negatives']} other pages show tables")
    for group in (("chromium", "libreoffice"), STYLES, SHAPES):
        print("  " + ", ".join(f"{key} {exact[key]}/{total[key]}" for key in group))
    if false:
        print("  false: " + ", ".join(false))
    if sure:
        print("  wrong, but cells are certain: " + ", ".join(sure))
    return (
        exact["tables"] >= EXACT * total["tables"] and len(false) <= FALSE * total["negatives"] and not sure
    )


def _show(grids: Sequence[Grid], title: str, *, show: bool) -> None:
    if show:
        print(f"\n## {title}")
        for place, grid in enumerate(grids):
            print("  " + ("found" if place else "wanted"))
            print("\n".join("    " + " | ".join(row) for row in grid))


if __name__ == "__main__":
    sys.exit(main())
