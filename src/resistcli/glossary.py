"""What the fields of records mean, for the JSON Schemas: the fields that mean the same wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resistcli.model import LEVEL_MEANINGS, ROLE_MEANINGS

if TYPE_CHECKING:
    from collections.abc import Mapping


def _meanings(words: Mapping[Any, str]) -> str:
    return "; ".join(f"{word}: {meaning}" for word, meaning in words.items())


FIELDS = {
    "agents": "Ids of agents: what was given.",
    "aliases": "Other names by which it is found.",
    "also": "Other entities of the same names, as kind:id.",
    "authors": "Authors in order, each as family name and initials.",
    "basis": "Why the role is what it is, in plain words.",
    "cancer": "The cancer in which it was seen, where one is named.",
    "category": "Id of the category of a mechanism.",
    "citations": "Ids of the papers.",
    "condition": "Under which conditions the value was measured.",
    "definition": "What the mechanism is.",
    "doi": "DOI, without https://doi.org/ in front.",
    "ensembl": "Ensembl gene id.",
    "entrez": "NCBI Gene id, as text.",
    "et_al": "True where the page read showed only the first of the authors.",
    "genes": "Approved symbols of genes.",
    "hgnc": "HGNC id, as in HGNC:40.",
    "id": "What the record is known by, for ever; of a gene, its approved symbol.",
    "inferred": "True where the role follows from physics or pharmacology alone and no paper is behind it.",
    "level": f"Level of evidence, as in CIViC: {_meanings(LEVEL_MEANINGS)}.",
    "measure": "What was measured.",
    "mechanism": "Id of the mechanism.",
    "modality": "Id of a modality, such as chemo or radio; of a countermeasure, the one that it restores.",
    "not_for": "Treatment classes to which the role absent does not extend.",
    "on": "The day of the reading, as in 2026-11-21.",
    "outcome": "What came of it.",
    "overlays": "Overlays merged in, in their order.",
    "page": "Address of the page that was read.",
    "parent": "Id of the modality or class above a treatment class; a modality has none.",
    "pmcid": "PubMed Central id, as in PMC2722839.",
    "pmid": "PubMed id, as text.",
    "previous": "Symbols that the gene had before.",
    "reason": "The state in words: how many papers say what.",
    "reference": "Id of the paper.",
    "references": "Ids of the papers.",
    "relation": "What the mechanism, being active, does to the effect of the treatment.",
    "retracted": "True where the paper was retracted.",
    "role": f"What the mechanism is to the modality. {_meanings(ROLE_MEANINGS)}.",
    "seen_at": "Address of the page on which the identifiers were read.",
    "sha256": "SHA-256 of the files that the data were compiled from.",
    "source": "bundled, or the overlay that brought it; several, parted by a semicolon, where an overlay added to it.",
    "stage": "How far the countermeasure got, as its papers show; clinical where it was given to patients and they name no phase.",
    "stance": "What the paper says of the claim as worded.",
    "state": "Whether the papers agree.",
    "study": "The kind of study.",
    "suggestion": "The nearest right word, where there is one.",
    "treatment_class": "Id of the treatment class; none for what is given only to overcome resistance.",
    "treatment_classes": "Ids of treatment classes that the claim is about where it names no single agent.",
    "unit": "Unit of the value, or percent or ratio.",
    "value": "The value as the paper gives it, as text: it may be a range.",
    "verdict": "What the second reading found: the page supports the claim, or the claim was narrowed to what it shows.",
    "where": "Where in the paper it stands, such as title or abstract.",
    "xrefs": "Ids in other vocabularies, as in GO:1990961, MESH:D018432 or CHEBI:45863.",
}
"""Meaning by field, for texts, lists of texts and truth values; a field that holds records is told by the records."""
