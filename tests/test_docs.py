"""Whatever the documents show is what a reader gets, and the CLI reference is that of the program."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from resistcli.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]


def load_script(name: str) -> ModuleType:
    """Return a script of docs/ as a module; it is not on the path."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFRESH: Any = load_script("refresh")
REFERENCE: Any = load_script("write_cli_reference")
SECTIONS = [
    pytest.param(section, id=f"{document.name} {section.partition(chr(10))[0].strip('# ')}")
    for document in REFRESH.DOCUMENTS
    for section in REFRESH.sections(document.read_text(encoding="utf-8"))
    if REFRESH.examples(section)
]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are written for bash")
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_shows_what_its_commands_print(section: str) -> None:
    told = REFRESH.examples(section)
    if shutil.which("jq") is None and any(re.search(r"\bjq\b", example.text) for example in told):
        pytest.skip("jq is not installed")
    assert REFRESH.run(told) == told


def test_a_section_keeps_its_words_when_it_is_refreshed() -> None:
    section = "## A\n\nText.\n\n```console\n$ echo 1 > a\n$ cat a\nold\n```\n\nMore.\n\n```python\nprint(open('a').read())\n```\n\n```text\nold\n```\n"
    true = REFRESH.run(REFRESH.examples(section))
    assert REFRESH.rewritten(section, true) == section.replace("$ cat a\nold", "$ cat a\n1").replace("```text\nold\n", "```text\n1\n\n")


@pytest.mark.skipif(typer.__version__ < "0.27", reason="the reference is written with a later Typer, which words types otherwise")
def test_the_cli_reference_is_up_to_date(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["write_cli_reference.py", "--check"])
    assert REFERENCE.main() == 0, capsys.readouterr().out


def test_the_cli_reference_depends_on_neither_terminal_nor_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    text = REFERENCE.reference()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert REFERENCE.reference() == text
    assert "\x1b" not in text
    assert not re.search(r"[│╭]|<span|&[lg]t;", text)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_section_with_an_example_that_works(command: str) -> None:
    [section] = [part for part in REFRESH.sections(REFERENCE.reference()) if part.startswith(f"## `resist {command}`")]
    commands = REFERENCE.EXAMPLES[command]
    assert commands
    for example in commands:
        assert example in section
    for example, done in zip(commands, REFRESH.run([REFRESH.Example(f"{example} >/dev/null; echo $?", "") for example in commands]), strict=True):
        assert done.shown == "0\n", example


def test_the_recipes_serve_the_users_of_the_design() -> None:
    recipes = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    for word in ("resist compare chemo radio", "resist enrich", "--style bibtex", "| jq", "--data", "resist validate"):
        assert word in recipes


def test_every_file_that_a_document_links_to_exists() -> None:
    for document in [*ROOT.glob("docs/*.md")]:
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
        assert [link for link in links if not (document.parent / link).exists()] == []
