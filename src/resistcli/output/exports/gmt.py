"""Gene sets as a GMT file, the form that enrichment programs read (GSEA, gseapy, clusterProfiler)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.gene_sets import gene_sets
from resistcli.listing import Filters
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resistcli.export import ExportAnswer
    from resistcli.gene_sets import GeneSet
    from resistcli.knowledge import KnowledgeBase


def exported_sets(answer: ExportAnswer, kb: KnowledgeBase) -> list[GeneSet]:
    """Return the gene sets of what is exported from ``kb``: mechanisms whole, and by modality; those without genes are left out.

    Where claims were picked, by anything but the category of their mechanism, a set holds the genes that those claims name.
    """
    whole = answer.filters == Filters(categories=answer.filters.categories)
    named = {(claim.mechanism, modality, gene) for claim in answer.claims for gene in claim.genes for modality in (None, claim.modality)}
    if whole:
        named |= {(mechanism.id, None, gene) for mechanism in answer.mechanisms for gene in mechanism.genes}
    sets = (found._replace(genes=[gene for gene in found.genes if (found.mechanism, found.modality, gene) in named]) for found in gene_sets(kb))
    return [found for found in sets if found.genes]


def to_gmt(sets: Iterable[GeneSet], kb: KnowledgeBase) -> str:
    """Return gene sets one a line, tab-separated: id, description, genes (format: Broad Institute, GSEA user guide, "GMT")."""
    return "".join("\t".join(map(clean, [found.id, _description(found, kb), *found.genes])) + "\n" for found in sets)


def _description(found: GeneSet, kb: KnowledgeBase) -> str:
    return f"{found.name} ({kb.modalities[found.modality].name})" if found.modality else found.name
