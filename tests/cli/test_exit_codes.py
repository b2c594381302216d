"""0 found, 1 nothing found or invalid data, 2 not understood; a guess is offered and never run; no traceback, whatever is typed."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resistcli
from resistcli.cli.app import COMMANDS, app
from resistcli.errors import ExitCode, ResistError

from .helpers import run, run_shell

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

FOUND = [
    ["list"],
    ["list", "claims", "--modality", "radio"],
    ["search", "hypoxia"],
    ["show", "efflux"],
    ["show", "drug", "efflux"],
    ["compare", "chemo", "radio"],
    ["cite", "hypoxia"],
    ["cite", "hypoxia", "--style", "bibtex"],
    ["--version"],
    ["--help"],
]
NOTHING = [
    ["search", "zzqqxxyy"],
    ["list", "claims", "--cancer", "zzqqxxyy"],
    ["show", "zzqqxxyy"],
    ["cite", "zzqqxxyy"],
    ["compare", "chemo", "zzqqxxyy"],
    ["list", "--gene", "zzqqxxyy"],
]
NOT_UNDERSTOOD = [
    ["no-such-command"],
    ["list", "--no-such-option"],
    ["list", "no-such-kind"],
    ["list", "--category", "no-such-category"],
    ["list", "--level", "Z"],
    ["list", "--role", "no-such-role"],
    ["list", "--format", "yaml"],
    ["list", "--json", "--format", "csv"],
    ["search"],
    ["search", "hypoxia", "--limit", "-1"],
    ["search", "hypoxia", "--limit", "many"],
    ["search", "hypoxia", "--kind", "no-such-kind"],
    ["show"],
    ["compare", "chemo"],
    ["compare", "chemo", "chemo"],
    ["compare", "chemo", "radio", "--only", "no-such-pattern"],
    ["cite", "hypoxia", "--style", "no-such-style"],
    ["cite", "hypoxia", "--style", "ris", "--json"],
]


@pytest.mark.parametrize("args", FOUND, ids=" ".join)
def test_found_is_0_and_says_nothing_on_stderr(args: list[str]) -> None:
    result = run(*args)
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert result.stdout


@pytest.mark.parametrize("args", NOTHING, ids=" ".join)
def test_nothing_found_is_1_and_says_so_on_stderr(args: list[str]) -> None:
    result = run(*args)
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr.startswith("resist: no")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", NOT_UNDERSTOOD, ids=" ".join)
def test_not_understood_is_2_and_says_what_on_stderr(args: list[str]) -> None:
    result = run(*args)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert result.stderr.startswith(("resist: ", "Usage: "))
    assert "Traceback" not in result.stderr


def test_no_arguments_show_the_help() -> None:
    result = run()
    assert result.returncode == ExitCode.USAGE
    assert all(command in result.stdout + result.stderr for command in COMMANDS)


@pytest.mark.parametrize("args", [["search", "zzqqxxyy"], ["list", "claims", "--cancer", "zzqqxxyy"]], ids=" ".join)
def test_nothing_found_is_valid_json(args: list[str]) -> None:
    result = run(*args, "--json")
    assert result.returncode == ExitCode.NOTHING
    answer = json.loads(result.stdout)
    assert answer["results"] == []
    assert answer["dataset"]["version"]


@pytest.mark.parametrize("verb", ["show", "cite"])
def test_an_unknown_name_is_valid_json(verb: str) -> None:
    result = run(verb, "zzqqxxyy", "--json")
    assert result.returncode == ExitCode.NOTHING
    assert json.loads(result.stdout)["results"] == []


@pytest.mark.parametrize(
    ("args", "offer"),
    [
        (["show", "hypoxai"], "hypoxia"),
        (["cite", "hypoxai"], "hypoxia"),
        (["show", "cisplatn"], "cisplatin"),
        (["compare", "chemo", "radoi"], "radio"),
        (["list", "--agent", "cisplatn"], "cisplatin"),
        (["list", "mechanism", "--modality", "chemotherpy"], "chemo"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_near_miss_is_offered_and_never_run(args: list[str], offer: str) -> None:
    result = run(*args)
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert "Did you mean" in result.stderr
    assert offer in result.stderr.partition("Did you mean")[2]


@pytest.mark.parametrize(
    ("args", "offer"), [(["shwo", "efflux"], "show"), (["comapre", "chemo", "radio"], "compare"), (["list", "--fromat", "csv"], "--format")]
)
def test_a_misspelt_command_or_option_is_offered_the_right_one(args: list[str], offer: str) -> None:
    result = run(*args)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert offer in result.stderr


def test_a_message_quotes_escape_codes_harmlessly() -> None:
    for args in (["show", "\x1b]0;owned\x07"], ["list", "\x1b[31m"], ["\x1b[31m"], ["list", "--\x1b[31m"], ["list", "-f", "\x1b[31m"]):
        result = run(*args)
        assert result.returncode in {ExitCode.NOTHING, ExitCode.USAGE}
        assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.parametrize("args", [["show", b"\xff\xfe"], ["search", b"\xff\xfe"], ["list", "--category", b"\xff\xfe"], [b"\xff"], ["list", b"--\xff"]], ids=str)
def test_bytes_that_are_no_text_are_refused_in_words(args: list[str | bytes]) -> None:
    result = run(*args)
    assert result.returncode in {ExitCode.NOTHING, ExitCode.USAGE}
    assert "Traceback" not in result.stderr


def test_bytes_that_are_no_text_give_json() -> None:
    result = run("search", b"hypoxia \xff\xfe", "--json")
    assert "Traceback" not in result.stderr
    assert json.loads(result.stdout)["schema"] == "resist.search/1"


@pytest.mark.parametrize("cancer", ["???", "", "癌"])
def test_a_cancer_without_letters_finds_nothing(cancer: str) -> None:
    assert run("list", "claims", "--cancer", cancer).returncode == ExitCode.NOTHING


@pytest.mark.parametrize("form", ["tsv", "json", "table"])
def test_a_full_disk_is_said_in_a_line(form: str) -> None:
    result = run_shell(f"resist list --format {form} >/dev/full")
    assert result.returncode not in {ExitCode.OK, ExitCode.USAGE}
    assert "Traceback" not in result.stderr
    assert "No space left" in result.stderr


def test_a_closed_output_is_no_traceback() -> None:
    assert "Traceback" not in run_shell("resist list >&-").stderr


def test_closed_messages_do_not_change_the_exit_code() -> None:
    found = run_shell("resist list --json 2>&-")
    assert (found.returncode, json.loads(found.stdout)["kind"]) == (ExitCode.OK, "mechanisms")
    assert run_shell("resist list --category no-such-category 2>&-").returncode == ExitCode.USAGE


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide", "1", "99999999999999999999", "1e3", "²"])
def test_a_strange_width_is_no_traceback(columns: str) -> None:
    result = run("list", "modalities", "--format", "table", env={"COLUMNS": columns})
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")


# Whatever is typed. The command line is run in this process here, for breadth.

# What can stand in an argument: any character but NUL, and lone surrogates for the bytes that are not UTF-8.
CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
NAMES = ("chemo", "radio", "efflux", "hypoxia", "TP53", "cisplatin", "claims", "agent:photon", "claim:", ":", "A", "0", "-1", "json", "table", "ris", "", " ")
OPTIONS = ("--json", "-f", "--format", "--only", "--mechanism", "-c", "-m", "-g", "-a", "-r", "-l", "-n", "-k", "-s", "--min-level", "--contested", "--")
WORDS = st.one_of(st.text(CHARACTERS, max_size=40), st.sampled_from(NAMES), st.sampled_from(OPTIONS))


def _run_here(kb: KnowledgeBase, args: list[str]) -> tuple[int, str]:
    """Run the command line in this process; anything but an exit code or an error meant for the user comes through."""
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with mock.patch.object(resistcli, "load", return_value=kb), contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(io.StringIO()):
        try:
            code: Any = app(args, standalone_mode=False)
        except ResistError as error:
            code = error.exit_code
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None:
                raise
    return int(code or 0), raw.getvalue().decode()


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(args=st.lists(WORDS, max_size=6))
def test_whatever_is_typed_ends_with_an_exit_code(kb: KnowledgeBase, command: str, args: list[str]) -> None:
    code, _ = _run_here(kb, [command, *args])
    assert code in set(ExitCode)


@settings(max_examples=100, deadline=None)
@given(query=st.text(CHARACTERS, min_size=1, max_size=600))
def test_whatever_is_searched_for_gives_json(kb: KnowledgeBase, query: str) -> None:
    code, output = _run_here(kb, ["search", "--json", "--", query])
    assert (code == ExitCode.OK) == bool(json.loads(output)["results"])


@settings(max_examples=8, deadline=None)
@given(command=st.sampled_from(COMMANDS), args=st.lists(st.text(CHARACTERS, max_size=20).filter(lambda text: not text.startswith("-")), max_size=3))
def test_whatever_is_typed_to_the_real_program_is_no_traceback(command: str, args: list[str]) -> None:
    result = run(command, *args)
    assert result.returncode in set(ExitCode)
    assert "Traceback" not in result.stderr


def test_the_version_is_told_even_where_an_overlay_of_the_environment_is_broken(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("genes: [", encoding="utf-8")
    result = run("--version", env={"RESIST_DATA": str(tmp_path / "broken.yaml")})
    assert result.returncode == 0
    assert result.stdout.startswith("resist ")
