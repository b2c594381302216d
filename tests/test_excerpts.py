"""Where the words of a query stand in an entity."""

from __future__ import annotations

import pytest

from resistcli.excerpts import MAX_EXCERPT, excerpt
from resistcli.knowledge import KnowledgeBase
from resistcli.names import tokens


@pytest.mark.parametrize(
    ("query", "field"),
    [("tumour hypoxia", "name"), ("oxygen effect", "alias"), ("nimorazole", "countermeasure")],
)
def test_the_field_that_holds_the_words_is_named(kb: KnowledgeBase, query: str, field: str) -> None:
    found = excerpt(kb, "mechanism", "hypoxia", tokens(query))
    assert found is not None
    assert found.field == field
    assert set(tokens(query)) & set(tokens(found.text))


def test_a_long_text_is_cut_around_the_word(kb: KnowledgeBase) -> None:
    claim = max(kb.claims.values(), key=lambda item: len(item.text))
    last = tokens(claim.text)[-1]
    found = excerpt(kb, "claim", claim.id, [last])
    assert found is not None
    assert last in tokens(found.text)
    assert len(found.text) <= MAX_EXCERPT + len("… ") + len(" …")
    assert found.text.startswith("… ")


def test_words_that_stand_nowhere_give_nothing(kb: KnowledgeBase) -> None:
    assert excerpt(kb, "gene", "TP53", ["zzqxv"]) is None


def test_every_word_match_of_a_search_says_where(kb: KnowledgeBase) -> None:
    for hit in kb.search("radiation repair resistance", limit=0).results:
        if hit.matched.how == "token":
            assert set(tokens(hit.matched.text)) & set(tokens("radiation repair resistance")), hit
