"""Words are looked up as lines of one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resistcli.sources.word_table import WordTable, write

STEMS = st.text(st.characters(categories=["Ll", "Nd"], max_codepoint=127), min_size=1, max_size=8)
PAIRS = st.lists(st.tuples(st.integers(0, 9999), st.integers(1, 100)), min_size=1, max_size=5)


def test_a_word_gives_the_documents_that_hold_it_and_its_weight_there() -> None:
    table = WordTable(write({"efflux": [0, 100, 7, 40], "hypox": [3, 95]}))
    assert table.documents("efflux") == [(0, 100), (7, 40)]
    assert "hypox" in table


def test_a_part_of_a_word_is_not_the_word() -> None:
    table = WordTable(write({"efflux": [0, 100]}))
    assert table.documents("flux") == table.documents("efflu") == []
    assert "flux" not in table
    assert "efflu" not in table


@given(st.dictionaries(STEMS, PAIRS))
def test_every_word_written_is_read_back(index: dict[str, list[tuple[int, int]]]) -> None:
    table = WordTable(write({stem: [number for pair in pairs for number in pair] for stem, pairs in index.items()}))
    assert {stem: table.documents(stem) for stem in index} == index
