"""The genes of each mechanism, whole and by modality."""

from __future__ import annotations

from resistcli.gene_sets import gene_sets
from resistcli.knowledge import KnowledgeBase


def test_a_whole_set_holds_what_the_mechanism_lists_and_what_its_claims_name(kb: KnowledgeBase) -> None:
    sets = {item.id: item for item in gene_sets(kb)}
    for mechanism in kb.mechanisms.values():
        named = {gene for name in mechanism.claims for gene in kb.claims[name].genes}
        found = set(sets[mechanism.id].genes) if mechanism.id in sets else set()
        assert found == {*mechanism.genes, *named}


def test_the_set_of_a_modality_holds_what_its_claims_name(kb: KnowledgeBase) -> None:
    sets = gene_sets(kb)
    efflux = {item.modality: item for item in sets if item.mechanism == "drug-efflux"}
    assert (efflux["chemo"].id, efflux["chemo"].name) == ("drug-efflux.chemo", "Drug efflux")
    for item in sets:
        if item.modality:
            claims = [kb.claims[name] for name in kb.mechanisms[item.mechanism].claims]
            assert set(item.genes) == {gene for claim in claims if claim.modality == item.modality for gene in claim.genes}


def test_sets_have_genes_of_the_dataset_each_once_and_ids_of_their_own(kb: KnowledgeBase) -> None:
    sets = gene_sets(kb)
    assert len({item.id for item in sets}) == len(sets)
    for item in sets:
        assert item.genes
        assert len(set(item.genes)) == len(item.genes)
        assert set(item.genes) <= set(kb.genes)


def test_a_set_by_modality_is_part_of_the_whole(kb: KnowledgeBase) -> None:
    sets = gene_sets(kb)
    whole = {item.mechanism: set(item.genes) for item in sets if item.modality is None}
    assert all(set(item.genes) <= whole[item.mechanism] for item in sets)
    assert {item.modality for item in sets} == {None, *(name for name, node in kb.modalities.items() if node.parent is None)}
