"""Whatever the README shows is what a reader gets."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load_script() -> ModuleType:
    """Return docs/refresh_readme.py as a module; it is a script and not on the path."""
    spec = importlib.util.spec_from_file_location("refresh_readme", ROOT / "docs" / "refresh_readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = load_script()


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are written for bash")
@pytest.mark.parametrize(("command", "shown"), SCRIPT.console_examples(README), ids=lambda text: text[:60].partition("\n")[0])
def test_a_command_prints_what_the_readme_shows(command: str, shown: str) -> None:
    if re.search(r"\bjq\b", command) and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    assert SCRIPT.run(command) == shown


@pytest.mark.parametrize(("code", "shown"), SCRIPT.python_examples(README))
def test_the_python_example_prints_what_the_readme_shows(code: str, shown: str) -> None:
    assert SCRIPT.run_python(code) == shown


def test_the_readme_tours_every_command() -> None:
    from resistcli.cli.app import COMMANDS

    commands = [command for command, _ in SCRIPT.console_examples(README)]
    assert [name for name in COMMANDS if not any(f"resist {name} " in command for command in commands)] == []


def test_ci_runs_the_install_and_test_commands_of_the_readme_verbatim() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    [test] = [line for block in blocks for line in block.splitlines() if line.endswith("pytest")]
    [run] = [line for block in blocks for line in block.splitlines() if line.endswith("resist compare chemo radio")]
    assert test in script
    assert any(line.startswith(run) for line in script)


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_says_that_it_is_not_for_treatment() -> None:
    assert "not for treating a patient" in README
