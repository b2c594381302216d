"""Cite the papers behind a name."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from resistcli.cli.options import DataOption, FormatOption, JsonOption, NamesArgument


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
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Cite each claim with its papers, or print the papers for a reference manager."""
    import resistcli
    from resistcli.citations import CiteAnswer
    from resistcli.cli.run import context_for, run
    from resistcli.errors import ExitCode, UsageError
    from resistcli.output.bibliography import to_bibliography
    from resistcli.output.context import write

    context = context_for(form, json=json)
    kb = resistcli.load(*data)
    prose = style in {CitationStyle.vancouver, CitationStyle.apa}
    if style and context.format not in {"table", "plain"}:
        raise UsageError(f"--style {style.value} writes citations out; leave out --format {context.format}")
    if style and (not prose or context.format == "plain"):
        papers = kb.cite(*names).references()
        write(context, to_bibliography(papers, style.value, kb))
        return ExitCode.OK if papers else ExitCode.NOTHING
    options = {"style": style.value} if style else {}
    nothing = f"no claim cites anything on {', '.join(names)}"
    return run(context, lambda: kb.cite(*names), lambda: CiteAnswer(schema="resist.cite/1", dataset=kb.stamp, results=[]), nothing, kb, **options)
