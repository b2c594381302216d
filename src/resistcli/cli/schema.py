"""The JSON Schemas of answers and YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.complete import Words
from resistcli.cli.options import FormatOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Mapping


def _schemas(_: object) -> Mapping[str, str]:
    from resistcli.schemas import ANSWERS, FILES

    return {name: entry.about for name, entry in (ANSWERS | FILES).items()}


def schema_command(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A command, for its --json; or data or overlay, for YAML files. Without a name: which there are.",
            metavar="[NAME]",
            show_default=False,
            click_type=Words("name", _schemas),
        ),
    ] = None,
    form: FormatOption = None,
    json: JsonOption = False,
) -> int:
    """Print the JSON Schema of a command's --json or of a YAML file, or list the schemas."""
    from resistcli.cli.run import context_for
    from resistcli.errors import ExitCode, UsageError

    context = context_for(form, json=json)
    if name is None:
        from resistcli.knowledge import KnowledgeBase
        from resistcli.output.render import render
        from resistcli.schemas import list_schemas
        from resistcli.sources.store import open_store

        kb = KnowledgeBase(open_store())
        render(list_schemas(kb.stamp), context, kb)
        return ExitCode.OK
    if form not in {None, "json"}:
        raise UsageError(f"a schema is JSON; leave out --format {form}")
    from msgspec.json import encode, format  # noqa: A004

    from resistcli.output.context import write_bytes
    from resistcli.schemas import schema_of

    write_bytes(context, format(encode(schema_of(name)), indent=2) + b"\n")
    return ExitCode.OK
