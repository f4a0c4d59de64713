"""`checker audit` says what it lacks."""

import sys

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.cli.setup import Setup


def test_without_its_libraries_it_says_which_extra_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("checker.audit.store", "checker.cli.audit."))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    run = CliRunner().invoke(main, ["--lang", "en", "audit", "runs"], obj=Setup())
    assert run.exit_code == 2
    assert "checker: audits need the extra “audit”" in run.output
