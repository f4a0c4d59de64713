"""`checker textconv`: a document as plain text, for `git diff`."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import click

from checker.cli.policy import absolute, reading_engine
from checker.cli.setup import Setup, language
from checker.documents.document import Block, Document, Paragraph, Table
from checker.documents.submissions import content
from checker.errors import ConfigError, OutOfTime, ReadError
from checker.guard.time_limit import STALL, limited
from checker.messages import Message, Messages
from checker.text import clean

_ = Messages(__package__)

_WHOLE = 1_000_000


@click.command("textconv")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@language
@click.pass_obj
def command(setup: Setup, path: Path) -> None:
    """Write a document as plain text: a line for each paragraph, a line “| cell | cell |” for each row.

    For `git diff` of documents, once in a clone:

    \b
      git config diff.checker.textconv "checker textconv"
      git config diff.checker.cachetextconv true

    and in the repository's .gitattributes:

    \b
      *.docx diff=checker
      *.pdf  diff=checker
      *.ofd  diff=checker
    """
    submission = content(path)
    here = Path.cwd()  # git runs this in the repository, often on a temporary file elsewhere
    configured = path if absolute(path).is_relative_to(here) else here
    try:
        limits = setup.limits()
        with limited(limits.page, limits.cpu) as progress:
            document = reading_engine(setup, [configured]).read(path.as_posix(), submission, progress)
    except (ReadError, ConfigError) as error:
        click.echo(_unread(setup, error.message, submission))
    except OutOfTime:
        click.echo(
            _unread(
                setup,
                _("reading took longer than {seconds} seconds", seconds=f"{limits.page or STALL:g}"),
                submission,
            )
        )
    else:
        for line in _lines(setup, document):
            click.echo(line)


def _unread(setup: Setup, reason: Message, submission: bytes) -> str:
    """Return the reason in place of the text: git gives up the whole diff if the command fails."""
    message = _("not read: {reason} (sha256 {digest})", reason=reason, digest=sha256(submission).hexdigest())
    return clean(setup.render(message), _WHOLE)


def _lines(setup: Setup, document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from _block(block)
    for note in document.notes:
        yield f"! {clean(setup.render(note.message), _WHOLE)} ({note.code})"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        part = "" if block.part == "body" else f"[{block.part}] "
        yield f"{part}{clean(block.text, _WHOLE)}".rstrip()
        return
    yield from (_row(block, row) for row in range(block.height))


def _row(table: Table, row: int) -> str:
    """Return a row as text; a merged cell has its text in its first row only, so that a change is one line."""
    texts = (clean(cell.text, _WHOLE) if cell.row == row else "" for cell in table.row(row))
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"
