"""Text is cleaned of everything that a terminal, a spreadsheet or a page would act on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.output.text import cell, clean, spreadsheet_cell

HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "title of the window": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://example.org\x1b\\here\x1b]8;;\x1b\\",
    "one-byte CSI": "\x9b31mred",
    "one-byte OSC": "\x9d0;owned\x9c",
    "bell and backspace": "harmless\x07\x08\x08\x08",
    "line breaks": "one\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
    "tab": "one\ttwo",
    "null and delete": "a\x00b\x7fc",
    "right-to-left override": "\u202egpj.exe",
    "isolates": "\u2066abc\u2069",
    "marks": "a\u200eb\u200fc\u061cd",
    "byte order mark": "\ufeffa",
}
DIRECTION = {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_left_is_words(text: str) -> None:
    cleaned = clean(text)
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(char) in DIRECTION]
    assert len(cleaned.splitlines()) == 1


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(clean(text)) == len(text), "a space for each character, so that words are not run together"
    assert "\x1b" not in clean(text)
    assert len(clean(text).splitlines()) <= 1


@pytest.mark.parametrize("text", ["NF-κB", "β-catenin", "naïve", "5–10 µM", "肿瘤", "a  b", "", "100 % ± 3", "O₂"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"\x1b": "x"}, " =x"),
        (None, ""),
        (True, "yes"),
        (0, "0"),
        (1.5, "1.5"),
        ("a\tb", "a b"),
        (["a", None, 2], "a; ; 2"),
        (("a",), "a"),
        ({"chemo": ["a", "b"]}, "chemo=a; b"),
    ],
)
def test_a_cell_is_plain_text(value: object, text: str) -> None:
    assert cell(value) == text


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6))
def test_a_cell_is_always_one_line(value: object) -> None:
    assert len(cell(value).splitlines()) <= 1
    assert "\t" not in cell(value)


@given(st.sampled_from("=+-@"), st.text())
def test_a_formula_is_defused_and_still_legible(sign: str, rest: str) -> None:
    text = spreadsheet_cell(sign + rest)
    if text.startswith("'"):
        assert text == f"'{clean(sign + rest)}"
    else:
        assert isinstance(float(text), float)
