"""The statistics against SciPy's, over the whole range of tables, and against numbers that can be worked out by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from resistcli.statistics import SMALLEST, benjamini_hochberg, hypergeometric_tail, odds_ratio


@st.composite
def tables(draw: st.DrawFn, most: int = 25_000) -> tuple[int, int, int, int]:
    """Return overlap, total, marked and drawn of a possible two-by-two table."""
    total = draw(st.integers(1, most))
    marked = draw(st.integers(0, min(total, 400)))
    drawn = draw(st.integers(0, total))
    overlap = draw(st.integers(max(0, marked + drawn - total), min(marked, drawn)))
    return overlap, total, marked, drawn


def test_a_tail_worked_out_by_hand() -> None:
    """Two of the three marked genes among five, in a draw of two: 3 of 10 pairs."""
    assert hypergeometric_tail(2, total=5, marked=3, drawn=2) == 3 / 10
    assert hypergeometric_tail(1, total=5, marked=3, drawn=2) == 9 / 10
    assert hypergeometric_tail(0, total=5, marked=3, drawn=2) == 1


@given(tables())
def test_the_tail_is_scipys(table: tuple[int, int, int, int]) -> None:
    overlap, total, marked, drawn = table
    expected = float(stats.hypergeom.sf(overlap - 1, total, marked, drawn))
    assume(expected > 1e-290)  # below, SciPy loses digits
    assert hypergeometric_tail(overlap, total=total, marked=marked, drawn=drawn) == pytest.approx(expected, rel=1e-10)


@given(tables(most=60))
def test_the_tail_is_the_exact_fraction_rounded_once(table: tuple[int, int, int, int]) -> None:
    overlap, total, marked, drawn = table
    ways = sum(math.comb(marked, hits) * math.comb(total - marked, drawn - hits) for hits in range(overlap, min(marked, drawn) + 1))
    assert hypergeometric_tail(overlap, total=total, marked=marked, drawn=drawn) == float(Fraction(ways, math.comb(total, drawn)))


@given(tables())
def test_list_and_set_are_interchangeable(table: tuple[int, int, int, int]) -> None:
    overlap, total, marked, drawn = table
    assert hypergeometric_tail(overlap, total=total, marked=marked, drawn=drawn) == hypergeometric_tail(overlap, total=total, marked=drawn, drawn=marked)


@given(tables())
def test_more_in_common_is_never_more_likely(table: tuple[int, int, int, int]) -> None:
    overlap, total, marked, drawn = table
    assert hypergeometric_tail(overlap + 1, total=total, marked=marked, drawn=drawn) <= hypergeometric_tail(overlap, total=total, marked=marked, drawn=drawn)


def test_what_must_happen_has_probability_1_and_what_cannot_0() -> None:
    assert hypergeometric_tail(2, total=10, marked=6, drawn=6) == 1
    assert hypergeometric_tail(4, total=10, marked=3, drawn=6) == 0
    assert hypergeometric_tail(0, total=0, marked=0, drawn=0) == 1


def test_a_probability_too_small_for_a_float_is_not_zero() -> None:
    """All of 5000 genes in a list of those 5000: one of comb(20000, 5000) lists, about 1e-4882."""
    assert hypergeometric_tail(5000, total=20_000, marked=5000, drawn=5000) == SMALLEST > 0


def test_a_tail_near_the_least_float_keeps_its_digits() -> None:
    tail = hypergeometric_tail(100, total=20_000, marked=100, drawn=100)
    assert tail == float(Fraction(1, math.comb(20_000, 100)))
    assert 0 < tail < 1e-270


@pytest.mark.parametrize(("marked", "drawn"), [(11, 1), (1, 11), (-1, 1), (1, -1)])
def test_more_than_there_is_cannot_be_drawn(marked: int, drawn: int) -> None:
    with pytest.raises(ValueError, match="of 10"):
        hypergeometric_tail(0, total=10, marked=marked, drawn=drawn)


@given(tables())
def test_the_odds_ratio_is_scipys_where_that_is_finite(table: tuple[int, int, int, int]) -> None:
    overlap, total, marked, drawn = table
    cells = [[overlap, marked - overlap], [drawn - overlap, total - marked - drawn + overlap]]
    expected = float(stats.fisher_exact(cells).statistic)
    ratio = odds_ratio(overlap, total=total, marked=marked, drawn=drawn)
    assert ratio == (pytest.approx(expected, rel=1e-12) if math.isfinite(expected) else None)


def test_an_odds_ratio_worked_out_by_hand() -> None:
    assert odds_ratio(4, total=100, marked=6, drawn=10) == 4 * 88 / (2 * 6)
    assert odds_ratio(6, total=100, marked=6, drawn=10) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300))
def test_false_discovery_rates_are_scipys(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx([float(rate) for rate in stats.false_discovery_control(p_values)], rel=1e-12)


def test_false_discovery_rates_worked_out_by_hand() -> None:
    assert benjamini_hochberg([0.04, 0.01, 0.03, 1.0]) == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 1.0])
    assert benjamini_hochberg([]) == []
