"""Genes by every name they go by, for lists made by programs: exact names, so that no gene is guessed into a list.

Approved symbols, aliases and previous symbols are those of HGNC; ids are HGNC's with its prefix (``HGNC:40``), NCBI Gene's
(``5243``) and Ensembl's with or without a version (``ENSG00000085563.14``).
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resistcli.model import Gene

_MISSING = frozenset({"", "NA", "N/A", "#N/A", "NAN", "NULL", "NONE", "-", "--", "---", "."})
_ENSEMBL = re.compile(r"(ENSG\d{11})(?:\.\d+)?(?:_PAR_Y)?", re.IGNORECASE)
_IDENTIFIER = re.compile(r"HGNC:\d+|\d+|ENSG\d{11}")
_SYMBOL = re.compile(r"(?!ENS[A-Z]*\d{11})[A-Z][A-Z0-9]*(?:[-._@/][A-Z0-9]+)*@?")
MAX_SYMBOL = 30


class GeneList(NamedTuple):
    """A list of names, sorted into what they are; each gene stands once, under its first place in the list."""

    known: dict[str, list[str]]
    """Approved symbols of the dataset's genes, with the spellings met that differ from the symbol."""
    unknown: dict[str, str]
    """Genes that the dataset does not hold: the name in the form in which it is compared, and as it was typed."""
    strange: list[str]
    """What is not written like a gene at all."""
    ambiguous: dict[str, list[str]]
    """Names that several genes of the dataset share, with those genes."""


class GeneIndex:
    """The genes of a dataset, to look names up in."""

    def __init__(self, genes: Iterable[Gene]) -> None:
        """Index ``genes`` under their symbols, aliases, previous symbols and ids."""
        self._symbols: dict[str, str] = {}
        self._identifiers: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for gene in genes:
            self._symbols[gene.id.upper()] = gene.id
            for identifier in filter(None, (gene.hgnc, gene.entrez, gene.ensembl)):
                self._identifiers[identifier] = gene.id
            for alias in (*gene.aliases, *gene.previous):
                _add(self._aliases, alias, gene.id)
                _add(self._folded, alias.upper(), gene.id)

    def find(self, name: str) -> list[str]:
        """Return the genes called ``name``: none, one, or the several that it could mean.

        An approved symbol, in any letter case, comes before an alias, also where it is the symbol of a gene that the dataset does
        not hold: ``MIF`` is not taken for its namesake S100A9. An alias counts as it is typed first, and then in any letter case.
        """
        spelled = _compared(name)
        if _IDENTIFIER.fullmatch(spelled):
            return [self._identifiers[spelled]] if spelled in self._identifiers else []
        if spelled in self._symbols:
            return [self._symbols[spelled]]
        found = self._aliases.get(name) or self._folded.get(spelled) or []
        return [] if found and spelled in self._borrowed else found

    def sort(self, names: Iterable[str]) -> GeneList:
        """Return ``names`` sorted into known, unknown and ambiguous genes and the rest; empty and missing values (``NA``) are left out."""
        listed = GeneList({}, {}, [], {})
        strange: dict[str, None] = {}
        for name in map(str.strip, names):
            spelled = _compared(name)
            if spelled in _MISSING:
                continue
            found = self.find(name)
            if len(found) == 1:
                spellings = listed.known.setdefault(found[0], [])
                if name != found[0] and name not in spellings:
                    spellings.append(name)
            elif found:
                listed.ambiguous[name] = found
            elif looks_like_gene(name):
                listed.unknown.setdefault(spelled, name)
            else:
                strange[name] = None
        listed.strange.extend(strange)
        return listed

    @cached_property
    def _borrowed(self) -> frozenset[str]:
        """Approved symbols that are an alias or previous symbol of another gene, among all protein-coding, lncRNA and microRNA genes (HGNC, CC0)."""
        return frozenset((Path(__file__).parent / "borrowed-symbols.txt").read_text(encoding="ascii").upper().split())


def looks_like_gene(name: str) -> bool:
    """Tell whether ``name`` is written like a gene: a symbol (``HLA-A``), or an HGNC, NCBI Gene or Ensembl gene id.

    Only the form is looked at, so other codes of that form pass; numbers with a point, sentences and probe ids do not, nor do
    Ensembl's ids of transcripts, proteins and other species.
    """
    spelled = _compared(name)
    return bool(_IDENTIFIER.fullmatch(spelled) or (len(spelled) <= MAX_SYMBOL and _SYMBOL.fullmatch(spelled)))


def _compared(name: str) -> str:
    """Return the form in which names are compared: in upper case, an Ensembl id without its version."""
    ensembl = _ENSEMBL.fullmatch(name)
    return (ensembl[1] if ensembl else name).upper()


def _add(table: dict[str, list[str]], name: str, gene: str) -> None:
    genes = table.setdefault(name, [])
    if gene not in genes:
        genes.append(gene)
