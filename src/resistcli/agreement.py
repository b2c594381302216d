"""Agreement: do the papers say the same? A state and a reason in words, never a score.

The rule follows what aggregating knowledge bases of the field do (all support, all dispute, mixed with the reason
kept) rather than weighing levels against each other, which ranks contradicted evidence above agreed evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import structs

from resistcli.model import Agreement, Level, Profile, Relation, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.model import Claim, Evidence

_OPPOSITE: dict[Role, tuple[Relation, str, str]] = {
    "absent": ("no-effect", "finds no effect", "find no effect"),
    "sensitising": ("sensitises", "says it sensitises", "say it sensitises"),
}
_RESISTANCE: tuple[Relation, str, str] = ("confers-resistance", "says it confers resistance", "say it confers resistance")
_AGAINST: dict[Relation, tuple[str, str]] = {
    "confers-resistance": ("finds no effect or the opposite", "find no effect or the opposite"),
    "no-effect": ("finds an effect", "find an effect"),
    "sensitises": ("finds no effect or resistance", "find no effect or resistance"),
}
INFERRED = Agreement(state="inferred", reason="follows from physics or pharmacology; no paper cited")


def of_evidence(evidence: Sequence[Evidence]) -> Agreement:
    """Return the agreement of one claim from the stances of its evidence lines (each a different reference)."""
    supports = sum(line.stance == "supports" for line in evidence)
    disputes = sum(line.stance == "disputes" for line in evidence)
    open_ = len(evidence) - supports - disputes
    reason = ", ".join(
        text
        for count, text in (
            (supports, _count(supports, "supports it", "support it")),
            (disputes, _count(disputes, "disputes it", "dispute it")),
            (open_, _count(open_, "is inconclusive", "are inconclusive")),
        )
        if count
    )
    if len(evidence) == 1:
        return Agreement(state="single-source", reason=reason)
    return Agreement(state="agreed" if supports >= 2 and not disputes else "contested" if disputes else "single-source", reason=reason)


def of_profile(role: Role, claims: Sequence[Claim]) -> Agreement:
    """Return the agreement of a profile: how many papers go with its ``role`` and how many against it.

    A paper goes with the role if it supports a claim of the role's relation; against it if it supports a claim of
    another relation or disputes one of the role's. A paper that does both is counted on both sides.
    """
    if not claims:
        return INFERRED
    inferred = role == "absent" and not any(claim.relation == "no-effect" for claim in claims)
    relation, says, say = _OPPOSITE.get(role, _RESISTANCE)
    with_role: set[str] = set()
    against: set[str] = set()
    undecided: set[str] = set()
    for claim in claims:
        for line in claim.evidence:
            if line.stance == "inconclusive":
                undecided.add(line.reference)
            elif (line.stance == "supports") == (claim.relation == relation):
                with_role.add(line.reference)
            else:
                against.add(line.reference)
    undecided -= with_role | against
    parts = [_count(len(with_role), says, say)] if with_role else ["inferred" if inferred else f"no paper {says}"]
    if against:
        parts.append(_count(len(against), *_AGAINST[relation], noun="" if with_role else "paper"))
    if undecided:
        parts.append(_count(len(undecided), "is inconclusive", "are inconclusive", noun=""))
    return Agreement(state="contested" if against else "agreed" if len(with_role) >= 2 else "single-source", reason=", ".join(parts))


def level_for(role: Role, claims: Iterable[Claim]) -> Level:
    """Return the strongest level among the claims that go with a role and have a paper that supports them; E for none."""
    return strongest(claim.level for claim in going_with(role, claims))


def going_with(role: Role, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of the relation that a role speaks of, where a paper supports them."""
    relation = _OPPOSITE.get(role, _RESISTANCE)[0]
    return [claim for claim in claims if claim.relation == relation and any(line.stance == "supports" for line in claim.evidence)]


def strongest(levels: Iterable[Level]) -> Level:
    """Return the strongest of some levels (A before E); E for none."""
    return min(levels, default="E")


def citations_of(claims: Iterable[Claim]) -> list[str]:
    """Return the references of some claims, each once, those of the strongest level first."""
    ordered = sorted(claims, key=lambda claim: claim.level)
    return list(dict.fromkeys(line.reference for claim in ordered for line in claim.evidence))


def profile_of(profile: Profile, claims: Sequence[Claim]) -> Profile:
    """Return ``profile`` as carried by these claims: their ids, papers, agreement and strongest level."""
    return structs.replace(
        profile,
        agreement=of_profile(profile.role, claims),
        level="E" if profile.inferred else level_for(profile.role, claims),
        claims=[claim.id for claim in claims],
        citations=citations_of(claims),
    )


def _count(number: int, singular: str, plural: str, noun: str = "paper") -> str:
    verb = singular if number == 1 else plural
    return " ".join(part for part in (str(number), noun + ("s" if noun and number != 1 else ""), verb) if part)
