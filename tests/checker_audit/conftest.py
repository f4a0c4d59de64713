"""Where stores may be: in files, and in a PostgreSQL of the tests' own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from tests.support.stores import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Run a PostgreSQL for all tests."""
    with postgres() as address:
        yield address


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return what makes a place for a store in a database of either kind."""

    def make(database: str) -> str:
        name = f"s{uuid4().hex}"
        if database == "sqlite":
            return str(tmp_path / f"{name}.db")
        address: str = request.getfixturevalue("server")
        url = address.replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            # sorted as people do, not as bytes: what the store sorts must not depend on it
            like = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'"
            connection.execute(text(f"CREATE DATABASE {name} {like}"))
        engine.dispose()
        return address.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture
def place(database: str, empty: Callable[[str], str]) -> str:
    """Return where an empty store may be."""
    return empty(database)
