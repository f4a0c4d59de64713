"""LibreOffice as a converter of files that nobody vouches for: without macros, network, or the user's own profile."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from checker import Messages, ReadError

_ = Messages(__package__)

TIMEOUT = 120.0  # seconds; a report of 600 pages takes about 20
_LARGEST = 128 * 2**20  # bytes that a converted document may have
_NAME = "submission"
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def converted(content: bytes, suffix: str, timeout: float = TIMEOUT) -> bytes:
    """Convert a file to DOCX; `suffix` says what it is. Raise `ReadError` where that cannot be done in time."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError("wrong-format", _("LibreOffice, which would convert the file, is not installed"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"{_NAME}{suffix}"
        source.write_bytes(content)
        _settle(folder / "profile")
        _run([*_fences(), program, *_arguments(folder, source)], folder, timeout)
        return _written(folder / "out" / f"{_NAME}.docx")


def _arguments(folder: Path, source: Path) -> Sequence[str]:
    profile = (folder / "profile").as_uri()
    return (
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(source),
    )


def _settle(profile: Path) -> None:
    """Write the profile's settings, with which LibreOffice starts."""
    settings = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{setting}</value></prop></item>"
        for path, name, setting in _SETTINGS
    )
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{settings}</oor:items>',
        encoding="utf-8",
    )


@cache
def _fences() -> tuple[str, ...]:
    """Say how to start a program without network and with bounded files, as far as this computer can."""
    fences: tuple[str, ...] = ()
    if (unshare := shutil.which("unshare")) is not None:
        for options in (("--net",), ("--map-root-user", "--net")):
            if subprocess.run([unshare, *options, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603  # fixed words
                fences = (unshare, *options)
                break
    if (prlimit := shutil.which("prlimit")) is not None:
        fences = (*fences, prlimit, f"--fsize={2 * _LARGEST}", "--core=0")
    return fences


def _run(command: Sequence[str], folder: Path, timeout: float) -> None:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  # our own words; the file's name is ours, too
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise ReadError(
                "timeout",
                _("LibreOffice did not convert the file within {seconds} seconds", seconds=int(timeout)),
            ) from error
        finally:
            # LibreOffice leaves children behind where it is stopped, and where it crashes
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _written(path: Path) -> bytes:
    if not path.is_file():
        raise ReadError("unreadable", _("LibreOffice could not convert the file: it is damaged or protected"))
    if path.stat().st_size > _LARGEST:
        raise ReadError("too-large", _("the converted document is too large"))
    return path.read_bytes()
