"""Overlays at the command line: named in three ways, marked in every form, refused as a whole, and cached like the bundled data."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import resistcli
from resistcli.errors import ExitCode, InvalidDataError

from .helpers import PROGRAM, environment, run

EXAMPLE = Path(__file__).parents[2] / "examples" / "lab-overlay.yaml"
MARK = str(EXAMPLE)
CLAIM = """\
mechanisms:
- id: hypoxia
  claims:
  - {id: %s, modality: chemo, relation: no-effect, text: %s, level: D, evidence: [{reference: lab2026, stance: supports, where: x}]}
"""
PAPER = "references:\n- {id: lab2026, title: T, authors: [Doe J], year: 2026, kind: review, verification: {status: reported}}\n"


def json_of(*args: str, **options: Any) -> dict[str, Any]:
    """Return the JSON that a command prints."""
    result = run(*args, "--json", **options)
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


# Three ways to name them


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["show", "magnetic-shielding", "--data", MARK], {}),
        (["--data", MARK, "show", "magnetic-shielding"], {}),
        (["show", "magnetic-shielding"], {"RESIST_DATA": MARK}),
        (["show", "magnetic-shielding", "-d", MARK], {"RESIST_DATA": f"{os.pathsep}{MARK}{os.pathsep}"}),
    ],
)
def test_an_overlay_is_named_before_or_after_the_verb_or_in_the_environment(args: list[str], env: dict[str, str]) -> None:
    answer = json_of(*args, env=env)
    assert answer["results"][0]["name"] == "Magnetic shielding"
    assert answer["dataset"]["overlays"] == [MARK]


def test_several_overlays_are_merged_each_in_its_turn(tmp_path: Path) -> None:
    names = []
    for name, text in {"one": PAPER, "two": CLAIM % ("lab-1", "One."), "three": CLAIM % ("lab-2", "Two.")}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
        names.append(str(tmp_path / f"{name}.yaml"))
    answer = json_of("show", "claim:lab-1", "claim:lab-2", "--data", names[2], env={"RESIST_DATA": os.pathsep.join(names[:2])})
    assert answer["dataset"]["overlays"] == names
    assert [(claim["id"], claim["source"]) for claim in answer["results"]] == [("lab-1", names[1]), ("lab-2", names[2])]


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(EXAMPLE)
    answer = json_of("list", "--data", MARK, "--data", str(tmp_path / "link.yaml"), env={"RESIST_DATA": MARK})
    assert answer["dataset"]["overlays"] == [MARK]


def test_python_takes_them_too() -> None:
    kb = resistcli.load(EXAMPLE)
    assert kb.show("magnetic-shielding").results[0].source == MARK
    with pytest.raises(InvalidDataError, match="there is no such file"):
        resistcli.load("no-such-overlay.yaml")


# What they change


def test_the_bundled_data_and_the_overlay_stand_side_by_side() -> None:
    (mechanism,) = json_of("show", "hypoxia", "--data", MARK)["results"]
    assert "low pO2" in mechanism["aliases"]
    assert mechanism["source"] == f"bundled; {MARK}"
    assert {claim["source"] for claim in mechanism["claims"]} == {"bundled", MARK}
    assert mechanism["profiles"]["immuno"]["source"] == MARK
    assert "In our mouse model" in mechanism["profiles"]["immuno"]["basis"]
    assert mechanism["profiles"]["chemo"]["source"] == "bundled"


def test_names_words_and_citations_know_the_overlay() -> None:
    assert json_of("search", "tumor magnetism", "--data", MARK)["results"][0]["id"] == "magnetic-shielding"
    assert json_of("search", "magnatic shielding", "--data", MARK)["results"][0]["id"] == "magnetic-shielding"
    assert json_of("search", "magnet experiment", "--data", MARK)["results"][0]["id"] == "magnetic-shielding"
    for style, text in {"vancouver": "Doe J, Roe R. What our lab found. 2026", "apa": "Doe, J., & Roe, R. (2026)"}.items():
        assert text in run("cite", "reference:example2026", "--style", style, "--data", MARK, "-f", "table").stdout


def test_more_papers_than_are_formatted_in_advance_are_cited_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    line = "- {id: lab%d, title: Paper %d, authors: [Doe J], year: 2020, kind: review, verification: {status: reported}}\n"
    file.write_text("references:\n" + "".join(line % (number, number) for number in range(150)))
    for style, text in {"vancouver": "Doe J. Paper 149. 2020.", "apa": "Doe, J. (2020)"}.items():
        assert text in run("cite", "reference:lab149", "--style", style, "--data", str(file), "-f", "table").stdout


def test_what_replaces_a_paper_is_cited_as_replaced(tmp_path: Path) -> None:
    paper = json_of("list", "references", "-n", "1")["results"][0]["id"]
    file = tmp_path / "lab.yaml"
    file.write_text(f"references:\n- id: {paper}\n  replace: {{title: A title of ours}}\n")
    assert "A title of ours" in run("cite", f"reference:{paper}", "--data", str(file), "-f", "table", columns=300).stdout


# Marked in every form


@pytest.mark.parametrize(
    "command",
    [
        "list mechanisms --limit 0",
        "list claims --limit 0",
        "list genes --limit 0",
        "list references --limit 0",
        "list countermeasures --limit 0",
        "search magnetic",
        "show magnetic-shielding",
        "show hypoxia",
        "compare chemo radio --mechanism magnetic-shielding",
        "cite magnetic-shielding",
        "overcome magnetic-shielding",
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "markdown"])
def test_what_an_overlay_brought_is_marked_in_every_form(command: str, form: str, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "mylab.yaml")
    result = subprocess.run(
        [*PROGRAM, *command.split(), "--data", "mylab.yaml", "--format", form],
        env=environment(columns=200), cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert "mylab.yaml" in (result.stdout.split('"results"')[-1].split('"rows"')[-1] if form == "json" else result.stdout)


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_a_bibliography_says_where_a_paper_comes_from(style: str) -> None:
    assert "lab-overlay.yaml" in run("cite", "reference:example2026", "--data", MARK, "--style", style).stdout


def test_no_record_of_the_bundled_data_is_marked() -> None:
    for kind in ("mechanisms", "claims", "references", "genes", "agents", "modalities", "countermeasures"):
        rows = list(csv.DictReader(io.StringIO(run("list", kind, "--data", MARK, "--format", "csv").stdout)))
        plain = list(csv.DictReader(io.StringIO(run("list", kind, "--format", "csv").stdout)))
        key = next(iter(plain[0]))
        known = {row[key] for row in plain}
        assert {row["source"] for row in rows if row[key] not in known} <= {MARK}
        assert {row["source"] for row in rows if row[key] in known} <= {"bundled", f"bundled; {MARK}"}


def test_without_the_overlay_nothing_of_it_is_left() -> None:
    assert run("show", "magnetic-shielding").returncode == ExitCode.NOTHING
    assert json_of("list")["dataset"]["overlays"] == []


# The cache


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a cache of its own that holds the bundled data already."""
    cache = tmp_path / "cache"
    cache.mkdir()
    env = {"RESIST_CACHE": str(cache)}
    run("list", env=env)
    return env


def files(env: dict[str, str]) -> dict[str, int]:
    """Return the files of a cache with the time of their last change."""
    return {file.name: file.stat().st_mtime_ns for file in Path(env["RESIST_CACHE"]).iterdir()}


def test_a_merged_dataset_is_kept_and_read_again(cached: dict[str, str]) -> None:
    before = files(cached)
    first = run("list", "--data", MARK, "--json", env=cached)
    kept = files(cached)
    assert len(kept) == len(before) + 1
    assert run("list", "--data", MARK, "--json", env=cached).stdout == first.stdout
    assert files(cached) == kept


def test_reading_it_again_parses_no_yaml(cached: dict[str, str]) -> None:
    script = (
        "import sys; from resistcli import load; from pathlib import Path; load(sys.argv[1]).list();"
        "print([name for name in sys.modules if name.split('.')[0] in {'yaml', 'jsonschema', 'citeproc', 'rapidfuzz', 'rich'}])"
    )
    command = [sys.executable, "-c", script, MARK]
    for expected in ("yaml", "[]"):
        result = subprocess.run(command, env=environment(cached), capture_output=True, encoding="utf-8", timeout=60, check=True)
        assert expected in result.stdout


def test_a_change_of_the_file_is_seen_at_once_also_where_its_time_is_not(cached: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    for text in ("One.", "Two."):
        file.write_text(CLAIM % ("lab-1", text) + PAPER)
        os.utime(file, (1_000_000_000, 1_000_000_000))
        assert json_of("show", "claim:lab-1", "--data", str(file), env=cached)["results"][0]["text"] == text


def test_the_same_content_under_another_name_is_marked_with_that_name(cached: dict[str, str], tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        shutil.copy(EXAMPLE, tmp_path / name)
        answer = json_of("show", "magnetic-shielding", "--data", str(tmp_path / name), env=cached)
        assert answer["results"][0]["source"] == str(tmp_path / name)


def test_a_damaged_cache_is_made_again(cached: dict[str, str]) -> None:
    good = run("list", "--data", MARK, "--json", env=cached).stdout
    for file in Path(cached["RESIST_CACHE"]).iterdir():
        file.write_bytes(file.read_bytes()[:1000])
    assert run("list", "--data", MARK, "--json", env=cached).stdout == good


@pytest.mark.parametrize("cache", ["/dev/null/nowhere", "/proc/nowhere"])
def test_where_nothing_can_be_kept_it_works_all_the_same(cache: str) -> None:
    assert json_of("show", "magnetic-shielding", "--data", MARK, env={"RESIST_CACHE": cache})["results"][0]["source"] == MARK


def test_processes_that_race_all_get_the_whole_answer(cached: dict[str, str]) -> None:
    command = [*PROGRAM, "list", "claims", "--data", MARK, "--json"]
    racing = [subprocess.Popen(command, env=environment(cached), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    outcomes = {process.communicate(timeout=120) for process in racing}
    assert len(outcomes) == 1
    ((out, err),) = outcomes
    assert (b"magnetic-shielding-1" in out, err) == (True, b"")
    assert not [name for name in files(cached) if name.startswith(".")]


# Two overlays that do not go together


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (CLAIM % ("lab-1", "Other."), "has a text 'One.' already; to change it, put the new one under replace:"),
        (CLAIM.replace("hypoxia", "drug-efflux") % ("lab-1", "One."), "'lab-1' is under the mechanism 'hypoxia' in the data below"),
        ("mechanisms:\n- id: hypoxia\n  claims:\n  - {id: lab-1, evidence: [{reference: lab2026, stance: disputes, where: x}]}\n", "cites 'lab2026' already"),
        (PAPER.replace("title: T", "title: Other"), "has a title 'T' already"),
        ("agents: [{id: labdrug, name: cisplatin, type: drug}]\n", "'cisplatin' already names 'cisplatin'"),
    ],
)
def test_overlays_that_conflict_are_refused_at_the_later_one(tmp_path: Path, second: str, message: str) -> None:
    (tmp_path / "one.yaml").write_text(CLAIM % ("lab-1", "One.") + PAPER)
    (tmp_path / "two.yaml").write_text(second)
    result = run("list", "--data", str(tmp_path / "one.yaml"), "--data", str(tmp_path / "two.yaml"))
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr.startswith(f"{tmp_path / 'two.yaml'}:")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
