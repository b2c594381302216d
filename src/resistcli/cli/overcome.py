"""Countermeasures with their trial record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.complete import Names, Words, stages
from resistcli.cli.options import DataOption, FormatOption, JsonOption

if TYPE_CHECKING:
    from resistcli.overcome import OvercomeAnswer


def overcome_command(
    names: Annotated[
        list[str],
        typer.Argument(
            help="Mechanisms, modalities, treatment classes, agents, genes or countermeasures; kind:id where a name means several things.",
            metavar="NAME...",
            click_type=Names("mechanism", "modality", "agent", "gene", "countermeasure"),
        ),
    ],
    stage: Annotated[
        list[str],
        typer.Option(
            "--stage",
            "-s",
            help="Keep this stage: guideline, approved, phase-1 to phase-3, clinical (no phase given), preclinical, failed-phase-3 and so on. May be repeated.",
            show_default=False,
            click_type=Words("stage", stages),
        ),
    ] = [],  # noqa: B006  # Typer copies it
    modality: Annotated[
        list[str],
        typer.Option(
            "--modality",
            "-m",
            help="Keep what restores this modality or treatment class. May be repeated.",
            show_default=False,
            click_type=Names("modality"),
        ),
    ] = [],  # noqa: B006
    failed: Annotated[
        bool | None, typer.Option("--failed/--no-failed", help="Keep only what failed or was withdrawn, or only what did not.", show_default=False)
    ] = None,
    references: Annotated[bool, typer.Option("--references", help="Add the numbered list of the papers cited.")] = False,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Find ways round resistance: countermeasures with their trial record, failures included."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.overcome import nothing_overcome

    context = context_for(form, json=json)
    kb = resistcli.load(*data)

    def ask() -> OvercomeAnswer:
        return kb.overcome(*names, stages=stage, modalities=modality, failed=failed)

    filtered = " that passes these filters" if stage or modality or failed is not None else ""
    nothing = f"no countermeasure{filtered} was collected on {', '.join(names)}"
    return run(context, ask, lambda: nothing_overcome(kb), nothing, kb, references=references)
