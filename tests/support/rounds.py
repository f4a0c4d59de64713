"""Audits of a few reports in a folder, run again and again through the command line."""

import contextlib
import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from checker.cli import main
from checker.cli.setup import Setup
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Change, changed, text, word_file

WATER, FINANCE = "青屏县水务局", "青屏县财政局"


@cache
def _setup() -> Setup:
    return Setup()


@dataclass(frozen=True)
class Round:
    """A folder of submissions with a store."""

    folder: Path

    def file(self, body: str, *changes: Change) -> None:
        """Write the clean report of a body, with changes."""
        own = () if body == WATER else (text(WATER, body),)
        path = self.folder / "in" / f"{body}.docx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(word_file(changed(clean(), *own, *changes)))

    def decide(self, *rows: Mapping[str, str], name: str = "decisions.csv") -> None:
        """Write a table of decisions."""
        heads = list(dict.fromkeys(head for row in rows for head in row))
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, heads)
            table.writeheader()
            table.writerows(rows)

    def run(self, *words: str) -> Result:
        """Run `checker audit` with words, in this process; its working processes are others, as always."""
        with contextlib.chdir(self.folder):
            return CliRunner().invoke(main, ["--lang", "en", "audit", *words], obj=_setup())

    def audit(self, *more: str) -> Result:
        """Audit the folder."""
        return self.run("in", "--roster", "roster.csv", "--year", "2024", "--workers", "1", *more)

    def table(self, name: str, *more: str) -> list[dict[str, Any]]:
        """Export the newest audit, and return the rows of a table."""
        done = self.run("export", "--format", "jsonl", "-o", "out", *more)
        assert "written to out" in done.stdout, done.stderr
        lines = (self.folder / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def findings(self, rule: str) -> list[dict[str, Any]]:
        """Return the findings of a rule in the newest audit."""
        return [row for row in self.table("findings") if row["rule"] == rule]
