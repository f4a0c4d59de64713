"""Convert untrusted files with LibreOffice: without macros, network, or the profile of the user."""

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
_LARGEST = 128 * 2**20  # bytes of a converted document
_NAME = "submission"
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def converted(content: bytes, suffix: str, timeout: float = TIMEOUT) -> bytes:
    """Convert a file with the given suffix to DOCX; raise `ReadError` if that fails or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(
            "wrong-format", _("LibreOffice, which is needed to convert the file, is not installed")
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"{_NAME}{suffix}"
        source.write_bytes(content)
        _write_settings(folder / "profile")
        _run([*_sandbox(), program, *_arguments(folder, source)], folder, timeout)
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


def _write_settings(profile: Path) -> None:
    """Write the settings of the LibreOffice profile."""
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
def _sandbox() -> tuple[str, ...]:
    """Return the command prefix that removes network access and limits file sizes, where available."""
    prefix: tuple[str, ...] = ()
    if (unshare := shutil.which("unshare")) is not None:
        for options in (("--net",), ("--map-root-user", "--net")):
            if subprocess.run([unshare, *options, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603  # fixed arguments
                prefix = (unshare, *options)
                break
    if (prlimit := shutil.which("prlimit")) is not None:
        prefix = (*prefix, prlimit, f"--fsize={2 * _LARGEST}", "--core=0")
    return prefix


def _run(command: Sequence[str], folder: Path, timeout: float) -> None:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  # fixed arguments; the file name is ours, too
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
            # LibreOffice leaves child processes behind when it is stopped or crashes
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _written(path: Path) -> bytes:
    if not path.is_file():
        raise ReadError("unreadable", _("LibreOffice could not convert the file: it is damaged or protected"))
    if path.stat().st_size > _LARGEST:
        raise ReadError("too-large", _("the converted document is too large"))
    return path.read_bytes()
