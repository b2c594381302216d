"""The command line: which commands there are. Each is imported when it is used, so a command pays for itself alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from resistcli.cli.options import DataOption
from resistcli.cli.shells import Shell, detected, install, script

if TYPE_CHECKING:
    from collections.abc import MutableMapping

COMMANDS = ("compare", "search", "show", "cite", "overcome", "enrich", "list", "export", "validate", "info", "schema")
"""In the order of the help. ``resistcli.cli.NAME`` holds the function ``NAME_command``."""


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and loads one when it is called."""

    def __init__(self, **settings: Any) -> None:
        """Set up an ordinary group whose commands are names so far: what near misses are looked up among."""
        super().__init__(**settings)
        self.commands = cast("MutableMapping[str, Any]", dict.fromkeys(COMMANDS))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let the completion options stand without a shell: it is the one that runs this process, where that can be seen."""
        if args and args[-1] in {"--install-completion", "--show-completion"} and (shell := detected()):
            args = [*args, shell]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command of that name, or None, whereupon the nearest names are offered."""
        if cmd_name not in COMMANDS:
            return None
        function = getattr(import_module(f"resistcli.cli.{cmd_name}"), f"{cmd_name}_command")
        info = CommandInfo(name=cmd_name, callback=function)
        return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode="rich")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Hand overlays named before the command on to it: ``resist --data lab.yaml list`` is ``resist list --data lab.yaml``."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command, [*(word for file in ctx.params.get("data") or () for word in ("--data", str(file))), *rest]


app = typer.Typer(
    cls=LazyGroup,
    name="resist",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    add_completion=False,  # resistcli.cli.shells has its own
    epilog="Exit codes: 0 found, 1 nothing found or invalid data, 2 not understood. For research and teaching, not for treating a patient.",
)


def _install_completion(ctx: typer.Context, shell: Shell | None) -> None:
    if shell and not ctx.resilient_parsing:
        typer.echo(f"completion for {shell.value} is in {install(shell)} and works in the next {shell.value} that you start")
        raise typer.Exit


def _show_completion(ctx: typer.Context, shell: Shell | None) -> None:
    if shell and not ctx.resilient_parsing:
        typer.echo(script(shell), nl=False)
        raise typer.Exit


def _print_version(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from resistcli import __version__
        from resistcli.knowledge import KnowledgeBase
        from resistcli.sources.store import open_store

        typer.echo(f"resist {__version__}, data {KnowledgeBase(open_store()).stamp.version}")  # whatever overlays RESIST_DATA names
        raise typer.Exit


@app.callback()
def resist(
    data: DataOption = [],  # noqa: B006  # LazyGroup hands it on
    version: Annotated[bool, typer.Option("--version", help="Print the versions of program and data.", callback=_print_version, is_eager=True)] = False,
    install_completion: Annotated[
        Shell | None,
        typer.Option(
            "--install-completion", help="Install the completion of a shell; without its name, of this one.", callback=_install_completion, show_default=False
        ),
    ] = None,
    show_completion: Annotated[
        Shell | None,
        typer.Option("--show-completion", help="Print what a shell has to read for completion.", callback=_show_completion, show_default=False),
    ] = None,
) -> None:
    """How do tumours resist treatment, and what differs between chemotherapy, radiotherapy and the other modalities?

    Every statement comes with its papers; evidence that disagrees is shown beside evidence that agrees.
    Start with: resist compare chemo radio
    """
