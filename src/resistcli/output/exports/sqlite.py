"""The dataset as a SQLite database: normalised tables, views and full-text search, as ``schema.sql`` describes them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from resistcli.errors import OutputError
from resistcli.output.exports.tables import batch_count, batches

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer
    from resistcli.output.progress import Progress

SCHEMA = Path(__file__).with_name("schema.sql")


def write_sqlite(answer: ExportAnswer, path: Path, progress: Progress) -> None:
    """Write the answer's records to ``path``, an empty file. The same answer gives the same bytes.

    Raises:
        OutputError: the file cannot be written, or this Python's SQLite has no full-text search (FTS5).
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # the file has no name yet that anyone could read it by, so it needs no journal
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = 1;")
            database.executescript(SCHEMA.read_text(encoding="utf-8"))
            _fill(database, answer, progress)
    except (sqlite3.Error, OverflowError) as error:  # a year of twenty digits
        raise OutputError(f"cannot make the SQLite file: {error}") from error


def _fill(database: sqlite3.Connection, answer: ExportAnswer, progress: Progress) -> None:
    commands: dict[str, str] = {}
    database.execute("BEGIN")
    for batch in progress.over(batches(answer), batch_count(answer)):
        for table, values in batch:
            if table not in commands:  # the names of tables are this package's own; what data say is only ever bound
                commands[table] = f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})"  # noqa: S608
            database.execute(commands[table], values)
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("COMMIT")
