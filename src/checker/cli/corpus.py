"""The documents of a folder for trying packs, each read once."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from checker.cli.files import find_submissions
from checker.cli.policy import reading_engine
from checker.cli.setup import Setup
from checker.documents.document import Document
from checker.documents.submissions import content
from checker.errors import ReadError
from checker.messages import Messages
from checker.text import clean

_ = Messages(__package__)


def documents(setup: Setup, paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the given documents, and those below the given folders."""
    return find_submissions(paths, set(setup.host.suffixes), setup.log)


def read(setup: Setup, paths: Sequence[Path]) -> Iterator[tuple[Path, Document | ReadError]]:
    """Read documents one by one; yield the error for those that cannot be read."""
    engine = reading_engine(setup, paths)
    for path in paths:
        try:
            yield path, engine.read(path.as_posix(), content(path))
        except ReadError as error:
            yield path, error


def log_unread(setup: Setup, path: Path, error: ReadError) -> None:
    """Write to stderr why a document is skipped."""
    reason = _("{path}: not read: {reason}", path=path.as_posix(), reason=error.message)
    click.echo(clean(setup.render(reason), 1000), err=True)
