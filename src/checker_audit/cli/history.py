"""`checker audit history`: the counts of all runs in a store, of everybody or of one body."""

import click

from checker import AuditError, Messages, align
from checker.cli.setup import Setup, language
from checker_audit.store import Store
from checker_audit.store.history import body_history, history

_ = Messages(__package__)

_HEAD = (
    _("run"), _("period"), _("finished"), _("filed"), _("not filed"), _("not readable"), _("errors"), _("warnings"),
    _("hints"), _("to be checked by you"), _("decided"),
)  # fmt: skip


@click.command("history")
@click.argument("body", required=False)
@click.option(
    "--store", "place", default="audit.db", show_default=True, metavar="FILE|URL", help="The store."
)
@language
@click.pass_obj
def command(setup: Setup, *, body: str | None, place: str) -> None:
    """List the counts of all finished runs, the oldest first: those of everybody, or those of BODY."""
    with Store(place) as store:
        found = list(history(store.engine) if body is None else body_history(store.engine, body))
    if body is not None and not found:
        raise AuditError(_("no run covers “{body}”", body=body))
    rows = [
        tuple(
            map(
                str,
                (
                    one.number, one.period, one.finished, one.filed, one.missing, one.unread, one.errors,
                    one.warnings, one.hints, one.review, one.decided,
                ),
            )
        )
        for one in found
    ]  # fmt: skip
    for line in align([tuple(map(setup.render, _HEAD)), *rows]):
        click.echo(line)
