"""resist schema: the schemas as a reader gets them, and as an editor or another validator uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resistcli.errors import ExitCode
from resistcli.schemas import NAMES, schema_of

from .helpers import run, run_in_terminal


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_the_schema(name: str) -> None:
    result = run("schema", name)
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert json.loads(result.stdout) == schema_of(name)


def test_a_schema_is_the_same_json_however_it_is_asked_for() -> None:
    plain = run("schema", "compare").stdout
    assert plain.startswith('{\n  "$schema"')
    assert run("schema", "compare", "--json").stdout == run("schema", "Compare", "-f", "json").stdout == plain
    assert run_in_terminal("schema", "compare").text == plain


def test_without_a_name_they_are_listed() -> None:
    assert [line.split("\t")[0] for line in run("schema").stdout.splitlines()] == list(NAMES)
    assert [line["name"] for line in json.loads(run("schema", "--json").stdout)["results"]] == list(NAMES)
    table = run("schema", "-f", "table", columns=40).stdout
    assert all(f"\n{name} " in table for name in NAMES)
    assert max(map(len, table.split("\n"))) <= 40


def test_another_program_validates_an_answer_with_it(tmp_path: Path) -> None:
    schema, answer, wrong = (tmp_path / name for name in ("schema.json", "answer.json", "wrong.json"))
    schema.write_text(run("schema", "overcome").stdout, encoding="utf-8")
    answer.write_text(run("overcome", "efflux", "--json").stdout, encoding="utf-8")
    wrong.write_text(run("cite", "efflux", "--json").stdout, encoding="utf-8")
    check = [sys.executable, "-W", "ignore", "-m", "jsonschema", str(schema), "-i"]
    assert subprocess.run([*check, str(answer)], capture_output=True, check=False).returncode == 0
    assert subprocess.run([*check, str(wrong)], capture_output=True, check=False).returncode == 1


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    result = run("schema", "shwo")
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert result.stderr.startswith("resist: no schema 'shwo'; expected one of: list, search, show")


def test_a_schema_is_no_table() -> None:
    result = run("schema", "show", "-f", "csv")
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert "a schema is JSON" in result.stderr
