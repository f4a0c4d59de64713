"""A process that runs commands of this program in forked children, so that the program is loaded once.

It reads an order a line, {"words": […], "out": FILE, "err": FILE, "environment": {…}}, and answers with the
exit code. It ends with its input.
"""

import gc
import json
import os
import runpy
import sys
from contextlib import suppress
from typing import Any, NoReturn

from checker import App


def run() -> None:
    """Load the program, then run commands until the input ends."""
    orders, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    for descriptor in (0, 1):  # commands have files of their own
        os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    _load()
    gc.freeze()  # what is loaded stays shared: the children's collector must not touch it
    for line in orders:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        _child, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _load() -> None:
    """Load what all commands share."""
    for reader in App().host.readers.values():
        assert reader.name
    _ = App().packs
    main = runpy.run_module("checker")["main"]
    for command in ("check", "fix", "template"):
        with suppress(SystemExit):  # without arguments of its own, it would end this process
            main([command, "--help"])


def _become(order: dict[str, Any]) -> NoReturn:
    """Run a command in this child, and end."""
    code = 2
    try:
        for descriptor, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(str(order[name]), os.O_WRONLY | os.O_CREAT, 0o600), descriptor)
        os.environ.clear()
        os.environ.update(order["environment"])
        sys.argv = ["checker", *order["words"]]
        runpy.run_module("checker", run_name="__main__")
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 2
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    run()
