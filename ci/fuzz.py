"""Fuzz `checker check`: damage documents at random, and see that each ends as a report or as a code.

`python ci/fuzz.py [--minutes N] [--seed N] [--keep FOLDER] [--slow SECONDS] [FILE...]` mutates the examples and the
files that are named: bytes, tokens and numbers of PDF files, the XML of the parts of packages, the text of web pages.
What breaks a promise of SECURITY.md is kept in the folder, under a name that says by which seed it was made, and so is
what takes longer than `--slow`, though within its limits. Exit code 1 if a promise was broken.
"""

import argparse
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

from trials import ROOT, Trials, limit_core_files

Random = random.Random
_NUMBER = re.compile(rb"\d+")
_TOKEN = re.compile(rb"/\w+|<<|>>|\[|\]|\d+ \d+ R|\bobj\b|endobj|endstream|<[\w:/]+|[\w:]+=\"[^\"]*\"")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"999999999999999999999",
    b"1e999",
    b"NaN",
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST = 8  # mutations of one file


def flipped(content: bytes, chance: Random) -> bytes:
    """Change single bytes."""
    changed = bytearray(content)
    for _turn in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(content: bytes, chance: Random) -> bytes:
    """Drop the end, or a part."""
    first = chance.randrange(len(content))
    return content[:first] + (
        content[chance.randrange(first, len(content)) :] if chance.random() < 0.5 else b""
    )


def repeated(content: bytes, chance: Random) -> bytes:
    """Repeat a part, up to a thousand times."""
    first = chance.randrange(len(content))
    part = content[first : first + chance.randint(1, 2000)]
    return content[:first] + part * chance.choice((2, 10, 100, 1000)) + content[first:]


def renumbered(content: bytes, chance: Random) -> bytes:
    """Replace a number by one that is out of bounds."""
    return _replaced(content, _NUMBER, lambda: chance.choice(_NUMBERS), chance)


def swapped(content: bytes, chance: Random) -> bytes:
    """Replace tokens by others of the file."""
    tokens = _TOKEN.findall(content) or [b""]
    return _replaced(content, _TOKEN, lambda: chance.choice(tokens), chance)


def _replaced(content: bytes, pattern: re.Pattern[bytes], new: Callable[[], bytes], chance: Random) -> bytes:
    found = list(pattern.finditer(content))
    for match in sorted(
        chance.sample(found, min(len(found), chance.randint(1, 4))), key=lambda m: -m.start()
    ):
        content = content[: match.start()] + new() + content[match.end() :]
    return content


MUTATIONS = (flipped, cut, repeated, renumbered, renumbered, swapped, swapped)


def mutated(content: bytes, suffix: str, chance: Random) -> bytes:
    """Return a damaged document: within its parts or its streams half of the time, so that what reads them is reached."""
    if suffix in {".docx", ".ofd", ".odt"} and chance.random() < 0.8:
        return _package(content, chance)
    if suffix == ".pdf" and chance.random() < 0.4:
        return _streams(content, chance)
    return _changed(content, chance)


def _changed(content: bytes, chance: Random) -> bytes:
    for _turn in range(chance.randint(1, _MOST)):
        content = chance.choice(MUTATIONS)(content, chance) if content else content
    return content[: 64 << 20]


def _package(content: bytes, chance: Random) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(chance.sample(names, min(len(names), chance.randint(1, 2))))
        for name in names:
            part = old.read(name)
            new.writestr(name, _changed(part, chance) if name in hit else part)
    return file.getvalue()


def _streams(content: bytes, chance: Random) -> bytes:
    """Change what compressed streams of a PDF hold; the table of objects no longer fits, as in damaged files."""
    found = list(_STREAM.finditer(content))
    for match in sorted(chance.sample(found, min(len(found), 2)), key=lambda one: -one.start()):
        try:
            plain = zlib.decompress(match[1])
        except zlib.error:
            continue
        packed = zlib.compress(_changed(plain, chance))
        content = content[: match.start(1)] + packed + content[match.end(1) :]
    return content


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=0, help="of the first document; the next ones count on")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--slow", type=float, default=10, help="seconds of CPU time worth a look")
    options = parser.parse_args()
    limit_core_files()
    examples = [path for path in (ROOT / "examples").glob("*.*") if path.suffix in {".docx", ".pdf", ".html"}]
    return fuzz(sorted(examples) + options.files, options.minutes, options.seed, options.keep, options.slow)


def fuzz(seeds: Sequence[Path], minutes: float, seed: int, keep: Path, slow: float) -> int:
    """Try damaged documents until the time is up; return 1 if one broke a promise."""
    trials, outcomes, troubles = Trials(), Counter[str](), 0
    contents = [(path, path.read_bytes()) for path in seeds]
    slowest, largest, end = 0.0, 0, monotonic() + 60 * minutes
    with TemporaryDirectory() as folder:
        while monotonic() < end:
            chance = Random(seed)  # the same file again from the same seed
            origin, content = chance.choice(contents)
            path = Path(folder, f"{seed}-{origin.name}")
            path.write_bytes(mutated(content, origin.suffix, chance))
            trial = trials.one(path)
            outcomes[trial.outcome] += 1
            slowest, largest = max(slowest, trial.seconds), max(largest, trial.memory)
            troubles += bool(trial.trouble)
            if trial.trouble or trial.seconds > slow:
                keep.mkdir(parents=True, exist_ok=True)
                path.rename(keep / path.name)
                print(trial.line, flush=True)
            path.unlink(missing_ok=True)
            seed += 1
    print(f"{outcomes.total()} documents: {dict(outcomes.most_common())}; {troubles} broke a promise")
    print(f"slowest {slowest:.1f} s of CPU time, largest {largest >> 20} MiB; next seed {seed}")
    return int(troubles > 0)


if __name__ == "__main__":
    sys.exit(main())
