"""Show one entity whole."""

from __future__ import annotations

from resistcli.cli.options import DataOption, FormatOption, JsonOption, NamesArgument


def show_command(
    names: NamesArgument,
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Show everything about a mechanism, gene, agent, modality, claim, countermeasure or paper."""
    import resistcli
    from resistcli.cli.run import context_for, run
    from resistcli.show import nothing_shown

    context = context_for(form, json=json)
    kb = resistcli.load(*data)
    return run(context, lambda: kb.show(*names), lambda: nothing_shown(kb), "nothing to show", kb)
