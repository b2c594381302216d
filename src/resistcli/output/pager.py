"""The user's pager, for answers longer than the screen."""

from __future__ import annotations

import os
import shlex
import subprocess


def page(command: str, text: str) -> bool:
    """Show ``text`` in the pager ``command``; return False if it cannot be started. ``less`` gets ``-FRX`` unless LESS is set."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the user's own setting
            shlex.split(command),
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"LESS": "FRX", **os.environ},
        )
    except (OSError, ValueError):
        return False
    try:
        process.communicate(text)
    except BrokenPipeError:
        process.wait()
    return True
