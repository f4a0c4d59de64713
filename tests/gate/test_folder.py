"""The folder for offices without Python: its starters, run here, and what they say to Windows."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import FAULTY
from tests.support.scripts import script


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Compose the folder, but for its packages: those of this Python stand in for them."""
    composing = script("ci/folder.py")

    def pip(*words: str) -> None:
        if words[0] == "wheel":
            (Path(words[words.index("--wheel-dir") + 1]) / "checker.whl").touch()

    monkeypatch.setattr(composing, "_pip", pip)
    with zipfile.ZipFile(tmp_path / "embed.zip", "w") as runtime:
        runtime.writestr("python.exe", "MZ")
        runtime.writestr("python311._pth", "python311.zip\n.\n")
    composed = tmp_path / "Checker"
    composing.main([str(composed), "--platform", "win_amd64", "--runtime", str(tmp_path / "embed.zip")])
    return composed


def test_the_starter_runs_from_anywhere_with_any_name(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "a report & more.docx"
    report.write_bytes(FAULTY.read_bytes())
    environment = {**os.environ, "PYTHON": sys.executable, "CHECKER_DISABLE_PLUGINS": "example"}
    ran = subprocess.run(
        [folder / "checker", "check", report.name, "--concise", "--lang", "en"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert report.name in ran.stdout


def test_windows_starters_are_plain_and_use_the_runtime_beside_them(folder: Path) -> None:
    for name in ("checker.cmd", "checker-page.cmd"):
        written = (folder / name).read_bytes()
        assert written.isascii()
        assert written.count(b"\r\n") == written.count(b"\n") > 5
    assert b"-P -m checker %*" in (folder / "checker.cmd").read_bytes()
    assert b"-P -m checker serve --open" in (folder / "checker-page.cmd").read_bytes()
    assert (folder / "python" / "python311._pth").read_text().splitlines()[-1] == "../packages"


def test_a_folder_that_is_in_use_is_left_alone(folder: Path) -> None:
    with pytest.raises(SystemExit, match="is not empty"):
        script("ci/folder.py").main([str(folder)])
