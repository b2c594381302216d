"""What the README promises beside its examples, which tests/test_docs.py runs."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_tours_every_command() -> None:
    from resistcli.cli.app import COMMANDS

    commands = re.findall(r"^\$ (.*)$", README, flags=re.MULTILINE)
    assert [name for name in COMMANDS if not any(re.search(rf"\bresist {name}\b", command) for command in commands)] == []


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
