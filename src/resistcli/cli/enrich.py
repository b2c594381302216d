"""Ask which mechanisms a gene list hits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resistcli.cli.complete import Names
from resistcli.cli.options import DataOption, FormatOption, JsonOption

TABLE_ROWS = 20
"""What a table shows of a longer answer: more is for a pipe or a file."""


def enrich_command(
    file: Annotated[Path, typer.Argument(help="A gene list, a name a line, or with --column a table; - is standard input.", metavar="FILE|-")],
    column: Annotated[
        str | None,
        typer.Option("--column", "-c", help="The column that holds the genes, by title or number from 1.", metavar="NAME|NUMBER", show_default=False),
    ] = None,
    background: Annotated[
        str | None,
        typer.Option(
            "--background",
            "-b",
            help="The genes that the list could have held: a file of them, a name a line, or their number. Default: the protein-coding genes.",
            metavar="FILE|N",
            show_default=False,
        ),
    ] = None,
    modality: Annotated[
        list[str],
        typer.Option(
            "--modality",
            "-m",
            help="Keep the gene sets of this modality; all is mechanisms whole. May be repeated.",
            show_default=False,
            click_type=Names("modality"),
        ),
    ] = [],  # noqa: B006  # Typer copies it
    min_overlap: Annotated[int, typer.Option("--min-overlap", help="Keep gene sets with at least so many genes of the list; one is a weak hit.", min=1)] = 1,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", help="How many rows; 0 for all. Default: 20 in a table, all in any other form.", min=0, show_default=False)
    ] = None,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Find the mechanisms that a gene list hits: overlap, odds ratio, hypergeometric P and false discovery rate."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.gene_lists import read_background, read_genes

    context = context_for(form, json=json)
    genes = read_genes(file, column)
    kb = resistcli.load(*data)
    answer = kb.enrich(
        genes,
        background=None if background is None else read_background(background, beside=file),
        modality=modality,
        min_overlap=min_overlap,
        limit=0 if context.format == "table" else limit or 0,
    )
    return run(context, lambda: answer, lambda: answer, answer.nothing, kb, limit=TABLE_ROWS if limit is None else limit)
