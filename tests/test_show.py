"""Everything about one entity of each kind, by whatever name."""

from __future__ import annotations

import pytest

from resistcli.errors import UnknownNameError
from resistcli.knowledge import KnowledgeBase
from resistcli.show import ShownAgent, ShownClaim, ShownCountermeasure, ShownGene, ShownMechanism, ShownModality, ShownReference


def test_a_mechanism_comes_with_profiles_claims_and_countermeasures_in_full(kb: KnowledgeBase) -> None:
    (shown,) = kb.show("efflux").results
    assert isinstance(shown, ShownMechanism)
    assert shown.id == "drug-efflux"
    assert (shown.profiles["chemo"].role, shown.profiles["radio"].role) == ("primary", "absent")
    assert [claim.id for claim in shown.claims] == kb.mechanisms["drug-efflux"].claims
    assert [item.id for item in shown.countermeasures] == kb.mechanisms["drug-efflux"].countermeasures
    assert "ABCB1" in shown.genes


def test_every_mechanism_of_the_dataset_can_be_shown(kb: KnowledgeBase) -> None:
    for name, item in kb.mechanisms.items():
        answer = kb.show(f"mechanism:{name}")
        assert answer.results[0].id == name
        assert {line.reference for claim in map(kb.claims.__getitem__, item.claims) for line in claim.evidence} <= set(answer.references)
        assert answer.table().rows


def test_a_gap_is_told_with_what_was_looked_for(kb: KnowledgeBase) -> None:
    answer = kb.show("extrachromosomal-dna")
    [(modality, text)] = kb.mechanisms["extrachromosomal-dna"].gaps.items()
    assert text.startswith("A search for extrachromosomal DNA")
    assert [row[3] for row in answer.table().rows if row[2] == f"gap {modality}"] == [text]


@pytest.mark.parametrize("name", ["TP53", "p53", "tp53", "HGNC:11998", "ENSG00000141510"])
def test_a_gene_by_symbol_alias_or_identifier(kb: KnowledgeBase, name: str) -> None:
    shown = kb.show(name).results[0]
    assert isinstance(shown, ShownGene)
    assert shown.id == "TP53"
    assert "tp53-dysfunction" in {link.id for link in shown.mechanisms}
    assert all("TP53" in claim.genes for claim in shown.claims)


def test_an_agent_with_its_class_modality_and_claims(kb: KnowledgeBase) -> None:
    shown = kb.show("Cisplatin").results[0]
    assert isinstance(shown, ShownAgent)
    assert (shown.treatment_class, shown.modality) == ("platinum", "chemo")
    assert shown.claims
    assert all("cisplatin" in claim.agents for claim in shown.claims)


def test_a_modality_with_its_classes_and_mechanisms(kb: KnowledgeBase) -> None:
    shown = kb.show("radiotherapy").results[0]
    assert isinstance(shown, ShownModality)
    assert (shown.id, shown.parent) == ("radio", None)
    assert "photon" in shown.children
    roles = {link.id: link.role for link in shown.mechanisms}
    assert (roles["hypoxia"], roles["drug-efflux"]) == ("primary", "absent")


def test_a_treatment_class_with_its_agents_and_claims(kb: KnowledgeBase) -> None:
    shown = kb.show("platinum compounds").results[0]
    assert isinstance(shown, ShownModality)
    assert (shown.parent, "cisplatin" in shown.agents) == ("chemo", True)
    assert shown.claims


def test_a_claim_with_the_name_of_its_mechanism_and_its_papers(kb: KnowledgeBase) -> None:
    answer = kb.show("drug-efflux-1")
    (shown,) = answer.results
    assert isinstance(shown, ShownClaim)
    assert (shown.mechanism, shown.mechanism_name) == ("drug-efflux", kb.mechanisms["drug-efflux"].name)
    assert set(answer.references) == {line.reference for line in shown.evidence}


def test_a_countermeasure_with_how_far_it_got(kb: KnowledgeBase) -> None:
    name = next(iter(kb.countermeasures))
    (shown,) = kb.show(f"countermeasure:{name}").results
    assert isinstance(shown, ShownCountermeasure)
    assert (shown.id, shown.stage, shown.outcome) == (name, kb.countermeasures[name].stage, kb.countermeasures[name].outcome)


def test_a_reference_by_id_doi_or_pmid_with_what_cites_it(kb: KnowledgeBase) -> None:
    paper = next(
        paper
        for paper in kb.references.values()
        if paper.doi and paper.pmid and any(paper.id == line.reference for c in kb.claims.values() for line in c.evidence)
    )
    for name in (paper.id, paper.doi, f"https://doi.org/{paper.doi}", f"PMID {paper.pmid}", f"PMID:{paper.pmid}"):
        assert name
        shown = kb.show(name).results[0]
        assert isinstance(shown, ShownReference)
        assert shown.id == paper.id
        assert all(paper.id in {line.reference for line in claim.evidence} for claim in shown.claims)
        assert shown.study == paper.kind


def test_several_names_are_several_entities_in_their_order(kb: KnowledgeBase) -> None:
    assert [shown.id for shown in kb.show("hypoxia", "TP53", "cisplatin").results] == ["hypoxia", "TP53", "cisplatin"]


def test_several_words_that_are_one_name_are_one_entity(kb: KnowledgeBase) -> None:
    assert [shown.id for shown in kb.show("drug", "efflux").results] == ["drug-efflux"]
    assert [shown.id for shown in kb.show("Platinum", "compounds").results] == ["platinum"]


def test_a_name_of_two_things_shows_the_first_and_tells_of_the_other(kb: KnowledgeBase) -> None:
    answer = kb.show("photon")
    assert [(shown.kind, shown.id) for shown in answer.results] == [("modality", "photon")]
    assert answer.also == ["agent:photon"]
    assert [(shown.kind, shown.id) for shown in kb.show(answer.also[0]).results] == [("agent", "photon")]


def test_a_qualified_name_has_nothing_else_to_tell_of(kb: KnowledgeBase) -> None:
    assert kb.show("modality:photon").also == []


def test_an_entity_named_twice_is_shown_once_or_twice_but_consistently(kb: KnowledgeBase) -> None:
    assert {shown.id for shown in kb.show("hypoxia", "Hypoxia").results} == {"hypoxia"}


def test_one_unknown_name_among_known_ones_is_an_error_that_names_it(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kb.show("hypoxia", "hypoxya")
    assert (caught.value.name, caught.value.suggestions[0]) == ("hypoxya", "hypoxia")


def test_the_table_gives_statements_with_level_agreement_and_papers(kb: KnowledgeBase) -> None:
    table = kb.show("drug-efflux").table()
    assert all(len(row) == len(table.columns) for row in table.rows)
    claim = next(row for row in table.rows if row[2] == "claim drug-efflux-1")
    assert claim[3] == kb.claims["drug-efflux-1"].text
    assert claim[6] == [line.reference for line in kb.claims["drug-efflux-1"].evidence]


def test_the_table_of_an_agent_puts_level_and_agreement_of_its_mechanisms_in_their_columns(kb: KnowledgeBase) -> None:
    table = kb.show("cisplatin").table()
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows if row[2] == "mechanism"]
    assert rows
    assert {row["level"] for row in rows} <= {"A", "B", "C", "D", "E", None}
    assert {row["agreement"] for row in rows} <= {"agreed", "contested", "single-source", "inferred", None}


def test_the_json_keeps_the_contract(kb: KnowledgeBase) -> None:
    plain = kb.show("hypoxia").to_dict()
    assert plain["schema"] == "resist.show/1"
    (record,) = plain["results"]
    assert set(record) >= {"kind", "id", "name", "aliases", "category", "definition", "genes", "xrefs", "profiles", "claims", "countermeasures"}
    assert set(record["profiles"]["radio"]) >= {"role", "basis", "inferred", "agreement", "level", "claims"}
    assert set(record["claims"][0]) >= {
        "id",
        "mechanism",
        "modality",
        "relation",
        "text",
        "genes",
        "agents",
        "cancer",
        "quantity",
        "level",
        "agreement",
        "evidence",
    }
