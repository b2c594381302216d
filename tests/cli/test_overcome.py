"""resist overcome: what it prints, in every form and width."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from rich.cells import cell_len

from resistcli.errors import ExitCode
from resistcli.knowledge import KnowledgeBase

from .helpers import LINK, run, run_in_terminal, strip


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("args", [["efflux"], ["radio", "--references"], ["EGFR"]], ids=" ".join)
def test_no_line_is_wider_than_the_terminal(args: list[str], columns: int) -> None:
    screen = run_in_terminal("overcome", *args, columns=columns)
    assert screen.returncode == ExitCode.OK
    assert [line for line in strip(screen.text).split("\n") if cell_len(line) > columns] == []


def test_failures_stand_last_with_why(kb: KnowledgeBase) -> None:
    text = run("overcome", "efflux", "-f", "table", columns=400).stdout
    before, failures = text.split("Failed or withdrawn")
    for name in kb.mechanisms["drug-efflux"].countermeasures:
        item = kb.countermeasures[name]
        part = failures if item.stage.startswith("failed") else before
        assert item.outcome in part
        assert item.name in part
    assert "✗" not in before
    assert "✗ failed in phase 3" in failures


def test_an_entry_gives_level_agreement_numbered_papers_and_its_id() -> None:
    text = run("overcome", "drug-efflux-cm3", "-f", "table", "--references", columns=100).stdout
    assert re.search(r"level [A-E]  (single source|agreed|contested)  \[1", text)
    assert "drug-efflux-cm3" in text
    assert re.search(r"^References\n1\. ", text, re.MULTILINE)


def test_every_number_is_in_the_reference_list() -> None:
    text = run("overcome", "hypoxia", "-f", "table", "--references", columns=100).stdout
    body, papers = text.split("\nReferences\n")
    cited = {int(number) for group in re.findall(r"  \[([\d, a-z]+)\]  ", body) for number in re.findall(r"\d+", group)}
    listed = [int(number) for number in re.findall(r"^(\d{1,3})\. ", papers, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert cited == set(listed)


def test_papers_are_links_on_a_terminal() -> None:
    assert any(target.startswith("https://doi.org/") for target in LINK.findall(run_in_terminal("overcome", "efflux").text))


def test_an_ascii_locale_gets_ascii() -> None:
    screen = run_in_terminal("overcome", "hypoxia", "--references", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert screen.text.isascii()
    assert "x failed in phase 3" in screen.plain


def test_json_holds_whole_records_and_their_papers(kb: KnowledgeBase) -> None:
    answer = json.loads(run("overcome", "drug", "efflux", "--json").stdout)
    assert answer["schema"] == "resist.overcome/1"
    assert {"mechanism", "modality", "name", "stage", "outcome", "agents", "evidence"} <= set(answer["results"][0])
    assert answer["results"][0] == kb.countermeasures[answer["results"][0]["id"]].to_dict()
    assert {line["reference"] for item in answer["results"] for line in item["evidence"]} == set(answer["references"])


def test_a_pipe_gets_one_countermeasure_a_line(kb: KnowledgeBase) -> None:
    lines = run("overcome", "radio", "--failed").stdout.splitlines()
    assert len(lines) == len(kb.overcome("radio", failed=True).results)
    assert {line.count("\t") for line in lines} == {12}
    rows = list(csv.DictReader(io.StringIO(run("overcome", "radio", "--failed", "-f", "csv").stdout)))
    assert [row["id"] for row in rows] == [line.partition("\t")[0] for line in lines]


def test_markdown_has_groups_and_numbered_papers() -> None:
    text = run("overcome", "efflux", "-f", "markdown").stdout
    assert text.startswith("# Ways round resistance: Drug efflux\n")
    assert text.index("## Tried in patients") < text.index("## Failed or withdrawn") < text.index("## References")
    assert "\n1. " in text


@pytest.mark.parametrize(
    ("args", "stages"),
    [(["--stage", "phase-3"], {"phase-3"}), (["-s", "approved", "-s", "guideline"], {"approved", "guideline"}), (["--failed", "-s", "withdrawn"], set())],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_stages_are_kept(args: list[str], stages: set[str]) -> None:
    result = run("overcome", "chemo", "radio", *args, "--json")
    found = {item["stage"] for item in json.loads(result.stdout)["results"]}
    assert found <= stages
    assert result.returncode == (ExitCode.OK if found else ExitCode.NOTHING)


def test_a_modality_is_what_is_restored() -> None:
    whole, narrow = (json.loads(run("overcome", "hypoxia", *args, "--json").stdout)["results"] for args in ([], ["--modality", "radiotherapy"]))
    assert narrow == [item for item in whole if item["modality"] == "radio"] != whole


@pytest.mark.parametrize("form", ["json", "table", "csv"])
def test_an_unknown_name_is_1_with_the_nearest(form: str) -> None:
    result = run("overcome", "hypoxai", "-f", form)
    assert result.returncode == ExitCode.NOTHING
    assert result.stderr == "resist: no mechanism, treatment, gene or countermeasure called 'hypoxai'. Did you mean: hypoxia?\n"
    if form == "json":
        assert json.loads(result.stdout)["results"] == []
    else:
        assert "efflux" not in result.stdout
        assert len(result.stdout.splitlines()) == (form == "csv"), "a header alone, in a form that has one"


def test_filters_that_leave_nothing_say_so() -> None:
    result = run("overcome", "efflux", "--stage", "withdrawn")
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr == "resist: no countermeasure that passes these filters was collected on efflux\n"


@pytest.mark.parametrize("args", [[], ["efflux", "--stage", "phase-4"], ["efflux", "--json", "-f", "csv"]], ids=" ".join)
def test_what_is_not_understood_is_2(args: list[str]) -> None:
    result = run("overcome", *args)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
