"""Lists and search hits as plain tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from resistcli.listing import CountermeasureRow, MechanismRow
from resistcli.output.canvas import Canvas
from resistcli.output.signs import STAGES
from resistcli.output.text import clean

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.listing import ListAnswer, Row
    from resistcli.output.context import Context
    from resistcli.search import SearchAnswer

NARROW = 60


def render_list(answer: ListAnswer, context: Context, kb: KnowledgeBase) -> str:
    """Return a list drawn for the context."""
    canvas = Canvas(context)
    rows = answer.records()
    narrow = context.width < NARROW
    table = _new_table(canvas)
    columns = [column for column in _COLUMNS[answer.kind] if not (narrow and column in _WIDE_ONLY)]
    for column in columns:
        table.add_column(column, no_wrap=column in {"id", "level"}, overflow="fold")
    for row in rows:
        table.add_row(*(_show(row, column, canvas) for column in columns))
    canvas.draw(table, Text(f"{len(rows)} {answer.kind}. Data {kb.stamp.version}.", "dim"))
    return canvas.text()


def render_search(answer: SearchAnswer, context: Context, _kb: KnowledgeBase) -> str:
    """Return search hits drawn for the context: what they are, and what of them matched."""
    canvas = Canvas(context)
    table = _new_table(canvas)
    narrow = context.width < NARROW
    for column in ("kind", "id", "name") if narrow else ("kind", "id", "name", "matched"):
        table.add_column(column, overflow="fold")
    for hit in answer.results:
        how = "" if hit.matched.how == "exact" else f"{hit.matched.how}: " if hit.matched.how != "fuzzy" else "fuzzy, near: "
        matched = "exact" if hit.matched.how == "exact" else how + clean(hit.matched.text)
        cells = [Text(hit.kind, "dim"), Text(hit.id, "bold"), Text(clean(hit.name)), Text(matched, "yellow" if hit.matched.how == "fuzzy" else "dim")]
        table.add_row(*cells[: 3 if narrow else 4])
    canvas.draw(table)
    if answer.total > len(answer.results):
        canvas.draw(Text(f"{len(answer.results)} of {answer.total} hits; --limit 0 shows all.", "dim"))
    return canvas.text()


def _new_table(canvas: Canvas) -> Table:
    return Table(box=box.SIMPLE_HEAD if canvas.unicode else box.ASCII2, pad_edge=False)


_COLUMNS = {
    "mechanisms": ("id", "name", "category", "roles", "claims"),
    "claims": ("id", "level", "modality", "agreement", "name"),
    "genes": ("id", "name", "mechanisms", "claims"),
    "agents": ("id", "name", "treatment_class", "modality", "claims"),
    "modalities": ("id", "name", "parent", "agents", "claims"),
    "references": ("id", "citation", "title", "kind", "claims"),
    "countermeasures": ("id", "name", "stage", "modality", "level"),
}
_WIDE_ONLY = {"category", "name of gene", "kind", "agreement", "treatment_class", "agents", "citation"}


def _show(row: Row, column: str, canvas: Canvas) -> Text:
    if isinstance(row, MechanismRow) and column == "roles":
        signs = [Text.assemble((modality, "dim"), " ", canvas.role(role)) for modality, role in row.roles.items()]
        return Text("\n").join(signs)
    if isinstance(row, CountermeasureRow) and column == "stage":
        return canvas.sign(STAGES[row.stage])
    value = getattr(row, column)
    if isinstance(value, list):
        return Text(", ".join(clean(item) for item in value))
    style = "bold" if column == "id" else "bold magenta" if value == "contested" else ""
    return Text("" if value is None else clean(str(value)), style)


