"""Compare modalities, treatment classes or agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.complete import Names, Words, patterns
from resistcli.cli.options import CategoryOption, DataOption, FormatOption, JsonOption, MinLevelOption

if TYPE_CHECKING:
    from resistcli.compare import CompareAnswer


def compare_command(
    sides: Annotated[
        list[str],
        typer.Argument(help="Two or more modalities, treatment classes or agents.", metavar="A B [C]...", click_type=Names("modality", "agent")),
    ],
    only: Annotated[
        list[str],
        typer.Option(
            "--only",
            help="Keep a pattern (only, mainly, shared, opposite, neither, no-evidence), or what is peculiar to a side. May be repeated.",
            show_default=False,
            click_type=Words("pattern", patterns),
        ),
    ] = [],  # noqa: B006
    mechanism: Annotated[
        list[str], typer.Option("--mechanism", help="Keep this mechanism. May be repeated.", show_default=False, click_type=Names("mechanism"))
    ] = [],  # noqa: B006
    category: CategoryOption = [],  # noqa: B006
    min_level: MinLevelOption = None,
    references: Annotated[bool, typer.Option("--references", help="Add the numbered list of the papers cited.")] = False,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Compare resistance side by side, grouped by what is peculiar and what is shared."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.compare import nothing_compared

    context = context_for(form, json=json)
    kb = resistcli.load(*data)

    def ask() -> CompareAnswer:
        return kb.compare(*sides, only=only, mechanisms=mechanism, categories=category, min_level=min_level)

    return run(context, ask, lambda: nothing_compared(kb), "no mechanism passes these filters", kb, references=references)
