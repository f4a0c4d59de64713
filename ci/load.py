"""Judge documents on a busy machine: no verdict may depend on what else is running.

`python ci/load.py FOLDER... [--load N] [--every N]` judges all documents below folders, or every N-th, with `checker check`
once as the machine is and once beside N processes that only compute. Times of the machine are no part of the reports,
so both must be equal. Exit code 1 if they are not.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from broken_files import documents  # beside this script

BUSY = [sys.executable, "-c", "while True: pass"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--load", type=int, default=10)
    parser.add_argument("--every", type=int, default=1, help="judge only every so-manieth document")
    options = parser.parse_args()
    paths = [path for folder in options.folders for path in documents(folder)][:: options.every]
    quiet = judged(paths)
    others = [subprocess.Popen(BUSY) for _number in range(options.load)]
    try:
        busy = judged(paths)
    finally:
        for other in others:
            other.kill()
            other.wait()
    different = [path for path in quiet if quiet[path] != busy.get(path)]
    for path in different:
        print(f"differs: {path}")
    failed = sum(document["failure"] is not None for document in quiet.values())
    print(
        f"{len(quiet)} documents, {failed} of them not judged; {len(different)} differ beside {options.load} processes"
    )
    return int(bool(different) or len(quiet) != len(paths))


def judged(paths: Sequence[Path]) -> Mapping[str, Any]:
    """Judge documents in one run, and print what it took; return what the report says of each."""
    load, began = os.getloadavg()[0], time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-P", "-m", "checker", "check", "--format", "json", *map(str, paths)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"load {load:.1f} before: {time.monotonic() - began:.0f} s, {seconds:.0f} s of CPU time", flush=True
    )
    return {document["path"]: document for document in json.loads(done.stdout)["documents"]}


if __name__ == "__main__":
    sys.exit(main())
