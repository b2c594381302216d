"""Citations for people: each claim with its papers written out in a style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.model import Claim
from resistcli.output.canvas import Canvas, level_text, source_note, standing
from resistcli.output.text import clean, counted

if TYPE_CHECKING:
    from resistcli.citations import CiteAnswer
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context


def render(answer: CiteAnswer, context: Context, kb: KnowledgeBase, style: str = "vancouver") -> str:
    """Return the claims drawn for the context, each followed by its papers in ``style`` (``vancouver`` or ``apa``)."""
    canvas = Canvas(context)
    texts = kb.citation_texts(style)
    for cited in answer.results:
        claim = cited.claim
        if claim is not None:
            text = claim.text if isinstance(claim, Claim) else f"{claim.name}: {claim.outcome}"
            canvas.draw(Text.assemble((clean(text), "bold"), "  ", level_text(claim.level), (f"  {claim.id}", "dim"), source_note(claim.source)))
        stances = {line.reference: line.stance for line in claim.evidence} if claim else {}
        for reference in cited.references:
            stance = stances.get(reference.id, "supports")
            mark = (f"{stance}: ", "bold magenta") if stance != "supports" else ""
            canvas.indented(Text.assemble(mark, canvas.link(texts.get(reference.id, reference.title), reference.url), standing(reference)))
        canvas.draw("")
    claims = sum(cited.claim is not None for cited in answer.results)
    canvas.draw(Text(f"{counted(claims, 'statement')}, {counted(len(answer.references()), 'paper')}. Data {kb.stamp.version}.", "dim"))
    return canvas.text()
