"""The documents of a folder on which packs are tried, each read once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from checker.cli.files import find_submissions
from checker.cli.setup import Setup
from checker.documents.document import Document
from checker.documents.submissions import content
from checker.errors import ReadError
from checker.judging.engine import Engine
from checker.messages import Messages
from checker.text import clean

_ = Messages(__package__)


def documents(setup: Setup, paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the documents that are named or stand below the folders that are."""
    suffixes = {suffix for reader in setup.host.readers.values() for suffix in reader.suffixes}
    return find_submissions(paths, suffixes, setup.tell)


def read(setup: Setup, paths: Iterable[Path]) -> Iterator[tuple[Path, Document | ReadError]]:
    """Read documents one after the other; what cannot be read comes with the reason."""
    engine = Engine(setup.host.reader_of, ())
    for path in paths:
        try:
            yield path, engine.read(path.as_posix(), content(path))
        except ReadError as error:
            yield path, error


def tell_unread(setup: Setup, path: Path, error: ReadError) -> None:
    """Say on stderr why a document takes no part."""
    reason = _("{path}: not read: {reason}", path=path.as_posix(), reason=error.message)
    click.echo(clean(setup.say(reason), 1000), err=True)
