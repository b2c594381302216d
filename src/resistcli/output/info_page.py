"""What the dataset holds, as tables of counts; in a narrow terminal, lines instead of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.coverage import NOTHING, UNCHECKED
from resistcli.output.canvas import Canvas
from resistcli.output.grid import GAP, layout, stack
from resistcli.output.signs import AGREEMENT, ROLES
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resistcli.info import InfoAnswer, SourceCounts
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece

Row = tuple["Piece", list[str]]
"""What a row is about, and its cells."""
_READINGS = {"supports": "read again and found right", "narrowed": "narrowed on reading again", "removed": "removed on reading again", UNCHECKED: "read once"}


def render(answer: InfoAnswer, context: Context, kb: KnowledgeBase) -> str:
    """Return the answer drawn for the context."""
    canvas = Canvas(context)
    _dataset(answer, canvas)
    modalities = [clean(kb.modalities[name].id) for name in answer.coverage.claims]
    canvas.heading("Mechanisms with a profile", "of all in the category")
    _table("category", modalities, _categories(answer), canvas)
    canvas.heading("Mechanisms by role")
    _table("role", modalities, _roles(answer, canvas), canvas)
    canvas.heading("Claims by level")
    _table("level", modalities, _levels(answer), canvas)
    canvas.heading("Agreement")
    states = [AGREEMENT[state].word for state in answer.agreement.profiles]
    _table("of", states, [("profiles", _cells(answer.agreement.profiles)), ("claims", _cells(answer.agreement.claims))], canvas)
    _verification(answer, canvas)
    _program(answer, canvas)
    return canvas.text()


def _dataset(answer: InfoAnswer, canvas: Canvas) -> None:
    canvas.draw(Text(clean(answer.title), "bold underline"))
    _fact(canvas, "Data", f"{answer.version}, SHA-256 {answer.dataset.sha256}")
    _fact(canvas, "Licence", answer.licence)
    canvas.draw(Text(clean(answer.notice)))
    canvas.heading("Contents")
    canvas.draw(Text(_in_words(answer.counts)))


def _categories(answer: InfoAnswer) -> list[Row]:
    rows: list[Row] = []
    for row in answer.coverage.profiles:
        cells = [f"{row.mechanisms - roles[NOTHING]} of {row.mechanisms}" for roles in row.roles.values()]
        rows.append((Text(clean(row.name)), cells))
    return rows


def _roles(answer: InfoAnswer, canvas: Canvas) -> list[Row]:
    def total(modality: str, role: str) -> str:
        return str(sum(row.roles[modality][role] for row in answer.coverage.profiles))

    signs = {role or NOTHING: sign for role, sign in ROLES.items()}
    rows: list[Row] = [(canvas.sign(sign), [total(modality, role) for modality in answer.coverage.claims]) for role, sign in signs.items()]
    return [*rows, (Text("of these searched for", "dim"), _cells(answer.coverage.gaps))]


def _levels(answer: InfoAnswer) -> list[Row]:
    claims = answer.coverage.claims.values()
    levels = next(iter(claims), {})
    rows: list[Row] = [(Text(level), [str(counts[level]) for counts in claims]) for level in levels]
    return [*rows, (Text("all"), [str(sum(counts.values())) for counts in claims])]


def _verification(answer: InfoAnswer, canvas: Canvas) -> None:
    checked = answer.verification
    read = {_READINGS[verdict]: number for verdict, number in checked.evidence.items()}
    canvas.heading("Verification")
    _fact(canvas, "References", _in_words({"verified on a page": checked.verified, "reported only": checked.reported, "retracted": checked.retracted}))
    _fact(canvas, "Evidence lines", _in_words(read))


def _program(answer: InfoAnswer, canvas: Canvas) -> None:
    canvas.heading("Overlays", "" if len(answer.sources) > 1 else "none")
    for source in answer.sources[1:]:
        canvas.draw(Text(clean(source.source), "yellow"))
        canvas.indented(Text(_brought(source)))
    canvas.heading("Program")
    program = answer.program
    _fact(canvas, "resist", f"{program.version}, Python {program.python}")
    _fact(canvas, "Cache", f"{program.cache} ({'writable' if program.cache_writable else 'not writable: overlays are merged anew each time'})")


def _brought(source: SourceCounts) -> str:
    def listed(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items())

    parts = (("brings", source.brought), ("adds to", source.added_to))
    return "; ".join(f"{verb}: {listed(counts)}" for verb, counts in parts if counts) or "brings nothing"


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())


def _cells(counts: Mapping[str, int]) -> list[str]:
    return [str(number) for number in counts.values()]


def _fact(canvas: Canvas, label: str, value: str) -> None:
    canvas.draw(Text.assemble((f"{label}: ", "dim"), clean(value)))


def _table(title: str, columns: Sequence[str], rows: Iterable[Row], canvas: Canvas) -> None:
    """Draw rows of right-aligned cells, or where they are wider than the canvas, each row as a line and its cells below."""
    rows = list(rows)
    first = max(len(title), *(len(str(head)) for head, _ in rows))
    widths = [max(len(name), *(len(cells[number]) for _, cells in rows)) for number, name in enumerate(columns)]
    if first + sum(widths) + GAP * len(widths) <= canvas.width:
        body: list[list[list[Piece]]] = []
        for head, cells in rows:
            numbers: list[list[Piece]] = [[Text(cell.rjust(width))] for cell, width in zip(cells, widths, strict=True)]
            body.append([[head], *numbers])
        header = [title, *(name.rjust(width) for name, width in zip(columns, widths, strict=True))]
        canvas.draw(layout(header, body, [first, *widths], canvas.rule))
        return
    pieces: list[tuple[int, Piece]] = []
    for head, cells in rows:
        filled = ", ".join(f"{name} {cell}" for name, cell in zip(columns, cells, strict=True))
        pieces += [(0, head), (2, filled)]
    canvas.draw(stack(pieces, canvas.width))
