"""Countermeasures in groups by how far they got, with outcome, level, agreement and citations; failures in a group of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.output.canvas import Canvas, Numbering, level_text, quantity_text, reference_list, source_note
from resistcli.output.grid import stack
from resistcli.output.signs import STAGES
from resistcli.output.stages import groups
from resistcli.output.text import clean, counted
from resistcli.overcome import FAILED

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Countermeasure
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece
    from resistcli.overcome import OvercomeAnswer


def render(answer: OvercomeAnswer, context: Context, kb: KnowledgeBase, *, references: bool = False) -> str:
    """Return the countermeasures drawn for the context; ``references`` adds the numbered list."""
    canvas = Canvas(context)
    numbering = Numbering(answer.references, links=context.links)
    canvas.draw(Text(f"Ways round resistance: {', '.join(clean(subject.name) for subject in answer.subjects)}", "bold underline"))
    for title, items in groups(answer.results):
        canvas.heading(title, str(len(items)))
        pieces = [piece for item in items for piece in _entry(item, canvas, numbering, kb)]
        canvas.draw(stack(pieces, context.width))
    if answer.also:
        canvas.draw("", Text(f"The same name also means: {', '.join(map(clean, answer.also))}", "dim"))
    if references:
        canvas.heading("References")
        reference_list(canvas, numbering.cited(), answer.references, kb)
    canvas.draw("", Text(_closing(answer, kb, references=references), "dim"))
    return canvas.text()


def _entry(item: Countermeasure, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> list[tuple[int, Piece]]:
    """Stage and name; the outcome; what it is for, with what; how well it is known, who says so and from what kind of study."""
    restores = f"restores {clean(kb.modalities[item.modality].name)}, against {clean(kb.mechanisms[item.mechanism].name)}"
    agents = [clean(kb.agents[name].name) for name in item.agents]
    facts = "; ".join(filter(None, (restores, ", ".join(agents), clean(item.cancer or ""))))
    standing = Text.assemble(level_text(item.level), "  ", canvas.agreement(item.agreement), "  ", numbering.evidence(item.evidence))
    kinds = dict.fromkeys(kb.references[line.reference].kind.replace("-", " ") for line in item.evidence)
    standing.append_text(Text.assemble((f"  {', '.join(kinds)}", "dim"), (f"  {clean(item.id)}", "dim"), source_note(item.source)))
    pieces: list[tuple[int, Piece]] = [
        (0, Text.assemble(canvas.sign(STAGES[item.stage]), "  ", (clean(item.name), "bold"))),
        (2, clean(item.outcome)),
        (2, Text(facts, "dim")),
        (2, standing),
    ]
    if item.quantity:
        pieces.insert(2, (2, Text(quantity_text(item.quantity), "green")))
    return pieces


def _closing(answer: OvercomeAnswer, kb: KnowledgeBase, *, references: bool) -> str:
    failures = sum(item.stage in FAILED for item in answer.results)
    papers = f"Cited: {counted(len(answer.references), 'paper')}" + ("." if references else "; --references lists them by number.")
    of_them = f", {failures} of them failed or withdrawn" if failures else ""
    return f"{counted(len(answer.results), 'countermeasure')}{of_them}. {papers}\n{clean(f'Data {kb.stamp.version}. {kb.meta.notice}')}"
