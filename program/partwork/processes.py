"""What tasks run in processes of their own, and what Ctrl-C does meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from invoke import Exit

from .exchange import finish_replacing
from .folder import ROOT


def run_command(*command: str, **environment: str) -> None:
    """Run a command and end as it ended, if that was not well."""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}) as process:
        # At Ctrl-C it ends what is under way by itself, and says so.
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        mask_interrupt("UNBLOCK")
        code = process.wait()
    signal.signal(signal.SIGINT, interrupt)
    if code:
        raise Exit("Interrupted.", code=130) if code == -signal.SIGINT else Exit(code=code)


@contextmanager
def end_at_interrupt(message: str, at_once: bool = True) -> Iterator[list[bool]]:
    """At Ctrl-C, say one line and end; an exception could be swallowed by whatever is under way.

    Yields what is no longer empty when it was pressed, for those who do not end at once.
    """
    pressed: list[bool] = []

    def end(*_: object) -> None:
        pressed.append(True)
        if at_once:
            os.write(2, f"{message}\n".encode())
            os._exit(130)

    before = signal.signal(signal.SIGINT, end)
    yield pressed
    signal.signal(signal.SIGINT, before)
    if pressed:
        raise Exit(message, code=130)


def mask_interrupt(how: str) -> None:
    """Let Ctrl-C wait ("BLOCK"), or come ("UNBLOCK"), where the system can."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, f"SIG_{how}"), [signal.SIGINT])


def write_options(only: Iterable[str] = (), **values: Any) -> list[str]:
    """Return what is asked for as options of a command: `only` with names by commas, True without a value."""
    names = [name.strip() for text in only for name in text.split(",") if name.strip()]
    options = [word for name in names for word in ("--only", name)]
    for name, value in values.items():
        options += [f"--{name.replace('_', '-')}", *([] if value is True else [value])] if value else []
    return options


def run_syndication(*arguments: str) -> None:
    """Run the syndication command; until it can tell what it leaves, Ctrl-C ends it at once."""
    start = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "if hasattr(signal, 'pthread_sigmask'): signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])\n"
        "from crosspost.__main__ import main; sys.exit(main())"
    )
    finish_replacing()
    # Python would show where in its own start it was.
    mask_interrupt("BLOCK")
    run_command(sys.executable, "-c", start, *arguments, "-s", "publishconf.py")


def run_conversation(*arguments: str) -> None:
    """Run the command for what readers answered."""
    run_command(sys.executable, "-m", "conversation", *arguments, "-s", "publishconf.py")
