"""The names of the JSON Schemas, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.output.canvas import Canvas
from resistcli.output.grid import layout

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece
    from resistcli.schemas import SchemaAnswer


def render(answer: SchemaAnswer, context: Context, _kb: KnowledgeBase) -> str:
    """Return the names drawn for the context, with what each schema describes."""
    canvas = Canvas(context)
    first = max(len(line.name) for line in answer.results)
    rows: list[list[list[Piece]]] = [[[Text(line.name, "bold")], [line.about]] for line in answer.results]
    canvas.draw(layout(("schema", "describes"), rows, (first, context.width - first - 2), canvas.rule))
    canvas.draw("", Text("resist schema NAME prints one, as JSON.", "dim"))
    return canvas.text()
