"""From YAML shapes to flat records: claims taken out of their mechanism, agreement, levels and citations computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from resistcli.sources.check import check_documents
from resistcli.sources.records import Records, assemble
from resistcli.sources.yaml_reader import parse_yaml

LAB = """\
categories: [{id: drug-exposure, name: Drug exposure}]
modalities:
- {id: chemo, name: Chemotherapy, description: Drugs.}
- {id: taxanes, name: Taxanes, parent: chemo, description: Freeze microtubules.}
- {id: radio, name: Radiotherapy, description: Rays.}
agents: [{id: paclitaxel, name: Paclitaxel, type: drug, treatment_class: taxanes}]
genes: [{id: ABCB1, name: Pump, hgnc: 'HGNC:40'}]
references:
- {id: a2020, title: A, authors: [A B], year: 2020, kind: review, verification: {status: reported}}
- {id: b2020, title: B, authors: [B C], year: 2020, kind: trial, verification: {status: reported}}
mechanisms:
- id: drug-efflux
  name: Drug efflux
  category: drug-exposure
  definition: Pumps.
  genes: [ABCB1]
  profiles:
    chemo: {role: primary, basis: Pumps.}
    taxanes: {role: contributing, basis: Pumps carry taxanes.}
    radio: {role: absent, basis: Rays are not pumped., inferred: true}
  claims:
  - id: e1
    modality: chemo
    relation: confers-resistance
    text: In general.
    level: D
    evidence: [{reference: a2020, stance: supports, where: title}]
  - id: e2
    modality: chemo
    relation: confers-resistance
    text: For paclitaxel.
    agents: [paclitaxel]
    level: B
    evidence: [{reference: b2020, stance: supports, where: title}]
  countermeasures:
  - id: c1
    modality: chemo
    name: Block the pump
    stage: failed-phase-3
    outcome: No gain.
    level: B
    evidence: [{reference: b2020, stance: supports, where: title}, {reference: a2020, stance: disputes, where: title}]
"""


@pytest.fixture(scope="module")
def records() -> Records:
    """The records of the file above."""
    return assemble(check_documents([parse_yaml(LAB, Path("lab.yaml"))]))


def test_claims_and_countermeasures_know_their_mechanism_and_it_knows_them(records: Records) -> None:
    mechanism = records.mechanisms["drug-efflux"]
    assert mechanism.claims == ["e1", "e2"]
    assert mechanism.countermeasures == ["c1"]
    assert {claim.mechanism for claim in records.claims.values()} == {"drug-efflux"}
    assert records.countermeasures["c1"].mechanism == "drug-efflux"


def test_a_profile_has_the_claims_papers_and_strongest_level_of_its_modality(records: Records) -> None:
    chemo = records.mechanisms["drug-efflux"].profiles["chemo"]
    assert chemo.claims == ["e1", "e2"]
    assert chemo.citations == ["b2020", "a2020"]  # the stronger claim's first
    assert chemo.level == "B"
    assert chemo.agreement.state == "agreed"


def test_a_profile_of_a_treatment_class_has_the_claims_that_name_it_or_its_agents(records: Records) -> None:
    taxanes = records.mechanisms["drug-efflux"].profiles["taxanes"]
    assert taxanes.claims == ["e2"]
    assert taxanes.agreement.state == "single-source"


def test_a_profile_without_claims_is_inferred_at_level_e(records: Records) -> None:
    radio = records.mechanisms["drug-efflux"].profiles["radio"]
    assert (radio.inferred, radio.level, radio.claims, radio.citations, radio.agreement.state) == (True, "E", [], [], "inferred")


def test_each_statement_has_the_agreement_of_its_own_evidence(records: Records) -> None:
    assert records.claims["e1"].agreement.state == "single-source"
    assert records.countermeasures["c1"].agreement.state == "contested"


def test_records_keep_the_order_of_the_file_and_say_where_they_are_from(records: Records) -> None:
    assert list(records.modalities) == ["chemo", "taxanes", "radio"]
    assert records.mechanisms["drug-efflux"].source == records.claims["e1"].source == "bundled"


def test_a_mechanism_may_stand_in_a_file_before_the_one_with_its_modalities() -> None:
    head, tail = LAB.split("mechanisms:")
    documents = [parse_yaml("mechanisms:" + tail, Path("b.yaml")), parse_yaml(head, Path("a.yaml"))]
    assert assemble(check_documents(documents)).mechanisms["drug-efflux"].profiles["taxanes"].claims == ["e2"]


def test_a_record_gives_plain_data(records: Records) -> None:
    plain = records.claims["e2"].to_dict()
    assert plain["agents"] == ["paclitaxel"]
    assert plain["evidence"] == [{"reference": "b2020", "stance": "supports", "where": "title", "checked": None, "source": "bundled"}]
