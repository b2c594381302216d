"""How well the dataset is covered, agreed on and checked: counts over its records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from resistcli.model import AgreementState, Level, Record, Role, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Mechanism

NOTHING = "nothing"
"""Beside the roles: mechanisms with no profile for a modality."""
UNCHECKED = "unchecked"
"""Beside the verdicts: evidence lines that nobody has read a second time."""


class CategoryCoverage(Record, kw_only=True, frozen=True):
    """A category with the number of its mechanisms; for each modality, how many have which role and for how many ``nothing`` was collected."""

    category: str
    name: str
    mechanisms: int
    roles: dict[str, dict[str, int]]


class Coverage(Record, kw_only=True, frozen=True):
    """Profiles by category, modality and role; by modality, mechanisms for which evidence was looked for in vain; claims by modality and level."""

    profiles: list[CategoryCoverage]
    gaps: dict[str, int]
    claims: dict[str, dict[str, int]]


class AgreementCounts(Record, kw_only=True, frozen=True):
    """How many profiles and claims are in each state of agreement."""

    profiles: dict[str, int]
    claims: dict[str, int]


class VerificationCounts(Record, kw_only=True, frozen=True):
    """References verified on a page, ``reported`` only, and retracted; evidence lines by the verdict of a second reading, or ``unchecked``."""

    verified: int
    reported: int
    retracted: int
    evidence: dict[str, int]


def roots(kb: KnowledgeBase) -> list[str]:
    """Return the ids of the modalities, without treatment classes."""
    return [node.id for node in kb.modalities.values() if node.parent is None]


def counts_of(kb: KnowledgeBase) -> dict[str, int]:
    """Return the number of records of each kind."""
    return {
        "mechanisms": len(kb.mechanisms),
        "profiles": sum(len(mechanism.profiles) for mechanism in kb.mechanisms.values()),
        "claims": len(kb.claims),
        "countermeasures": len(kb.countermeasures),
        "evidence_lines": sum(len(item.evidence) for item in kb.statements()),
        "references": len(kb.references),
        "genes": len(kb.genes),
        "agents": len(kb.agents),
        "modalities": len(roots(kb)),
        "treatment_classes": len(kb.modalities) - len(roots(kb)),
        "categories": len(kb.categories),
    }


def coverage_of(kb: KnowledgeBase) -> Coverage:
    """Return what was collected for each modality."""
    pairs = Counter((claim.modality, claim.level) for claim in kb.claims.values())
    return Coverage(
        profiles=[_category(kb, category.id) for category in kb.categories.values()],
        gaps={modality: sum(modality in mechanism.gaps for mechanism in kb.mechanisms.values()) for modality in roots(kb)},
        claims={modality: {level: pairs[modality, level] for level in get_args(Level)} for modality in roots(kb)},
    )


def _category(kb: KnowledgeBase, category: str) -> CategoryCoverage:
    mine = [mechanism for mechanism in kb.mechanisms.values() if mechanism.category == category]
    roles = {modality: _tally((_role(mechanism, modality) for mechanism in mine), (*get_args(Role), NOTHING)) for modality in roots(kb)}
    return CategoryCoverage(category=category, name=kb.categories[category].name, mechanisms=len(mine), roles=roles)


def _role(mechanism: Mechanism, modality: str) -> str:
    profile = mechanism.profiles.get(modality)
    return profile.role if profile else NOTHING


def agreement_of(kb: KnowledgeBase) -> AgreementCounts:
    """Return how many profiles and claims are agreed, contested and so on."""
    profiles = (profile for mechanism in kb.mechanisms.values() for profile in mechanism.profiles.values())
    return AgreementCounts(
        profiles=_tally((profile.agreement.state for profile in profiles), get_args(AgreementState)),
        claims=_tally((claim.agreement.state for claim in kb.claims.values()), get_args(AgreementState)),
    )


def verification_of(kb: KnowledgeBase) -> VerificationCounts:
    """Return what was read on a page, and what was read a second time."""
    references = kb.references.values()
    verdicts = (line.checked.verdict if line.checked else UNCHECKED for item in kb.statements() for line in item.evidence)
    return VerificationCounts(
        verified=sum(reference.verification.status == "verified" for reference in references),
        reported=sum(reference.verification.status == "reported" for reference in references),
        retracted=sum(reference.retracted for reference in references),
        evidence=_tally(verdicts, (*get_args(Verdict), UNCHECKED)),
    )


def _tally(values: Iterable[str], words: Sequence[str]) -> dict[str, int]:
    """Count each of ``words`` among some values, in the order of the words."""
    counted = Counter(values)
    return {word: counted[word] for word in words}
