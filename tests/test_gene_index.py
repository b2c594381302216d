"""Names of genes as other programs write them: exact, in any letter case, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.gene_index import GeneIndex, looks_like_gene
from resistcli.knowledge import KnowledgeBase
from resistcli.model import Gene

TWO = [
    Gene(id="AAA1", name="first", hgnc="HGNC:1", aliases=["shared", "own", "MIF"], previous=["OLD1"], entrez="11", ensembl="ENSG00000000001"),
    Gene(id="C2orf2", name="second", hgnc="HGNC:2", aliases=["SHARED", "shared", "Own", "OLD1x"], previous=["AAA1"]),
]


@pytest.fixture(scope="module")
def index(kb: KnowledgeBase) -> GeneIndex:
    """Return the genes of the bundled dataset."""
    return GeneIndex(kb.genes.values())


@pytest.mark.parametrize(
    "name", ["ABCB1", "abcb1", "MDR1", "P-gp", "p-GP", "HGNC:40", "hgnc:40", "5243", "ENSG00000085563", "ENSG00000085563.14", "ensg00000085563"]
)
def test_a_gene_has_many_names(index: GeneIndex, name: str) -> None:
    assert index.find(name) == ["ABCB1"]


@pytest.mark.parametrize("name", ["ABCB", "ABCB11", "ABCB-1", "40", "HGNC:5243", "P gp", "ENSG00000085564", "ENST00000085563", "", "NA"])
def test_a_near_miss_is_no_gene(index: GeneIndex, name: str) -> None:
    assert index.find(name) == []


def test_every_gene_is_found_by_its_symbol_and_its_ids(kb: KnowledgeBase, index: GeneIndex) -> None:
    for gene in kb.genes.values():
        names = [gene.id, gene.id.lower(), gene.hgnc, gene.entrez, gene.ensembl]
        assert [index.find(name) for name in names if name] == [[gene.id]] * sum(map(bool, names))


def test_every_alias_finds_its_gene_unless_it_is_the_symbol_of_another(kb: KnowledgeBase, index: GeneIndex) -> None:
    taken = {name for gene in kb.genes.values() for name in (*gene.aliases, *gene.previous) if gene.id not in index.find(name)}
    assert {"FAS", "HGF", "MIF"} <= taken
    assert {name for name in taken if name.upper() not in index._symbols and name.upper() not in index._borrowed} == set()


def test_an_approved_symbol_comes_before_an_alias() -> None:
    assert GeneIndex(TWO).find("AAA1") == ["AAA1"]
    assert GeneIndex(TWO).find("c2ORF2") == ["C2orf2"]


def test_the_symbol_of_a_gene_that_the_dataset_lacks_is_not_taken_for_an_alias() -> None:
    """MIF is a gene of its own, and an alias of another."""
    assert GeneIndex(TWO).find("MIF") == GeneIndex(TWO).find("mif") == []
    assert [*GeneIndex(TWO).sort(["MIF"]).unknown.values()] == ["MIF"]


def test_an_alias_counts_as_typed_and_then_in_any_letter_case() -> None:
    assert GeneIndex(TWO).find("own") == ["AAA1"]
    assert GeneIndex(TWO).find("Own") == ["C2orf2"]
    assert GeneIndex(TWO).find("OWN") == ["AAA1", "C2orf2"]
    assert GeneIndex(TWO).find("old1") == ["AAA1"]


def test_a_shared_alias_is_ambiguous_and_in_no_other_group(index: GeneIndex) -> None:
    listed = index.sort(["FAD", "TP53"])
    assert listed.ambiguous == {"FAD": ["BRCA2", "FANCD2"]}
    assert [*listed.known] == ["TP53"]
    assert (listed.unknown, listed.strange) == ({}, [])


def test_a_list_is_sorted_into_what_its_names_are(index: GeneIndex) -> None:
    listed = index.sort(
        [" TP53 ", "p53", "TP53", "7157", "GAPDH", "gapdh", "ENSG00000111640.15", "ENSG00000111640", "log2 fold change", "0.05", "NA", "", "n/a"]
    )
    assert listed.known == {"TP53": ["p53", "7157"]}
    assert [*listed.unknown.values()] == ["GAPDH", "ENSG00000111640.15"]
    assert listed.strange == ["log2 fold change", "0.05"]


@pytest.mark.parametrize(
    "name", ["HLA-A", "C9orf72", "TRA@", "H4C1", "GTF2H2C_2", "RP11-34P13.7", "HGNC:5", "672", "ENSG00000012048", "ENSG00000182378.15_PAR_Y"]
)
def test_a_gene_by_its_form(name: str) -> None:
    assert looks_like_gene(name)


@pytest.mark.parametrize(
    "name", ["", "1007_s_at", "0.05", "-1.2", "1e-5", "two words", "TP53///MDM2", "ENST00000269305", "ENSMUSG00000059552", "=1+1", "A" * 31, "β-actin"]
)
def test_not_a_gene_by_its_form(name: str) -> None:
    assert not looks_like_gene(name)


@given(st.lists(st.text(max_size=12) | st.sampled_from(["TP53", "p53", "FAD", "XYZ1", "3.5", "NA", "HGNC:40", "mif"])))
def test_sorting_twice_is_sorting_once_and_every_name_has_one_place(kb: KnowledgeBase, names: list[str]) -> None:
    listed = GeneIndex(kb.genes.values()).sort(names)
    assert GeneIndex(kb.genes.values()).sort([*names, *reversed(names)]) == listed
    places = [*listed.known, *listed.unknown.values(), *listed.strange, *listed.ambiguous]
    assert len(places) == len(set(places)) <= len({name.strip() for name in names})
