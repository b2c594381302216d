"""How names are compared: case, hyphens, Greek letters, accents, plurals and US or UK spelling do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resistcli.knowledge import KINDS, KnowledgeBase
from resistcli.names import STOP_WORDS, key, plain, stem, tokens, words

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NF-κB", "NF-kappaB"),
        ("NF-κB", "nf kappa b"),
        ("TGF-β", "tgfbeta"),
        ("HIF-1α", "HIF1-alpha"),
        ("IL-6", "il6"),
        ("P-glycoprotein", "p glycoprotein"),
        ("γH2AX", "gamma-H2AX"),
        ("drug efflux", "Drug-Efflux"),
        ("Müller", "Muller"),
        ("5‐fluorouracil", "5-Fluorouracil"),  # the hyphen of publishers
        ("µ-opioid", "mu opioid"),
        ("topoisomerase Ⅱ", "topoisomerase II"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("tumour", "tumor"),
        ("tumours", "tumors"),
        ("leukaemia", "leukemia"),
        ("haematological", "hematological"),
        ("oedema", "edema"),
        ("oestrogen receptor", "estrogen receptor"),
        ("oesophageal", "esophageal"),
        ("survival signalling", "survival signaling"),
        ("sensitisation", "sensitization"),
        ("ionising radiation", "ionizing radiation"),
        ("sulphur", "sulfur"),
        ("behaviour", "behavior"),
        ("centre", "center"),
        ("analyse", "analyze"),
    ],
)
def test_british_and_american_spelling_meet(british: str, american: str) -> None:
    assert key(british) == key(american)
    assert tokens(british) == tokens(american)


@pytest.mark.parametrize(("one", "other"), [("ABCB1", "ABCB11"), ("TP53", "TP53BP1"), ("HIF-1", "HIF-2"), ("radio", "chemo"), ("four", "for")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_name_of_signs_alone_has_an_empty_key() -> None:
    assert key("—…!") == ""
    assert tokens("—…!") == []


def test_plain_spells_greek_out_and_drops_accents() -> None:
    assert plain("Ångström β-Catenin") == "angstrom beta-catenin"


def test_words_keep_order_and_stop_words() -> None:
    assert words("Loss of the BRCA1 gene") == ["loss", "of", "the", "brca1", "gene"]


def test_tokens_drop_stop_words_and_endings() -> None:
    assert tokens("The hypoxic cells of a tumour") == tokens("hypoxia cell tumors")
    assert not STOP_WORDS.intersection(tokens("the loss of a gene"))


@pytest.mark.parametrize(
    ("one", "other"), [("hypoxic", "hypoxia"), ("mutations", "mutation"), ("inhibited", "inhibitor"), ("senescence", "senescent"), ("therapies", "therapy")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("name", ["p53", "h2ax", "ku70s", "mir21"])
def test_a_word_with_a_digit_is_not_stemmed(name: str) -> None:
    assert stem(name) == name


@given(st.text(alphabet=st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=30))
def test_a_stem_begins_its_word_and_keeps_four_letters(word: str) -> None:
    cut = stem(word)
    assert word.startswith(cut)
    assert len(cut) >= min(4, len(word))
    assert stem(cut) == cut


@given(st.text())
def test_a_key_holds_lower_case_ascii_letters_and_digits_only(name: str) -> None:
    assert all(char.isascii() and char.isalnum() and char == char.lower() for char in key(name))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_key_does_not_depend_on_case(name: str) -> None:
    assert key(name.upper()) == key(name.lower()) == key(name)


@given(st.text(max_size=40), st.sampled_from([" ", "-", "–", "/", "  "]), st.sampled_from([" ", "-", "–", "/", "  "]))
def test_a_key_does_not_depend_on_what_separates_the_words(text: str, one: str, other: str) -> None:
    parts = text.split()
    assert key(one.join(parts)) == key(other.join(parts))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789 -", max_size=40))
@example("alpha-emitters")
@example("polymerase-theta-end-joining")
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@given(st.lists(st.sampled_from(["tumour", "alpha", "estradiol", "kinase", "signalling", "ab", "ou", "r", "17", "β"]), max_size=4))
@example(["alpha", "emitters"])
@example(["tumour", "vasculature"])
def test_a_key_does_not_depend_on_hyphens_or_spaces(parts: list[str]) -> None:
    assert key("-".join(parts)) == key("".join(parts))


def test_the_names_of_the_dataset_are_found_without_their_hyphens_and_spaces(kb: KnowledgeBase) -> None:
    lost = []
    for kind in KINDS[:4]:
        tables: dict[str, Mapping[str, Any]] = {"mechanism": kb.mechanisms, "modality": kb.modalities, "agent": kb.agents, "gene": kb.genes}
        for record in tables[kind].values():
            for name in [record.id, record.name, *record.aliases]:
                bare = name.replace("-", "").replace(" ", "")
                if key(bare) != key(name):
                    lost.append((kind, name, key(name), key(bare)))
    assert lost == []
