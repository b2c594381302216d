"""Options and arguments that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """The forms of output."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


FormatOption = Annotated[
    OutputFormat | None,
    typer.Option("--format", "-f", help="Form of output. Default: a table at a terminal, tab-separated lines without header in a pipe.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
CategoryOption = Annotated[list[str], typer.Option("--category", "-c", help="Keep mechanisms of this category. May be repeated.", show_default=False)]
MinLevelOption = Annotated[
    str | None, typer.Option("--min-level", help="Keep claims of this level of evidence or stronger (A to E).", metavar="LEVEL", show_default=False)
]
DataOption = Annotated[
    list[Path],
    typer.Option("--data", "-d", help="Merge in an overlay: a YAML file of your own. May be repeated; so may RESIST_DATA name some.", show_default=False),
]
NamesArgument = Annotated[list[str], typer.Argument(help="Names, aliases or ids; kind:id where a name means several things.", metavar="NAME...")]
