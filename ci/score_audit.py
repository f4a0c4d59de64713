"""Compare the findings of an audit with the faults that `ci/make_audit.py` planted.

`python ci/score_audit.py PLANTED FINDINGS` takes `planted.json` and the `findings.jsonl` of `checker audit export
--format jsonl`. Every fault must be found, and nothing else at warning or above; the exit code is 1 where that fails.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

# what each kind of fault must be found as: codes, of the body's filing or across filings
FOUND_AS: Mapping[str, frozenset[str]] = {
    "filing-missing": frozenset({"filing-missing"}),
    "filing-late": frozenset({"filing-late"}),
    "filing-duplicate": frozenset({"filing-duplicate"}),
    "similar-sibling": frozenset({"similar-text"}),
    "similar-last-year": frozenset({"similar-text"}),
    "carry-over": frozenset({"carry-over"}),
    "stock-flow": frozenset({"stock-flow"}),
    "sum-mismatch": frozenset({"sum-mismatch"}),
    "unreadable": frozenset(),  # not judged, which is no finding: its reports say so
}
GRAVE = ("error", "warning")


def judged(
    planted: Iterable[Mapping[str, str]], findings: Iterable[Mapping[str, str]]
) -> tuple[int, Sequence[str]]:
    """Return how many faults were found, and what is off, a line each."""
    grave = {
        (row["body"], row["code"]) for row in findings if row["severity"] in GRAVE and row["role"] != "before"
    }
    wanted = {pair for fault in planted for pair in _pairs(fault)}
    missed = [f"missed: {code} of {body}" for body, code in sorted(wanted - grave)]
    beside = [f"false alarm: {code} of {body}" for body, code in sorted(grave - wanted)]
    return len(wanted & grave), (*missed, *beside)


def _pairs(fault: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    bodies = [
        fault["body"],
        *([fault["other"]] if fault["other"] else []),
    ]  # of two copies, each names the other
    yield from ((body, code) for body in bodies for code in FOUND_AS[fault["kind"]])


def main() -> int:
    planted, findings = map(Path, sys.argv[1:3])
    rows = (json.loads(line) for line in findings.read_text(encoding="utf-8").splitlines())
    found, off = judged(json.loads(planted.read_text(encoding="utf-8")), rows)
    print(f"found {found}, off {len(off)}")
    for line in off:
        print(f"  {line}")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
