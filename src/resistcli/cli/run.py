"""What every command does with an answer: draw it, say where nothing was found, and return the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from resistcli.errors import ExitCode, UsageError
from resistcli.output.context import Context, make_context
from resistcli.output.render import render
from resistcli.output.text import clean

if TYPE_CHECKING:
    from resistcli.answers import Answer
    from resistcli.cli.options import OutputFormat
    from resistcli.knowledge import KnowledgeBase


def context_for(form: OutputFormat | None, *, json: bool) -> Context:
    """Return the output context for a command's ``--format`` and ``--json``. Raises :class:`UsageError` where they differ."""
    if json and form not in {None, "json"}:
        raise UsageError(f"--json and --format {form} ask for different things; give one of them")
    return make_context("json" if json else form.value if form else None)


def finish(answer: Answer, context: Context, kb: KnowledgeBase, nothing: str, **options: Any) -> int:
    """Draw ``answer`` and return the exit code; where it is empty, say ``nothing`` on standard error."""
    if answer.empty:
        complain(nothing)
    render(answer, context, kb, **options)
    return ExitCode.NOTHING if answer.empty else ExitCode.OK


def complain(message: str) -> None:
    """Write a message for the user to standard error, each line cleaned of control characters."""
    encoding = sys.stderr.encoding or "ascii"
    text = "\n".join(clean(line) for line in message.split("\n"))
    sys.stderr.write(f"resist: {text}\n".encode(encoding, "replace").decode(encoding))
