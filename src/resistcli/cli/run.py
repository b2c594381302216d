"""What every command does with an answer: draw it, say where nothing was found, and return the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from resistcli.errors import ExitCode, UnknownNameError, UsageError
from resistcli.output.context import Context, make_context
from resistcli.output.render import render
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from resistcli.answers import Answer
    from resistcli.cli.options import OutputFormat
    from resistcli.knowledge import KnowledgeBase


def context_for(form: OutputFormat | None, *, json: bool) -> Context:
    """Return the output context for a command's ``--format`` and ``--json``. Raises :class:`UsageError` where they differ."""
    if json and form not in {None, "json"}:
        raise UsageError(f"--json and --format {form} ask for different things; give one of them")
    return make_context("json" if json else form.value if form else None)


def run(context: Context, ask: Callable[[], Answer], empty: Callable[[], Answer], nothing: str, kb: KnowledgeBase, **options: Any) -> int:
    """Ask, draw the answer and return the exit code.

    Where nothing was found, or a name is not in the dataset, that is said on standard error, and a form for programs still gets
    an answer, the ``empty`` one. ``options`` go to the table's renderer.
    """
    try:
        answer = ask()
        message = nothing
    except UnknownNameError as error:
        answer = empty()
        message = str(error)
    if answer.empty:
        complain(message)
    render(answer, context, kb, **options)
    return ExitCode.NOTHING if answer.empty else ExitCode.OK


def complain(message: str, *, located: bool = False) -> None:
    """Write a message for the user to standard error, each line cleaned of control characters.

    A ``located`` message begins with the place that it speaks of, where editors look for it, and not with the program's name.
    """
    if sys.stderr is None:  # closed by the shell
        return
    encoding = sys.stderr.encoding or "ascii"
    text = "\n".join(clean(line) for line in message.split("\n"))
    sys.stderr.write(f"{'' if located else 'resist: '}{text}\n".encode(encoding, "replace").decode(encoding))
