"""How to install what is missing: packages that the index has, into the Python that runs."""

import sys

import pytest

from checker import install_command
from checker.extras import DISTRIBUTION


@pytest.mark.parametrize(
    ("extra", "packages"),
    [("annotate", ["pypdf"]), ("ocr", ["pillow", "pypdfium2"]), ("web", ["starlette", "uvicorn"])],
)
def test_an_extra_is_installed_by_its_packages(extra: str, packages: list[str]) -> None:
    command = install_command(extra)
    assert command.startswith(f"{sys.executable} -m pip install ")
    assert DISTRIBUTION not in command
    assert all(f'"{package}>=' in command for package in packages)
