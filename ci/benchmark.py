"""Measure the readers beside their peers: CPU time, peak memory, and growth with the number of pages; and start-up.

`python ci/benchmark.py [FILE...]` reads the examples, and the PDF and DOCX files that are named, with every engine that
is installed, judges the examples, and, unless `--no-growth` is given, reads generated documents of 5, 200 and 500 pages,
and judges documents that grow in one way each (more rows, longer paragraphs …). The peers are in the extra
`bench`; alone: `pip install pdfplumber pdf_oxide pypdfium2 python-docx docx2python`. Each reading is of a process that
has read another file before, so that imports are not counted; engines, and lengths, take turns (`--turns`). Times are
CPU milliseconds, the median of the turns; memory is the peak of the whole process.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from growth import GROWING  # beside this script

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
TURNS = 5  # of each engine, until it has used so many seconds:
ENOUGH = 20.0
PAGES = (5, 200, 500)


class Engine(NamedTuple):
    """One way to read a file; `needs` names the module without which it is left out."""

    name: str
    needs: str
    read: Callable[[bytes], int | None]


class Measured(NamedTuple):
    """What reading a file took: CPU seconds, bytes of memory, and the pages that were read; no numbers if it failed."""

    seconds: float
    memory: float
    pages: int


FAILED = Measured(float("nan"), float("nan"), 1)


# --- engines -------------------------------------------------------------------------------------------------


def ours(content: bytes) -> int | None:
    reader = import_module("checker_formats.pdf.reader").PdfReader()
    return _pages(reader.read(content))


def pdfminer_interpreter(content: bytes) -> int | None:
    sys.path.insert(0, str(ROOT / "tests" / "support"))  # the oracle is not part of the product
    source = import_module("pdfminer_pages").pdfminer_pages
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


def pdf_oxide(content: bytes) -> int:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        document = import_module("pdf_oxide").PdfDocument(file.name)
        count: int = document.page_count()
        for page in range(count):
            document.extract_text(page)
            document.extract_tables(page)
    return count


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
        Engine("checker over pdfminer's interpreter", "checker_formats", pdfminer_interpreter),
        Engine("pdfplumber, tables and text", "pdfplumber", pdfplumber),
        Engine("pdf_oxide, tables and text", "pdf_oxide", pdf_oxide),
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
    """Read a file here and now, warm: after another one, and up to three times."""
    engine.read(min(EXAMPLES.glob(f"*{path.suffix}"), key=_size).read_bytes())
    content, pages, times = path.read_bytes(), None, list[float]()
    while len(times) < 3 and sum(times) < 2:
        began = time.process_time()
        pages = engine.read(content)
        times.append(time.process_time() - began)
    return Measured(median(times), _peak(), pages or 1)


def _peak() -> int:
    """Return the most memory that this program has held: the system's usage counts the parent before it, too."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _size(path: Path) -> int:
    return path.stat().st_size


def in_turns(readings: Sequence[tuple[Engine, Path]], count: int) -> Iterator[Measured]:
    """Measure in turns, each time in a new process, so that what else goes on hits all alike; give the medians."""
    found: dict[tuple[str, Path], list[Measured]] = {(engine.name, path): [] for engine, path in readings}
    for _turn in range(count):
        for engine, path in readings:
            turns = found[engine.name, path]
            if sum(one.seconds for one in turns) < ENOUGH:
                turns.append(_apart(engine, path))
    return (Measured(*map(median, zip(*turns, strict=True))) for turns in found.values())


def _apart(engine: Engine, path: Path) -> Measured:
    command = [sys.executable, __file__, "--engine", engine.name, str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    return Measured(*json.loads(done.stdout)) if done.returncode == 0 else FAILED


def compare(path: Path, title: str, turns: int) -> None:
    """Print a table of all engines on one file, the first as measure of the others."""
    engines = [one for one in ENGINES[path.suffix] if find_spec(one.needs)]
    print(f"\n{title}")
    print(f"  {'':36} {'CPU ms a page':>14} {'all ms':>9} {'ratio':>7} {'peak MiB':>9}")
    first = 0.0
    for engine, found in zip(engines, in_turns([(engine, path) for engine in engines], turns), strict=True):
        first = first or found.seconds
        each = f"{found.seconds * 1000 / found.pages:14.2f}" if path.suffix == ".pdf" else f"{'':14}"
        numbers = f"{found.seconds * 1000:9.1f} {found.seconds / first:7.2f} {found.memory / 2**20:9.1f}"
        print(f"  {engine.name:36} {each} {numbers}")


# --- growth --------------------------------------------------------------------------------------------------


def grow(suffix: str, write: Callable[[int], bytes], turns: int) -> None:
    """Print what a page costs in documents of more and more pages of one kind."""
    engine, bound = ENGINES[suffix][0], import_module("checker_audit.workers.limits").Bounds().memory
    with TemporaryDirectory() as folder:
        paths = {pages: Path(folder, f"{pages}{suffix}") for pages in PAGES}
        for pages, path in paths.items():
            path.write_bytes(write(pages))
        print(f"\ngenerated {suffix}; a worker of an audit may take {bound / 2**20:.0f} MiB of address space")
        print(f"  {'pages':36} {'CPU ms a page':>14} {'all ms':>9} {'ratio':>7} {'peak MiB':>9}")
        first = 0.0
        found = in_turns([(engine, path) for path in paths.values()], turns)
        for pages, one in zip(PAGES, found, strict=True):
            each = one.seconds * 1000 / pages
            first = first or each
            numbers = f"{one.seconds * 1000:9.1f} {each / first:7.2f} {one.memory / 2**20:9.1f}"
            print(f"  {pages:<36} {each:14.2f} {numbers}")


def written_docx(pages: int) -> bytes:
    """Write a DOCX of many pages: the five of an example over and over."""
    file = BytesIO()
    with ZipFile(EXAMPLES / "qingping-2024.docx") as example, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in example.namelist():
            head, body, rest = example.read(name).partition(b"<w:body>")
            content, end, tail = rest.rpartition(b"<w:sectPr")
            package.writestr(name, head + body + content * (pages // 5) + end + tail)
    return file.getvalue()


def written_pdf(pages: int) -> bytes:
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


# --- judging -------------------------------------------------------------------------------------------------


def judge(paths: Sequence[Path]) -> None:
    """Print what reading, judging, and trying fixes take, each document after another of its kind."""
    engine = import_module("checker").App().engine()
    fixing = replace(engine, fixes=True)
    print("\njudging, in a process that has judged it before")
    print(f"  {'':36} {'read ms':>9} {'judge ms':>9} {'with fixes':>11}")
    for path in paths:
        content = path.read_bytes()
        document = engine.read(path.name, content)
        fixing.check(path.name, content)
        reading = _fastest(partial(engine.read, path.name, content))
        judging = _fastest(partial(engine.judge, path.name, document))
        whole = _fastest(partial(fixing.check, path.name, content))
        print(f"  {path.name:36} {reading * 1000:9.1f} {judging * 1000:9.1f} {whole * 1000:11.1f}")


def grow_each() -> None:
    """Print what documents take that grow in one way: the ratio is the time more per unit more, 1 if it is linear."""
    engine = import_module("checker").App().engine()
    print("\nread and judged, growing; ratio: ms more for each unit more, the last step over the one before")
    for name, (write, sizes) in GROWING.items():
        times = []
        for size in sizes:
            suffix, content = write(size)
            times.append(_fastest(partial(engine.check, f"growing{suffix}", content)))
        steps = [
            (later - earlier) / (more - less)
            for earlier, later, less, more in zip(times, times[1:], sizes, sizes[1:], strict=False)
        ]
        ratio = steps[-1] / steps[0] if steps[0] > 0.0001 else float("nan")
        shown = "  ".join(f"×{size}: {one * 1000:.0f} ms" for size, one in zip(sizes, times, strict=True))
        print(f"  {name:36} ratio {ratio:5.2f}   {shown}")


def _fastest(work: Callable[[], object]) -> float:
    """Return the CPU time of work: the least of up to five turns."""
    times: list[float] = []
    while len(times) < TURNS and sum(times) < 2:
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


# --- start-up ------------------------------------------------------------------------------------------------


def start(paths: Sequence[Path], turns: int) -> None:
    """Print what `checker check FILE` takes beside a process that only imports click and lxml, in turns."""
    print("\nchecker check FILE, the whole process; ratio: over python -c 'import click, lxml.etree'")
    for path in paths:
        least, check = [], []
        for _turn in range(turns + 1):  # the first one writes byte code
            least.append(_spent([sys.executable, "-c", "import click, lxml.etree"]))
            check.append(_spent([sys.executable, "-m", "checker", "check", str(path)]))
        ratio = median(one / other for one, other in zip(check[1:], least[1:], strict=True))
        print(f"  {path.name:36} {median(check[1:]) * 1000:9.1f} ms {ratio:7.2f}")


def _spent(command: Sequence[str]) -> float:
    """Return the CPU time of a command and of its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, capture_output=True, check=False, env=environment)  # findings are exit code 1
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# --- command -------------------------------------------------------------------------------------------------


def main() -> None:
    """Compare the engines on files and on growing documents, or measure one for the parent process."""
    arguments = argparse.ArgumentParser(description="Measure the readers beside their peers.")
    arguments.add_argument("files", nargs="*", type=Path, help="PDF and DOCX files beside the examples")
    arguments.add_argument("--no-growth", action="store_true", help="leave out the generated long documents")
    arguments.add_argument("--turns", type=int, default=TURNS, help="readings of each, in new processes")
    arguments.add_argument("--engine", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.engine:
        (path,) = given.files
        engine = next(one for one in ENGINES[path.suffix] if one.name == given.engine)
        print(json.dumps(measure(engine, path)))
        return
    for path in [*sorted(EXAMPLES.glob("*.pdf")), *sorted(EXAMPLES.glob("*.docx")), *given.files]:
        compare(path, path.name, given.turns)
    start(
        [path for path in sorted(EXAMPLES.glob("qingping*.*")) if path.suffix in {".pdf", ".docx"}],
        given.turns,
    )
    judge([path for path in sorted(EXAMPLES.glob("*.*")) if path.suffix in {".pdf", ".docx", ".html"}])
    if not given.no_growth:
        grow(".pdf", written_pdf, given.turns)
        grow(".docx", written_docx, given.turns)
        grow_each()
    for engine in {one.needs: one for engines in ENGINES.values() for one in engines}.values():
        if not find_spec(engine.needs):
            print(f"\n{engine.needs} is not installed: left out")


if __name__ == "__main__":
    main()
