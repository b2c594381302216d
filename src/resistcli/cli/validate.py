"""Check overlays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resistcli.cli.options import FormatOption, JsonOption


def validate_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Overlays: YAML files, checked together.", metavar="FILE...", show_default=False)] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say what each named check looks for.")] = False,
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Check overlays: every error at once, as file:line:column: path: message. RESIST_DATA is not read here."""
    from resistcli.cli.run import context_for
    from resistcli.errors import ExitCode, UsageError
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.render import render
    from resistcli.sources.store import open_store
    from resistcli.validate import explain as explain_checks
    from resistcli.validate import validate

    context = context_for(form, json=json)
    kb = KnowledgeBase(open_store())
    if explain:
        render(explain_checks(kb.stamp), context, kb)
        return ExitCode.OK
    if not files:
        raise UsageError("name one or more files to check, for example: resist validate lab.yaml; or ask for --explain")
    answer = validate(files, kb.store)
    render(answer, context._replace(format="table") if context.format == "plain" else context, kb)  # what editors and other programs read of linters
    return ExitCode.OK if answer.valid else ExitCode.NOTHING
