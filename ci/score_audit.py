"""Compare what an audit found with what `ci/make_audit.py` planted.

`python ci/score_audit.py PLANTED FOLDER` takes `planted.json` and the folder that `checker audit export --format
jsonl` wrote. Every fault must be found for its body, and nothing else at warning or above; every unmatched file
must be unmatched for the planted reason. The exit code is 1 if anything is missed or a false alarm.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

# The codes that each kind of fault must be found as. Unreadable files are not assessed, which is not a finding.
FOUND_AS: Mapping[str, Sequence[str]] = {
    "filing-missing": ("filing-missing",),
    "filing-late": ("filing-late",),
    "filing-duplicate": ("filing-duplicate",),
    "similar-sibling": ("similar-text",),
    "similar-last-year": ("similar-text",),
    "carry-over": ("carry-over",),
    "stock-flow": ("stock-flow",),
    "sum-mismatch": ("sum-mismatch",),
    "title-year": ("title-year",),
    "section-title": ("section-title",),
    "placeholder": ("placeholder",),
    "unreadable": (),
    "scanned": (),
}
UNMATCHED = ("unmatched", "contested", "other-year", "other-kind", "unread")
GRAVE = ("error", "warning")
Row = Mapping[str, str]


def judged(
    planted: Sequence[Row], findings: Iterable[Row], unmatched_rows: Iterable[Row]
) -> tuple[Counter[str], Sequence[str]]:
    """Count what was found, by code, and list what was missed and false alarms."""
    wanted = Counter(pair for fault in planted for pair in _wanted(fault))
    grave = {(row["body"], row["code"]) for row in findings if row["severity"] in GRAVE}
    lost = {(one["path"], one["kind"]) for one in planted if one["kind"] in UNMATCHED}
    unmatched = {(row["path"], row["code"]) for row in unmatched_rows}
    off = [
        *(f"missed: {code} of {body}" for body, code in sorted(wanted.keys() - grave)),
        *(f"false alarm: {code} of {body}" for body, code in sorted(grave - wanted.keys())),
        *(f"missed: {path} is unmatched, {code}" for path, code in sorted(lost - unmatched)),
        *(f"false alarm: {path} is not unmatched, {code}" for path, code in sorted(unmatched - lost)),
    ]
    return Counter(code for _whose, code in wanted.keys() & grave | lost & unmatched), off


def _wanted(fault: Row) -> Iterator[tuple[str, str]]:
    bodies = filter(None, (fault["body"], fault["other"]))  # of two copies, each names the other
    yield from ((body, code) for body in bodies for code in FOUND_AS.get(fault["kind"], ()))


def rows(file: Path) -> list[Row]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> int:
    """Print what was found, missed, and false alarms."""
    planted, folder = map(Path, sys.argv[1:3])
    faults = json.loads(planted.read_text(encoding="utf-8"))
    found, off = judged(faults, rows(folder / "findings.jsonl"), rows(folder / "strays.jsonl"))
    print(f"planted {len(faults)}, found {found.total()}, off {len(off)}")
    print("\n".join([*(f"  {code} {count}" for code, count in sorted(found.items())), *off]))
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
