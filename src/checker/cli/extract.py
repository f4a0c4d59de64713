"""`checker extract`: the content of a document as JSON."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from checker.cli.policy import reading_engine
from checker.cli.setup import Setup, language
from checker.documents.document import Block, Document, Note, Paragraph
from checker.documents.submissions import content

SCHEMA = "checker-document/1"

Json = dict[str, object]


@click.command("extract")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@language
@click.pass_obj
def command(setup: Setup, path: Path) -> None:
    """Write the content of a document as JSON, text as written.

    \b
    {"schema": "checker-document/1", "format", "pages": int | null,
     "metadata": [[name, value]],
     "notes": [{"code", "message", "page", "block", "lost"}],
     "page_furniture": [{"page": int | null, "head": [], "foot": [],
       "number": int | null, "of": int | null, "fields": []}],
     "blocks": [
       {"kind": "paragraph", "block", "text", "level": int | null,
        "label", "part": "body | footnote | comment | box | header",
        "page": int | null, "bbox": [left, top, right, bottom] | null},
       {"kind": "table", "block", "page", "bbox", "height", "width",
        "cells": [{"text", "row", "column", "row_span", "column_span",
                   "certain", "page", "bbox"}]}]}

    Blocks, rows and columns count from 0, pages from 1; bbox is in
    points from the page's top left corner. Only new keys may be added
    while the schema stays the same.
    """
    document = reading_engine(setup, [path]).read(path.as_posix(), content(path))
    click.echo(json.dumps(_document(setup, document), ensure_ascii=False, indent=2))


def _document(setup: Setup, document: Document) -> Json:
    return {
        "schema": SCHEMA,
        "format": document.format,
        "pages": document.pages,
        "metadata": document.metadata,
        "notes": [_note(setup, note) for note in document.notes],
        "page_furniture": [
            {**asdict(around), "fields": sorted(around.fields)} for around in document.page_furniture
        ],
        "blocks": [_block(block) for block in document.blocks],
    }


def _note(setup: Setup, note: Note) -> Json:
    return {
        "code": note.code,
        "message": setup.render(note.message),
        "page": note.page,
        "block": note.block,
        "lost": note.lost,
    }


def _block(block: Block) -> Json:
    place: Json = {"block": block.location.block, "page": block.location.page, "bbox": block.location.bbox}
    if isinstance(block, Paragraph):
        written: Json = {"text": block.text, "level": block.level, "label": block.label, "part": block.part}
        return {"kind": "paragraph", **place, **written}
    cells = [asdict(cell) for cell in block.cells]
    return {"kind": "table", **place, "height": block.height, "width": block.width, "cells": cells}
