"""The page of `checker serve` as it runs for people: a process of its own, with a folder for temporary files."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_COMMAND = [sys.executable, "-c", "from checker.cli import main; main()", "serve", "--jobs", "2"]


@dataclass
class Server:
    """A running page: its address with the secret, its port, and the folder of its temporary files."""

    address: str
    port: int
    folder: Path
    cookie: str = ""

    def ask(
        self, method: str, path: str, headers: dict[str, str | None] | None = None, body: bytes | None = None
    ) -> HTTPResponse:
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
        answer = connection.getresponse()
        answer.content = answer.read()  # type: ignore[attr-defined]  # while the connection is open
        connection.close()
        return answer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("temporary")
    environment = {**os.environ, "TMPDIR": str(folder), "CHECKER_DISABLE_PLUGINS": "example"}
    process = subprocess.Popen(_COMMAND, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    port = urlsplit(address).port
    assert port is not None
    started = Server(address, port, folder)
    path = address.partition(str(port))[2]
    started.cookie = started.ask("GET", path, {"Cookie": None}).headers["Set-Cookie"].partition(";")[0]
    yield started
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    process.stdout.close()
    assert list(folder.iterdir()) == []  # nothing is kept
