"""Gene lists as they come: from an editor, a spreadsheet or another program; and what is said of files that are none."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resistcli.errors import UsageError
from resistcli.gene_lists import STDIN, read_background, read_genes
from resistcli.sources.files import MAX_BYTES
from resistcli.sources.problems import FileError

TABLE = 'gene,log2 fold change,padj\nTP53,2.3,0.01\n"MDM2",-1,0.02\n# a note, with a comma\nNA,0,1\n'


def write(folder: Path, content: str | bytes, name: str = "genes.txt") -> Path:
    """Return a file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "TP53\nMDM2\n",
        "TP53\r\nMDM2",
        "TP53\rMDM2\r",
        "\ufeffTP53\nMDM2\n",
        "# up\n\n  TP53  \n\n# down\nMDM2 # a note\n",
        '"TP53",\n"MDM2"\n',
        "'TP53';\n'MDM2';\n",
        "TP53\t\nMDM2\t\n",
        "gene\nTP53\nMDM2\n",
        "Gene Symbol\nTP53\nMDM2\n",
        "\ufeffTP53\nMDM2\n".encode("utf-16-le"),
    ],
)
def test_a_name_a_line_whatever_stands_around_it(tmp_path: Path, content: str | bytes) -> None:
    assert read_genes(write(tmp_path, content)) == ["TP53", "MDM2"]


def test_names_with_spaces_and_doubles_stay(tmp_path: Path) -> None:
    assert read_genes(write(tmp_path, "topoisomerase I\nTP53\nTP53\n")) == ["topoisomerase I", "TP53", "TP53"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("column", ["gene", "GENE", "1"])
@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table"])
def test_a_column_by_title_or_number_whatever_parts_the_fields(tmp_path: Path, delimiter: str, column: str, name: str) -> None:
    path = write(tmp_path, TABLE.replace(",", delimiter), name)
    assert read_genes(path, column) == ["TP53", "MDM2", "NA"]


def test_a_title_comes_before_a_number(tmp_path: Path) -> None:
    assert read_genes(write(tmp_path, "2,1\nx,TP53\n"), "1") == ["TP53"]


def test_a_numbered_column_of_a_table_without_titles_has_all_its_rows(tmp_path: Path) -> None:
    assert read_genes(write(tmp_path, "chr17\tTP53\nchr12\tMDM2\n"), "2") == ["TP53", "MDM2"]


def test_entrez_ids_below_a_title_of_any_wording(tmp_path: Path) -> None:
    assert read_genes(write(tmp_path, "whatever,x\n7157,1\n4193,2\n"), "1") == ["7157", "4193"]


def test_rows_named_by_r_shift_no_column(tmp_path: Path) -> None:
    """write.table() of R gives the column of row names no title."""
    path = write(tmp_path, '"baseMean"\t"padj"\n"TP53"\t10.5\t0.01\n"MDM2"\t3.1\t0.2\n')
    assert read_genes(path, "1") == ["TP53", "MDM2"]
    assert read_genes(path, "padj") == ["0.01", "0.2"]


def test_short_rows_and_quoted_fields(tmp_path: Path) -> None:
    assert read_genes(write(tmp_path, 'note,gene\n"one, two",TP53\nshort\n\nx,\n"a\nb",MDM2\n', "t.csv"), "gene") == ["TP53", "MDM2"]


@pytest.mark.parametrize("column", ["symbol", "0", "4", "-1", "١", ""])
def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, column: str) -> None:
    with pytest.raises(FileError, match=r"no column '.*'; there are 1 'gene', 2 'log2 fold change', 3 'padj'$"):
        read_genes(write(tmp_path, TABLE), column)


def test_a_table_without_a_column_named_asks_for_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r":1:1: several fields in a line; choose a column .* \(1 'gene', 2 'log2 fold change', 3 'padj'\)"):
        read_genes(write(tmp_path, TABLE))


def test_several_genes_in_a_line_are_not_guessed_apart(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r":2:1: several fields .* \(one gene a line is expected\)"):
        read_genes(write(tmp_path, "TP53\nMDM2, EGFR, KRAS\n"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no gene"),
        ("# nothing\n\n ,\n", "holds no gene"),
        ("gene\n", "holds no gene"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"TP53\x00MDM2\n", "not text"),
        (b"TP53\nM\xe4x\n", "not text in UTF-8"),
        (b"T" * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
    ids=["empty", "comments", "title", "picture", "nul", "latin-1", "huge"],
)
def test_what_is_no_gene_list(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(FileError, match=message):
        read_genes(write(tmp_path, content))


def test_a_table_that_is_empty_or_broken(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no gene"):
        read_genes(write(tmp_path, ""), "gene")
    with pytest.raises(FileError, match="cannot be read as a table"):
        read_genes(write(tmp_path, 'gene\n"' + "x" * 200_000), "gene")


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    write(tmp_path, "TP53\n")
    with pytest.raises(FileError, match=r"no such file \(did you mean .*genes\.txt\?\)"):
        read_genes(tmp_path / "gene.txt")
    with pytest.raises(FileError, match="is a directory; a gene list is expected"):
        read_genes(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="is a named pipe; a gene list is expected"):
        read_genes(tmp_path / "pipe")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=200) | st.text(alphabet="TP53,;\t\n\r\"'# \0\x1cβ", max_size=80).map(str.encode),
    column=st.none() | st.sampled_from(["1", "TP53"]),
)
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes, column: str | None) -> None:
    path = write(tmp_path, content)
    with suppress(FileError):
        names = read_genes(path, column)
        assert names
        assert all(name == name.strip() for name in names)


def test_a_background_is_a_number_or_a_file(tmp_path: Path) -> None:
    assert read_background("20000", beside=STDIN) == 20_000
    assert read_background(str(write(tmp_path, "TP53\n")), beside=STDIN) == ["TP53"]
    with pytest.raises(UsageError, match="cannot both come from standard input"):
        read_background("-", beside=STDIN)
    with pytest.raises(UsageError, match="background of more than"):
        read_background("9" * 5000, beside=STDIN)
