"""The papers behind a name: each claim once, with every reference in full."""

from __future__ import annotations

import pytest

from resistcli.errors import UnknownNameError
from resistcli.knowledge import KnowledgeBase
from resistcli.model import Claim


def test_a_mechanism_is_cited_claim_by_claim_in_order(kb: KnowledgeBase) -> None:
    answer = kb.cite("hypoxia")
    item = kb.mechanisms["hypoxia"]
    assert [cited.claim.id for cited in answer.results if cited.claim] == [*item.claims, *item.countermeasures]


def test_every_claim_comes_with_the_papers_of_its_evidence(kb: KnowledgeBase) -> None:
    for cited in kb.cite("drug-efflux").results:
        assert cited.claim
        assert [paper.id for paper in cited.references] == [line.reference for line in cited.claim.evidence]
        assert cited.references


def test_a_gene_is_cited_by_the_claims_that_name_it(kb: KnowledgeBase) -> None:
    answer = kb.cite("P-glycoprotein", "gene:ABCB1")
    named = [cited.claim for cited in kb.cite("gene:ABCB1").results]
    assert named
    assert all(claim is not None and "ABCB1" in claim.genes for claim in named)
    assert {cited.claim.id for cited in answer.results if cited.claim} >= {claim.id for claim in named if claim}


def test_an_agent_and_a_treatment_class_are_cited(kb: KnowledgeBase) -> None:
    agent = {cited.claim.id for cited in kb.cite("agent:cisplatin").results if isinstance(cited.claim, Claim) and cited.claim.modality == "chemo"}
    assert agent
    assert agent <= {cited.claim.id for cited in kb.cite("modality:platinum").results if cited.claim}


def test_a_claim_by_its_id(kb: KnowledgeBase) -> None:
    (cited,) = kb.cite("drug-efflux-1").results
    assert cited.claim == kb.claims["drug-efflux-1"]


def test_a_reference_comes_by_itself(kb: KnowledgeBase) -> None:
    name = kb.claims["drug-efflux-1"].evidence[0].reference
    (cited,) = kb.cite(f"reference:{name}").results
    assert cited.claim is None
    assert cited.references == [kb.references[name]]


def test_each_claim_stands_once_under_however_many_names(kb: KnowledgeBase) -> None:
    answer = kb.cite("drug-efflux", "efflux", "gene:ABCB1", "drug-efflux-1")
    found = [cited.claim.id for cited in answer.results if cited.claim]
    assert len(found) == len(set(found))


def test_each_reference_is_listed_once_in_the_order_of_first_citation(kb: KnowledgeBase) -> None:
    answer = kb.cite("hypoxia", "drug-efflux")
    order = list(dict.fromkeys(paper.id for cited in answer.results for paper in cited.references))
    assert [paper.id for paper in answer.references()] == order


def test_several_words_that_are_one_name(kb: KnowledgeBase) -> None:
    assert kb.cite("drug", "efflux") == kb.cite("drug-efflux")


def test_the_table_has_one_row_a_citation_with_its_stance(kb: KnowledgeBase) -> None:
    answer = kb.cite("drug-efflux")
    table = answer.table()
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert len(rows) == sum(len(cited.references) for cited in answer.results)
    assert {row["stance"] for row in rows} <= {"supports", "disputes", "inconclusive"}
    first = rows[0]
    assert kb.references[first["reference"]].short == first["citation"]


def test_a_name_without_claims_gives_an_empty_answer(kb: KnowledgeBase) -> None:
    claimed = {name for item in kb.statements() for name in item.agents}
    silent = next((name for name in kb.agents if name not in claimed), None)
    if silent is None:
        pytest.skip("every agent is named by a claim")
    assert kb.cite(f"agent:{silent}").empty


def test_an_unknown_name_offers_the_nearest(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean: hypoxia"):
        kb.cite("hypoxya")


@pytest.mark.parametrize("style", ["vancouver", "apa"])
def test_every_reference_of_the_dataset_has_a_finished_citation(kb: KnowledgeBase, style: str) -> None:
    texts = kb.citation_texts(style)
    assert set(texts) == set(kb.references)
    for name, text in texts.items():
        assert str(kb.references[name].year) in text
        assert "None" not in text.split()
        assert "\n" not in text


def test_the_json_keeps_the_contract(kb: KnowledgeBase) -> None:
    plain = kb.cite("hypoxia").to_dict()
    assert plain["schema"] == "resist.cite/1"
    assert set(plain["results"][0]) == {"claim", "references"}
    keys = {"id", "title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid", "pmcid", "kind", "verification", "retracted"}
    assert set(plain["results"][0]["references"][0]) >= keys
