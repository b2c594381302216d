"""Agreement is a state with its reason in words: what papers say is counted, never averaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.agreement import INFERRED, citations_of, of_evidence, of_profile, profile_of, strongest
from resistcli.model import Claim, Evidence, Level, Profile, Relation, Role, Stance

STANCES: list[Stance] = ["supports", "disputes", "inconclusive"]
RELATIONS: list[Relation] = ["confers-resistance", "no-effect", "sensitises"]
ROLES: list[Role] = ["primary", "contributing", "indirect", "absent", "sensitising"]


def lines(**stances: Stance) -> list[Evidence]:
    """Return evidence lines: ``lines(doe2020="supports")``."""
    return [Evidence(reference=reference, stance=stance, where="abstract") for reference, stance in stances.items()]


def claim(relation: Relation = "confers-resistance", level: Level = "D", name: str = "c", **stances: Stance) -> Claim:
    """Return a claim of this relation with these papers' stances."""
    evidence = lines(**stances)
    return Claim(id=name, mechanism="m", modality="chemo", relation=relation, text="T.", level=level, agreement=of_evidence(evidence), evidence=evidence)


# One claim


def test_two_papers_that_support_a_claim_agree() -> None:
    found = of_evidence(lines(a="supports", b="supports"))
    assert (found.state, found.reason) == ("agreed", "2 papers support it")


def test_one_paper_is_a_single_source_whatever_it_says() -> None:
    for stance in STANCES:
        assert of_evidence(lines(a=stance)).state == "single-source"


def test_one_dispute_makes_a_claim_contested_however_many_support_it() -> None:
    found = of_evidence(lines(a="supports", b="supports", c="supports", d="disputes"))
    assert (found.state, found.reason) == ("contested", "3 papers support it, 1 paper disputes it")


def test_an_inconclusive_paper_neither_supports_nor_disputes() -> None:
    found = of_evidence(lines(a="supports", b="inconclusive"))
    assert (found.state, found.reason) == ("single-source", "1 paper supports it, 1 paper is inconclusive")
    assert of_evidence(lines(a="supports", b="supports", c="inconclusive")).state == "agreed"


def test_papers_that_are_all_inconclusive_do_not_agree() -> None:
    found = of_evidence(lines(a="inconclusive", b="inconclusive"))
    assert (found.state, found.reason) == ("single-source", "2 papers are inconclusive")


# A profile


def test_a_profile_without_papers_is_inferred() -> None:
    assert of_profile("absent", []) == INFERRED
    assert INFERRED.reason == "follows from physics or pharmacology; no paper cited"


def test_two_papers_for_the_role_agree() -> None:
    found = of_profile("primary", [claim(a="supports"), claim(b="supports")])
    assert (found.state, found.reason) == ("agreed", "2 papers say it confers resistance")


def test_one_paper_for_the_role_is_a_single_source_even_in_two_claims() -> None:
    found = of_profile("contributing", [claim(a="supports"), claim(a="supports")])
    assert (found.state, found.reason) == ("single-source", "1 paper says it confers resistance")


@pytest.mark.parametrize("other", ["no-effect", "sensitises"])
def test_a_claim_of_another_relation_contests_the_role(other: Relation) -> None:
    found = of_profile("primary", [claim(a="supports"), claim(b="supports"), claim(other, c="supports")])
    assert (found.state, found.reason) == ("contested", "2 papers say it confers resistance, 1 finds no effect or the opposite")


def test_a_paper_that_disputes_resistance_contests_the_role() -> None:
    found = of_profile("primary", [claim(a="supports", b="disputes")])
    assert (found.state, found.reason) == ("contested", "1 paper says it confers resistance, 1 finds no effect or the opposite")


def test_disputing_a_claim_of_no_effect_goes_with_resistance() -> None:
    assert of_profile("primary", [claim(a="supports"), claim("no-effect", b="disputes")]).state == "agreed"


def test_an_absent_role_is_carried_by_papers_that_find_no_effect() -> None:
    found = of_profile("absent", [claim("no-effect", a="supports"), claim("no-effect", b="supports")])
    assert (found.state, found.reason) == ("agreed", "2 papers find no effect")


def test_an_inferred_absence_beside_papers_that_find_an_effect_says_both() -> None:
    found = of_profile("absent", [claim(a="supports")])
    assert (found.state, found.reason) == ("contested", "inferred, 1 paper finds an effect")


def test_a_sensitising_role_is_carried_by_papers_that_say_so() -> None:
    found = of_profile("sensitising", [claim("sensitises", a="supports"), claim("sensitises", b="supports"), claim(c="supports")])
    assert (found.state, found.reason) == ("contested", "2 papers say it sensitises, 1 finds no effect or resistance")


def test_a_paper_on_both_sides_is_counted_on_both() -> None:
    found = of_profile("primary", [claim(a="supports", b="supports"), claim("no-effect", a="supports")])
    assert (found.state, found.reason) == ("contested", "2 papers say it confers resistance, 1 finds no effect or the opposite")


def test_inconclusive_papers_are_told_and_decide_nothing() -> None:
    found = of_profile("primary", [claim(a="supports", b="supports", c="inconclusive")])
    assert (found.state, found.reason) == ("agreed", "2 papers say it confers resistance, 1 is inconclusive")


def test_a_paper_that_decides_once_is_not_counted_as_inconclusive_too() -> None:
    assert "inconclusive" not in of_profile("primary", [claim(a="supports"), claim(a="inconclusive")]).reason


def test_a_role_that_no_paper_carries_says_so() -> None:
    found = of_profile("primary", [claim("no-effect", a="supports")])
    assert (found.state, found.reason) == ("contested", "no paper says it confers resistance, 1 paper finds no effect or the opposite")


def test_a_role_with_inconclusive_papers_alone_is_not_agreed() -> None:
    found = of_profile("primary", [claim(a="inconclusive", b="inconclusive")])
    assert found.state != "agreed"
    assert "2 are inconclusive" in found.reason


claims = st.builds(
    lambda relation, stances: claim(relation, **stances),
    st.sampled_from(RELATIONS),
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from(STANCES), min_size=1, max_size=4),
)


@given(st.sampled_from(ROLES), st.lists(claims, min_size=1, max_size=5))
def test_agreed_needs_two_papers_and_nobody_against(role: Role, given_claims: list[Claim]) -> None:
    wanted = {"absent": "no-effect", "sensitising": "sensitises"}.get(role, "confers-resistance")
    going_with: set[str] = set()
    against: set[str] = set()
    for item in given_claims:
        for line in item.evidence:
            if line.stance != "inconclusive":
                (going_with if (line.stance == "supports") == (item.relation == wanted) else against).add(line.reference)
    found = of_profile(role, given_claims)
    assert (found.state == "contested") == bool(against)
    assert (found.state == "agreed") == (len(going_with) >= 2 and not against)
    assert found.reason


@given(st.sampled_from(ROLES), st.lists(claims, min_size=1, max_size=5))
def test_the_order_of_the_claims_does_not_matter(role: Role, given_claims: list[Claim]) -> None:
    assert of_profile(role, given_claims) == of_profile(role, given_claims[::-1])


# What else a profile takes from its claims


def test_the_strongest_level_comes_first_in_the_alphabet() -> None:
    assert strongest(["D", "B", "E"]) == "B"
    assert strongest([]) == "E"


def test_citations_come_once_each_those_of_the_strongest_claims_first() -> None:
    weak, strong = claim(level="D", a="supports", b="supports"), claim(level="A", c="supports", a="disputes")
    assert citations_of([weak, strong]) == ["c", "a", "b"]


def test_a_profile_is_made_of_its_claims() -> None:
    bare = Profile(role="primary", basis="Why.", agreement=INFERRED, level="E")
    made = profile_of(bare, [claim(name="c1", level="B", a="supports"), claim(name="c2", b="supports")])
    assert (made.role, made.basis, made.claims, made.citations, made.level, made.agreement.state) == (
        "primary",
        "Why.",
        ["c1", "c2"],
        ["a", "b"],
        "B",
        "agreed",
    )
