"""The flat table as Parquet, read with another program's reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from resistcli.output.exports import parquet
from resistcli.output.exports.parquet import write_parquet

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer
    from resistcli.output.progress import Progress


@pytest.fixture
def file(whole: ExportAnswer, progress: Progress, tmp_path: Path) -> Path:
    path = tmp_path / "resist.parquet"
    write_parquet(whole, path, progress)
    return path


def test_duckdb_reads_the_flat_table(whole: ExportAnswer, file: Path) -> None:
    read = duckdb.read_parquet(str(file))
    columns, rows = whole.table()
    assert read.columns == columns
    assert set(map(str, read.types)) == {"VARCHAR"}
    assert [list(row) for row in read.fetchall()] == rows


def test_duckdb_answers_a_question(whole: ExportAnswer, file: Path) -> None:
    table = duckdb.read_parquet(str(file))
    expected = [claim for claim in whole.claims if "ABCB1" in claim.genes and claim.relation == "no-effect"]
    assert table.filter("gene = 'ABCB1' AND relation = 'no-effect'").aggregate("count(DISTINCT claim)").fetchall() == [(len(expected),)]
    assert expected


def test_the_file_says_which_data_it_holds(whole: ExportAnswer, file: Path) -> None:
    pairs = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)]).fetchall()
    said = {key.decode(): value.decode() for key, value in pairs}
    assert said["sha256"] == whole.dataset.sha256
    assert said["licence"] == whole.licence


def test_a_table_of_many_chunks_is_the_same(whole: ExportAnswer, file: Path, progress: Progress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "CHUNK", 100)
    chunked = tmp_path / "chunked.parquet"
    write_parquet(whole, chunked, progress)
    assert duckdb.read_parquet(str(chunked)).fetchall() == duckdb.read_parquet(str(file)).fetchall()


def test_the_same_data_give_the_same_file(whole: ExportAnswer, file: Path, progress: Progress, tmp_path: Path) -> None:
    again = tmp_path / "again.parquet"
    write_parquet(whole, again, progress)
    assert again.read_bytes() == file.read_bytes()
