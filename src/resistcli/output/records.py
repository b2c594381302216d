"""Answers as data: JSON, JSON Lines, CSV, TSV and the plain records of a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from resistcli.output.text import cell, spreadsheet_cell

if TYPE_CHECKING:
    from resistcli.answers import Answer


def to_json(answer: Answer, *, indent: bool = False) -> bytes | bytearray:
    """Return the whole answer as one JSON object, indented for people or compact for programs, with a newline."""
    if indent:
        return msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n"
    encoded = bytearray()  # grows in place: a whole dataset is two megabytes, and copying it shows
    msgspec.json.Encoder().encode_into(answer, encoded)
    encoded += b"\n"
    return encoded


def to_jsonl(answer: Answer) -> bytes:
    """Return the answer's records one a line, without the envelope."""
    return msgspec.json.Encoder().encode_lines(answer.records())


def to_csv(answer: Answer) -> str:
    """Return the answer's table as CSV (RFC 4180) with a header; cells that look like formulas are defused."""
    import csv
    import io

    columns, rows = answer.table()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)
    return buffer.getvalue() if columns else ""


def to_tsv(answer: Answer, *, header: bool = True) -> str:
    """Return the answer's table with a tab between cells; a cell never holds a tab or a line break."""
    columns, rows = answer.table()
    lines = ["\t".join(columns)] if header and columns else []
    lines += ["\t".join(spreadsheet_cell(value) if header else cell(value) for value in row) for row in rows]
    return "".join(f"{line}\n" for line in lines)
