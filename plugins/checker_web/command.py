"""`checker serve`: judge documents on a web page that only this computer can open."""

import os
import secrets
import socket
import webbrowser
from urllib.parse import urlsplit

import click

from checker import Messages, UsageError, install_command

_ = Messages(__package__)


@click.command("serve")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port [default: a free one].")
@click.option("--pack", metavar="ID|FILE|DIR", help="Judge by this pack, or by those of a folder.")
@click.option(
    "--origin", metavar="URL",
    help="Where visitors open the page if a reverse proxy hands it on, such as https://checker.example.org.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Documents judged at the same time.")
@click.pass_obj
def command(
    setup: object, *, opened: bool, port: int, pack: str | None, origin: str | None, jobs: int | None
) -> int:
    """Show a web page on which documents are judged; nothing is kept after it ends.

    The page opens with the address that is printed, which holds a secret. Stop with Ctrl-C.
    """
    try:
        import uvicorn

        from checker_web.application import application
        from checker_web.commands import Commands
    except ImportError:
        message = _("the page needs more packages: {command}", command=install_command("web"))
        raise UsageError(message) from None
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        raise UsageError(
            _("port {port} cannot be used: {reason}", port=port, reason=error.strerror)
        ) from error
    listening.listen(128)  # a browser that opens at once waits
    port = listening.getsockname()[1]
    origins = (_origin(origin),) if origin else (f"http://127.0.0.1:{port}", f"http://localhost:{port}")
    token = secrets.token_urlsafe(32)
    commands = Commands.of(setup, pack)
    app = application(commands, origins, token, jobs or os.cpu_count() or 1)
    address = f"{origins[0]}/?token={token}"
    click.echo(address)
    if opened:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _origin(url: str) -> str:
    """Return the origin of an address; raise UsageError for anything more."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise UsageError(_("--origin must be like https://checker.example.org, not “{url}”", url=url))
    return f"{parts.scheme}://{parts.netloc}"
