"""List mechanisms, claims, genes, agents, modalities, references or countermeasures, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.complete import Words, list_kinds
from resistcli.cli.options import (
    AgentOption,
    CancerOption,
    CategoryOption,
    ContestedOption,
    DataOption,
    FormatOption,
    GeneOption,
    JsonOption,
    LevelOption,
    MinLevelOption,
    ModalityOption,
    RoleOption,
)

if TYPE_CHECKING:
    from resistcli.listing import ListAnswer

TABLE_ROWS = 100
"""What a table shows of a longer list: more is for a pipe or a file."""


def list_command(
    kind: Annotated[
        str,
        typer.Argument(
            help="mechanisms, claims, genes, agents, modalities, references or countermeasures.",
            metavar="[KIND]",
            show_default="mechanisms",
            click_type=Words("kind", list_kinds),
        ),
    ] = "mechanisms",
    modality: ModalityOption = [],  # noqa: B006  # Typer copies it
    category: CategoryOption = [],  # noqa: B006
    role: RoleOption = [],  # noqa: B006
    gene: GeneOption = [],  # noqa: B006
    agent: AgentOption = [],  # noqa: B006
    cancer: CancerOption = [],  # noqa: B006
    level: LevelOption = [],  # noqa: B006
    min_level: MinLevelOption = None,
    contested: ContestedOption = False,
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
