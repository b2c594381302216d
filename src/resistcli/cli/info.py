"""What the dataset holds, and which program is asking."""

from __future__ import annotations

from resistcli.cli.options import DataOption, FormatOption, JsonOption


def info_command(
    data: DataOption = [],  # noqa: B006
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Say what the dataset holds: version, licence, counts, coverage, how far it is verified; overlays, program and cache."""
    import resistcli
    from resistcli.cli.run import context_for
    from resistcli.errors import ExitCode
    from resistcli.output.render import render

    context = context_for(form, json=json)
    kb = resistcli.load(*data)
    render(kb.info(), context, kb)
    return ExitCode.OK
