"""Search everything."""

from __future__ import annotations

from typing import Annotated

import typer

from resistcli.cli.complete import Names, Words, entity_kinds
from resistcli.cli.options import DataOption, FormatOption, JsonOption


def search_command(
    query: Annotated[
        list[str],
        typer.Argument(
            help="What to look for: a name, a gene, a drug, a phrase; typos are forgiven.", metavar="QUERY...", click_type=Names("mechanism", "gene", "agent")
        ),
    ],
    kind: Annotated[
        list[str],
        typer.Option(
            "--kind",
            "-k",
            help="Keep hits of this kind (mechanism, gene, agent, claim ...). May be repeated.",
            show_default=False,
            click_type=Words("kind", entity_kinds),
        ),
    ] = [],  # noqa: B006
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many hits; 0 for all.", min=0)] = 10,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Search names, aliases, genes, agents, claims and papers, best first."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.errors import MAX_ECHO

    context = context_for(form, json=json)
    kb = resistcli.load(*data)
    text = " ".join(query)
    return run(context, lambda: kb.search(text, limit=limit, kinds=kind), lambda: kb.search(""), f"nothing found for {text[:MAX_ECHO]!r}", kb)
