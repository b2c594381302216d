"""resist info: what it prints, in every form and width, with and without overlays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from resistcli import __version__
from resistcli.errors import ExitCode
from resistcli.knowledge import KnowledgeBase

from .helpers import run, run_in_terminal, strip


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    screen = run_in_terminal("info", columns=columns, env={"RESIST_CACHE": "/cache"})
    assert screen.returncode == ExitCode.OK
    assert [line for line in strip(screen.text).split("\n") if cell_len(line) > columns] == []


@pytest.mark.parametrize("columns", [40, 120])
def test_a_table_shows_what_the_answer_counts(kb: KnowledgeBase, columns: int) -> None:
    answer = kb.info()
    text = " ".join(run("info", "-f", "table", columns=columns).stdout.split())
    assert f"Data: {answer.version}" in text
    assert f"{answer.counts['claims']} claims" in text
    assert f"{answer.verification.verified} verified on a page" in text
    assert f"resist: {__version__}" in text
    row = answer.coverage.profiles[0]
    chemo = row.roles["chemo"]
    assert f"{row.mechanisms - chemo['nothing']} of {row.mechanisms}" in text


def test_json_has_the_keys_of_the_contract() -> None:
    answer = json.loads(run("info", "--json").stdout)
    assert answer["schema"] == "resist.info/1"
    assert {"version", "counts", "coverage", "licence"} <= set(answer)
    assert answer["version"] == answer["dataset"]["version"]


def test_a_pipe_gets_a_fact_a_line(kb: KnowledgeBase) -> None:
    facts = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in run("info").stdout.splitlines()}
    assert facts["counts", "mechanisms"] == str(len(kb.mechanisms))
    assert facts["program", "version"] == __version__
    lines = [json.loads(line) for line in run("info", "-f", "jsonl").stdout.splitlines()]
    assert {(line["topic"], line["name"]) for line in lines} == set(facts)


def test_an_ascii_locale_gets_ascii() -> None:
    assert run_in_terminal("info", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}).text.isascii()


def test_overlays_are_named_with_what_they_brought(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("agents:\n- {id: pumpstatin, name: Pumpstatin, type: drug}\n- {id: cisplatin, aliases: [CDDP-lab]}\n", encoding="utf-8")
    text = run("info", "--data", str(file), "-f", "table", columns=300).stdout
    assert f"{file}\n  brings: agents 1; adds to: agents 1\n" in text
    assert "Overlays  none" in run("info", "-f", "table").stdout
    answer = json.loads(run("info", "--json", env={"RESIST_DATA": str(file)}).stdout)
    assert [source["source"] for source in answer["sources"]] == ["bundled", str(file)]


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    text = run("info", "-f", "table", env={"RESIST_CACHE": str(tmp_path / "file")}, columns=400).stdout
    assert "not writable" in text
