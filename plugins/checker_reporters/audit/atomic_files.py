"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh(path: Path) -> Iterator[Path]:
    """Give a path to write to, and put the file in its place once it is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def written(path: Path, content: bytes) -> None:
    """Write a small file whole."""
    with fresh(path) as part:
        part.write_bytes(content)
