"""``resist export``: into files and pipes, in every form, and never over what is there."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import bibtexparser
import pytest
import rispy

from resistcli.errors import ExitCode
from resistcli.output.exports.forms import SUFFIXES, Form

from .helpers import PROGRAM, environment, run, run_in_terminal, run_shell

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

COLUMNS = ["gene", "mechanism", "modality", "agent", "relation", "level", "pmid", "claim", "reference", "doi", "stance", "cancer", "source"]
STARTS = {".sqlite": b"SQLite format 3\0", ".db": b"SQLite format 3\0", ".parquet": b"PAR1"}


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder, hidden files too."""
    return sorted(file.name for file in folder.iterdir())


def test_without_more_it_is_the_flat_table_as_tsv(kb: KnowledgeBase) -> None:
    result = run("export")
    header, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert header == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == len(kb.export().rows)


def test_the_question_that_users_of_such_tables_ask() -> None:
    result = run_shell("""resist export | awk -F'\\t' '$1=="ABCB1" && $3=="chemo" {print $8}' | sort -u""")
    claims = [row["id"] for row in json.loads(run("list", "claims", "-g", "ABCB1", "--json").stdout)["results"] if row["modality"] == "chemo"]
    assert result.stdout.split() == sorted(claims)


def test_json_is_the_whole_dataset(kb: KnowledgeBase) -> None:
    answer = json.loads(run("export", "--json").stdout)
    assert answer["schema"] == "resist.export/1"
    assert answer == kb.export().to_dict()
    assert {"mechanisms", "claims", "countermeasures", "references", "genes", "agents", "modalities", "categories"} <= set(answer)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_name_of_the_file_says_the_form(tmp_path: Path, suffix: str) -> None:
    by_name, by_form = tmp_path / f"a{suffix.upper()}", tmp_path / "b"
    assert run("export", "-m", "immuno", "-o", str(by_name)).returncode == ExitCode.OK
    assert run("export", "-m", "immuno", "-o", str(by_form), "-f", SUFFIXES[suffix.lower()].value).returncode == ExitCode.OK
    assert by_name.read_bytes() == by_form.read_bytes()
    assert by_name.read_bytes().startswith(STARTS.get(suffix, b""))


@pytest.mark.parametrize("form", [form.value for form in Form])
def test_a_pipe_gets_what_a_file_gets(tmp_path: Path, form: str) -> None:
    result = run_shell(
        f"resist export -m radio --min-level B -f {form} -o {tmp_path}/file && resist export -m radio --min-level B -f {form} | cmp - {tmp_path}/file"
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "file").stat().st_size > 100


def test_a_file_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    for form in ("tsv", "bibtex"):
        plain = run("export", "-f", form, "-o", str(tmp_path / form), env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert plain.returncode == ExitCode.OK
        assert (tmp_path / form).read_text(encoding="utf-8") == run("export", "-f", form).stdout


def test_bibliographies_are_the_papers_of_what_is_exported(kb: KnowledgeBase) -> None:
    papers = [paper.id for paper in kb.export(agent="olaparib").references]
    assert [entry["ID"] for entry in bibtexparser.loads(run("export", "-a", "olaparib", "-f", "bibtex").stdout).entries] == papers
    assert [entry["id"] for entry in rispy.loads(run("export", "-a", "olaparib", "-f", "ris").stdout)] == papers
    assert [entry["id"] for entry in json.loads(run("export", "-a", "olaparib", "-f", "csl-json").stdout)] == papers


def test_the_data_verbs_filters_are_lists_filters(tmp_path: Path) -> None:
    filters = ["-m", "radio", "-c", "microenvironment", "--min-level", "C"]
    listed = [row["id"] for row in json.loads(run("list", "claims", *filters, "--json").stdout)["results"]]
    run("export", *filters, "-o", str(tmp_path / "part.db"))
    with closing(sqlite3.connect(tmp_path / "part.db")) as database:
        assert [name for (name,) in database.execute("SELECT id FROM claim ORDER BY rowid")] == listed
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = list(csv.DictReader(io.StringIO(run("export", *filters, "-f", "csv").stdout)))
    assert list(dict.fromkeys(row["claim"] for row in rows)) == listed


# Nothing found


@pytest.mark.parametrize("form", [form.value for form in Form])
def test_where_nothing_passes_no_file_is_written(tmp_path: Path, form: str) -> None:
    result = run("export", "--cancer", "zzqqxxyy", "-f", form, "-o", str(tmp_path / "out"))
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr == "resist: no claim or countermeasure passes these filters\n"
    assert names(tmp_path) == []


def test_nothing_found_is_valid_json() -> None:
    for filters in (["--cancer", "zzqqxxyy"], ["--agent", "zzqqxxyy"]):
        result = run("export", *filters, "--json")
        assert result.returncode == ExitCode.NOTHING
        answer = json.loads(result.stdout)
        assert answer["claims"] == answer["mechanisms"] == []
        assert "zzqqxxyy" in str(answer["filters"])


def test_countermeasures_alone_make_no_flat_table(kb: KnowledgeBase) -> None:
    claimed = {agent for claim in kb.claims.values() for agent in claim.agents}
    agent = next(agent for item in kb.countermeasures.values() for agent in item.agents if agent not in claimed)
    result = run("export", "-a", agent)
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr.startswith("resist: no claim passes these filters; ")
    assert "would be in json or sqlite, not in tsv" in result.stderr
    assert json.loads(run("export", "-a", agent, "--json").stdout)["countermeasures"]


def test_claims_without_genes_make_no_gene_sets(kb: KnowledgeBase) -> None:
    named = {agent for claim in kb.claims.values() if claim.genes for agent in claim.agents}
    agent = next(agent for claim in kb.claims.values() for agent in claim.agents if agent not in named)
    result = run("export", "-a", agent, "-f", "gmt")
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr == "resist: no claim that passes these filters names a gene\n"


def test_a_near_miss_is_offered(tmp_path: Path) -> None:
    result = run("export", "-a", "cisplatn", "-o", str(tmp_path / "out.tsv"))
    assert result.returncode == ExitCode.NOTHING
    assert "Did you mean: cisplatin" in result.stderr
    assert names(tmp_path) == []


# Files


def test_a_file_is_never_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "out.tsv"
    target.write_text("precious")
    refused = run("export", "-o", str(target))
    assert (refused.returncode, refused.stdout) == (ExitCode.USAGE, "")
    assert "exists already" in refused.stderr
    assert "--force" in refused.stderr
    assert target.read_text() == "precious"
    assert run("export", "-o", str(target), "--force").returncode == ExitCode.OK
    assert target.read_text(encoding="utf-8") == run("export").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "no/such/folder/out.tsv"], "there is no folder"),
        (["-o", ".", "-f", "tsv"], "is a folder"),
        (["-o", "out.xlsx"], "does not say which format to write; end it in one of .tsv, .csv,"),
        (["-o", "out"], "does not say which format"),
        (["--json", "-f", "tsv"], "ask for different things"),
        (["-f", "yaml"], "yaml"),
        (["-l", "Z"], "no level 'Z'"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_in_a_line(args: list[str], message: str) -> None:
    result = run("export", *args)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_minus_is_standard_output() -> None:
    assert run("export", "-a", "olaparib", "-o", "-").stdout == run("export", "-a", "olaparib").stdout


def test_a_device_is_written_to_and_stays() -> None:
    assert run("export", "-f", "sqlite", "-o", os.devnull).returncode == ExitCode.OK
    assert Path(os.devnull).is_char_device()
    assert run_shell("resist export -f tsv -o /dev/stdout | head -c 4").stdout == "gene"


@pytest.mark.parametrize("form", ["tsv", "sqlite", "parquet"])
def test_a_full_disk_is_said_in_a_line(form: str) -> None:
    for where in ("-o /dev/full", ">/dev/full"):
        result = run_shell(f"resist export -f {form} {where}")
        assert result.returncode == ExitCode.NOTHING
        assert "No space left" in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("form", ["tsv", "json", "sqlite", "parquet"])
def test_head_ends_quietly(form: str) -> None:
    result = run_shell(f'resist export -f {form} | head -c 1 >/dev/null; echo "${{PIPESTATUS[@]}}"')
    assert (result.stdout, result.stderr) == ("0 0\n", "")


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """The program is stopped while it waits for the reader of a pipe, with its temporary file on disk."""
    pipe, scratch = tmp_path / "pipe", tmp_path / "scratch"
    os.mkfifo(pipe)
    scratch.mkdir()
    env = environment({"TMPDIR": str(scratch)})
    with subprocess.Popen([*PROGRAM, "export", "-f", "sqlite", "-o", str(pipe)], env=env, stderr=subprocess.PIPE, encoding="utf-8") as process:
        for _ in range(600):
            if any(file.stat().st_size > 1_000_000 for file in scratch.glob("*/*")):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert names(scratch) == []
    assert names(tmp_path) == ["pipe", "scratch"]


# Terminals


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
def test_a_terminal_is_spared_what_nobody_can_read(form: str) -> None:
    screen = run_in_terminal("export", "-f", form)
    assert screen.returncode == ExitCode.USAGE
    assert screen.plain == f"resist: {form} is not for reading at a terminal; name a file with --output, or send it into a pipe\n"


def test_a_terminal_is_told_what_was_written_where(tmp_path: Path, kb: KnowledgeBase) -> None:
    target = tmp_path / "out.tsv"
    screen = run_in_terminal("export", "-o", str(target))
    assert screen.plain == f"resist: wrote {len(kb.export().rows)} rows as tsv to {target}\n"
    screen = run_in_terminal("export", "-a", "olaparib", "-o", str(tmp_path / "out.json"))
    answer = kb.export(agent="olaparib")
    assert f"wrote {len(answer.claims)} claims and {len(answer.countermeasures)} countermeasures as json to" in screen.plain


def test_a_terminal_gets_no_escape_codes_of_theirs(tmp_path: Path) -> None:
    screen = run_in_terminal("export", "-a", "olaparib", "-f", "json")
    assert screen.plain.startswith("{\n  ")
    assert "\x1b" not in screen.text
    assert run_in_terminal("export", "-o", str(tmp_path / "a\x1b]0;owned\x07.tsv")).text.count("\x1b") == 0


# The optional part


def test_without_pyarrow_parquet_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError")
    result = run("export", "-o", str(tmp_path / "out.parquet"), env={"PYTHONPATH": str(tmp_path)})
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert result.stderr == "resist: writing Parquet needs pyarrow, which is not installed: pip install 'resistcli[parquet]'\n"
    assert not (tmp_path / "out.parquet").exists()
