"""Gene lists as people keep them: a name a line, or a column of a table that another program wrote."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from resistcli.errors import UsageError
from resistcli.sources.files import MAX_BYTES, read_bytes
from resistcli.sources.problems import FileError, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

STDIN = Path("-")
MAX_DIGITS = 9
MAX_COLUMNS = 30
"""How many columns a message names."""
_AROUND = " \t,;\"'"
_HEADERS = frozenset({
    "gene", "genes", "genename", "geneid", "genesymbol", "symbol", "symbols", "approvedsymbol", "hgnc", "hgncid", "hgncsymbol", "entrez", "entrezid",
    "entrezgeneid", "ensembl", "ensemblid", "ensemblgeneid", "id", "name", "rownames",
})  # fmt: skip
_DELIMITERS = "\t,;"
_SUFFIXES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def read_genes(path: Path, column: str | None = None) -> list[str]:
    """Return the names in a gene list, in its order, doubles included.

    Args:
        path: the file; ``-`` is standard input. Lines that begin with ``#`` and empty lines are left out.
        column: the title, or the number from 1, of a column in a table whose fields are parted by tabs, commas or semicolons. None
            reads a name a line, whatever quotes or commas stand around it; a first line that is a title (``gene``) is left out.

    Raises:
        FileError: the file cannot be read or is not text, there is no such column, or no name is in it.
    """
    text = _read_text(path)
    names = _lines(path, text) if column is None else _column(path, text, column)
    if not names:
        raise FileError(path, "holds no gene", "file")
    return names


def read_background(text: str, beside: Path) -> int | list[str]:
    """Return a background as a user gives it: a number of genes, or the names in a file read as :func:`read_genes` does.

    Raises:
        UsageError: it and the list ``beside`` it are both standard input, or a number beyond counting genes.
        FileError: as :func:`read_genes`.
    """
    if text.isascii() and text.isdigit():
        if len(text) > MAX_DIGITS:
            raise UsageError(f"a background of more than {10**MAX_DIGITS:,} genes is none")
        return int(text)
    if Path(text) == beside == STDIN:
        raise UsageError("the gene list and the background cannot both come from standard input")
    return read_genes(Path(text))


def _read_text(path: Path) -> str:
    if path in {STDIN, Path("/dev/stdin")}:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
        if len(raw) > MAX_BYTES:
            raise FileError(path, f"is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file", "file")
    else:
        try:
            raw = read_bytes(path)
        except FileError as error:  # what it says of a directory or a pipe is meant for data files
            raise FileError(path, error.problem.message.replace("a YAML file", "a gene list"), "file") from error
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"  # what spreadsheets call Unicode text
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(path, "is not text in UTF-8; a gene list is expected", "encoding") from error
    if "\0" in text:
        raise FileError(path, "is not text; a gene list is expected", "encoding")
    return text


def _lines(path: Path, text: str) -> list[str]:
    names: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        name = _bare(re.sub(r"(^|\s)#.*", "", line))
        if any(delimiter in name for delimiter in _DELIMITERS):
            rows = _rows(path, text)
            columns = _columns_text(_header(rows)) if _titled(rows) else "one gene a line is expected"
            raise FileError(path, f"several fields in a line; choose a column by its title or number with --column ({columns})", "column", (number, 1))
        if name and (names or _folded(name) not in _HEADERS):
            names.append(name)
    return names


def _column(path: Path, text: str, column: str) -> list[str]:
    rows = _rows(path, text)
    if not rows:
        return []
    header = _header(rows)
    titles = [title.casefold() for title in header]
    if column in header:
        place, body = header.index(column), rows[1:]
    elif column.casefold() in titles:
        place, body = titles.index(column.casefold()), rows[1:]
    elif column in map(str, range(1, len(header) + 1)):
        place = int(column) - 1
        body = rows[1:] if _titled(rows) or _folded(header[place]) in _HEADERS else rows
    else:
        raise FileError(path, f"no column {shown(column)}; there are {_columns_text(header)}", "column")
    return [name for row in body if place < len(row) and (name := _bare(row[place]))]


def _rows(path: Path, text: str) -> list[list[str]]:
    """Return the rows of a table, parted by what parts its first line; the file's suffix decides where that leaves a choice."""
    import csv
    import io

    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    usual = _SUFFIXES.get(path.suffix.lower(), "\t")
    delimiter = max(_DELIMITERS, key=lambda char: (first.count(char), char == usual))
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise FileError(path, f"cannot be read as a table: {error}", "file") from error
    return [row for row in rows if any(row) and not row[0].startswith("#")]


def _header(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the titles of the columns; R writes none above the names of rows, so its first line is one field short."""
    short = len(rows) > 1 and len(rows[1]) == len(rows[0]) + 1
    return [*([""] if short else []), *(_bare(title) for title in rows[0])]


def _titled(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row holds titles: a word for genes, or a word above a number."""
    if any(_folded(title) in _HEADERS for title in rows[0]):
        return True
    return len(rows) > 1 and any(_is_number(value) and not _is_number(title) for title, value in zip(_header(rows), rows[1], strict=False))


def _columns_text(header: Sequence[str]) -> str:
    named = [f"{number} {shown(title) if title else '(untitled)'}" for number, title in enumerate(header[:MAX_COLUMNS], 1)]
    more = [f"and {len(header) - MAX_COLUMNS} more"] if len(header) > MAX_COLUMNS else []
    return ", ".join([*named, *more])


def _bare(text: str) -> str:
    return text.strip(_AROUND).strip()


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).lower()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
