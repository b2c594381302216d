"""Names are looked up as lines of one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resistcli.names import key
from resistcli.sources.name_table import NameTable, write

ENTRIES = [("drug-efflux", "id", "drug-efflux"), ("drug-efflux", "name", "Drug efflux"), ("drug-efflux", "alias", "P-gp"), ("emt", "id", "emt")]


def test_a_name_is_found_by_its_key_and_says_what_bears_it() -> None:
    table = NameTable("mechanism", write(ENTRIES))
    assert [(match.id, match.field, match.text) for match in table.exact("pgp")] == [("drug-efflux", "alias", "P-gp")]
    assert table.exact("pg") == []


def test_of_two_spellings_with_one_key_the_first_stands() -> None:
    assert [match.field for match in NameTable("mechanism", write(ENTRIES)).exact("drugefflux")] == ["id"]


def test_names_are_found_by_their_beginning_and_by_what_they_hold() -> None:
    table = NameTable("mechanism", write(ENTRIES))
    assert [name for name, _ in table.begun("drug")] == ["drugefflux"]
    assert [name for name, _ in table.holding("efflux")] == ["drugefflux"]
    assert list(table.holding("P-gp")) == []  # only keys are searched, not the text beside them


def test_a_beginning_finds_names_of_one_word_and_what_an_id_stands_for() -> None:
    entries = [("TP53", "id", "TP53"), ("TP53", "name", "tumour protein p53"), ("TP53", "alias", "tp-53.x"), ("TP63", "id", "TP63")]
    table = NameTable("gene", write(entries))
    assert [(match.text, title) for match, title in table.beginning("tP")] == [("TP53", "tumour protein p53"), ("tp-53.x", ""), ("TP63", "")]
    assert list(table.beginning("tumour")) == []  # a shell would take it for several words
    assert list(table.beginning("T.")) == []  # what is typed is no pattern


@given(st.lists(st.text(min_size=1), max_size=20))
def test_every_name_that_has_a_key_is_found_by_it(names: list[str]) -> None:
    table = NameTable("claim", write((str(number), "name", name) for number, name in enumerate(names)))
    for number, name in enumerate(names):
        if key(name):
            assert str(number) in [match.id for match in table.exact(key(name))]
