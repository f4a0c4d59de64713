"""Measure the readers beside their peers: CPU time, peak memory, and growth with the number of pages.

`python ci/benchmark.py [FILE...]` reads the examples, or the PDF and DOCX files that are named, with every engine
that is installed (the `bench` extra brings all of them), each in a process of its own, in turns; then generated
PDFs of 200 and 500 pages, unless `--no-growth` is given. Times are CPU milliseconds, the median of the turns.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
TURNS = 5  # of each engine, until it has used so many seconds:
ENOUGH = 20.0


class Engine(NamedTuple):
    """One way to read a file; `needs` names the module without which it is left out."""

    name: str
    needs: str
    read: Callable[[bytes], int | None]


class Measured(NamedTuple):
    """What reading a file took: CPU seconds, bytes of memory, and the pages that were read."""

    seconds: float
    memory: int
    pages: int


# --- engines -------------------------------------------------------------------------------------------------


def ours(content: bytes) -> int | None:
    reader = import_module("checker_formats.pdf.reader").PdfReader()
    return _pages(reader.read(content))


def stock(content: bytes) -> int | None:
    source = import_module("checker_formats.pdf.stock").stock_pages
    return _pages(import_module("checker_formats.pdf.reader").PdfReader(source).read(content))


def _pages(document: object) -> int | None:
    pages = getattr(document, "pages", None)
    return pages if isinstance(pages, int) else None


def pages_only(content: bytes) -> int:
    source = import_module("checker_formats.pdf.interpreter").interpreted_pages
    return sum(1 for _page in source(content).pages)


def pdfplumber(content: bytes) -> int:
    with import_module("pdfplumber").open(BytesIO(content)) as document:
        for page in document.pages:
            for table in page.find_tables():
                table.extract()
            page.extract_text()
            page.close()
        return len(document.pages)


def pdfium(content: bytes) -> int:
    document = import_module("pypdfium2").PdfDocument(content)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def ours_docx(content: bytes) -> None:
    import_module("checker_formats.docx.reader").DocxReader().read(content)


def python_docx_row(content: bytes) -> None:
    document = import_module("docx").Document(BytesIO(content))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def python_docx_cell(content: bytes) -> None:
    document = import_module("docx").Document(BytesIO(content))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in range(len(table.rows)):
            for column in range(len(table.columns)):
                _ = table.cell(row, column).text


def docx2python(content: bytes) -> None:
    with import_module("docx2python").docx2python(BytesIO(content)) as document:
        _ = document.document, document.text


def inflate_and_parse(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        import_module("lxml.etree").fromstring(package.read("word/document.xml"))


ENGINES = {
    ".pdf": (
        Engine("checker", "checker_formats", ours),
        Engine("checker, pages only", "checker_formats", pages_only),
        Engine("checker over the stock interpreter", "checker_formats", stock),
        Engine("pdfplumber, tables and text", "pdfplumber", pdfplumber),
        Engine("PDFium, text: the floor", "pypdfium2", pdfium),
    ),
    ".docx": (
        Engine("checker", "checker_formats", ours_docx),
        Engine("python-docx, row.cells", "docx", python_docx_row),
        Engine("python-docx, table.cell", "docx", python_docx_cell),
        Engine("docx2python", "docx2python", docx2python),
        Engine("inflate and lxml: the floor", "lxml", inflate_and_parse),
    ),
}


# --- measuring -----------------------------------------------------------------------------------------------


def measure(engine: Engine, path: Path) -> Measured:
    """Read a file here and now; again, warm, where that is cheap."""
    content = path.read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    pages = engine.read(content)
    seconds = time.process_time() - began  # with imports
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    if seconds < 2:  # imports may be the most of it: measure without them
        seconds = median(_seconds(engine, content) for _turn in range(3))
    return Measured(seconds, memory, pages or 1)


def _seconds(engine: Engine, content: bytes) -> float:
    began = time.process_time()
    engine.read(content)
    return time.process_time() - began


def in_turns(engines: Sequence[Engine], path: Path) -> Iterator[tuple[Engine, list[Measured]]]:
    """Measure all engines in turns, each in a process of its own, so that what else goes on hits all alike."""
    found: dict[str, list[Measured]] = {engine.name: [] for engine in engines}
    for _turn in range(TURNS):
        for engine in engines:
            if sum(one.seconds for one in found[engine.name]) < ENOUGH:
                found[engine.name].append(_apart(engine, path))
    return ((engine, found[engine.name]) for engine in engines)


def _apart(engine: Engine, path: Path) -> Measured:
    command = [sys.executable, __file__, "--engine", engine.name, str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return Measured(*json.loads(done.stdout))


def compare(path: Path, title: str) -> None:
    """Print a table of all engines on one file, the first as measure of the others."""
    engines = [one for one in ENGINES[path.suffix] if find_spec(one.needs)]
    print(f"\n{title}")
    print(f"  {'':36} {'CPU ms a page':>14} {'all ms':>9} {'ratio':>7} {'peak MiB':>9}")
    first = 0.0
    for engine, turns in in_turns(engines, path):
        seconds, pages = median(one.seconds for one in turns), turns[0].pages
        first = first or seconds
        each = f"{seconds * 1000 / pages:14.2f}" if path.suffix == ".pdf" else f"{'':14}"
        memory = median(one.memory for one in turns) / 2**20
        print(f"  {engine.name:36} {each} {seconds * 1000:9.1f} {seconds / first:7.2f} {memory:9.1f}")


# --- growth --------------------------------------------------------------------------------------------------


def generated(pages: int) -> bytes:
    """Write a PDF of many pages, each with text and a ruled table, as office programs write them."""
    signs = [chr(0x4E00 + 7 * index) for index in range(600)]
    mapped = "".join(f"<{index:04x}> <{ord(sign):04x}>\n" for index, sign in enumerate(signs))
    font = "/Type /Font /BaseFont /Song"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(pages))}] >>".encode(),
        f"<< {font} /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [4 0 R] >>".encode(),
        f"<< {font} /Subtype /CIDFontType2 /DW 1000 /CIDSystemInfo << /Ordering (Identity) >> >>".encode(),
        _stream(f"begincmap 600 beginbfchar\n{mapped}endbfchar endcmap"),
    ]
    resources = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
    for page in range(pages):
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {7 + 2 * page} 0 R >>".encode())
        objects.append(_stream("\n".join(_painted(page))))
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return bytes(out) + f"{head}trailer << /Size 1 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def _painted(page: int) -> Iterator[str]:
    for line in range(24):
        codes = "".join(f"{(page * 31 + line * 17 + place * 7) % 600:04x}" for place in range(36))
        yield f"q 0 0 0 rg BT 70 {780 - 18 * line} Td /F1 12 Tf <{codes}> Tj ET Q"
    for row in range(13):
        yield f"0.5 w 70 {330 - 20 * row} m 530 {330 - 20 * row} l S"
    for column in range(9):
        yield f"{70 + 57.5 * column} 330 m {70 + 57.5 * column} 90 l S"
    for place in range(12 * 8):
        row, column = divmod(place, 8)
        code = f"{(page + place) % 600:04x}" * 3
        yield f"q BT {74 + 57.5 * column} {316 - 20 * row} Td /F1 10 Tf <{code}> Tj ET Q"


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode())
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


# --- command -------------------------------------------------------------------------------------------------


def main() -> None:
    """Compare the engines on files and on growing documents, or measure one for the parent process."""
    arguments = argparse.ArgumentParser(description="Measure the readers beside their peers.")
    arguments.add_argument("files", nargs="*", type=Path, help="PDF and DOCX files (default: the examples)")
    arguments.add_argument("--no-growth", action="store_true", help="leave out the generated long documents")
    arguments.add_argument("--engine", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.engine:
        (path,) = given.files
        engine = next(one for one in ENGINES[path.suffix] if one.name == given.engine)
        print(json.dumps(measure(engine, path)))
        return
    examples = ROOT / "examples"
    for path in given.files or sorted([*examples.glob("*.pdf"), *examples.glob("*.docx")]):
        compare(path, path.name)
    for engine in {one.needs: one for engines in ENGINES.values() for one in engines}.values():
        if not find_spec(engine.needs):
            print(f"\n{engine.needs} is not installed: left out")
    if not given.no_growth:
        with TemporaryDirectory() as folder:
            for pages in (200, 500):
                path = Path(folder, f"{pages}.pdf")
                path.write_bytes(generated(pages))
                compare(path, f"{pages} generated pages")


if __name__ == "__main__":
    main()
