"""The modality tree: what lies under a modality or treatment class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Agent, Modality, Statement


def lineage(modalities: Mapping[str, Modality], node: str | None) -> list[str]:
    """Return ``node`` and its parents up to the modality, nearest first; empty for None. A loop in the tree ends the walk."""
    path: list[str] = []
    while node is not None and node in modalities and node not in path:
        path.append(node)
        node = modalities[node].parent
    return path


def root_of(kb: KnowledgeBase, node: str) -> str:
    """Return the modality that a treatment class belongs to, or the modality itself."""
    return lineage(kb.modalities, node)[-1]


def nodes_of(item: Statement, modalities: Mapping[str, Modality], agents: Mapping[str, Agent]) -> set[str]:
    """Return every node of the tree that a claim is about: its modality, its classes and those of its agents, with their parents.

    A class counts only where it lies under the claim's own modality: a claim on chemotherapy that mentions photons says
    nothing on photon radiotherapy.
    """
    named = [agents[name].treatment_class for name in item.agents if name in agents]
    named += getattr(item, "treatment_classes", [])
    paths = (lineage(modalities, node) for node in named)
    return {item.modality, *(node for path in paths if item.modality in path for node in path)}


def under(kb: KnowledgeBase, item: Statement, node: str) -> bool:
    """Tell whether a claim or countermeasure is about ``node`` of the modality tree."""
    return item.modality == node or (kb.modalities[node].parent is not None and node in nodes_of(item, kb.modalities, kb.agents))
