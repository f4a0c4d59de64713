"""The page of `checker serve` as it runs for people: a process of its own, with a folder for temporary files."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

_COMMAND = [sys.executable, "-c", "from checker.cli import program; program()", "serve", "--jobs", "2"]


@dataclass(frozen=True)
class Answer:
    """An answer that has been read whole."""

    status: int
    headers: Message
    content: bytes


@dataclass
class Server:
    """A running page: its address with the secret, its port, its process, and the folder of its temporary files."""

    address: str
    port: int
    process: int
    folder: Path
    cookie: str = ""

    def ask(
        self, method: str, path: str, headers: dict[str, str | None] | None = None, body: bytes | None = None
    ) -> Answer:
        """Send a request like the page does; headers that are `None` are left out."""
        usual = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if method != "GET":
            usual["Origin"] = f"http://127.0.0.1:{self.port}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {**usual, **(headers or {})}.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def upload(self, name: str, content: bytes) -> Answer:
        """Send a document like the page does."""
        return self.ask("POST", "/uploads", {"X-Name": quote(os.fsencode(name))}, content)


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """Start the page with `folder` for its temporary files, and end it as Ctrl-C does."""
    environment = {**os.environ, "TMPDIR": str(folder), "CHECKER_DISABLE_PLUGINS": "example"}
    with subprocess.Popen(_COMMAND, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            port = urlsplit(address).port
            assert port is not None
            started = Server(address, port, process.pid, folder)
            path = address.partition(str(port))[2]
            started.cookie = (
                started.ask("GET", path, {"Cookie": None}).headers["Set-Cookie"].partition(";")[0]
            )
            yield started
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
