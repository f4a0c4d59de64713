"""Packages whose own code is not needed run it only when something of it is asked for."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfWriter

from checker_formats.pdf.light_packages import imported_when_used, lighten
from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture

READER = "import sys, checker_formats.pdf.reader; print(*sys.modules)"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the name of a package with a module; importing the package imports the module."""
    name = f"heavy_{uuid4().hex}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(
        f"from {name} import part\nfrom {name}.part import answer, double\nloaded = True\n"
    )
    (tmp_path / name / "part.py").write_text("answer = 42\ndef double(n): return 2 * n\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for module in (name, f"{name}.part"):
        sys.modules.pop(module, None)


def test_modules_are_imported_without_the_code_of_their_package(package: str) -> None:
    lighten(package)
    assert import_module(f"{package}.part").answer == 42
    assert "loaded" not in vars(import_module(package))


def test_the_code_of_a_package_runs_when_something_of_it_is_asked_for(package: str) -> None:
    lighten(package)
    loaded = import_module(package)
    assert loaded.answer == 42
    assert loaded.loaded


def test_a_package_lacks_what_its_code_does_not_define(package: str) -> None:
    lighten(package)
    with pytest.raises(AttributeError, match="nothing"):
        _ = import_module(package).nothing


def test_a_module_is_imported_from_its_package_by_name(package: str) -> None:
    lighten(package)
    scope: dict[str, object] = {}
    exec(f"from {package} import part", scope)  # noqa: S102  # the name is not known before
    assert scope["part"] is sys.modules[f"{package}.part"]
    assert "loaded" not in vars(sys.modules[package])


def test_a_package_that_is_loaded_stays_as_it_is(package: str) -> None:
    before = import_module(package)
    lighten(package)
    lighten("no_such_package")
    assert import_module(package) is before
    assert before.loaded


def test_a_module_is_imported_when_what_another_took_of_it_is_used(package: str) -> None:
    scope: dict[str, Any] = {}
    with imported_when_used(package):
        exec(f"import {package} as whole\nfrom {package} import double, part", scope)  # noqa: S102  # see above
    assert package not in sys.modules
    assert scope["double"](4) == 8
    assert scope["part"].answer == scope["whole"].part.answer == 42
    assert import_module(package).loaded


def test_a_module_that_is_loaded_has_no_stand_in(package: str) -> None:
    before = import_module(package)
    with imported_when_used(package):
        assert import_module(package) is before
    assert import_module(package) is before


def test_reading_pdf_files_loads_neither_ciphers_nor_guesses_of_encodings() -> None:
    done = subprocess.run([sys.executable, "-c", READER], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "pdfminer.pdfdocument" in modules
    assert modules.isdisjoint({"importlib.metadata", "email", "charset_normalizer", "cryptography"})


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_encrypted_files_that_need_no_password_are_read(algorithm: str, paper: Sheets) -> None:
    writer = PdfWriter(clone_from=BytesIO(paper().text(90, 100, "open to all").pdf()))
    writer.encrypt("", "owner", algorithm=algorithm)
    locked = BytesIO()
    writer.write(locked)
    document = PdfReader().read(locked.getvalue())
    assert [paragraph.text for paragraph in document.paragraphs] == ["open to all"]
