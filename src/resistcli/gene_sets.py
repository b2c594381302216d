"""The genes of each mechanism, for all modalities together and for each: what gene lists are compared with and GMT files hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase


class GeneSet(NamedTuple):
    """A mechanism's genes, in the order of the dataset; ``modality`` is None for all of them together."""

    mechanism: str
    name: str
    modality: str | None
    genes: list[str]

    @property
    def id(self) -> str:
        """The mechanism's id, with the modality where there is one: ``hypoxia`` or ``hypoxia.radio``."""
        return f"{self.mechanism}.{self.modality}" if self.modality else self.mechanism


def gene_sets(kb: KnowledgeBase) -> list[GeneSet]:
    """Return the gene sets of all mechanisms that have genes, each whole and then by modality, in the order of the dataset.

    The whole set holds the genes that the mechanism lists and those that its claims name; the set of a modality holds those of
    the claims on that modality. Genes named by countermeasures alone are left out: they are what is aimed at, not what resists.
    """
    sets: list[GeneSet] = []
    for mechanism in kb.mechanisms.values():
        claims = [kb.claims[name] for name in mechanism.claims]
        whole = dict.fromkeys([*mechanism.genes, *(gene for claim in claims for gene in claim.genes)])
        sets.append(GeneSet(mechanism.id, mechanism.name, None, list(whole)))
        for modality in (name for name, node in kb.modalities.items() if node.parent is None):
            genes = dict.fromkeys(gene for claim in claims if claim.modality == modality for gene in claim.genes)
            sets.append(GeneSet(mechanism.id, mechanism.name, modality, list(genes)))
    return [found for found in sets if found.genes]
