"""``resist enrich`` as it is used: files and pipes in, tables and records out, one message where something is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .helpers import run, run_in_terminal, run_shell

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "resistant-line.txt")
HOSTILE = "ABCB1\n=1+1|<b>\x1b[31m\nTP53\n"


def test_a_file_gives_a_table_at_a_terminal_and_lines_in_a_pipe() -> None:
    screen = run_in_terminal("enrich", EXAMPLE)
    assert screen.returncode == 0
    assert screen.lines[0].split() == ["mechanism", "modality", "overlap", "genes", "odds", "P", "FDR"]
    plain = run("enrich", EXAMPLE)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert plain.stdout.split("\t")[:2] == ["double-strand-break-repair", "DNA double-strand break repair"]


def test_standard_input_is_read_where_the_file_is_a_dash() -> None:
    assert run("enrich", "-", "--json", stdin=Path(EXAMPLE).read_text(encoding="utf-8")).stdout == run("enrich", EXAMPLE, "--json").stdout
    result = run_shell("printf 'ABCB1\\nABCG2\\n' | resist enrich - -m chemo -n 1 -b <(seq 1 300; echo ABCB1; echo ABCG2)")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.split("\t")[2:5] == ["chemo", "2", "ABCB1; ABCG2"]


def test_a_column_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "de.csv"
    table.write_text("gene,padj\nABCB1,0.01\nABCG2,0.02\n", encoding="utf-8")
    answer = json.loads(run("enrich", str(table), "--column", "gene", "--json").stdout)
    assert [item["gene"] for item in answer["query"]["recognised"]] == ["ABCB1", "ABCG2"]
    assert run("enrich", str(table), "-c", "1", "--json").stdout == run("enrich", str(table), "-c", "gene", "--json").stdout
    wrong = run("enrich", str(table), "--column", "symbol")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == f"{table}:1:1: no column 'symbol'; there are 1 'gene', 2 'padj'\n"


def test_json_is_what_the_design_says() -> None:
    answer = json.loads(run("enrich", EXAMPLE, "--json", "--background", "15000", "--limit", "3", "--min-overlap", "2").stdout)
    assert answer["schema"] == "resist.enrich/1"
    assert set(answer["query"]) >= {"recognised", "unrecognised", "ambiguous"}
    assert answer["background"] == {"size": 15000, "source": "number given"}
    assert len(answer["results"]) == 3
    assert set(answer["results"][0]) == {"mechanism", "name", "modality", "size", "overlap", "odds_ratio", "p_value", "fdr", "source"}
    assert None in {item["modality"] for item in answer["results"]}


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "markdown"])
def test_every_form_has_the_same_rows(form: str) -> None:
    answer = json.loads(run("enrich", EXAMPLE, "--json").stdout)
    printed = run("enrich", EXAMPLE, "-f", form).stdout
    if form == "jsonl":
        assert [json.loads(line) for line in printed.splitlines()] == answer["results"]
    elif form == "markdown":
        assert len(printed.splitlines()) == len(answer["results"]) + 2
    else:
        rows = [*csv.DictReader(io.StringIO(printed, newline=""), delimiter="," if form == "csv" else "\t")]
        assert [float(row["p_value"]) for row in rows] == [item["p_value"] for item in answer["results"]]
        assert [row["overlap"].split("; ") for row in rows] == [item["overlap"] for item in answer["results"]]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("env", [{}, {"PYTHONIOENCODING": "ascii"}], ids=["unicode", "ascii"])
def test_the_table_fits_and_says_what_the_numbers_rest_on(columns: int, env: dict[str, str]) -> None:
    result = run("enrich", EXAMPLE, "-f", "table", columns=columns, env=env)
    assert result.returncode == 0
    assert max(map(len, result.stdout.splitlines())) <= columns
    text = " ".join(result.stdout.split())
    assert "--limit 0 shows all" in text
    assert "Recognised 15 of 15 names. Recognised by another name: NBN (NBS1), MRE11 (MRE11A)" in text
    assert "P: hypergeometric, 15 genes out of 19281 (approved protein-coding human genes, HGNC)" in text
    assert "The sets are small and curated from the literature" in text
    assert not env or result.stdout.isascii()


def test_what_was_not_understood_is_told_in_the_table_without_what_a_terminal_acts_on() -> None:
    result = run("enrich", "-", "-f", "table", stdin=HOSTILE + "FAD\nGAPDH\n", columns=120)
    assert result.returncode == 0
    assert "Not in the dataset, counted as genes: GAPDH." in result.stdout
    assert "Ambiguous, left out: FAD (BRCA2 or FANCD2)." in result.stdout
    assert "Not written like a gene, left out: =1+1|<b> [31m." in result.stdout
    assert "\x1b" not in result.stdout


def test_a_limit_of_zero_shows_every_row_in_a_table() -> None:
    rows = json.loads(run("enrich", EXAMPLE, "--json").stdout)["results"]
    text = run("enrich", EXAMPLE, "-f", "table", "-n", "0", columns=200).stdout
    assert f"\n{len(rows)} gene sets with genes of the list.\n" in text
    assert text.index(f"{len(rows)} gene sets") > 0
    assert len(text.split("\n\n")[0].splitlines()) == len(rows) + 2


@pytest.mark.parametrize(
    ("content", "args", "message"),
    [
        ("GAPDH\n", [], "resist: none of the 1 names is a gene that the dataset knows"),
        ("TP53\n", ["--min-overlap", "2"], "resist: no gene set asked for has enough genes of the list"),
    ],
)
def test_nothing_found_is_1_with_a_message_and_valid_json(content: str, args: list[str], message: str) -> None:
    for form in ([], ["-f", "table"], ["--json"]):
        result = run("enrich", "-", *args, *form, stdin=content)
        assert result.returncode == 1
        assert result.stderr.startswith(message)
        assert result.stderr.count("\n") == 1
        assert (json.loads(result.stdout)["results"] == []) if form == ["--json"] else (result.stdout == "")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"\xff\xfeT", b"gene,padj\nTP53,0.1\n", b"\xe4\n"], ids=["empty", "binary", "odd utf-16", "table", "latin-1"]
)
def test_a_file_that_is_no_gene_list_is_1_and_one_clear_message(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "genes.txt"
    path.write_bytes(content)
    result = run("enrich", str(path), "--json")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{path}:1:1: ")
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_missing_or_a_directory(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        result = run("enrich", str(path))
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        result = run("enrich", EXAMPLE, "--background", str(path))
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "args",
    [
        ["--background", "10"],
        ["--background", "0"],
        ["--background", "9" * 5000],
        ["--modality", "surgery"],
        ["--min-overlap", "0"],
        ["--limit", "-1"],
        ["--json", "-f", "csv"],
    ],
    ids=lambda args: " ".join(args)[:30],
)
def test_what_cannot_be_asked_is_2(args: list[str]) -> None:
    result = run("enrich", EXAMPLE, *args)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_list_and_background_cannot_both_be_standard_input() -> None:
    result = run("enrich", "-", "--background", "-", stdin="TP53\n")
    assert result.returncode == 2
    assert "cannot both come from standard input" in result.stderr
