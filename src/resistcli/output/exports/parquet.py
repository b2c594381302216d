"""The flat table as an Apache Parquet file; needs pyarrow, which only this uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resistcli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from resistcli.export import ExportAnswer
    from resistcli.output.progress import Progress

CHUNK = 20_000
"""Rows turned into columns at a time."""


def need_pyarrow() -> Any:
    """Return pyarrow. Raises :class:`UsageError`, with how to install it, where it is not there."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise UsageError("writing Parquet needs pyarrow, which is not installed: pip install 'resistcli[parquet]'") from error
    return pa


def write_parquet(answer: ExportAnswer, path: Path, progress: Progress) -> None:
    """Write the flat table to ``path``: every column text, NULL where there is nothing; metadata of the file say which data.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = need_pyarrow()
    from pyarrow.parquet import ParquetWriter

    from resistcli.output.exports.metadata import metadata

    columns, rows = answer.table()
    schema = pa.schema([(column, pa.string()) for column in columns], metadata=metadata(answer))
    starts = range(0, len(rows), CHUNK)
    with ParquetWriter(path, schema) as writer:
        for start in progress.over(starts, len(starts)):
            cells = zip(*rows[start : start + CHUNK], strict=True)
            writer.write_table(pa.table([pa.array(column, pa.string()) for column in cells], schema=schema))
