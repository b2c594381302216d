"""An entity as a page: what it is, what it means for each modality, the evidence for and against, ways round it, the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from resistcli.model import LEVEL_MEANINGS, Claim
from resistcli.output.canvas import Canvas, Numbering, level_text, quantity_text, reference_list, source_note, standing, statement
from resistcli.output.grid import GAP, MIN_COLUMN, columns, layout
from resistcli.output.signs import RELATIONS, STAGES
from resistcli.output.text import clean
from resistcli.show import ShownAgent, ShownClaim, ShownCountermeasure, ShownGene, ShownMechanism, ShownModality, ShownReference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Countermeasure
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece
    from resistcli.show import Link, ShowAnswer, Shown

_ROLE_ORDER = ("primary", "contributing", "indirect", "sensitising", "absent", None)
TWO_COLUMNS = 100
"""From this width on, evidence against stands beside evidence for."""


def render(answer: ShowAnswer, context: Context, kb: KnowledgeBase) -> str:
    """Return the entities drawn for the context, one below the other, with one numbered list of papers."""
    canvas = Canvas(context)
    numbering = Numbering(answer.references, links=context.links)
    for number, shown in enumerate(answer.results):
        if number:
            canvas.draw("")
        _draw(shown, canvas, numbering, kb)
    if numbering.cited():
        canvas.heading("References")
        reference_list(canvas, numbering.cited(), answer.references, kb)
    if answer.also:
        canvas.draw("", Text(f"The same name also means: {', '.join(map(clean, answer.also))}", "dim"))
    canvas.draw("", Text(clean(f"Data {kb.stamp.version}. {kb.meta.notice}"), "dim"))
    return canvas.text()


def _draw(shown: Shown, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> None:
    if isinstance(shown, ShownMechanism):
        _mechanism(shown, canvas, numbering, kb)
    elif isinstance(shown, ShownClaim | ShownCountermeasure):
        _single(shown, canvas, numbering)
    elif isinstance(shown, ShownReference):
        _reference(shown, canvas, numbering, kb)
    elif isinstance(shown, ShownModality):
        _modality(shown, canvas, numbering, kb)
    else:
        _named(shown, canvas, numbering, kb)


def _title(canvas: Canvas, name: str, kind: str, identifier: str, source: str = "bundled") -> None:
    canvas.draw(Text.assemble((clean(name), "bold underline"), (f"  {kind} {clean(identifier)}", "dim"), source_note(source)))


def _facts(canvas: Canvas, *facts: tuple[str, Sequence[str] | str | None]) -> None:
    for label, value in facts:
        text = value if isinstance(value, str) else ", ".join(value or [])
        if text:
            canvas.draw(Text.assemble((f"{label}: ", "dim"), clean(text)))


def _mechanism(shown: ShownMechanism, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> None:
    _title(canvas, shown.name, "mechanism", shown.id, shown.source)
    canvas.draw(Text(clean(shown.definition)))
    category = kb.categories[shown.category].name if shown.category in kb.categories else shown.category
    _facts(canvas, ("Category", category), ("Also called", shown.aliases), ("Genes", shown.genes), ("Cross-references", shown.xrefs))
    canvas.heading("Role in each modality")
    for modality, profile in shown.profiles.items():
        name = kb.modalities[modality].name
        head = Text.assemble(
            (clean(name), "bold"),
            "  ",
            canvas.role(profile.role),
            "  ",
            "" if profile.inferred else level_text(profile.level),
            "  ",
            canvas.agreement(profile.agreement),
            source_note(profile.source),
        )
        canvas.draw(head)
        reason = "" if profile.inferred and not profile.claims else f"  ({clean(profile.agreement.reason)})"
        excepted = f"  (not for: {', '.join(clean(kb.modalities[name].name) for name in profile.not_for)})" if profile.not_for else ""
        canvas.indented(Text.assemble(clean(profile.basis), (excepted, "dim"), (reason, "dim")))
    roots = [node for node in kb.modalities.values() if node.parent is None and node.id not in shown.profiles]
    studied = {claim.modality for claim in shown.claims}
    for modality, text in shown.gaps.items():
        canvas.draw(Text(f"Nothing usable found: {clean(kb.modalities[modality].name)}", "dim"))
        canvas.indented(Text(clean(text), "dim"))
    for label, found in (
        ("No effect found", [node for node in roots if node.id in studied]),
        ("Nothing collected", [node for node in roots if node.id not in studied and node.id not in shown.gaps]),
    ):
        if found:
            canvas.draw(Text(f"{label}: {', '.join(clean(node.name) for node in found)}", "dim"))
    _evidence(shown.claims, canvas, numbering, kb)
    _countermeasures(shown.countermeasures, canvas, numbering)


def _evidence(claims: Sequence[Claim], canvas: Canvas, numbering: Numbering, kb: KnowledgeBase, *, name_mechanism: bool = False) -> None:
    present = {claim.modality for claim in claims}
    for modality in (name for name in kb.modalities if name in present):
        here = sorted((claim for claim in claims if claim.modality == modality), key=lambda claim: claim.level)
        canvas.heading(f"Evidence: {kb.modalities[modality].name}", f"{len(here)} claim{'' if len(here) == 1 else 's'}")
        groups = {relation: [claim for claim in here if claim.relation == relation] for relation in RELATIONS}
        drawn = {relation: _claims_text(group, canvas, numbering, kb if name_mechanism else None) for relation, group in groups.items() if group}
        against = [relation for relation in drawn if relation != "confers-resistance"]
        if canvas.width >= TWO_COLUMNS and "confers-resistance" in drawn and against:
            other = Text("\n\n").join(Text.assemble((f"{RELATIONS[relation]}: ", "magenta"), drawn[relation]) for relation in against)
            left = (canvas.width - GAP) * 3 // 5
            header = ("For: confers resistance", "Against: no effect, or sensitises")
            canvas.draw(layout(header, [[[drawn["confers-resistance"]], [other]]], (left, canvas.width - GAP - left), canvas.rule))
        else:
            for relation, text in drawn.items():
                canvas.draw(Text(RELATIONS[relation], "magenta" if relation in against else "red"))
                canvas.indented(text)


def _claims_text(claims: Sequence[Claim], canvas: Canvas, numbering: Numbering, kb: KnowledgeBase | None) -> Text:
    paragraphs = [statement(canvas, claim, numbering, kb.mechanisms[claim.mechanism].name if kb else "") for claim in claims]
    bullet = "• " if canvas.unicode else "* "
    return Text("\n").join(Text.assemble((bullet, "dim"), paragraph) for paragraph in paragraphs)


def _countermeasures(items: Sequence[Countermeasure], canvas: Canvas, numbering: Numbering) -> None:
    if not items:
        return
    canvas.heading("Countermeasures", "how far each got, failures included")
    for item in sorted(items, key=lambda item: list(STAGES).index(item.stage)):
        canvas.draw(Text.assemble(canvas.sign(STAGES[item.stage]), "  ", (clean(item.name), "bold"), (f"  for {item.modality}", "dim")))
        canvas.indented(statement(canvas, item, numbering))


def _links(links: Sequence[Link], canvas: Canvas, *, with_basis: bool) -> None:
    if not links:
        return
    canvas.heading("Mechanisms", str(len(links)))
    rows: list[list[list[Piece]]] = []
    for link in sorted(links, key=lambda link: _ROLE_ORDER.index(link.role)):
        role = canvas.role(link.role, studied=True) if link.agreement else Text()
        name = Text.assemble((clean(link.name), "bold"), source_note(link.source))
        rows.append([[role], [name], [Text(clean(link.basis), "dim")] if with_basis and link.basis else []])
    role_width, name_width = (max(piece.cell_len for row in rows for piece in row[number] if isinstance(piece, Text)) for number in (0, 1))
    name_width = min(name_width, max((canvas.width - role_width - GAP) // (2 if with_basis else 1), MIN_COLUMN))
    basis_width = max(canvas.width - role_width - name_width - 2 * GAP, MIN_COLUMN)
    canvas.draw(columns(rows, (role_width, name_width, basis_width)))


def _named(shown: ShownGene | ShownAgent, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> None:
    if isinstance(shown, ShownGene):
        _title(canvas, shown.id, "gene", shown.hgnc, shown.source)
        entrez = f"NCBI Gene {shown.entrez}" if shown.entrez else ""
        _facts(
            canvas,
            ("Name", shown.name),
            ("Also called", shown.aliases),
            ("Previous symbols", shown.previous),
            ("Ids", " ".join(filter(None, (entrez, shown.ensembl)))),
        )
    else:
        _title(canvas, shown.name, "agent", shown.id, shown.source)
        treatment = kb.modalities[shown.treatment_class].name if shown.treatment_class else "none: given to overcome resistance"
        _facts(
            canvas,
            ("Treatment class", treatment),
            ("Modality", shown.modality),
            ("Type", shown.type),
            ("Also called", shown.aliases),
            ("Cross-references", shown.xrefs),
        )
    _links(shown.mechanisms, canvas, with_basis=False)
    _evidence(shown.claims, canvas, numbering, kb, name_mechanism=True)
    _countermeasures(shown.countermeasures, canvas, numbering)


def _modality(shown: ShownModality, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> None:
    _title(canvas, shown.name, "treatment class" if shown.parent else "modality", shown.id, shown.source)
    canvas.draw(Text(clean(shown.description)))
    _facts(canvas, ("Part of", shown.parent), ("Also called", shown.aliases), ("Treatment classes", shown.children), ("Agents", shown.agents))
    _links(shown.mechanisms, canvas, with_basis=shown.parent is None)
    _evidence(shown.claims, canvas, numbering, kb, name_mechanism=True)
    _countermeasures(shown.countermeasures, canvas, numbering)
    if shown.parent is None:
        canvas.draw("", Text(f"Its claims: resist list claims --modality {shown.id}", "dim"))


def _single(shown: ShownClaim | ShownCountermeasure, canvas: Canvas, numbering: Numbering) -> None:
    kind = "claim" if isinstance(shown, ShownClaim) else "countermeasure"
    _title(canvas, f"{shown.mechanism_name}: {shown.modality}", kind, shown.id, shown.source)
    if isinstance(shown, ShownCountermeasure):
        canvas.draw(Text.assemble(canvas.sign(STAGES[shown.stage]), "  ", (clean(shown.name), "bold")), Text(clean(shown.outcome)))
    else:
        canvas.draw(Text.assemble((f"{RELATIONS[shown.relation]}. ", "magenta"), clean(shown.text)))
    quantity = quantity_text(shown.quantity) if shown.quantity else None
    level = f"{shown.level} ({LEVEL_MEANINGS[shown.level]})"
    _facts(
        canvas,
        ("Quantity", quantity),
        ("Genes", shown.genes),
        ("Agents", shown.agents),
        ("Cancer", shown.cancer),
        ("Level", level),
        ("Agreement", shown.agreement.reason),
    )
    canvas.heading("Evidence")
    for line in shown.evidence:
        read = f"  read again on {clean(line.checked.on)}: {line.checked.verdict}" if line.checked else "  not yet read a second time"
        canvas.draw(
            Text.assemble(
                numbering.cite([line.reference]), f" {line.stance}", (f", in the {clean(line.where)}", "dim"), (read, "dim"), source_note(line.source)
            )
        )


def _reference(shown: ShownReference, canvas: Canvas, numbering: Numbering, kb: KnowledgeBase) -> None:
    reference = kb.references[shown.id]
    _title(canvas, shown.title, "reference", shown.id, shown.source)
    canvas.draw(Text.assemble(canvas.link(kb.citation_texts("vancouver").get(shown.id, ""), None), standing(reference)))
    seen = f"{shown.verification.status}" + (f", identifiers read at {shown.verification.seen_at}" if shown.verification.seen_at else "")
    if reference.url:
        canvas.draw(canvas.link(reference.url, reference.url, "blue underline"))
    _facts(canvas, ("Kind of study", shown.study), ("Verification", seen), ("PMCID", shown.pmcid), ("Note", shown.note))
    _evidence(shown.claims, canvas, numbering, kb, name_mechanism=True)
    _countermeasures(shown.countermeasures, canvas, numbering)
