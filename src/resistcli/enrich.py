"""Which mechanisms a gene list hits: over-representation of each mechanism's genes in the list.

Every gene set that has a gene in the background is tested (:mod:`resistcli.over_representation`). What is kept for reading
(modalities, a least overlap, a limit) changes no number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from resistcli.answers import Answer
from resistcli.choices import check_limit, several
from resistcli.errors import DataError, UsageError
from resistcli.gene_index import GeneIndex
from resistcli.gene_sets import gene_sets
from resistcli.model import Record, joined_sources
from resistcli.over_representation import Universe, assess

if TYPE_CHECKING:
    from resistcli.gene_index import GeneList
    from resistcli.knowledge import KnowledgeBase
    from resistcli.over_representation import SetTest

PROTEIN_CODING = 19_281
"""Approved human genes of the locus type "gene with protein product" in the HGNC table from which the dataset's genes are taken."""
ALL = "all"
"""How a user calls the gene set of a mechanism whole, whose ``modality`` is None."""


class RecognisedGene(Record, kw_only=True, frozen=True):
    """A gene of the list that the dataset holds; ``typed`` are the spellings in the list that are not its approved symbol."""

    gene: str
    typed: list[str]


class AmbiguousName(Record, kw_only=True, frozen=True):
    """A name that several genes of the dataset share; it is counted nowhere."""

    name: str
    candidates: list[str]


class GeneQuery(Record, kw_only=True, frozen=True):
    """What the list was understood as. ``size`` is the number of different genes tested.

    It counts what was recognised, and also what was not but is written like a gene: the dataset holds only the genes of its
    mechanisms. Left out are ``not_genes`` (those of ``unrecognised`` that are written otherwise), ``ambiguous`` names, and
    genes ``outside_background`` where the background is a list.
    """

    size: int
    recognised: list[RecognisedGene]
    unrecognised: list[str]
    ambiguous: list[AmbiguousName]
    not_genes: list[str]
    outside_background: list[str]


class Background(Record, kw_only=True, frozen=True):
    """The genes that the list could have held: how many, and where that number comes from."""

    size: int
    source: str


class FamilySizes(Record, kw_only=True, frozen=True):
    """How many gene sets were tested in each family, the number that the false discovery rate is taken over."""

    mechanisms: int
    by_modality: int


class EnrichedSet(Record, kw_only=True, frozen=True):
    """A gene set with genes of the list in it.

    ``modality`` is None for all genes of the mechanism together; ``size`` counts the set's genes within the background;
    ``odds_ratio`` is None where it divides by zero; ``source`` is that of the mechanism and of the claims that name the overlap.
    """

    mechanism: str
    name: str
    modality: str | None
    size: int
    overlap: list[str]
    odds_ratio: float | None
    p_value: float
    fdr: float
    source: str


class EnrichAnswer(Answer, kw_only=True, frozen=True):
    """The gene sets that a list has genes in, most significant first; ``found`` counts them before a limit."""

    query: GeneQuery
    background: Background
    tested: FamilySizes
    found: int
    results: list[EnrichedSet]

    def records(self) -> list[EnrichedSet]:
        """Return the gene sets."""
        return self.results

    @property
    def nothing(self) -> str:
        """Why there are no results, for a message."""
        query = self.query
        names = len(query.recognised) + len(query.unrecognised) + len(query.ambiguous)
        if not query.recognised:
            doubtful = f"; {len(query.ambiguous)} could mean several genes" if query.ambiguous else ""
            understood = "symbols, aliases, HGNC, NCBI Gene and Ensembl ids of human genes are understood"
            return f"none of the {names} names is a gene that the dataset knows{doubtful} ({understood})"
        if not query.size:
            return "none of the genes is in the background"
        return f"no gene set asked for has enough genes of the list, of which {len(query.recognised)} were recognised among {names} names"


def enrich(
    kb: KnowledgeBase,
    genes: Iterable[str],
    *,
    background: int | Iterable[str] | None = None,
    modalities: Iterable[str] = (),
    min_overlap: int = 1,
    limit: int = 0,
) -> EnrichAnswer:
    """Return the mechanisms whose genes are more frequent in a list than chance would have it, most significant first.

    Args:
        kb: the dataset.
        genes: names as :class:`resistcli.gene_index.GeneIndex` understands them; doubles count once.
        background: the genes that the list could have held, best those that the experiment measured: the names of all of them, to
            which list and sets are then restricted, or their number, which takes every gene of list and sets as among them. None is
            the number of protein-coding genes.
        modalities: keep the sets of these modalities; ``all`` is the mechanisms whole. None given keeps both.
        min_overlap: keep sets with at least so many genes of the list.
        limit: keep the first so many; 0 keeps all.

    Raises:
        UsageError: a modality that does not exist, a background smaller than the genes that must be in it, a negative limit.
        DataError: a background list without a gene.
    """
    check_limit(limit)
    wanted = _modalities(kb, modalities)
    index = GeneIndex(kb.genes.values())
    listed = index.sort(several(genes))
    drawn = {*listed.known, *listed.unknown}
    sets = gene_sets(kb)
    universe, source = _universe(index, background)
    if universe.members is None:
        universe.check(drawn.union(*(item.genes for item in sets)))
    inside = {*universe.within(drawn)}
    tests = assess(sets, inside, universe)
    kept = [test for test in tests if len(test.overlap) >= max(min_overlap, 1) and (not wanted or test.set.modality in wanted)]
    kept.sort(key=lambda test: (test.p_value, -len(test.overlap)))  # stable: equals stay in the order of the dataset
    whole = sum(test.set.modality is None for test in tests)
    return EnrichAnswer(
        schema="resist.enrich/1",
        dataset=kb.stamp,
        query=_query(listed, inside),
        background=Background(size=universe.size, source=source),
        tested=FamilySizes(mechanisms=whole, by_modality=len(tests) - whole),
        found=len(kept),
        results=[_result(kb, test) for test in kept[: limit or None]],
    )


def _universe(index: GeneIndex, background: int | Iterable[str] | None) -> tuple[Universe, str]:
    """Return the background with where it comes from. Raises :class:`DataError`."""
    if background is None:
        return Universe(PROTEIN_CODING), "approved protein-coding human genes, HGNC"
    if isinstance(background, int):
        return Universe(background), "number given"
    named = index.sort(several(background))
    members = frozenset((*named.known, *named.unknown))
    if not members:
        raise DataError("the background names no gene")
    return Universe(len(members), members), "list given"


def _result(kb: KnowledgeBase, test: SetTest) -> EnrichedSet:
    mechanism = kb.mechanisms[test.set.mechanism]
    claims = [kb.claims[name] for name in mechanism.claims]
    naming = [claim for claim in claims if test.set.modality in {None, claim.modality} and not set(test.overlap).isdisjoint(claim.genes)]
    return EnrichedSet(
        mechanism=mechanism.id,
        name=mechanism.name,
        modality=test.set.modality,
        size=test.size,
        overlap=test.overlap,
        odds_ratio=test.odds_ratio,
        p_value=test.p_value,
        fdr=test.fdr,
        source=joined_sources([mechanism, *naming]),
    )


def _query(listed: GeneList, inside: set[str]) -> GeneQuery:
    named = {**{gene: gene for gene in listed.known}, **listed.unknown}
    return GeneQuery(
        size=len(inside),
        recognised=[RecognisedGene(gene=gene, typed=typed) for gene, typed in listed.known.items()],
        unrecognised=[*listed.unknown.values(), *listed.strange],
        ambiguous=[AmbiguousName(name=name, candidates=genes) for name, genes in listed.ambiguous.items()],
        not_genes=listed.strange,
        outside_background=[typed for name, typed in named.items() if name not in inside],
    )


def _modalities(kb: KnowledgeBase, names: Iterable[str]) -> set[str | None]:
    """Return the modalities that ``names`` mean, None among them for :data:`ALL`."""
    roots = [name for name, node in kb.modalities.items() if node.parent is None]
    found: set[str | None] = set()
    for name in names:
        match = next((match.id for match in kb.matches(name, ["modality"]) if match.id in roots), None)
        if match is None and name.lower() != ALL:
            raise UsageError(f"no modality {name!r}; expected one of: {', '.join([ALL, *roots])}")
        found.add(match)
    return found
