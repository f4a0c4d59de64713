"""Git queries: the files of a folder and of a change, without running any program that a repository configures."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import which

from checker.errors import UsageError
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages

_ = Messages(__package__)

SUBMODULE = "160000"  # the mode that git gives to a submodule

_QUIET = (
    "--no-optional-locks",
    "-c", "core.fsmonitor=",  # a program
    "-c", "core.hooksPath=/dev/null",
    "-c", "safe.bareRepository=explicit",  # a bare repository in the tree would bring its own configuration
)  # fmt: skip
_DIFF = (
    "diff", "--raw", "-z", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
    "--no-renames",  # a renamed file is a new one and a deleted one: its new name counts
    "--ignore-submodules=dirty",  # would run git within them
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that a change adds or modifies, with its git mode."""

    path: Path
    mode: str


def repository(path: Path) -> Path | None:
    """Return the folder of the repository around an absolute path."""
    return next((folder for folder in (path, *path.parents) if os.path.lexists(folder / ".git")), None)


def files(folder: Path) -> Iterator[Path]:
    """Iterate over the files below a folder that git tracks or would track; raise UsageError."""
    listed = _names(_git(folder, "ls-files", "-co", "--exclude-standard", "-z"))
    for path in dict.fromkeys(folder / name for name in listed):
        if not os.path.isdir(path) or path.is_symlink():  # noqa: PTH112  # Path.is_dir may raise
            yield path
        elif os.path.lexists(path / ".git"):  # a nested repository
            yield from files(path)


def changed(reference: str, here: Path) -> Iterator[Changed]:
    """Iterate over the files of the work tree around `here` that differ from its merge base with a reference."""
    if reference.startswith("-"):
        raise UsageError(_("--changed-from needs a branch, tag or commit, not “{word}”", word=reference))
    root = Path(os.path.normpath(here / os.fsdecode(_git(here, "rev-parse", "--show-cdup")).rstrip("\n")))
    commit = _git(here, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}").decode().strip()
    base = _git(here, "merge-base", commit, "HEAD").decode().strip()
    parts = iter(_names(_git(root, *_DIFF, base, "--", unfiltered=True)))
    for about, name in zip(parts, parts, strict=True):  # “:old-mode new-mode old-id new-id status”, file name
        mode, status = about.split()[1], about.split()[-1]
        if status != "D":
            yield Changed(root / name, mode)
    for name in _names(_git(root, "ls-files", "-o", "--exclude-standard", "-z")):
        yield Changed(root / name, "")


def _names(output: bytes) -> list[str]:
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def _git(folder: Path, *words: str, unfiltered: bool = False) -> bytes:
    program = which("git")
    if program is None:
        raise UsageError(_("git is not installed"))
    filters = _without_filters(program, folder) if unfiltered else ()
    ran = _run([program, *_QUIET, "-C", str(folder), *words], filters)
    if ran.returncode:
        reason = os.fsdecode(ran.stderr).strip() or _unexplained(words)
        raise UsageError(_("git {command} failed: {reason}", command=words[0], reason=reason))
    return ran.stdout


def _unexplained(words: tuple[str, ...]) -> str:
    if words[0] == "merge-base":
        return "no common history; fetch more of it (git fetch --unshallow)"
    return f"{words[-1].removesuffix('^{commit}')}: no such commit"


def _without_filters(program: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Iterate over settings that disable the filter programs of a repository."""
    ran = _run(
        [program, *_QUIET, "-C", str(folder), "config", "-z", "--name-only", "--get-regexp", r"^filter\."]
    )
    yield from ((name, "false" if name.endswith(".required") else "") for name in _names(ran.stdout))


def _run(command: list[str], settings: Iterable[tuple[str, str]] = ()) -> subprocess.CompletedProcess[bytes]:
    # in hooks, these variables name a different repository
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith("GIT_CONFIG_")
    }
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    # not by -c NAME=VALUE: the name of a filter may contain “=”
    first = int(environment.get("GIT_CONFIG_COUNT") or 0)
    for number, (name, value) in enumerate(settings, start=first):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        environment["GIT_CONFIG_COUNT"] = str(number + 1)
    return subprocess.run(  # noqa: S603  # git with arguments of our own
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
