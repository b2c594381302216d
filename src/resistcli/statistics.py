"""The statistics of over-representation: a test, an effect size and a correction for testing many sets.

A list of ``drawn`` genes and a set of ``marked`` ones, both out of ``total``, have ``overlap`` genes in common::

                     in the set         not in the set
    in the list      overlap            drawn - overlap
    not in the list  marked - overlap   the rest
"""

from __future__ import annotations

from math import comb, ulp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST = ulp(0.0)
"""The least number above zero that a float can be: what a probability smaller still is given as."""


def hypergeometric_tail(overlap: int, *, total: int, marked: int, drawn: int) -> float:
    """Return the probability that at least ``overlap`` of ``drawn`` genes are marked, had they been drawn at random without replacement.

    This is P(X >= overlap) for X hypergeometric, which is Fisher's exact test, one-sided: ``scipy.stats.hypergeom.sf(overlap - 1,
    total, marked, drawn)``. The terms are summed as whole numbers and divided once, so the result is the true value rounded to a
    float; only what is possible and yet too small for one is given as :data:`SMALLEST` instead of 0.

    Raises:
        ValueError: ``marked`` or ``drawn`` is negative or more than ``total``.
    """
    if not (0 <= marked <= total and 0 <= drawn <= total):
        raise ValueError(f"cannot mark {marked} and draw {drawn} of {total}")
    few, many = sorted((marked, drawn))  # the two are interchangeable, and the fewer draws the shorter the numbers
    first = max(overlap, few + many - total, 0)
    if first > few:
        return 0.0
    term = comb(many, first) * comb(total - many, few - first)
    ways = term
    for hits in range(first, few):
        term = term * ((many - hits) * (few - hits)) // ((hits + 1) * (total - many - few + hits + 1))
        ways += term
    return ways / comb(total, few) or SMALLEST


def odds_ratio(overlap: int, *, total: int, marked: int, drawn: int) -> float | None:
    """Return the sample odds ratio of the two-by-two table: the product of one diagonal over that of the other.

    None stands for a division by zero: every gene of the set is in the list, or every gene of the list is in the set. The odds are
    then infinite, or undefined where the other product is zero too.
    """
    against = (marked - overlap) * (drawn - overlap)
    return overlap * (total - marked - drawn + overlap) / against if against else None


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the false discovery rates of tests from the P values of all of them, in the same order.

    The step-up procedure of Benjamini and Hochberg (J R Stat Soc B 1995;57:289-300), as adjusted values: the rate of a test is the
    least of ``p * tests / rank`` over it and all tests less significant, at most 1.
    """
    tests = len(p_values)
    rates = [1.0] * tests
    rate = 1.0
    descending = sorted(range(tests), key=lambda number: p_values[number], reverse=True)
    for rank, number in zip(range(tests, 0, -1), descending, strict=True):
        rate = min(rate, p_values[number] * tests / rank)
        rates[number] = rate
    return rates
