"""Tesseract, the program that recognises characters in pictures."""

import csv
import os
import shutil
import subprocess  # tesseract has no other interface
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from checker import Messages, ReadError, UsageError, dataclass

_ = Messages(__package__)

LANGUAGE = "chi_sim"
_SECONDS = 300  # for one batch of pictures
_WORD = "5"  # tesseract's level of a row that holds a word


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was recognised: its picture's place in the batch, its line there, its place in pixels."""

    picture: int
    line: tuple[str, str, str]
    text: str
    left: int
    top: int
    width: int
    height: int


@cache
def program() -> str:
    """Return the path of tesseract; raise `UsageError` where it or its Chinese data is not installed."""
    path = shutil.which("tesseract")
    if path is None:
        raise UsageError(
            _("reading scans needs tesseract; on Debian: apt-get install tesseract-ocr tesseract-ocr-chi-sim")
        )
    listed = subprocess.run(  # noqa: S603  # found on the PATH, fixed arguments
        [path, "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    if LANGUAGE not in (listed.stdout + listed.stderr).split():
        raise UsageError(
            _("tesseract lacks its Chinese data; on Debian: apt-get install tesseract-ocr-chi-sim")
        )
    return path


def words(pictures: Sequence[Image.Image], layout: int) -> Iterator[Word]:
    """Recognise many images at once; `layout` is tesseract's: 4 a column of text, 6 a block, 7 one line."""
    if not pictures:
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{index}.png" for index in range(len(pictures))]
        for file, picture in zip(files, pictures, strict=True):
            picture.save(file, dpi=(300, 300), compress_level=1)
        (folder / "list.txt").write_text("\n".join(map(str, files)), encoding="utf-8")
        _run([program(), str(folder / "list.txt"), str(folder / "out"), "-l", LANGUAGE,
              "--psm", str(layout), "--dpi", "300", "tsv"])  # fmt: skip
        with (folder / "out.tsv").open(encoding="utf-8", newline="") as table:
            yield from _read(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _run(arguments: Sequence[str]) -> None:
    try:
        subprocess.run(  # noqa: S603  # our own files, fixed arguments
            arguments, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True, check=True, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ReadError("timeout", _("recognising a page took more than {limit} s", limit=_SECONDS)) from None
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise ReadError("unreadable", _("tesseract failed: {reason}", reason=last)) from error


def _read(rows: "csv.DictReader[str]") -> Iterator[Word]:
    for row in rows:
        if row["level"] == _WORD and row["text"].strip():
            line = (row["block_num"], row["par_num"], row["line_num"])
            place = (int(row[name]) for name in ("left", "top", "width", "height"))
            yield Word(int(row["page_num"]) - 1, line, row["text"].strip(), *place)
