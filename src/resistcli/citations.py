"""Which papers stand behind a name: each claim with its references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.answers import Answer, Rows
from resistcli.model import Claim, Record, Reference, Statement, joined_sources
from resistcli.show import statements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.knowledge import KnowledgeBase

STYLES = ("vancouver", "apa", "bibtex", "ris", "csl-json")


class Cited(Record, kw_only=True, frozen=True):
    """A claim or countermeasure with the papers on it; ``claim`` is None for a paper asked for by itself."""

    claim: Statement | None
    references: list[Reference]


class CiteAnswer(Answer, kw_only=True, frozen=True):
    """Claims and countermeasures with their references, in the order of the dataset."""

    results: list[Cited]

    def records(self) -> list[Cited]:
        """Return the claims with their references."""
        return self.results

    def references(self) -> list[Reference]:
        """Return every reference once, in the order in which it is first cited."""
        return list({reference.id: reference for cited in self.results for reference in cited.references}.values())

    def table(self) -> Rows:
        """Return one row a citation: claim, its text and level, stance, and the paper."""
        columns = ["claim", "text", "level", "reference", "stance", "citation", "title", "journal", "year", "doi", "pmid", "source"]
        return Rows(columns, [self._row(cited, reference) for cited in self.results for reference in cited.references])

    @staticmethod
    def _row(cited: Cited, reference: Reference) -> list[object]:
        paper = [reference.short, reference.title, reference.journal, reference.year, reference.doi, reference.pmid]
        claim = cited.claim
        if claim is None:
            return [None, None, None, reference.id, None, *paper, reference.source]
        line = next(line for line in claim.evidence if line.reference == reference.id)
        text = claim.text if isinstance(claim, Claim) else f"{claim.name}: {claim.outcome}"
        return [claim.id, text, claim.level, reference.id, line.stance, *paper, joined_sources([claim, line, reference])]


def cite(kb: KnowledgeBase, names: Sequence[str]) -> CiteAnswer:
    """Return the claims and countermeasures that hang on each of ``names``, with their references; each claim once.

    A reference asked for by name comes by itself, without the claims that cite it.

    Raises:
        UnknownNameError: a name that is not in the dataset.
    """
    results: dict[str, Cited] = {}
    for name in kb.split_names(names):
        match = kb.resolve(name)
        if match.kind == "reference":
            results.setdefault(f"reference:{match.id}", Cited(claim=None, references=[kb.references[match.id]]))
        for statement in statements_of(kb, match.kind, match.id) if match.kind != "reference" else ():
            papers = [kb.references[line.reference] for line in statement.evidence]
            results.setdefault(statement.id, Cited(claim=statement, references=papers))
    return CiteAnswer(schema="resist.cite/1", dataset=kb.stamp, results=list(results.values()))
