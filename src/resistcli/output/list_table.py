"""Lists and search hits as plain tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from resistcli.listing import CountermeasureRow, MechanismRow
from resistcli.model import BUNDLED
from resistcli.output.canvas import Canvas, source_note
from resistcli.output.grid import GAP, fit, layout
from resistcli.output.signs import STAGES
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.listing import ListAnswer, Row
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece
    from resistcli.search import Matched, SearchAnswer

NARROW = 60
"""Below this width lists are blocks instead of columns."""
WIDE = 100
"""From this width on lists have all their columns."""


def render_list(answer: ListAnswer, context: Context, kb: KnowledgeBase, *, limit: int = 0) -> str:
    """Return a list drawn for the context, at most ``limit`` rows of it (0 for all)."""
    canvas = Canvas(context)
    rows = answer.records()[: limit or None]
    columns = [column for column in _COLUMNS[answer.kind] if not (context.width < WIDE and column in _WIDE_ONLY)]
    cells = [[_show(row, column, canvas) for column in columns] for row in rows]
    widths = _widths(columns, cells, context.width, _NEVER_CUT)
    if context.width < NARROW or sum(widths) + GAP * (len(widths) - 1) > context.width:
        _blocks(columns, cells, canvas)
    else:
        canvas.draw(layout(columns, cells, widths, canvas.rule))
    total = len(answer.records())
    shown = f"{len(rows)} of {total} {answer.kind}; --limit 0 shows all" if len(rows) < total else f"{total} {answer.kind}"
    canvas.draw("", Text(f"{shown}. Data {kb.stamp.version}.", "dim"))
    return canvas.text()


def render_search(answer: SearchAnswer, context: Context, _kb: KnowledgeBase) -> str:
    """Return search hits drawn for the context: what they are, and what of them matched."""
    canvas = Canvas(context)
    narrow = context.width < NARROW
    columns = ("id", "kind", "name", "matched") if narrow else ("kind", "id", "name", "matched")
    cells: list[list[list[Piece]]] = []
    for hit in answer.results:
        shown: dict[str, Piece] = {
            "kind": Text(hit.kind, "dim"),
            "id": Text(hit.id, "bold"),
            "name": _with_source(clean(hit.name), hit.source),
            "matched": _matched(hit.matched, hit.name),
        }
        cells.append([[shown[column]] for column in columns])
    if narrow:
        _blocks(columns, cells, canvas)
    else:
        canvas.draw(layout(columns, cells, _widths(columns, cells, context.width, keep={"kind", "id"}), canvas.rule))
    if answer.total > len(answer.results):
        canvas.draw("", Text(f"{len(answer.results)} of {answer.total} hits; --limit 0 shows all.", "dim"))
    return canvas.text()


def _with_source(text: str, source: str) -> Piece:
    """Return a name, marked where an overlay brought what bears it."""
    return text if source == BUNDLED else Text.assemble(text, source_note(source))


def _matched(matched: Matched, name: str) -> Text:
    """Say what matched; text that the name already shows is not repeated."""
    style = "yellow" if matched.how == "fuzzy" else "dim"
    if matched.how == "exact":
        return Text("exact", style)
    how = {"fuzzy": "fuzzy, near", "token": f"token, {matched.field}"}.get(matched.how, matched.how)
    shown = clean(matched.text)
    return Text(how if shown.strip("… ") in name else f"{how}: {shown}", style)


def _widths(columns: Sequence[str], cells: Sequence[Sequence[Sequence[Piece]]], total: int, keep: Collection[str]) -> list[int]:
    """Return the width of each column: what its widest cell asks for, cut to ``total``; columns in ``keep`` are never cut."""
    natural = [max([len(column), *(cell_len(str(line)) for row in cells for line in row[number])]) for number, column in enumerate(columns)]
    return fit(natural, total, [number for number, column in enumerate(columns) if column in keep])


_COLUMNS = {
    "mechanisms": ("id", "name", "category", "roles", "claims"),
    "claims": ("id", "level", "modality", "agreement", "name"),
    "genes": ("id", "name", "mechanisms", "claims"),
    "agents": ("id", "name", "treatment_class", "modality", "claims"),
    "modalities": ("id", "name", "parent", "agents", "claims"),
    "references": ("id", "citation", "title", "study", "claims"),
    "countermeasures": ("id", "name", "stage", "modality", "level"),
}
_NEVER_CUT = {"id", "level", "roles", "claims", "stage", "modality"}
_WIDE_ONLY = {"category", "study", "agreement", "treatment_class", "agents", "citation"}


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[Sequence[Piece]]], canvas: Canvas) -> None:
    for row in cells:
        canvas.draw(*row[0])
        for column, lines in zip(columns[1:], row[1:], strict=True):
            for line in lines:
                if str(line):
                    text = Text(line) if isinstance(line, str) else line
                    canvas.indented(text if column in {"name", "roles", "title", "stage"} else Text.assemble((f"{column}: ", "dim"), text))


def _show(row: Row, column: str, canvas: Canvas) -> list[Piece]:
    if isinstance(row, MechanismRow) and column == "roles":
        return [Text.assemble((modality, "dim"), " ", canvas.role(role)) for modality, role in row.roles.items()] or [""]
    if isinstance(row, CountermeasureRow) and column == "stage":
        return [canvas.sign(STAGES[row.stage])]
    value = getattr(row, column)
    if isinstance(value, list):
        return [", ".join(clean(item) for item in value)]
    text = "" if value is None else clean(str(value))
    if column in {"name", "title"}:
        return [_with_source(text, row.source)]
    style = "bold" if column == "id" else "bold magenta" if value == "contested" else ""
    return [Text(text, style) if style else text]
