"""Scratch repositories under git, and commands run in them for real."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

Ran = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Repository:
    """A folder under git, with its own identity and without the user's configuration."""

    folder: Path
    variables: dict[str, str]

    def run(self, *command: str, **variables: str) -> Ran:
        return subprocess.run(
            command, cwd=self.folder, env=self.variables | variables, check=False,
            capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip

    def git(self, *words: str) -> str:
        ran = self.run("git", *words)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def checker(self, *words: str, **variables: str) -> Ran:
        return self.run(sys.executable, "-m", "checker", "--lang", "en", *words, **variables)

    def add(self, report: Path, name: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(report, self.folder / name)

    def commit(self, subject: str = "Change") -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", subject)
