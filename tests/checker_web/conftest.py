"""The page of `checker serve`, started once."""

from collections.abc import Iterator

import pytest

from tests.support.web_server import Server, running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("temporary")
    with running_server(folder) as started:
        yield started
    assert list(folder.iterdir()) == []  # nothing is kept
