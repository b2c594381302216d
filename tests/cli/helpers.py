"""Run the real program: as a process with pipes, and at a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import resistcli

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the developer's own shell may have set and a test must not inherit.
_ASKED_OF_THE_ENVIRONMENT = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "TERM", "PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL")
_SOURCE = str(Path(resistcli.__file__).parents[1])
PROGRAM = [sys.executable, "-m", "resistcli"]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;[^;\x1b\x07]*;([^\x1b\x07]*)\x1b\\")


class Screen(NamedTuple):
    """What a program printed at a terminal, as the terminal received it but with plain line ends, and its exit code."""

    text: str
    returncode: int

    @property
    def plain(self) -> str:
        """The text without colours and links."""
        return strip(self.text)

    @property
    def lines(self) -> list[str]:
        """The plain lines."""
        return self.plain.split("\n")


def strip(text: str) -> str:
    """Return text without the escape codes of colours and links; any other escape code stays, to be found by a test."""
    return LINK.sub("", COLOUR.sub("", text))


def environment(env: Mapping[str, str] | None = None, columns: int | None = None) -> dict[str, str]:
    """Return the environment of a run: this one's without its terminal settings, with ``env`` on top."""
    clean = {name: value for name, value in os.environ.items() if name not in _ASKED_OF_THE_ENVIRONMENT}
    path = os.pathsep.join(filter(None, [_SOURCE, clean.get("PYTHONPATH", "")]))
    wide = {} if columns is None else {"COLUMNS": str(columns)}
    return clean | {"LANG": "C.UTF-8", "PYTHONPATH": path} | wide | dict(env or {})


def run(*args: str | bytes, env: Mapping[str, str] | None = None, columns: int | None = None, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``resist`` with its output in pipes."""
    return subprocess.run(
        [*PROGRAM, *args],
        env=environment(env, columns),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_shell(script: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a bash script in which ``resist`` is the program, for real pipes."""
    program = " ".join(f"'{word}'" for word in PROGRAM)
    function = f'resist() {{ {program} "$@"; }}\n'
    return subprocess.run(["bash", "-c", function + script], env=environment(env), capture_output=True, encoding="utf-8", timeout=120, check=False)


def run_in_terminal(*args: str, columns: int = 80, env: Mapping[str, str] | None = None, rows: int = 50) -> Screen:
    """Run ``resist`` at a pseudo-terminal of that size."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    settings = environment({"TERM": "xterm-256color", **(env or {})})
    with subprocess.Popen([*PROGRAM, *args], env=settings, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        received = bytearray()
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:  # what Linux gives when the other end is closed
                break
            if not chunk:
                break
            received += chunk
        code = process.wait(timeout=120)
    os.close(master)
    return Screen(received.decode("utf-8", "replace").replace("\r\n", "\n"), code)
