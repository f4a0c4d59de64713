"""Optional packages: the command that installs what an extra of this program needs, whatever this program came from."""

import sys
from collections.abc import Iterator

from checker.regexes import regex

DISTRIBUTION = "filing-checker"

_OF_EXTRA = regex(r"""(?P<needed>[^;]+);.*\bextra\s*==\s*["'](?P<extra>[^"']+)["']""")
_EXTRAS = regex(rf"{DISTRIBUTION}\[(?P<names>[^\]]*)\]")


def install_command(extra: str) -> str:
    """Return the command that installs the packages that an extra needs into this Python; all are on the index."""
    packages = " ".join(f'"{package}"' for package in dict.fromkeys(_packages(extra)))
    return f"{sys.executable} -m pip install {packages or extra}"


def _packages(extra: str) -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, requires  # noqa: PLC0415  # it takes long, and few ask

    try:
        listed = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from its sources alone
        return
    for requirement in listed:
        found = _OF_EXTRA.fullmatch(requirement)
        if found is None or found["extra"] != extra:
            continue
        within = _EXTRAS.fullmatch(found["needed"].strip())
        if within is None:
            yield found["needed"].strip()
        else:
            for name in within["names"].split(","):
                yield from _packages(name.strip())
