"""A file that needs more memory than there is is reported as such; it is neither damaged nor empty."""

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ARROW = (
    '<Relationship Id="r1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
)
READ_IN_40_MIB = """
import resource, sys
from pathlib import Path
from checker.errors import ReadError
from checker_formats.docx.reader import DocxReader
from checker_formats.html.reader import HtmlReader
from checker_formats.pdf.reader import PdfReader

small, large = (Path(name).read_bytes() for name in sys.argv[1:])
reader = {b"PK": DocxReader, b"%P": PdfReader, b"<h": HtmlReader}[small[:2]]()
reader.read(small)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 40 * 2**20,) * 2)
try:
    reader.read(large)
except ReadError as error:
    print(error.code)
"""


def page(path: Path, paragraphs: int) -> Path:
    path.write_text("<html><body>" + "<p>一段文字</p>" * paragraphs + "</body></html>", encoding="utf-8")
    return path


def word(path: Path, paragraphs: int) -> Path:
    body = "<w:p><w:r><w:t>一段文字</w:t></w:r></w:p>" * paragraphs
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", f"<Relationships>{ARROW}</Relationships>")
        text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", text)
    return path


def sheet(path: Path, kilobytes: int) -> Path:
    text = zlib.compress(b"BT /F1 12 Tf 9 9 Td (0) Tj ET" + b" " * 1024 * kilobytes)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(parts, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n")
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound a process's memory")
@pytest.mark.parametrize(("write", "size"), [(page, 200_000), (word, 100_000), (sheet, 50_000)])
def test_what_memory_does_not_suffice_for_is_too_large(
    write: Callable[[Path, int], Path], size: int, tmp_path: Path
) -> None:
    small, large = write(tmp_path / "small", 200), write(tmp_path / "large", size)
    done = subprocess.run(
        [sys.executable, "-c", READ_IN_40_MIB, small, large], capture_output=True, check=True
    )
    assert done.stdout == b"too-large\n"
