"""Gene sets that a list hits as a table, and below it what the list was understood as and what the numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from resistcli.enrich import ALL
from resistcli.output.canvas import Canvas, source_note
from resistcli.output.grid import GAP, Sheet, fit, layout
from resistcli.output.text import clean, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.enrich import EnrichAnswer, EnrichedSet
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context
    from resistcli.output.grid import Piece

COLUMNS = ("mechanism", "modality", "overlap", "genes", "odds", "P", "FDR")
ELASTIC = ("mechanism", "genes")
NARROW = 70
"""Below this width gene sets are blocks instead of rows."""
MAX_NAMES = 12
"""How many names of a kind are told before the rest is counted."""
NOTABLE = 0.05
"""The false discovery rate up to which a set stands out."""
CAVEAT = "The sets are small and curated from the literature: a hit says which papers to read, not that a mechanism is active."


def render(answer: EnrichAnswer, context: Context, kb: KnowledgeBase, *, limit: int = 0) -> str:
    """Return the gene sets drawn for the context, at most ``limit`` of them (0 for all)."""
    canvas = Canvas(context)
    results = answer.results[: limit or None]
    if context.width < NARROW:
        for item in results:
            _block(item, canvas)
    else:
        canvas.draw(_table([_cells(item) for item in results], canvas))
    shown = f"{len(results)} of {counted(answer.found, 'gene set')}" if len(results) < answer.found else counted(answer.found, "gene set")
    more = "; --limit 0 shows all" if len(results) < answer.found else ""
    lines = [f"{shown} with genes of the list{more}.", *_understood(answer), _tested(answer), CAVEAT, f"Data {kb.stamp.version}. {kb.meta.notice}"]
    canvas.draw("", *(Text(clean(line), "dim") for line in lines))
    return canvas.text()


def _table(rows: Sequence[Sequence[Piece]], canvas: Canvas) -> Sheet:
    natural = [max(len(title), *(cell_len(str(row[number])) for row in rows)) for number, title in enumerate(COLUMNS)]
    kept = [number for number, title in enumerate(COLUMNS) if title not in ELASTIC]
    room = canvas.width - sum(natural[number] for number in kept) - GAP * (len(COLUMNS) - 1)
    widths = dict(zip(COLUMNS, natural, strict=True)) | dict(zip(ELASTIC, fit([natural[COLUMNS.index(title)] for title in ELASTIC], room), strict=True))
    return layout(COLUMNS, [[[piece] for piece in row] for row in rows], [widths[title] for title in COLUMNS], canvas.rule)


def _cells(item: EnrichedSet) -> list[Piece]:
    notable = "bold" if item.fdr <= NOTABLE else ""
    return [
        Text.assemble((clean(item.name), notable), source_note(item.source)),
        Text(item.modality or ALL, "dim" if item.modality is None else ""),
        f"{len(item.overlap)}/{item.size}",
        ", ".join(map(clean, item.overlap)),
        _ratio(item.odds_ratio),
        f"{item.p_value:.2g}",
        Text(f"{item.fdr:.2g}", notable),
    ]


def _block(item: EnrichedSet, canvas: Canvas) -> None:
    mechanism, modality, overlap, genes, ratio, p_value, fdr = _cells(item)
    canvas.draw(mechanism)
    canvas.indented(Text.assemble(modality, f"  {overlap}  odds ratio {ratio}  P {p_value}  FDR ", fdr))
    canvas.indented(Text(str(genes)))


def _ratio(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}"


def _understood(answer: EnrichAnswer) -> list[str]:
    """Say what was recognised, under which other names, and what was not."""
    query = answer.query
    names = len(query.recognised) + len(query.unrecognised) + len(query.ambiguous)
    others = [f"{item.gene} ({', '.join(item.typed)})" for item in query.recognised if item.typed]
    odd = set(query.not_genes)
    parts = (
        ("Recognised by another name", others),
        ("Not in the dataset, counted as genes", [name for name in query.unrecognised if name not in odd]),
        ("Not written like a gene, left out", query.not_genes),
        ("Ambiguous, left out", [f"{item.name} ({' or '.join(item.candidates)})" for item in query.ambiguous]),
        ("Outside the background, left out", query.outside_background),
    )
    return [f"Recognised {len(query.recognised)} of {counted(names, 'name')}.", *(f"{title}: {_some(found)}." for title, found in parts if found)]


def _tested(answer: EnrichAnswer) -> str:
    tested = answer.tested
    return (
        f"P: hypergeometric, {counted(answer.query.size, 'gene')} out of {answer.background.size} ({answer.background.source}). "
        f"FDR: over all {tested.mechanisms} mechanisms, and over all {tested.by_modality} sets by modality."
    )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more
