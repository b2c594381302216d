"""What is prepared for look-ups when a dataset is compiled: whole names by key, and a weighted word index for search."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from resistcli.names import STOP_WORDS, tokens, words
from resistcli.sources.name_table import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resistcli.model import Kind
    from resistcli.sources.records import Records

NameEntry = tuple["Kind", str, str, str]
"""Kind, id, field and the text as written: one way to name an entity as a whole."""

# How much a word tells about an entity by the field that holds it; claims of a mechanism add with their share.
NAME, ALIAS, GENE, DEFINITION, BASIS, CLAIM_TEXT = 100, 95, 60, 45, 45, 40


class WordIndex(NamedTuple):
    """``documents`` are (kind, id); ``postings`` give for each stem the documents that hold it as flat (document, weight) pairs."""

    documents: list[tuple[Kind, str]]
    postings: dict[str, list[int]]
    vocabulary: list[str]
    """Unstemmed words of names and aliases: what a typo may be corrected to."""


def names(records: Records) -> dict[Kind, bytes]:
    """Return, for each kind, every whole name of every entity, as :mod:`resistcli.sources.name_table` reads them."""
    entries: dict[Kind, list[tuple[str, str, str]]] = defaultdict(list)
    for kind, identifier, field, text in _named(records):
        entries[kind].append((identifier, field, text))
    return {kind: write(found) for kind, found in entries.items()}


def _named(records: Records) -> Iterator[NameEntry]:
    for mechanism in records.mechanisms.values():
        yield from _entries("mechanism", mechanism.id, id=[mechanism.id], name=[mechanism.name], alias=mechanism.aliases)
    for modality in records.modalities.values():
        yield from _entries("modality", modality.id, id=[modality.id], name=[modality.name], alias=modality.aliases)
    for gene in records.genes.values():
        ids = [gene.hgnc, gene.ensembl]
        yield from _entries("gene", gene.id, id=[gene.id], name=[gene.name], alias=gene.aliases, previous=gene.previous, xref=ids)
    for agent in records.agents.values():
        yield from _entries("agent", agent.id, id=[agent.id], name=[agent.name], alias=agent.aliases, xref=agent.xrefs)
    for measure in records.countermeasures.values():
        yield from _entries("countermeasure", measure.id, id=[measure.id], name=[measure.name])
    for claim in records.claims.values():
        yield from _entries("claim", claim.id, id=[claim.id])
    for reference in records.references.values():
        pmid = [reference.pmid, f"PMID {reference.pmid}"] if reference.pmid else []
        doi = [reference.doi, f"https://doi.org/{reference.doi}"] if reference.doi else []
        yield from _entries("reference", reference.id, id=[reference.id], title=[reference.title], doi=doi, pmid=pmid, pmcid=[reference.pmcid])


def _entries(kind: Kind, identifier: str, **fields: Sequence[str | None]) -> Iterator[NameEntry]:
    for field, texts in fields.items():
        yield from ((kind, identifier, field, text) for text in texts if text)


def word_index(records: Records) -> WordIndex:
    """Return the word index over all entities; weights run from 1 to 100."""
    documents: list[tuple[Kind, str]] = []
    postings: dict[str, list[int]] = defaultdict(list)
    vocabulary: set[str] = set()
    for kind, identifier, weights in _documents(records, vocabulary):
        number = len(documents)
        documents.append((kind, identifier))
        for token, weight in weights.items():
            postings[token] += (number, weight)
    return WordIndex(documents, dict(sorted(postings.items())), sorted(vocabulary))


def _documents(records: Records, vocabulary: set[str]) -> Iterator[tuple[Kind, str, dict[str, int]]]:
    for kind, identifier, fields in _texts(records):
        weights: dict[str, int] = {}
        for text, weight in fields:
            if weight >= ALIAS:
                vocabulary.update(word for word in words(text) if len(word) >= 4 and word not in STOP_WORDS)
            for token in tokens(text):
                weights[token] = max(weight, weights.get(token, 0))
        if kind == "mechanism":
            for token, weight in _claim_weights(identifier, records).items():
                weights[token] = max(weight, weights.get(token, 0))
        yield kind, identifier, weights


def _claim_weights(mechanism: str, records: Records) -> dict[str, int]:
    """A word that many of a mechanism's claims use says more about it than one of a single claim."""
    record = records.mechanisms[mechanism]
    texts = [records.claims[name].text for name in record.claims] + [
        f"{records.countermeasures[name].name} {records.countermeasures[name].outcome}" for name in record.countermeasures
    ]
    counts = Counter(token for text in texts for token in set(tokens(text)))
    return {token: 10 + round(30 * count / len(texts)) for token, count in counts.items()}


def _texts(records: Records) -> Iterator[tuple[Kind, str, list[tuple[str, int]]]]:
    for mechanism in records.mechanisms.values():
        yield (
            "mechanism",
            mechanism.id,
            [
                (mechanism.name, NAME),
                (mechanism.id, NAME),
                *((alias, ALIAS) for alias in mechanism.aliases),
                (mechanism.definition, DEFINITION),
                *((profile.basis, BASIS) for profile in mechanism.profiles.values()),
                *((gene, GENE) for gene in mechanism.genes),
            ],
        )
    for modality in records.modalities.values():
        yield "modality", modality.id, [(modality.name, NAME), *((alias, ALIAS) for alias in modality.aliases)]
    for gene in records.genes.values():
        yield "gene", gene.id, [(gene.id, NAME), (gene.name, GENE), *((alias, ALIAS) for alias in (*gene.aliases, *gene.previous))]
    for agent in records.agents.values():
        yield "agent", agent.id, [(agent.name, NAME), *((alias, ALIAS) for alias in agent.aliases)]
    for measure in records.countermeasures.values():
        yield "countermeasure", measure.id, [(measure.name, GENE), (measure.outcome, CLAIM_TEXT)]
    for claim in records.claims.values():
        yield "claim", claim.id, [(claim.text, CLAIM_TEXT)]
    for reference in records.references.values():
        journal = reference.journal or ""
        yield "reference", reference.id, [(" ".join(reference.authors), GENE), (str(reference.year), GENE), (reference.title, CLAIM_TEXT), (journal, 10)]
