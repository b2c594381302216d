"""Real shells with the completion of ``resist``: bash and zsh at a pseudo-terminal, fish by its own question for candidates."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shlex
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .helpers import PROGRAM, environment, run, strip

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60
# Ctrl-X Ctrl-D writes the line as it stands into $LINE_FILE.
_START = {
    "bash": (
        ["bash", "--noprofile", "--rcfile", "{rc}", "-i"],
        """PS1='> '; source "$SCRIPT"
dump() { printf '%s' "$READLINE_LINE" >"$LINE_FILE.part"; mv "$LINE_FILE.part" "$LINE_FILE"; }
bind -x '"\\C-x\\C-d": dump'
""",
    ),
    "zsh": (
        ["zsh", "-d", "-i"],
        """PS1='> '; autoload -Uz compinit; compinit -u -D; source "$SCRIPT"
dump() { print -rn -- "$BUFFER" >"$LINE_FILE.part"; mv "$LINE_FILE.part" "$LINE_FILE"; }
zle -N dump; bindkey '^X^D' dump
""",
    ),
}


class Completed(NamedTuple):
    """The command line after the tab key, and what the terminal showed meanwhile."""

    line: str
    screen: str


def home(folder: Path, shell: str) -> dict[str, str]:
    """Make a home with ``resist`` on the path and the shell's script in it; return the environment that goes with it."""
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "resist"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = folder / f"script.{shell}"
    script.write_text(run("--show-completion", shell).stdout, encoding="utf-8")
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    cache = os.environ.get("RESIST_CACHE") or str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "resistcli")
    settings = {"HOME": str(folder), "ZDOTDIR": str(folder), "PATH": path, "SCRIPT": str(script), "TERM": "xterm", "RESIST_CACHE": cache}
    return environment(settings)


def press_tab(shell: str, typed: str, folder: Path, env: dict[str, str], shows: str = "") -> Completed:
    """Type a command line and the tab key into an interactive bash or zsh that has read the script; wait until it ``shows`` a text."""
    arguments, start = _START[shell]
    rc = folder / (".zshrc" if shell == "zsh" else "bashrc")
    rc.write_text(start, encoding="utf-8")
    line = folder / "line"
    line.unlink(missing_ok=True)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 120, 0, 0))
    command = [part.format(rc=rc) for part in arguments]
    process = subprocess.Popen(command, env=env | {"LINE_FILE": str(line)}, cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    try:
        _read(master, lambda text: "> " in text)
        os.write(master, f"{typed}\t".encode())
        screen = _read(master, lambda text: shows in text)
        os.write(master, b"\x18\x04")
        screen += _read(master, lambda _: line.exists())
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return Completed(line.read_text(encoding="utf-8"), strip(screen))


def _read(master: int, until: Callable[[str], bool]) -> str:
    received = b""
    deadline = time.monotonic() + PATIENCE
    while not until(received.decode("utf-8", "replace")):
        if time.monotonic() > deadline:
            raise TimeoutError(received.decode("utf-8", "replace"))
        if select.select([master], [], [], 0.05)[0]:
            try:
                received += os.read(master, 65536)
            except OSError:  # the shell has ended
                break
    return received.decode("utf-8", "replace")


def candidates(shell: str, typed: str, folder: Path, env: dict[str, str]) -> dict[str, str]:
    """Return what bash or fish would offer for a command line, with the texts that explain it (bash shows none)."""
    quoted = shlex.quote(typed)
    if shell == "bash":
        script = f"""source "$SCRIPT"; COMP_LINE={quoted}; COMP_POINT=${{#COMP_LINE}}
_resist_completion resist "${{COMP_LINE##* }}" ""; printf '%s\\n' "${{COMPREPLY[@]}}" """
        command = ["bash", "--noprofile", "--norc", "-c", script]
    else:
        command = ["fish", "--no-config", "-c", f"source $SCRIPT; complete --do-complete {quoted}"]
    result = subprocess.run(command, env=env, cwd=folder, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    assert result.stderr == ""
    offered = (line.partition("\t") for line in result.stdout.splitlines() if line)
    return {value: meaning for value, _, meaning in offered}
