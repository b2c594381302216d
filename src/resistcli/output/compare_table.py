"""A comparison as a table: a group for each pattern, a column for each side; in a narrow terminal, blocks instead of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from resistcli.output.canvas import Canvas, Numbering, reference_list
from resistcli.output.patterns import groups
from resistcli.output.signs import ROLES
from resistcli.output.text import clean

if TYPE_CHECKING:
    from resistcli.compare import Cell, CompareAnswer, CompareRow
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context

NAME_WIDTH = 24
MIN_CELL = 24


def render(answer: CompareAnswer, context: Context, kb: KnowledgeBase, *, references: bool = False) -> str:
    """Return the comparison drawn for the context; ``references`` adds the numbered list."""
    canvas = Canvas(context)
    numbering = Numbering(answer.references, links=context.terminal)
    canvas.draw(Text(" vs ".join(clean(side.name) for side in answer.sides), "bold"))
    wide = context.width >= NAME_WIDTH + MIN_CELL * len(answer.sides)
    for title, rows in groups(answer):
        canvas.heading(title, f"{len(rows)} mechanism{'' if len(rows) == 1 else 's'}")
        if wide:
            canvas.draw(_table(answer, rows, canvas, numbering))
        else:
            _blocks(answer, rows, canvas, numbering)
    canvas.draw("", _closing(answer, canvas))
    if references:
        canvas.heading("References")
        reference_list(canvas, numbering.cited(), answer.references, kb)
    else:
        canvas.draw(Text(f"{len(answer.references)} papers are cited; --references lists them by number.", "dim"))
    return canvas.text()


def _table(answer: CompareAnswer, rows: list[CompareRow], canvas: Canvas, numbering: Numbering) -> Table:
    table = Table(box=box.SIMPLE_HEAD if canvas.unicode else box.ASCII2, expand=True, show_lines=False, pad_edge=False, padding=(0, 1))
    table.add_column("Mechanism", width=min(NAME_WIDTH, canvas.width // (len(answer.sides) + 2)), style="bold")
    for side in answer.sides:
        table.add_column(clean(side.id), ratio=1)
    for row in rows:
        table.add_row(Text(clean(row.mechanism.name)), *(_cell(row.cells[side.id], canvas, numbering) for side in answer.sides), end_section=False)
    return table


def _blocks(answer: CompareAnswer, rows: list[CompareRow], canvas: Canvas, numbering: Numbering) -> None:
    for row in rows:
        canvas.draw(Text(clean(row.mechanism.name), "bold"))
        for side in answer.sides:
            canvas.indented(Text.assemble((f"{clean(side.id)}: ", "underline"), _cell(row.cells[side.id], canvas, numbering)))


def _cell(cell: Cell, canvas: Canvas, numbering: Numbering) -> Text:
    """Role, level, agreement and citations on the first lines, the basis below."""
    head = canvas.role(cell.role, studied=bool(cell.claims))
    if cell.level and not cell.inferred:
        head = Text.assemble(head, "  ", (cell.level, "bold"))
    if cell.agreement:
        head = Text.assemble(head, "  ", canvas.agreement(cell.agreement))
    if cell.citations:
        head = Text.assemble(head, " ", numbering.cite(cell.citations))
    if not cell.basis:
        return head
    return Text.assemble(head, "\n", clean(cell.basis), ("  (from claims)", "dim") if cell.derived else "")


def _closing(answer: CompareAnswer, canvas: Canvas) -> Text:
    left = []
    if answer.left_out.nothing_collected:
        left.append(f"{answer.left_out.nothing_collected} mechanisms with nothing collected on any side")
    if answer.left_out.filtered:
        left.append(f"{answer.left_out.filtered} that the filters exclude")
    legend = "  ".join(sign.show(unicode=canvas.unicode) for sign in ROLES.values())
    dataset = f"Data {answer.dataset.version} ({answer.dataset.sha256[:8]}). {len(answer.rows)} mechanisms shown"
    dataset += f"; left out: {' and '.join(left)}." if left else "."
    levels = "A validated, B clinical, C case, D preclinical, E inferential"
    return Text(f"{dataset}\n{legend}\nLevel of the strongest claim: {levels}. For research and teaching, not for treating a patient.", "dim")
