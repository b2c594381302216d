"""A comparison as a table: a group for each pattern, a column for each side; in a narrow terminal, blocks instead of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.output.canvas import Canvas, Numbering, reference_list, source_note
from resistcli.output.grid import GAP, Sheet, layout, stack
from resistcli.output.patterns import groups
from resistcli.output.signs import AGREEMENT, NO_EFFECT, ROLES, sign_of
from resistcli.output.text import clean, counted

if TYPE_CHECKING:
    from resistcli.compare import Cell, CompareAnswer, CompareRow
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece

NAME_WIDTH = 24
MIN_CELL = 24


def render(answer: CompareAnswer, context: Context, kb: KnowledgeBase, *, references: bool = False) -> str:
    """Return the comparison drawn for the context; ``references`` adds the numbered list."""
    canvas = Canvas(context)
    numbering = Numbering(answer.references, links=context.links)
    canvas.draw(Text(" vs ".join(clean(side.name) for side in answer.sides), "bold"))
    wide = context.width >= NAME_WIDTH + MIN_CELL * len(answer.sides)
    for title, rows in groups(answer):
        canvas.heading(title, counted(len(rows), "mechanism"))
        speaking, idle = _split_idle(rows)
        if idle:
            canvas.draw(Text.assemble(canvas.role("absent"), f" on every side: {', '.join(clean(row.mechanism.name) for row in idle)}"))
        if speaking and wide:
            canvas.draw(_table(answer, speaking, canvas, numbering))
        elif speaking:
            _blocks(answer, speaking, canvas, numbering)
    canvas.draw("", _closing(answer, canvas))
    if references:
        canvas.heading("References")
        reference_list(canvas, numbering.cited(), answer.references, kb)
    else:
        canvas.draw(Text(f"Cited: {counted(len(answer.references), 'paper')}; --references lists them by number.", "dim"))
    return canvas.text()


def _split_idle(rows: list[CompareRow]) -> tuple[list[CompareRow], list[CompareRow]]:
    """Take out the rows that say nothing but that the mechanism cannot act on any side: a line names them all."""
    idle = [row for row in rows if all(cell.role == "absent" for cell in row.cells.values())]
    return [row for row in rows if row not in idle], idle


def _table(answer: CompareAnswer, rows: list[CompareRow], canvas: Canvas, numbering: Numbering) -> Sheet:
    name = min(NAME_WIDTH, canvas.width // (len(answer.sides) + 2))
    side_width = (canvas.width - name) // len(answer.sides) - GAP
    header = ["Mechanism", *(clean(side.id) for side in answer.sides)]
    cells: list[list[list[Piece]]] = [
        [[Text(clean(row.mechanism.name), "bold")], *(_cell(row.cells[side.id], canvas, numbering, answer.min_level) for side in answer.sides)] for row in rows
    ]
    return layout(header, cells, [name, *([side_width] * len(answer.sides))], canvas.rule)


def _blocks(answer: CompareAnswer, rows: list[CompareRow], canvas: Canvas, numbering: Numbering) -> None:
    pieces: list[tuple[int, Piece]] = []
    for row in rows:
        pieces.append((0, Text(clean(row.mechanism.name), "bold")))
        for side in answer.sides:
            head, *basis = _cell(row.cells[side.id], canvas, numbering, answer.min_level, label=f"{clean(side.id)}: ")
            pieces.append((2, head))
            pieces += ((4, text) for text in basis)
    canvas.draw(stack(pieces, canvas.width))


def _cell(cell: Cell, canvas: Canvas, numbering: Numbering, level: str | None, label: str = "") -> list[Piece]:
    """Label, role, level, agreement and citations on the first line, the basis below."""
    sign = sign_of(cell, level)
    parts: list[Text | str | tuple[str, str]] = [(label, "underline"), (sign.show(unicode=canvas.unicode), sign.style)]
    if cell.level and not cell.inferred:
        parts += ["  ", (cell.level, "bold")]
    if cell.inferred:
        parts += ["  ", (AGREEMENT["inferred"].word, AGREEMENT["inferred"].style)]
    if cell.agreement and cell.agreement.state != "inferred":
        word = AGREEMENT[cell.agreement.state]
        parts += ["  ", (word.word, word.style)]
    if cell.citations:
        parts += [" ", numbering.cite(cell.citations)]
    parts.append(source_note(cell.source))
    head = Text.assemble(*parts)
    if cell.gap:
        return [head, Text(clean(cell.gap), "dim")]
    if not cell.basis:
        return [head]
    return [head, clean(cell.basis) + ("  (from claims)" if cell.derived else "")]


def _closing(answer: CompareAnswer, canvas: Canvas) -> Text:
    left = []
    if answer.left_out.nothing_collected:
        nothing = f"nothing at level {answer.min_level} or above" if answer.min_level else "nothing collected"
        left.append(f"{counted(answer.left_out.nothing_collected, 'mechanism')} with {nothing} on any side")
    if answer.left_out.filtered:
        left.append(f"{answer.left_out.filtered} that the filters exclude")
    legend = "  ".join(sign.show(unicode=canvas.unicode) for sign in (*ROLES.values(), NO_EFFECT))
    if any(cell.derived for row in answer.rows for cell in row.cells.values()):
        legend += "\n(from claims): the role of the modality, where claims on this class or agent say the same"
    dataset = f"Data {answer.dataset.version} ({answer.dataset.sha256[:8]}). {counted(len(answer.rows), 'mechanism')} shown"
    dataset += f"; left out: {' and '.join(left)}." if left else "."
    levels = "A validated, B clinical, C case, D preclinical, E inferential"
    return Text(f"{dataset}\n{legend}\nLevel of the strongest claim: {levels}. For research and teaching, not for treating a patient.", "dim")
