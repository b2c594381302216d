"""What look-ups are prepared from: whole names under their keys, and weighted words."""

from __future__ import annotations

import pytest

from resistcli.model import Agent, Agreement, Claim, Evidence, Gene, Kind, Mechanism, Profile, Reference, Verification
from resistcli.names import key
from resistcli.sources.index import ALIAS, NAME, names, word_index
from resistcli.sources.name_table import NameTable
from resistcli.sources.records import Records

AGREED = Agreement(state="agreed", reason="2 papers support it")


def records() -> Records:
    """Return a mechanism with one claim, a gene, an agent and a paper."""
    evidence = [Evidence(reference="doe2020", stance="supports", where="title")]
    claims = [
        Claim(
            id=f"e{number}", mechanism="drug-efflux", modality="chemo", relation="confers-resistance", text=text, level="D", agreement=AGREED, evidence=evidence
        )
        for number, text in enumerate(["Verapamil blocks the pump.", "The pump is common in leukaemia."])
    ]
    profile = Profile(role="primary", basis="Pumps expel doxorubicin.", agreement=AGREED, level="D")
    mechanism = Mechanism(
        id="drug-efflux",
        name="Drug efflux",
        aliases=["P-gp", "Drug-efflux", "—"],
        category="x",
        definition="Membrane pumps.",
        genes=["ABCB1"],
        profiles={"chemo": profile},
        claims=["e0", "e1"],
    )
    paper = Reference(
        id="doe2020",
        title="A study of pumps",
        authors=["Doe J"],
        journal="Blood",
        year=2020,
        doi="10.1000/AbC",
        pmid="123",
        pmcid="PMC9",
        kind="review",
        verification=Verification(status="reported"),
    )
    return Records(
        mechanisms={mechanism.id: mechanism},
        claims={claim.id: claim for claim in claims},
        genes={"ABCB1": Gene(id="ABCB1", name="pump 1", hgnc="HGNC:40", aliases=["P-gp"], previous=["MDR1"], ensembl="ENSG00000085563")},
        agents={"taxol": Agent(id="taxol", name="Taxol", type="drug", xrefs=["CHEBI:45863"])},
        references={paper.id: paper},
    )


def called(kind: Kind, name: str) -> list[tuple[str, str, str, str]]:
    """Return the entities of a kind that have this name: kind, id, field and the name as written."""
    return [(match.kind, match.id, match.field, match.text) for match in NameTable(kind, names(records())[kind]).exact(key(name))]


def test_one_entry_for_each_entity_under_a_key() -> None:
    assert called("mechanism", "drug efflux") == [("mechanism", "drug-efflux", "id", "drug-efflux")]
    assert called("mechanism", "p-gp") == [("mechanism", "drug-efflux", "alias", "P-gp")]
    assert called("gene", "P-GP") == [("gene", "ABCB1", "alias", "P-gp")]


def test_identifiers_and_previous_symbols_are_names() -> None:
    assert called("gene", "mdr1") == [("gene", "ABCB1", "previous", "MDR1")]
    assert called("gene", "hgnc:40")[0][1] == called("gene", "ENSG00000085563")[0][1] == "ABCB1"
    assert called("agent", "CHEBI:45863") == [("agent", "taxol", "xref", "CHEBI:45863")]


@pytest.mark.parametrize("name", ["doe2020", "A study of pumps", "10.1000/abc", "https://doi.org/10.1000/abc", "123", "PMID 123", "PMID:123", "pmc9"])
def test_a_paper_is_known_by_its_title_doi_pmid_and_pmcid_in_the_usual_forms(name: str) -> None:
    assert [entry[1] for entry in called("reference", name)] == ["doe2020"]


def test_a_name_without_letters_or_digits_is_no_name() -> None:
    assert all("" not in NameTable(kind, lines).keys() for kind, lines in names(records()).items())  # noqa: SIM118


def test_names_are_found_by_their_beginning_and_by_a_part() -> None:
    table = NameTable("reference", names(records())["reference"])
    assert [match.text for _, match in table.begun("astudy")] == ["A study of pumps"]
    assert [match.text for _, match in table.holding("ofpumps")] == ["A study of pumps"]
    assert list(table.begun("nothing")) == []
    assert list(table.holding("nothing")) == []
    assert table.exact("astudy") == []


def test_a_word_weighs_what_its_field_does_and_the_heaviest_field_counts() -> None:
    index = word_index(records())
    weights = {word: dict(zip(flat[::2], flat[1::2], strict=True)) for word, flat in index.postings.items()}
    mechanism = index.documents.index(("mechanism", "drug-efflux"))
    gene = index.documents.index(("gene", "ABCB1"))
    assert weights["efflux"][mechanism] == NAME
    assert weights["gp"][mechanism] == ALIAS
    assert weights["abcb1"][gene] == NAME
    assert weights["abcb1"][mechanism] < ALIAS


def test_a_mechanism_is_found_by_the_words_of_its_claims_the_more_claims_the_better() -> None:
    index = word_index(records())
    mechanism = index.documents.index(("mechanism", "drug-efflux"))
    weight = {word: dict(zip(flat[::2], flat[1::2], strict=True)).get(mechanism, 0) for word, flat in index.postings.items()}
    assert 0 < weight["verapamil"] < weight["doxorubicin"]  # one claim; the basis of the profile
    assert weight["pump"] > weight["verapamil"]


def test_postings_are_pairs_within_bounds_sorted_by_word() -> None:
    index = word_index(records())
    assert list(index.postings) == sorted(index.postings)
    for flat in index.postings.values():
        assert len(flat) % 2 == 0
        assert all(0 <= document < len(index.documents) for document in flat[::2])
        assert all(1 <= weight <= 100 for weight in flat[1::2])
        assert len(set(flat[::2])) == len(flat[::2])


def test_the_vocabulary_is_of_names_and_aliases_not_of_claims() -> None:
    vocabulary = word_index(records()).vocabulary
    assert "efflux" in vocabulary
    assert "verapamil" not in vocabulary
    assert vocabulary == sorted(set(vocabulary))


def test_an_empty_dataset_has_an_empty_index() -> None:
    assert word_index(Records()) == ([], {}, [])
    assert names(Records()) == {}
