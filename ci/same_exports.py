"""Audit the same folder in every way there is, and compare the exports byte by byte.

`python ci/same_exports.py FOLDER [--workers N] [--kills N]` takes what `ci/make_audit.py` wrote, and audits it undisturbed;
killed with SIGKILL at random moments and resumed; into PostgreSQL; in two shards that are merged; on a Dask cluster of which
a worker dies while it holds a batch; and once more without any change. The exit code is 1 if any export differs.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tests.support.dask_cluster import cluster, holder  # noqa: E402  # the modules of the tests
from tests.support.stores import CHECKER, postgres, postgres_programs  # noqa: E402  # likewise

AUDIT = ("2023", "2024", "--roster", "roster.csv", "--year", "2024")


class Ways:
    """The ways to audit a folder, each into a store of its own in `scratch`."""

    def __init__(self, folder: Path, scratch: Path, workers: int, kills: int) -> None:
        self.folder, self.scratch, self.workers, self.kills = folder, scratch, workers, kills

    def checker(self, *words: str) -> None:
        """Run `checker audit`; some files cannot be read, so that the exit code is 2."""
        done = subprocess.run(
            [*CHECKER, "audit", *words], cwd=self.folder, check=False, capture_output=True, text=True
        )
        if done.returncode not in {0, 1, 2} or "Traceback" in done.stderr:
            raise SystemExit(done.stderr)

    def words(self, store: str, *more: str) -> list[str]:
        """Return the words of the audit."""
        return [*AUDIT, "--workers", str(self.workers), "--store", store, *more]

    def undisturbed(self) -> str:
        """Audit once."""
        store = str(self.scratch / "plain.db")
        self.checker(*self.words(store))
        return store

    def unchanged(self) -> str:
        """Audit the same again, in the same store."""
        return self.undisturbed()

    def killed(self) -> str:
        """Audit, and kill the audit again and again, before it is resumed to its end."""
        store, chance = str(self.scratch / "killed.db"), random.Random(5)  # noqa: S311  # moments, not secrets
        for _kill in range(self.kills):
            with subprocess.Popen(
                [*CHECKER, "audit", *self.words(store)],
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as audit:
                try:
                    audit.wait(4 + 12 * chance.random())
                    print("  ended before it was killed")
                    break
                except subprocess.TimeoutExpired:
                    audit.send_signal(signal.SIGKILL)
        self.checker(*self.words(store))
        left = [path.name for path in self.scratch.glob("killed.db-run*")]
        print(f"  locks left: {left}")
        return store

    def sharded(self) -> str:
        """Audit in two shards, and merge them."""
        parts = [str(self.scratch / f"part{number}.db") for number in (1, 2)]
        for number, part in enumerate(parts, start=1):
            self.checker(*self.words(part, "--shard", f"{number}/2"))
        store = str(self.scratch / "merged.db")
        self.checker("merge", *parts, "--roster", "roster.csv", "--year", "2024", "--store", store)
        return store

    def clustered(self) -> str:
        """Audit on a Dask cluster, and kill a worker while it holds a batch."""
        store = str(self.scratch / "cluster.db")
        with (
            cluster() as address,
            subprocess.Popen(
                [*CHECKER, "audit", *self.words(store, "--scheduler", address)],
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as audit,
        ):
            pid, batches = holder(address)
            os.kill(pid, signal.SIGKILL)
            print(f"  killed a worker that held {batches} batches")
            if audit.wait() not in {0, 1, 2}:
                raise SystemExit("the audit on the cluster failed")
        return store

    def export(self, store: str, name: str) -> dict[str, bytes]:
        """Export a store; return the files."""
        out = self.scratch / f"out-{name}"
        self.checker("export", "--store", store, "--format", "jsonl", "-o", str(out))
        if not out.is_dir():
            raise SystemExit(f"{name}: nothing was exported")
        return {path.name: path.read_bytes() for path in out.iterdir()}


def main() -> int:
    """Print for each way whether its export is that of the undisturbed audit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=4)
    options = parser.parse_args()
    differing = 0
    with TemporaryDirectory() as scratch:
        ways = Ways(options.folder.absolute(), Path(scratch), options.workers, options.kills)
        wanted = ways.export(ways.undisturbed(), "undisturbed")
        print(f"undisturbed: {len(wanted)} files, {sum(map(len, wanted.values())):,} bytes")
        others: list[Callable[[], str]] = [ways.unchanged, ways.killed, ways.sharded, ways.clustered]
        for way in others:
            found = ways.export(way(), way.__name__)
            differing += _compared(way.__name__, wanted, found)
        if postgres_programs() is not None:
            with postgres() as address:
                ways.checker(*ways.words(address))
                differing += _compared("postgresql", wanted, ways.export(address, "postgresql"))
    return 1 if differing else 0


def _compared(name: str, wanted: dict[str, bytes], found: dict[str, bytes]) -> int:
    off = sorted(one for one in wanted.keys() | found.keys() if wanted.get(one) != found.get(one))
    print(f"{name}: {f'different: {off}' if off else 'the same bytes'}", flush=True)
    return len(off)


if __name__ == "__main__":
    sys.exit(main())
