"""Packages whose own code is not needed run it only when something of it is asked for."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest

from checker_formats.pdf.light_packages import lighten

READER = "import sys, checker_formats.pdf.reader; print(*sys.modules)"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the name of a package with a module; importing the package imports the module."""
    name = f"heavy_{uuid4().hex}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(f"from {name}.part import answer\nloaded = True\n")
    (tmp_path / name / "part.py").write_text("answer = 42\n")
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
    lighten(package, "no_such_package")
    assert import_module(package) is before
    assert before.loaded


def test_reading_pdf_files_loads_no_guessing_of_encodings() -> None:
    done = subprocess.run([sys.executable, "-c", READER], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "pdfminer.pdfdocument" in modules
    assert modules.isdisjoint({"importlib.metadata", "email", "charset_normalizer.api"})
