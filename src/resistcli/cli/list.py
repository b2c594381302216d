"""List mechanisms, claims, genes, agents, modalities, references or countermeasures, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.options import CategoryOption, DataOption, FormatOption, JsonOption, MinLevelOption

if TYPE_CHECKING:
    from resistcli.listing import ListAnswer

TABLE_ROWS = 100
"""What a table shows of a longer list: more is for a pipe or a file."""


def list_command(
    kind: Annotated[
        str, typer.Argument(help="mechanisms, claims, genes, agents, modalities, references or countermeasures.", metavar="[KIND]", show_default="mechanisms")
    ] = "mechanisms",
    modality: Annotated[
        list[str], typer.Option("--modality", "-m", help="Keep what acts on this modality or treatment class. May be repeated.", show_default=False)
    ] = [],  # noqa: B006  # Typer copies it
    category: CategoryOption = [],  # noqa: B006
    role: Annotated[list[str], typer.Option("--role", "-r", help="primary, contributing, indirect, absent or sensitising.", show_default=False)] = [],  # noqa: B006
    gene: Annotated[list[str], typer.Option("--gene", "-g", help="Keep what names this gene.", show_default=False)] = [],  # noqa: B006
    agent: Annotated[list[str], typer.Option("--agent", "-a", help="Keep what names this agent.", show_default=False)] = [],  # noqa: B006
    cancer: Annotated[list[str], typer.Option("--cancer", help="Keep what was seen in this cancer.", show_default=False)] = [],  # noqa: B006
    level: Annotated[list[str], typer.Option("--level", "-l", help="Keep claims of exactly this level (A to E).", show_default=False)] = [],  # noqa: B006
    min_level: MinLevelOption = None,
    contested: Annotated[bool, typer.Option("--contested", help="Keep what papers disagree on.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", help="How many rows; 0 for all. Default: 100 in a table, all in any other form.", min=0, show_default=False)
    ] = None,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """List one kind of entity, filtered by what the claims say."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.listing import nothing_listed

    context = context_for(form, json=json)
    kb = resistcli.load(*data)

    def ask() -> ListAnswer:
        return kb.list(
            kind,
            modality=modality,
            category=category,
            role=role,
            gene=gene,
            agent=agent,
            cancer=cancer,
            level=level,
            min_level=min_level,
            contested=contested,
            limit=0 if context.format == "table" else limit or 0,
        )

    return run(context, ask, lambda: nothing_listed(kb, kind), f"no {kind} pass these filters", kb, limit=TABLE_ROWS if limit is None else limit)
