"""The built-in packs: data only."""

from collections.abc import Iterable
from pathlib import Path

from checker import hookimpl


@hookimpl
def register_rule_packs() -> Iterable[Path]:
    return sorted(Path(__file__).parent.glob("*/*.yaml"))
