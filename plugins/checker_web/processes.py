"""Processes that run commands: forked from one that has loaded the program, or new ones where the system cannot fork."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_ENDING = 5  # seconds in which a process ends by itself
_LATEST = 900  # seconds; the commands have limits of their own
_LOCALES = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
_RUNNER = [sys.executable, "-P", "-m", "checker_web.runner"]

Outcome = tuple[int, bytes, str]  # exit code, stdout, stderr


class Processes:
    """Run commands of this program; as many at the same time as callers ask for."""

    def __init__(self, options: Sequence[str] = ()) -> None:
        self._options = options
        self._idle: list[asyncio.subprocess.Process] = []

    async def run(self, folder: Path, *words: str, reader: str = "") -> Outcome:
        """Run a command, with files in `folder`; kill it and its children if it takes too long or this task is cancelled.

        `reader` is the language in which it speaks, where it has no --lang.
        """
        words, spoken = (*self._options, *words), _spoken(reader)
        return await (self._forked(folder, words, spoken) if hasattr(os, "fork") else _new(words, spoken))

    async def _forked(self, folder: Path, words: Sequence[str], spoken: Mapping[str, str]) -> Outcome:
        out, problems = folder / "stdout", folder / "stderr"
        out.unlink(missing_ok=True)
        problems.unlink(missing_ok=True)
        runner = self._idle.pop() if self._idle else await _started(_RUNNER, stdin=asyncio.subprocess.PIPE)
        assert runner.stdin is not None
        assert runner.stdout is not None
        order = {"words": words, "out": str(out), "err": str(problems), "environment": spoken}
        try:
            async with asyncio.timeout(_LATEST):
                runner.stdin.write(json.dumps(order).encode() + b"\n")
                await runner.stdin.drain()
                answer = await runner.stdout.readline()
        except TimeoutError:
            await _ended(runner)
            return 2, b"", "timeout"
        except BaseException:
            await _ended(runner)
            raise
        if not answer:
            await _ended(runner)
            raise OSError("the process that runs commands has ended")
        self._idle.append(runner)
        return int(answer), _content(out), _content(problems).decode("utf-8", "replace")

    async def end(self) -> None:
        """End what is idle."""
        while self._idle:
            await _ended(self._idle.pop())


def _spoken(language: str) -> Mapping[str, str]:
    """Return the environment of a command that speaks a language; that of texts and files stays as it is."""
    if language not in _LOCALES:
        return dict(os.environ)
    environment = {name: value for name, value in os.environ.items() if name != "LC_ALL"}
    if every := os.environ.get("LC_ALL"):
        environment |= {"LANG": every, "LC_CTYPE": every}
    return {**environment, "LC_MESSAGES": _LOCALES[language]}


async def _new(words: Sequence[str], spoken: Mapping[str, str]) -> Outcome:
    command = [sys.executable, "-P", "-m", "checker", *words]
    process = await _started(
        command, stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, env=spoken
    )
    try:
        async with asyncio.timeout(_LATEST):
            out, problems = await process.communicate()
    except TimeoutError:
        await _ended(process)
        return 2, b"", "timeout"
    except BaseException:
        await _ended(process)
        raise
    return process.returncode or 0, out, problems.decode("utf-8", "replace")


async def _started(
    command: Sequence[str],
    *,
    stdin: int,
    stderr: int = asyncio.subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command, stdin=stdin, stdout=asyncio.subprocess.PIPE, stderr=stderr, env=env, start_new_session=True
    )


async def _ended(process: asyncio.subprocess.Process) -> None:
    """End a process and all its children: they end by themselves, or are killed."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            else:
                process.terminate()
        with suppress(TimeoutError):
            async with asyncio.timeout(_ENDING):
                await process.wait()


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
