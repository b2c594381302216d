"""What people type, and what they expect to find first: names, aliases, genes, drugs, typos, Greek, phrases and nonsense.

The set was written without looking at the search. Run ``pytest -s tests/test_search_queries.py`` to see the figures by kind.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "search_queries.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ranks(kb: KnowledgeBase) -> list[tuple[str, str, int]]:
    """Kind and text of each query, with the rank of the first right answer (0 first; 99 not among the first three)."""
    found = []
    for query in QUERIES:
        hits = [f"{hit.kind}:{hit.id}" for hit in kb.search(query["q"], limit=3).results]
        right = [number for number, hit in enumerate(hits) if hit in query["expect"]] if query["expect"] else [99 if hits else 0]
        found.append((query["kind"], query["q"], min(right, default=99)))
    return found


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(QUERIES) >= 400
    assert Counter(query["kind"] for query in QUERIES)["nonsense"] >= 30


def test_nearly_every_query_finds_its_answer_first(ranks: list[tuple[str, str, int]]) -> None:
    first = sum(rank == 0 for *_, rank in ranks) / len(ranks)
    among_three = sum(rank < 3 for *_, rank in ranks) / len(ranks)
    by_kind = {
        kind: f"{sum(k == kind and rank == 0 for k, _, rank in ranks)}/{sum(k == kind for k, *_ in ranks)}" for kind in dict.fromkeys(k for k, *_ in ranks)
    }
    print(f"\nhit@1 {first:.3f}, hit@3 {among_three:.3f}; first by kind: {by_kind}")
    assert first >= 0.95
    assert among_three >= 0.97


@pytest.mark.parametrize("kind", ["name", "alias", "drug", "spelling", "typo"])
def test_names_in_any_spelling_are_found(ranks: list[tuple[str, str, int]], kind: str) -> None:
    missed = [text for k, text, rank in ranks if k == kind and rank > 2]
    assert len(missed) <= 1, missed


def test_nonsense_finds_nothing(ranks: list[tuple[str, str, int]]) -> None:
    assert [text for kind, text, rank in ranks if kind == "nonsense" and rank] == []
