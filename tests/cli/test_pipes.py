"""In a pipe: plain records a line, no colours, no wrapping; other programs read them, and may stop reading when they like."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from .helpers import run, run_shell

QUESTIONS = [
    ["list"],
    ["list", "claims"],
    ["list", "references"],
    ["search", "hypoxia"],
    ["show", "hypoxia"],
    ["compare", "chemo", "radio"],
    ["cite", "hypoxia"],
]
needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")


@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_a_pipe_gets_one_record_a_line_with_tabs(args: list[str]) -> None:
    plain = run(*args, columns=40).stdout
    header, *records = run(*args, "-f", "tsv", columns=40).stdout.splitlines()
    lines = plain.splitlines()
    assert "\x1b" not in plain
    assert len(lines) == len(records) > 1
    assert {line.count("\t") for line in lines} == {header.count("\t")}
    assert max(map(len, lines)) > 40, "nothing is wrapped to a width"
    assert lines[0] != header


def test_the_header_of_tsv_names_the_fields_of_json() -> None:
    header = run("list", "-f", "tsv").stdout.splitlines()[0]
    kind, *fields = json.loads(run("list", "--json").stdout)["results"][0]
    assert (kind, header.split("\t")) == ("kind", fields)  # a list is of one kind


def test_a_pipe_has_as_many_lines_as_json_has_records() -> None:
    answer = json.loads(run("list", "claims", "--json").stdout)
    assert len(run("list", "claims").stdout.splitlines()) == len(answer["results"])


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json", "jsonl"])
@pytest.mark.parametrize("args", [["list"], ["show", "efflux"], ["compare", "chemo", "radio"]], ids=" ".join)
def test_no_form_has_colours_or_links_in_a_pipe(args: list[str], form: str) -> None:
    result = run(*args, "--format", form)
    assert result.returncode == 0
    assert "\x1b" not in result.stdout


def test_force_color_does_not_colour_records() -> None:
    for form in ("tsv", "csv", "json", "jsonl", "markdown"):
        assert "\x1b" not in run("list", "-f", form, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in run("list", env={"FORCE_COLOR": "1"}).stdout


def test_cut_and_sort_and_awk_read_the_records() -> None:
    result = run_shell("resist list claims | cut -f6 | sort -u")
    assert set(result.stdout.split()) <= set("ABCDE")
    assert run_shell("resist compare chemo radio | awk -F'\\t' '$1==\"only\" {print $3}'").stdout.split()


LONG = ["list claims", "list claims --json", "list claims -f jsonl", "show hypoxia", "compare chemo radio -f table --references", "cite hypoxia -s bibtex"]


@pytest.mark.parametrize("args", [*LONG, pytest.param("--help")])
def test_head_ends_quietly(args: str) -> None:
    result = run_shell(f'resist {args} | head -c 1 >/dev/null; echo "${{PIPESTATUS[@]}}"')
    assert (result.stdout, result.stderr) == ("0 0\n", "")


@pytest.mark.parametrize("args", [*LONG, "--version"])
def test_a_reader_that_reads_nothing_ends_quietly(args: str) -> None:
    result = run_shell(f'resist {args} | true; echo "${{PIPESTATUS[@]}}"')
    assert (result.stdout, result.stderr) == ("0 0\n", "")


def test_output_into_a_file_is_what_a_pipe_gets() -> None:
    result = run_shell('file=$(mktemp); resist list >"$file"; resist list | cmp - "$file"; echo "${PIPESTATUS[@]}"; rm "$file"')
    assert result.stdout == "0 0\n"


def _jq(program: str, text: str) -> list[str]:
    result = subprocess.run(["jq", "-r", program], input=text, capture_output=True, encoding="utf-8", check=True)
    return result.stdout.splitlines()


@needs_jq
@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_jq_reads_json(args: list[str]) -> None:
    text = run(*args, "--json").stdout
    assert _jq(".schema", text) == [f"resist.{args[0]}/1"]
    assert _jq(".dataset.version", text)[0].count(".") == 2
    assert text.count("\n") == 1, "one line in a pipe"


@needs_jq
@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_jq_reads_each_line_of_json_lines(args: list[str]) -> None:
    text = run(*args, "-f", "jsonl").stdout
    assert _jq("type", text) == ["object"] * len(text.splitlines())
    answer = json.loads(run(*args, "--json").stdout)
    assert list(map(json.loads, text.splitlines())) == answer.get("results", answer.get("rows"))


@needs_jq
def test_the_question_of_the_readme_in_jq() -> None:
    text = run("compare", "chemo", "radio", "--json").stdout
    peculiar = _jq('.rows[] | select(.pattern == "only" and .pattern_sides == ["chemo"]) | .mechanism.id', text)
    assert "drug-efflux" in peculiar
    assert "hypoxia" not in peculiar


def test_csv_ends_its_lines_as_rfc_4180_asks() -> None:
    assert run_shell("resist list -f csv | grep -vc $'\\r$'").stdout == "0\n"


def test_a_long_list_is_cut_in_a_table_and_nowhere_else() -> None:
    table = run("list", "claims", "-f", "table").stdout
    assert "100 of" in table
    assert "--limit 0 shows all" in table
    everything = run("list", "claims").stdout.splitlines()
    assert len(everything) > 100
    assert len(run("list", "claims", "--limit", "7").stdout.splitlines()) == 7
    assert len(json.loads(run("list", "claims", "--json", "-n", "7").stdout)["results"]) == 7
