"""Answers in a notebook: an HTML table with every cell escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from resistcli.output.text import cell

if TYPE_CHECKING:
    from resistcli.answers import Answer

MAX_ROWS = 200


def to_html(answer: Answer) -> str:
    """Return the answer's table as HTML; beyond 200 rows the rest is counted."""
    columns, rows = answer.table()
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell(value))}</td>" for value in row) + "</tr>" for row in rows[:MAX_ROWS])
    more = f"<p>{len(rows) - MAX_ROWS} more rows.</p>" if len(rows) > MAX_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}<p>Data {escape(answer.dataset.version)}</p>"
