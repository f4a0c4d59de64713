"""Print how often each rule is right on documents of which it is known whether they are faulty.

`python ci/score_rules.py FOLDER [--checker PATH]` judges the documents that `FOLDER/expected.json` names: an object by
file name whose `expect` is `clean`, `faulty` or `refused`. A finding on a clean document is false; one on a faulty
document counts as right, and a rule's precision is the share of the documents it fires on that are faulty. Waived
findings do not count. The exit code is 1 if a rule at warning or above fires on a clean document.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

GRAVE = ("error", "warning")
AT_ONCE = 40  # documents of one run


def judged(folder: Path, names: list[str], checker: str) -> Iterator[Mapping[str, Any]]:
    """Judge documents and yield their reports."""
    with TemporaryDirectory() as temporary:
        out = Path(temporary, "report.json")
        for start in range(0, len(names), AT_ONCE):
            part = names[start : start + AT_ONCE]
            subprocess.run([checker, "check", "--out", f"json:{out}", *part], cwd=folder, capture_output=True)  # noqa: PLW1510  # it fails where documents do
            yield from json.loads(out.read_text(encoding="utf-8"))["documents"]


def table(
    documents: Iterable[Mapping[str, Any]], expected: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str], list[str]]:
    """Return a line for each rule and severity, and the false findings at warning or above."""
    clean: dict[tuple[str, str], set[str]] = defaultdict(set)
    faulty: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        name = Path(document["path"]).name
        held = clean if expected[name]["expect"] == "clean" else faulty
        for finding in document["findings"]:
            if not finding.get("waived"):
                held[finding["rule"], finding["severity"]].add(name)
    lines = []
    false = []
    for rule, severity in sorted(
        {*clean, *faulty}, key=lambda key: (GRAVE.index(key[1]) if key[1] in GRAVE else 2, key)
    ):
        wrong, right = clean[rule, severity], faulty[rule, severity]
        lines.append(
            f"{rule:32} {severity:8} {len(right):6} {len(wrong):6} {len(right) / len(right | wrong):10.2f}"
        )
        if severity in GRAVE:
            false += [f"{rule} ({severity}) on {name}" for name in sorted(wrong)]
    return lines, false


def main() -> int:
    """Judge, count and print; return the exit code."""
    arguments = argparse.ArgumentParser(description="Print how often each rule is right.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--checker", default=str(Path(sys.executable).with_name("checker")))
    given = arguments.parse_args()
    expected = json.loads((given.folder / "expected.json").read_text(encoding="utf-8"))
    names = [name for name in expected if (given.folder / name).exists()]
    lines, false = table(judged(given.folder, names, given.checker), expected)
    kinds = [expected[name]["expect"] for name in names]
    print(", ".join(f"{kind}: {kinds.count(kind)}" for kind in sorted(set(kinds))))
    print(f"{'rule':32} {'severity':8} {'faulty':>6} {'clean':>6} {'precision':>10}")
    print("\n".join(lines))
    print(
        "\n".join(f"false: {one}" for one in false) or "no rule at warning or above fires on a clean document"
    )
    return bool(false)


if __name__ == "__main__":
    sys.exit(main())
