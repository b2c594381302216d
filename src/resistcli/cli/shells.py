"""Shell completion: the answer to a shell's question, and the scripts with which bash, zsh and fish ask it.

Typer's own scripts are replaced. Its zsh script runs what the program prints (``eval``), which an overlay's text must never
reach; its bash script loses a word at a colon (``gene:TP53``); and with zsh and fish it loads Rich for every help text.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "_RESIST_COMPLETE"
"""Set by the scripts: this call of the program asks for candidates."""
MAX_MEANING = 80
_CURSOR = "\N{END OF TEXT}"
"""Stands at the cursor while a line is parted into words, so that a blank in open quotes does not end one."""
_SCRIPTS = Path(__file__).parent / "completions"


class Shell(StrEnum):
    """The shells that have a script."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def script(shell: Shell) -> str:
    """Return what a shell has to read."""
    return (_SCRIPTS / f"resist.{shell.value}").read_text(encoding="utf-8")


def install(shell: Shell) -> Path:
    """Put the script where Typer puts its own, have the shell's start-up file read it, and return its place.

    Raises:
        OutputError: a file cannot be written.
    """
    from typer import _completion_shared as typers

    from resistcli.errors import OutputError

    typers._completion_scripts[shell.value] = script(shell).replace("%", "%%")  # noqa: SLF001  # a template of Typer's
    try:
        _, path = typers.install(shell=shell.value, prog_name="resist", complete_var=VARIABLE)
    except OSError as error:
        raise OutputError(f"cannot install the completion for {shell.value}: {error.strerror or error}: {error.filename}") from error
    return path


def detected() -> str | None:
    """Return the name of the shell that runs this process, or None where it is not to be seen."""
    from typer._completion_shared import _get_shell_name

    return _get_shell_name()


def complete() -> None:
    """Answer a shell on standard output. Whatever goes wrong, a user who pressed a key sees no message: there are no candidates then."""
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # the process is about to end
    try:
        text = "".join(f"{line}\n" for line in candidates(os.environ))
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except (Exception, SystemExit):  # noqa: BLE001, S110
        pass


def candidates(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each candidate, ``word TAB value TAB meaning``, or ``file`` where the shell should offer file names.

    ``environ`` holds the command line up to the cursor in ``_RESIST_LINE``; and where the shell replaces only the end of
    the last word by the candidate, as bash does after a colon, this end in ``_RESIST_WORD``.
    """
    from typer._click.core import Parameter
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete, split_arg_string
    from typer.core import TyperOption
    from typer.main import get_command
    from typer.models import TyperPath

    from resistcli.cli.app import app
    from resistcli.output.text import clean

    words = split_arg_string(environ.get("_RESIST_LINE", "") + _CURSOR)[1:]
    *args, typed = [word.removesuffix(_CURSOR) for word in words]
    program = get_command(app)
    context = _resolve_context(program, {}, "resist", args)
    completed, wanted = _resolve_incomplete(context, args, typed)
    if isinstance(completed, TyperOption):  # an option without its value keeps the parser from reading the others
        context = _resolve_context(program, {}, "resist", [*args, ""])
    if isinstance(completed, Parameter) and isinstance(completed.type, TyperPath):
        yield "file"
        return
    before = typed.removesuffix(wanted)  # --format= of --format=js
    kept = typed.removesuffix(environ.get("_RESIST_WORD", typed))
    for item in completed.shell_complete(context, wanted):
        value = f"{before}{item.value}"
        if value.startswith(kept):
            yield f"word\t{value.removeprefix(kept)}\t{clean(item.help or '')[:MAX_MEANING]}"
