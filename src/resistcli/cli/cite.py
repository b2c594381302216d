"""Cite the papers behind a name."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from resistcli.cli.options import FormatOption, JsonOption, NamesArgument


class CitationStyle(StrEnum):
    """The citation styles."""

    vancouver = "vancouver"
    apa = "apa"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"


def cite_command(
    names: NamesArgument,
    style: Annotated[
        CitationStyle | None,
        typer.Option("--style", "-s", help="Citation style; bibtex, ris and csl-json give a file of the papers. Default: vancouver.", show_default=False),
    ] = None,
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Cite each claim with its papers, or print the papers for a reference manager."""
    import resistcli
    from resistcli.cli.run import context_for, finish
    from resistcli.errors import ExitCode, UsageError
    from resistcli.output.bibliography import to_bibliography
    from resistcli.output.context import write

    context = context_for(form, json=json)
    kb = resistcli.load()
    answer = kb.cite(*names)
    prose = style in {CitationStyle.vancouver, CitationStyle.apa}
    if style and not prose and context.format not in {"table", "plain"}:
        raise UsageError(f"--style {style.value} is a form of its own; leave out --format {context.format}")
    if style and not answer.empty and (not prose or context.format == "plain"):
        write(context, to_bibliography(answer.references(), style.value, kb))
        return ExitCode.OK
    options = {"style": style.value} if style else {}
    return finish(answer, context, kb, f"no claim cites anything on {', '.join(names)}", **options)
