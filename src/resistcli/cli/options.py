"""Options and arguments that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resistcli.cli.complete import Names, Words, categories, levels, roles


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
ModalityOption = Annotated[
    list[str],
    typer.Option(
        "--modality", "-m", help="Keep what acts on this modality or treatment class. May be repeated.", show_default=False, click_type=Names("modality")
    ),
]
CategoryOption = Annotated[
    list[str],
    typer.Option("--category", "-c", help="Keep mechanisms of this category. May be repeated.", show_default=False, click_type=Words("category", categories)),
]
RoleOption = Annotated[
    list[str],
    typer.Option("--role", "-r", help="primary, contributing, indirect, absent or sensitising.", show_default=False, click_type=Words("role", roles)),
]
GeneOption = Annotated[list[str], typer.Option("--gene", "-g", help="Keep what names this gene.", show_default=False, click_type=Names("gene"))]
AgentOption = Annotated[list[str], typer.Option("--agent", "-a", help="Keep what names this agent.", show_default=False, click_type=Names("agent"))]
CancerOption = Annotated[list[str], typer.Option("--cancer", help="Keep what was seen in this cancer.", show_default=False)]
LevelOption = Annotated[
    list[str],
    typer.Option("--level", "-l", help="Keep claims of exactly this level (A to E).", show_default=False, click_type=Words("level", levels)),
]
MinLevelOption = Annotated[
    str | None,
    typer.Option("--min-level", help="Keep claims of this level of evidence or stronger (A to E).", show_default=False, click_type=Words("level", levels)),
]
ContestedOption = Annotated[bool, typer.Option("--contested", help="Keep what papers disagree on.")]
DataOption = Annotated[
    list[Path],
    typer.Option("--data", "-d", help="Merge in an overlay: a YAML file of your own. May be repeated; so may RESIST_DATA name some.", show_default=False),
]
NamesArgument = Annotated[
    list[str], typer.Argument(help="Names, aliases or ids; kind:id where a name means several things.", metavar="NAME...", click_type=Names())
]
