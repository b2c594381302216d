"""The test of every gene set against a list within a background, and the false discovery rates of the tests.

The rate is taken over all tests of a family, those without a gene in common included, since which sets to test was settled before
the list was seen. There are two families: the mechanisms whole, and the mechanisms by modality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resistcli.errors import UsageError
from resistcli.statistics import benjamini_hochberg, hypergeometric_tail, odds_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from resistcli.gene_sets import GeneSet


class Universe(NamedTuple):
    """The genes that a list could have held: how many, and which where that is known."""

    size: int
    members: frozenset[str] | None = None

    def within(self, genes: Iterable[str]) -> list[str]:
        """Return those of ``genes`` that are in it: all of them where only its size is known."""
        return [gene for gene in genes if self.members is None or gene in self.members]

    def check(self, genes: AbstractSet[str]) -> None:
        """Raise :class:`UsageError` where it is too small to hold all of ``genes``."""
        if self.size < len(genes):
            raise UsageError(
                f"a background of {self.size} genes is too small: list and gene sets hold {len(genes)} different ones; "
                "give a larger number, or a list of all genes that could have been found"
            )


class SetTest(NamedTuple):
    """A gene set tested: its size within the background, its genes in the list, and the numbers of :mod:`resistcli.statistics`."""

    set: GeneSet
    size: int
    overlap: list[str]
    odds_ratio: float | None
    p_value: float
    fdr: float


def assess(sets: Iterable[GeneSet], drawn: AbstractSet[str], universe: Universe) -> list[SetTest]:
    """Return the test of every set that has a gene in the background, in the order of ``sets``; ``drawn`` are genes within it."""
    tests = [_test(item, genes, drawn, universe.size) for item in sets if (genes := universe.within(item.genes))]
    for whole in (True, False):
        family = [number for number, test in enumerate(tests) if (test.set.modality is None) is whole]
        for number, fdr in zip(family, benjamini_hochberg([tests[number].p_value for number in family]), strict=True):
            tests[number] = tests[number]._replace(fdr=fdr)
    return tests


def _test(item: GeneSet, genes: list[str], drawn: AbstractSet[str], total: int) -> SetTest:
    overlap = [gene for gene in genes if gene in drawn]
    ratio = odds_ratio(len(overlap), total=total, marked=len(genes), drawn=len(drawn))
    p_value = hypergeometric_tail(len(overlap), total=total, marked=len(genes), drawn=len(drawn))
    return SetTest(set=item, size=len(genes), overlap=overlap, odds_ratio=ratio, p_value=p_value, fdr=1.0)
