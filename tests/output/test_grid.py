"""Columns of wrapped text: no line is wider than it may be, and no character is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from resistcli.output.grid import GAP, MIN_COLUMN, _breaks_of_cells, _breaks_of_letters, fit, layout, wrap

# What clean() lets through and a cell can hold, with letters that take two cells and marks that take none.
LETTERS = st.one_of(st.sampled_from("abc -κ–é肿瘤가e\u0301"), st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
TEXT = st.text(LETTERS, max_size=80)


def _letters(text: str) -> str:
    return "".join(text.split())


@given(TEXT, st.integers(2, 40))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert _letters("".join(lines)) == _letters(text)
    assert all(line == line.strip() and line for line in lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=20), st.integers(8, 40))
def test_words_that_fit_are_not_broken(words: list[str], width: int) -> None:
    assert " ".join(wrap(" ".join(words), width)).split() == words


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=2, max_size=20), st.integers(8, 40))
def test_no_line_leaves_room_for_the_next_word(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    assert all(len(line) + 1 + len(after.split()[0]) > width for line, after in pairwise(lines))


def test_wrap_by_example() -> None:
    assert wrap("Pumps carry many drugs out of the cell.", 14) == ["Pumps carry", "many drugs out", "of the cell."]
    assert wrap("", 10) == []
    assert wrap("glutathione", 4) == ["glut", "athi", "one"]
    assert wrap("肿瘤耐药", 4) == ["肿瘤", "耐药"]


PIECE = st.one_of(TEXT, TEXT.map(Text), st.lists(TEXT, min_size=1, max_size=3).map("\n".join).map(Text))
TABLE = st.integers(1, 4).flatmap(
    lambda columns: st.tuples(
        st.lists(st.integers(2, 30), min_size=columns, max_size=columns),
        st.lists(st.lists(st.lists(PIECE, max_size=3), min_size=columns, max_size=columns), min_size=1, max_size=4),
    )
)


@given(TABLE)
def test_a_layout_fits_its_columns_and_keeps_every_letter(table: tuple[list[int], list[list[list[Text | str]]]]) -> None:
    widths, rows = table
    header = ["x"] * len(widths)
    text = layout(header, rows, widths, "-").plain
    assert all(cell_len(line.rstrip()) <= sum(widths) + GAP * (len(widths) - 1) for line in text.split("\n"))
    given_letters = "".join(piece if isinstance(piece, str) else piece.plain for row in rows for cell in row for piece in cell)
    assert sorted(_letters(text)) == sorted(_letters(given_letters) + "x" * len(header) + "-" * (sum(widths) + GAP * (len(widths) - 1)))


def test_a_layout_by_example() -> None:
    text = layout(["Name", "Role"], [[["Drug efflux"], ["primary", "Pumps carry drugs out."]], [["Hypoxia"], []]], [8, 12], "-")
    assert text.plain.split("\n") == [
        "Name      Role",
        "----------------------",
        "Drug      primary",
        "efflux    Pumps carry",
        "          drugs out.",
        "Hypoxia",
    ]


def test_styles_survive() -> None:
    text = layout(["A"], [[[Text("bold", "bold")]]], [10], "-").__rich__()
    assert any(span.style == "bold" and text.plain[span.start : span.end].strip() == "bold" for span in text.spans)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(20, 200), st.sets(st.integers(0, 7)))
def test_columns_are_cut_to_fit_and_no_more(natural: list[int], total: int, keep: set[int]) -> None:
    widths = fit(natural, total, keep)
    elastic = [number for number, width in enumerate(natural) if number not in keep and width > MIN_COLUMN]
    needed = sum(widths) + GAP * (len(widths) - 1)
    assert all(width <= wanted for width, wanted in zip(widths, natural, strict=True))
    assert all(widths[number] == width for number, width in enumerate(natural) if number not in elastic)
    assert all(widths[number] >= MIN_COLUMN for number in elastic)
    assert needed <= total or all(widths[number] == MIN_COLUMN for number in elastic)
    if sum(natural) + GAP * (len(natural) - 1) <= total:
        assert widths == natural


@pytest.mark.parametrize(("total", "widths"), [(100, [10, 40, 20]), (54, [10, 20, 20]), (40, [10, 13, 13]), (1, [6, 6, 6])])
def test_the_widest_column_is_cut_first(total: int, widths: list[int]) -> None:
    fitted = fit([10, 40, 20], total)
    assert sorted(fitted) == sorted(widths)
    assert fitted[0] == widths[0]


@given(st.text(st.sampled_from("abcdefé–β ≥…"), max_size=120), st.integers(2, 40))
def test_both_ways_of_breaking_lines_agree(text: str, width: int) -> None:
    assert list(_breaks_of_letters(text, width)) == list(_breaks_of_cells(text, width))
