"""The help: every command and every option says what it does."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from resistcli import __version__
from resistcli.cli.app import COMMANDS, app

from .helpers import run, run_in_terminal, strip

GROUP: Any = typer.main.get_command(app)
PARAMETERS = [(name, parameter) for name in COMMANDS for parameter in GROUP.get_command(None, name).params]


def test_the_commands_of_the_design_are_there() -> None:
    assert {"list", "search", "show", "compare", "cite"} <= set(COMMANDS)
    assert GROUP.list_commands(None) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does(name: str) -> None:
    text = GROUP.get_command(None, name).help
    assert text
    assert text[0].isupper()
    assert text.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_can_be_read_where_only_ascii_can_be_written(name: str) -> None:
    result = run(name, "--help", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(("command", "parameter"), PARAMETERS, ids=[f"{name} {parameter.name}" for name, parameter in PARAMETERS])
def test_an_option_says_what_it_does(command: str, parameter: Any) -> None:
    assert parameter.help, f"{command} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_data_verbs_take_the_same_forms(name: str) -> None:
    options = {option for parameter in GROUP.get_command(None, name).params for option in parameter.opts}
    if name in {"list", "search", "show", "compare", "cite", "overcome", "enrich"}:
        assert {"--format", "-f", "--json"} <= options


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_h_is_help(command: str) -> None:
    args = [command] if command else []
    short, long = run(*args, "-h"), run(*args, "--help")
    assert short.returncode == long.returncode == 0
    assert short.stdout == long.stdout
    assert "Usage:" in short.stdout
    assert "\x1b" not in short.stdout


def test_the_help_lists_every_command_in_order() -> None:
    text = run("--help").stdout
    places = [text.index(f"│ {command} ") for command in COMMANDS]
    assert places == sorted(places)


def test_the_help_gives_exit_codes_a_first_step_and_the_warning() -> None:
    text = " ".join(run("--help", columns=200).stdout.split())
    assert "0 found, 1 nothing found or invalid data, 2 not understood" in text
    assert "resist compare chemo radio" in text
    assert "not for treating a patient" in text


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_the_terminal(command: str, columns: int) -> None:
    screen = run_in_terminal(*([command] if command else []), "--help", columns=columns)
    assert screen.returncode == 0
    assert max(map(len, strip(screen.text).split("\n"))) <= columns


def test_version_is_that_of_program_and_data() -> None:
    result = run("--version")
    assert result.returncode == 0
    program, data = result.stdout.removesuffix("\n").split(", ")
    assert program == f"resist {__version__}"
    assert data.startswith("data 20")


def test_the_program_calls_itself_resist() -> None:
    assert "Usage: resist list" in run("list", "--help").stdout
