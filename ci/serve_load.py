"""Send many documents at once to `checker serve`, hostile ones among them.

`python -m ci.serve_load FILE|DIR…` uploads all documents at once and prints how each was answered, how long it took,
and the memory of all processes together. Exits with 1 if one is not answered or something stays on disk.
"""

import json
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.web_server import Server, running_server

DONE = 900  # seconds


def main() -> None:
    """Upload the files given, or those below the folders given."""
    given = [Path(name) for name in sys.argv[1:]]
    files = [file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    files = [file for file in files if file.is_file()]
    with TemporaryDirectory() as folder:
        with running_server(Path(folder)) as server:
            started = time.monotonic()
            with ThreadPoolExecutor(len(files)) as pool:
                answers = list(pool.map(lambda file: server.upload(file.name, file.read_bytes()), files))
            refused = Counter(answer.status for answer in answers if answer.status != 201)
            keys = [json.loads(answer.content)["id"] for answer in answers if answer.status == 201]
            states, peak = _finished(server, keys, started + DONE)
            took = time.monotonic() - started
        left = [path.name for path in Path(folder).iterdir()]
    open_ones = len(keys) - len(states)
    print(f"{len(files)} uploads at once: {dict(Counter(states.values()))}, refused {dict(refused)}")
    print(
        f"not answered {open_ones}, {took:.1f} s, at most {peak // 2**20} MiB in all processes, left: {left}"
    )
    sys.exit(1 if open_ones or left else 0)


def _finished(server: Server, keys: list[str], until: float) -> tuple[dict[str, str], int]:
    """Wait until the documents are judged; return the verdict of each, and the largest memory that was seen, in bytes."""
    peak = 0
    while True:
        peak = max(peak, _memory(server.process))
        states = {
            state["id"]: state["verdict"] or state["state"]
            for state in json.loads(server.ask("GET", "/uploads").content)
            if state["id"] in keys and state["state"] not in {"waiting", "judging"}
        }
        if len(states) == len(keys) or time.monotonic() > until:
            return states, peak
        time.sleep(0.25)


def _memory(process: int) -> int:
    """Add up the memory of a process and of those that it has started, shared pages by their share; Linux only."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return 0  # it has ended
    own = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return own + sum(_memory(int(child)) for child in children)


if __name__ == "__main__":
    main()
