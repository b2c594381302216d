"""Search: in tiers, the surest first; nothing for nonsense; any text at all without an error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from resistcli.errors import UsageError
from resistcli.knowledge import KINDS, KnowledgeBase
from resistcli.search import MAX_QUERY, Hit, suggest

TIERS = ("exact", "alias", "prefix", "token", "fuzzy")


def first(kb: KnowledgeBase, query: str) -> Hit:
    """Return the best hit."""
    return kb.search(query).results[0]


@pytest.mark.parametrize(
    ("query", "kind", "name", "how"),
    [
        ("drug-efflux", "mechanism", "drug-efflux", "exact"),
        ("Hypoxia", "mechanism", "hypoxia", "exact"),
        ("TP53", "gene", "TP53", "exact"),
        ("p53", "gene", "TP53", "alias"),
        ("efflux", "mechanism", "drug-efflux", "alias"),
        ("MDR1", "mechanism", "drug-efflux", "alias"),
        ("hypox", "mechanism", "hypoxia", "prefix"),
        ("hypoxya", "mechanism", "hypoxia", "fuzzy"),
        ("cisplatn", "agent", "cisplatin", "fuzzy"),
        ("CISPLATIN", "agent", "cisplatin", "exact"),
    ],
)
def test_the_best_hit_says_what_matched_and_how(kb: KnowledgeBase, query: str, kind: str, name: str, how: str) -> None:
    hit = first(kb, query)
    assert (hit.kind, hit.id, hit.matched.how) == (kind, name, how)
    assert hit.matched.text


def test_p53_is_tp53_and_not_the_longer_tp53bp1(kb: KnowledgeBase) -> None:
    found = [hit.id for hit in kb.search("p53", limit=0).results]
    assert found[0] == "TP53"
    if "TP53BP1" in found:
        assert found.index("TP53") < found.index("TP53BP1")


@pytest.mark.parametrize(
    "query", ["p53", "efflux", "hypoxia", "photon", "EGFR", "tumor hypoxia", "DNA repair", "radiation", "stem cells", "resistance to cisplatin"]
)
def test_a_tier_is_never_overtaken_by_a_lower_one(kb: KnowledgeBase, query: str) -> None:
    tiers = [TIERS.index(hit.matched.how) for hit in kb.search(query, limit=0).results]
    assert tiers == sorted(tiers)


def test_edit_distance_decides_only_where_nothing_else_matched(kb: KnowledgeBase) -> None:
    assert {hit.matched.how for hit in kb.search("hypoxia", limit=0).results}.isdisjoint({"fuzzy"})
    assert {hit.matched.how for hit in kb.search("hypoxya", limit=0).results} == {"fuzzy"}


def test_spelling_greek_and_hyphens_do_not_matter(kb: KnowledgeBase) -> None:
    for one, other in [("tumour hypoxia", "tumor hypoxia"), ("TGF-β", "TGF beta"), ("p-glycoprotein", "P glycoprotein"), ("HIF-1α", "HIF1 alpha")]:
        assert first(kb, one).id == first(kb, other).id


def test_words_may_come_in_any_order(kb: KnowledgeBase) -> None:
    assert {hit.id for hit in kb.search("repair mismatch", limit=5).results} & {hit.id for hit in kb.search("mismatch repair", limit=5).results}


@pytest.mark.parametrize("query", ["", " ", "\t\n", "xyzzyqwv", "qqqqqqqqqqqq", "—", "???", "\x00", "the of and", "🦀", "zzzz zzzz zzzz"])
def test_nonsense_finds_nothing(kb: KnowledgeBase, query: str) -> None:
    answer = kb.search(query)
    assert answer.empty
    assert (answer.results, answer.total) == ([], 0)


def test_the_limit_cuts_and_total_counts_all(kb: KnowledgeBase) -> None:
    three, whole = kb.search("hypoxia", limit=3), kb.search("hypoxia", limit=0)
    assert len(three.results) == 3
    assert three.total == whole.total == len(whole.results)
    assert whole.results[:3] == three.results


@pytest.mark.parametrize(("words", "kind"), [(["gene"], "gene"), (["Genes"], "gene"), (["modalities"], "modality")])
def test_kinds_limit_what_is_found(kb: KnowledgeBase, words: list[str], kind: str) -> None:
    results = kb.search("radiation EGFR" if kind == "gene" else "radiation", kinds=words, limit=0).results
    assert {hit.kind for hit in results} <= {kind}
    assert kb.search("EGFR" if kind == "gene" else "radiotherapy", kinds=words).results


def test_an_unknown_kind_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no kind 'drug'; expected one of: "):
        kb.search("x", kinds=["drug"])


@pytest.mark.parametrize("query", ["hypoxia ", " hypoxia", "hypoxia\n", "hypoxia" + " " * 10_000])
def test_white_space_around_a_query_does_not_matter(kb: KnowledgeBase, query: str) -> None:
    assert first(kb, query).id == "hypoxia"


def test_a_query_of_any_length_is_read_up_to_a_bound(kb: KnowledgeBase) -> None:
    answer = kb.search("hypoxia " * 100_000)
    assert len(answer.query) <= MAX_QUERY
    assert answer.results


def test_suggestions_are_few_and_of_the_kinds_asked_for(kb: KnowledgeBase) -> None:
    near = suggest(kb, "cisplatine", ["agent"])
    assert near[0] == "cisplatin"
    assert len(near) <= 3
    assert all(name in kb.agents for name in near)


def check(kb: KnowledgeBase, query: str) -> None:
    """Search for ``query`` and hold the answer against what every answer promises."""
    answer = kb.search(query, limit=0)
    scores = [hit.score for hit in answer.results]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert len({(hit.kind, hit.id) for hit in answer.results}) == len(answer.results) == answer.total
    assert all(hit.kind in KINDS and hit.matched.how in TIERS for hit in answer.results)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text())
@example(query="[red]hypoxia[/red]")
@example(query="\ud800")
@example(query="gene:")
@example(query="gene:hypoxia")
@example(query="(((")
@example(query="%s {0} \\")
def test_any_text_is_searched_without_an_error(kb: KnowledgeBase, query: str) -> None:
    check(kb, query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(st.sampled_from(["hypoxia", "p53", "DNA", "repair", "radio", "efux", "TGF-β", "cisplatinn", "tumor", "1", "of", "α", "stemm"]), max_size=6)
)
def test_any_words_are_ranked_within_bounds(kb: KnowledgeBase, words: list[str]) -> None:
    check(kb, " ".join(words))


def test_every_mechanism_is_the_best_hit_for_its_own_name(kb: KnowledgeBase) -> None:
    lost = [item.id for item in kb.mechanisms.values() if item.id not in {hit.id for hit in kb.search(item.name).results if hit.score == 100}]
    assert lost == []
