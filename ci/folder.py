"""Compose a folder with Checker and everything that it needs, for offices without an installation of their own.

`python ci/folder.py DIR [--platform win_amd64] [--python 3.11] [--runtime ZIP]` fills DIR with the packages of Checker for
that platform, starters for a double click, and a note. On Windows it needs no Python: `--runtime` is the embeddable package
of python.org, which is unpacked beside them. Wheels come from the index as pip is configured; nothing is built on the way.
`python ci/folder.py DIR` makes the folder for this machine and this Python.
"""

import argparse
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = "annotate,pdfium,web"  # marked copies, pictures of pages, the page to double-click

_ON_WINDOWS = re.compile(
    r"""^Requires-Dist: ([^;\n]+?) *; *(?:platform_system *== *["']Windows|sys_platform *== *["']win32)["'] *$""",
    re.MULTILINE,
)
_WINDOWS = """@echo off\r
setlocal\r
set "HERE=%~dp0"\r
set "PYTHONPATH=%HERE%packages"\r
set "PYTHONUTF8=1"\r
if exist "%HERE%python\\python.exe" (set "PYTHON=%HERE%python\\python.exe") else (set "PYTHON=py")\r
"%PYTHON%" -P -m checker {words}\r
"""
_UNIX = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
PYTHONPATH="$here/packages" exec "${{PYTHON:-python3}}" -P -m checker {words}
"""
_NOTE = """Checker, to run from this folder.

Windows: double-click checker-page.cmd, or run checker.cmd FILE in a terminal.
Linux and macOS: ./checker-page, or ./checker FILE; they need Python {python}.
Nothing is installed and nothing is sent; delete the folder to remove it.

Checker：无需安装，在本文件夹中运行。
Windows：双击 checker-page.cmd 打开网页，或在终端运行 checker.cmd 文件。
Linux、macOS：运行 ./checker-page 或 ./checker 文件，需要 Python {python}。
不安装、不外传；删除本文件夹即卸载。
"""


def compose(folder: Path, platform: str, python: str, runtime: Path | None) -> None:
    """Fill a folder that is empty or not there."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    packages = folder / "packages"
    packages.mkdir(parents=True)
    with TemporaryDirectory() as name:
        _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", name, str(ROOT))
        (wheel,) = Path(name).glob("*.whl")
        _install(packages, f"{wheel}[{EXTRAS}]", platform, python)
    if platform.startswith("win"):  # pip asks what the machine that composes needs, not what Windows does
        for requirement in sorted(set(_only_on_windows(packages))):
            _install(packages, requirement, platform, python)
    for starter, words, page in (("checker", "{arguments}", False), ("checker-page", "serve --open", True)):
        _start(folder, starter, words, page=page)
    (folder / "README.txt").write_text(_NOTE.format(python=python), encoding="utf-8-sig", newline="\r\n")
    if runtime is not None:
        _unpack(runtime, folder / "python")


def _install(packages: Path, requirement: str, platform: str, python: str) -> None:
    foreign = ["--platform", platform, "--python-version", python] if platform else []
    chosen = ["--target", str(packages), "--only-binary", ":all:", "--no-compile", *foreign]
    _pip("install", "--quiet", *chosen, requirement)


def _only_on_windows(packages: Path) -> Iterator[str]:
    """Iterate over what installed packages require on Windows alone."""
    for metadata in packages.glob("*.dist-info/METADATA"):
        yield from _ON_WINDOWS.findall(metadata.read_text("utf-8"))


def _start(folder: Path, name: str, words: str, *, page: bool) -> None:
    """Write the starters of a command; that of the page stays open where it failed, so that its message is read."""
    windows = _WINDOWS.format(words=words.format(arguments="%*")) + (
        "if errorlevel 2 pause\r\n" if page else ""
    )
    (folder / f"{name}.cmd").write_bytes(windows.encode("ascii"))
    unix = folder / name
    unix.write_text(_UNIX.format(words=words.format(arguments='"$@"')), encoding="ascii", newline="\n")
    unix.chmod(0o755)


def _unpack(runtime: Path, folder: Path) -> None:
    """Unpack the embeddable package, and let it import what the starters name: its own list of paths forbids that."""
    with zipfile.ZipFile(runtime) as archive:
        archive.extractall(folder)
    for paths in folder.glob("python*._pth"):
        paths.write_text(f"{paths.read_text('ascii').rstrip()}\n../packages\n", encoding="ascii")


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True)


def main(arguments: Sequence[str]) -> None:
    """Compose the folder that the arguments name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platform", default="", help="such as win_amd64 [default: this machine]")
    parser.add_argument("--python", default=sysconfig.get_python_version(), help="version, such as 3.11")
    parser.add_argument("--runtime", type=Path, help="the embeddable package of Python for Windows")
    options = parser.parse_args(arguments)
    compose(options.folder, options.platform, options.python, options.runtime)


if __name__ == "__main__":
    main(sys.argv[1:])
