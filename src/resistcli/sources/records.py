"""From the shapes of YAML files to flat records: claims taken out of their mechanism, agreement and levels computed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import structs

from resistcli import agreement
from resistcli.model import Agent, Category, Claim, Countermeasure, Evidence, Gene, Mechanism, Modality, Profile, Reference
from resistcli.tree import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resistcli.model import Record
    from resistcli.sources.shapes import ClaimShape, CountermeasureShape, MechanismShape, ProfileShape, Shape, SourceShape


@dataclass
class Records:
    """Every record of a dataset by id, in the order of the files."""

    categories: dict[str, Category] = field(default_factory=dict)
    mechanisms: dict[str, Mechanism] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    countermeasures: dict[str, Countermeasure] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    genes: dict[str, Gene] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    modalities: dict[str, Modality] = field(default_factory=dict)


def assemble(shapes: Iterable[SourceShape]) -> Records:
    """Return the records of some data files that have passed :mod:`resistcli.sources.check` together."""
    records = Records()
    for shape in shapes:
        records.categories |= {item.id: Category(**_fields(item)) for item in shape.categories}
        records.modalities |= {item.id: Modality(**_fields(item)) for item in shape.modalities}
        records.agents |= {item.id: Agent(**_fields(item)) for item in shape.agents}
        records.genes |= {item.id: Gene(**_fields(item)) for item in shape.genes}
        records.references |= {item.id: Reference(**_fields(item)) for item in shape.references}
    for shape in shapes:
        for mechanism in shape.mechanisms:
            _add_mechanism(mechanism, records)
    return records


def _add_mechanism(shape: MechanismShape, records: Records) -> None:
    claims = [Claim(**_statement_fields(claim, shape.id)) for claim in shape.claims]
    countermeasures = [Countermeasure(**_statement_fields(item, shape.id)) for item in shape.countermeasures]
    by_modality: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for modality in nodes_of(claim, records.modalities, records.agents):
            by_modality[modality].append(claim)
    fields = _fields(shape) | {
        "profiles": {
            modality: _profile(profile, _speaking(profile, by_modality, modality), [item for item in countermeasures if item.modality == modality])
            for modality, profile in shape.profiles.items()
        },
        "gaps": {modality: text for modality, text in shape.gaps.items() if modality not in {*shape.profiles, *by_modality}},
        "claims": [claim.id for claim in claims],
        "countermeasures": [item.id for item in countermeasures],
    }
    records.mechanisms[shape.id] = Mechanism(**fields)
    records.claims |= {claim.id: claim for claim in claims}
    records.countermeasures |= {item.id: item for item in countermeasures}


def _speaking(profile: ProfileShape, by_modality: dict[str, list[Claim]], modality: str) -> list[Claim]:
    """Return the claims on a modality, without those on the classes that its profile excepts."""
    excepted = {claim.id for name in profile.not_for for claim in by_modality[name]}
    return [claim for claim in by_modality[modality] if claim.id not in excepted]


def _statement_fields(shape: ClaimShape | CountermeasureShape, mechanism: str) -> dict[str, Any]:
    evidence = [Evidence(**_fields(line)) for line in shape.evidence]
    return _fields(shape) | {"mechanism": mechanism, "evidence": evidence, "agreement": agreement.of_evidence(evidence)}


def _profile(shape: ProfileShape, claims: list[Claim], countermeasures: list[Countermeasure]) -> Profile:
    """The papers of a profile are those of its claims and then those of the countermeasures, for a basis may speak of their trials."""
    bare = Profile(**_fields(shape), agreement=agreement.INFERRED, level="E")
    profile = agreement.profile_of(bare, claims)
    papers = dict.fromkeys([*profile.citations, *(line.reference for item in countermeasures for line in item.evidence)])
    return structs.replace(profile, citations=list(papers))


def _fields(item: Shape | Record) -> dict[str, Any]:
    return structs.asdict(item)
