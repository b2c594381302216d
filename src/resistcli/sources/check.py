"""The dataset check: shapes, ids, references, vocabulary. Every problem at once, each with its place and a suggestion.

A check is a small function over all the files taken together; its name is what ``Problem.check`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from resistcli.errors import InvalidDataError
from resistcli.names import key
from resistcli.sources.corpus import LISTS, NESTED, Corpus, Item, Tables
from resistcli.sources.problems import Finding, Problem, as_text, near, shown
from resistcli.sources.shape_check import shape_problems
from resistcli.sources.shapes import (
    AgentShape,
    CategoryShape,
    ClaimShape,
    CountermeasureShape,
    GeneShape,
    MechanismShape,
    ModalityShape,
    ReferenceShape,
    Shape,
    SourceShape,
    required_keys,
)
from resistcli.sources.yaml_reader import Location, YamlDocument

MAX_TEXT = 1200
SHAPES: dict[str, type[Shape]] = {
    "categories": CategoryShape,
    "modalities": ModalityShape,
    "agents": AgentShape,
    "genes": GeneShape,
    "references": ReferenceShape,
    "mechanisms": MechanismShape,
    "claims": ClaimShape,
    "countermeasures": CountermeasureShape,
}


def check_documents(documents: Sequence[YamlDocument]) -> list[SourceShape]:
    """Return the documents of one dataset as shapes.

    Raises:
        InvalidDataError: something is wrong; the message is one line a problem.
    """
    if problems := find_problems(documents):
        raise InvalidDataError(as_text(problems))
    return [msgspec.convert(document.data or {}, SourceShape) for document in documents]


def find_problems(documents: Sequence[YamlDocument]) -> list[Problem]:
    """Return everything wrong in the files of one dataset taken together, in the order of the files.

    The other checks need records of the right shape, so wrong shapes are reported alone.
    """
    problems = [problem for document in documents for problem in shape_problems(document)]
    return problems or corpus_problems(Corpus([documents]), documents)


def find_overlay_problems(documents: Sequence[YamlDocument], below: Tables) -> tuple[list[Problem], Corpus]:
    """Return everything wrong in overlays upon the records ``below``, in the order of the files, and what they make merged."""
    problems = [problem for document in documents for problem in shape_problems(document, overlay=True)]
    if problems:
        return problems, Corpus([], below)
    corpus = Corpus([[document] for document in documents], below)
    return corpus_problems(corpus, documents), corpus


def corpus_problems(corpus: Corpus, documents: Sequence[YamlDocument]) -> list[Problem]:
    """Return what the named checks find, in the order of the documents."""
    problems = [finding.problem(name) for name, run in (REQUIRED if _lacks_keys(corpus) else CHECKS).items() for finding in run(corpus)]
    order = {str(document.path): number for number, document in enumerate(documents)}
    return sorted(dict.fromkeys(problems), key=lambda problem: (order[problem.file], problem.line, problem.column))


def _lacks_keys(corpus: Corpus) -> bool:
    return any(True for _ in required(corpus))


# Checks over the whole corpus

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GENE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+")
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "doi": (_DOI, "a DOI such as 10.1038/nrc2657, without https://doi.org/ in front"),
    "pmid": (re.compile(r"[1-9]\d{0,7}"), "a PubMed id: up to eight digits, in quotes"),
    "pmcid": (re.compile(r"PMC[1-9]\d{0,8}"), "a PubMed Central id such as PMC2722839"),
    "hgnc": (re.compile(r"HGNC:[1-9]\d{0,5}"), "an HGNC id such as HGNC:40"),
    "entrez": (re.compile(r"[1-9]\d{0,9}"), "an NCBI Gene id: digits, in quotes"),
    "ensembl": (re.compile(r"ENSG\d{11}"), "an Ensembl gene id such as ENSG00000085563"),
}
_XREFS = {
    "CHEBI": re.compile(r"CHEBI:\d{1,7}"),
    "CHEMBL": re.compile(r"CHEMBL:CHEMBL\d{1,8}"),
    "DRUGBANK": re.compile(r"DRUGBANK:DB\d{5}"),
    "GO": re.compile(r"GO:\d{7}"),
    "MESH": re.compile(r"MESH:[DC]\d{6,9}"),
    "NCIT": re.compile(r"NCIT:C\d{1,7}"),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def required(corpus: Corpus) -> Iterator[Finding]:
    """A new record has all the keys that its kind needs; one that adds to a record of the data below needs its id alone."""
    for item in corpus.items:
        if not item.partial:
            near_id = near(item.id, corpus.below[item.kind], cutoff=0.7)
            for missing in (name for name in required_keys(SHAPES[item.kind]) if item.data.get(name) is None):
                yield Finding(item.document, item.location, f"the key {missing!r} is missing, and no {_noun(item.kind)} {shown(item.id)} is known", near_id)


def replace(corpus: Corpus) -> Iterator[Finding]:
    """What the data below say is changed only under replace, and replace stands only where there is something to change."""
    yield from corpus.conflicts
    for item in corpus.items:
        if "replace" in item.data and not item.partial:
            yield Finding(item.document, (*item.location, "replace"), f"no {_noun(item.kind)} {shown(item.id)} is known, so there is nothing to replace")


def ids(corpus: Corpus) -> Iterator[Finding]:
    """Ids are unique in their kind and made of lower-case words joined by hyphens (gene ids are HGNC symbols)."""
    for item in corpus.repeated:
        yield Finding(item.document, (*item.location, "id"), f"the id {shown(item.id)} stands twice among the {item.kind}")
    for item in corpus.items:
        pattern = _GENE_ID if item.kind == "genes" else _ID
        if not pattern.fullmatch(item.id) or len(item.id) > 80:
            yield Finding(item.document, (*item.location, "id"), f"{shown(item.id)} is not an id: lower-case words joined by hyphens are expected")


def links(corpus: Corpus) -> Iterator[Finding]:
    """Whatever a record names (genes, agents, modalities, references, a category) is in the data."""
    for item in corpus.items:
        for field, kind in (("genes", "genes"), ("agents", "agents"), ("treatment_classes", "modalities")):
            for number, name in enumerate(item.data.get(field) or [] if item.kind not in LISTS[:4] else []):
                yield from _link(corpus, item, (field, number), kind, name)
        for field, kind in (("category", "categories"), ("modality", "modalities"), ("parent", "modalities"), ("treatment_class", "modalities")):
            if name := item.data.get(field):
                yield from _link(corpus, item, (field,), kind, name)
        for number, line in enumerate(item.data.get("evidence") or []):
            yield from _link(corpus, item, ("evidence", number, "reference"), "references", line["reference"])
        for modality in item.data.get("profiles") or {}:
            yield from _link(corpus, item, ("profiles", modality), "modalities", modality)


def _link(corpus: Corpus, item: Item, field: Location, kind: str, name: str) -> Iterator[Finding]:
    if not corpus.known(kind, name):
        yield Finding(item.document, (*item.location, *field), f"no {_noun(kind)} has the id {shown(name)}", corpus.nearest(kind, name))


def _noun(kind: str) -> str:
    return {"categories": "category", "modalities": "modality or treatment class"}.get(kind, kind[:-1])


def evidence(corpus: Corpus) -> Iterator[Finding]:
    """Every claim and countermeasure cites at least one paper, and no paper twice."""
    for item in corpus.of(*NESTED):
        lines = item.data.get("evidence")
        if lines == [] or (lines is None and not item.partial):
            yield Finding(item.document, (*item.location, "evidence"), "a claim needs at least one evidence line")
        below = {} if item.replacing or not item.partial else corpus.below[item.kind].get(item.id, {})
        seen = {line["reference"]: line for line in below.get("evidence") or []}
        for number, line in enumerate(lines or []):
            name = line["reference"]
            if name in seen and (name not in {given["reference"] for given in below.get("evidence") or []} or seen[name] != line):
                yield Finding(item.document, (*item.location, "evidence", number), f"the reference {shown(name)} stands twice")
            seen[name] = line


def profiles(corpus: Corpus) -> Iterator[Finding]:
    """A modality with claims that find an effect has a profile. One without is marked ``inferred``, which only the role ``absent`` may be.

    An inferred profile may stand beside claims that find an effect (they are shown with it), but not beside ones that
    find none: those are papers behind it.
    """
    roots = {name for name, node in corpus.tables["modalities"].items() if not node.get("parent")}
    relations: dict[tuple[str, str], set[str]] = {}
    for claim in corpus.tables["claims"].values():
        relations.setdefault((claim["mechanism"], claim["modality"]), set()).add(claim["relation"])
    judged: set[str] = set()
    for item in corpus.of("mechanisms"):
        if item.id in judged:
            continue
        judged.add(item.id)
        given = corpus.tables["mechanisms"][item.id].get("profiles") or {}
        found_on = {modality for (mechanism, modality), found in relations.items() if mechanism == item.id and found != {"no-effect"}}
        for modality in sorted(found_on - set(given)):
            yield Finding(item.document, item.location, f"there are claims on {modality} but no profile for it")
        for modality, profile in given.items():
            place = (*item.location, "profiles", modality)
            found = relations.get((item.id, modality), set())
            if profile.get("inferred"):
                if profile["role"] != "absent":
                    yield Finding(item.document, place, "only the role absent may be inferred; any other role needs a claim")
                if "no-effect" in found:
                    yield Finding(item.document, place, "the profile is marked as inferred although a claim finds no effect")
            elif modality in roots and not found:
                yield Finding(item.document, place, "the profile has no claims and is not marked as inferred")


def modality_roots(corpus: Corpus) -> Iterator[Finding]:
    """A claim is filed under one of the modalities; treatment classes are named in ``treatment_classes``. The tree has no loops."""
    parents = {name: node.get("parent") for name, node in corpus.tables["modalities"].items()}
    for item in corpus.of(*NESTED):
        name = item.data.get("modality")
        if parents.get(name or ""):
            message = f"{shown(name)} is a treatment class; name its modality here and the class in treatment_classes"
            yield Finding(item.document, (*item.location, "modality"), message)
    for item in corpus.of("modalities"):
        walked: list[str] = []
        node: str | None = item.id
        while node and node not in walked:
            walked.append(node)
            node = parents.get(node)
        if node:
            circle = " → ".join([*walked, node])
            yield Finding(item.document, (*item.location, "parent"), f"the tree runs in a circle: {circle if len(circle) <= MAX_TEXT else shown(circle)}")


def identifiers(corpus: Corpus) -> Iterator[Finding]:
    """DOIs, PMIDs, PMCIDs, HGNC, NCBI Gene and Ensembl ids and cross-references are well formed."""
    for item in corpus.items:
        for field, (pattern, expected) in _FORMS.items():
            value = item.data.get(field)
            if value is not None and not pattern.fullmatch(value):
                yield Finding(item.document, (*item.location, field), f"{shown(value)} is not {expected}")
        for number, xref in enumerate(item.data.get("xrefs") or []):
            prefix = xref.partition(":")[0]
            if prefix not in _XREFS or not _XREFS[prefix].fullmatch(xref):
                yield Finding(item.document, (*item.location, "xrefs", number), f"{shown(xref)} is not an id of {', '.join(_XREFS)}")


def same_paper(corpus: Corpus) -> Iterator[Finding]:
    """No two references have the same DOI, PMID or PMCID."""
    for field in ("doi", "pmid", "pmcid"):
        owners = {str(paper[field]).lower(): name for name, paper in corpus.below["references"].items() if paper.get(field)}
        for item in corpus.of("references"):
            value = (item.data.get(field) or "").lower()
            owner = owners.setdefault(value, item.id) if value else item.id
            if owner != item.id:
                yield Finding(item.document, (*item.location, field), f"{field} {shown(value)} is also that of {shown(owner)}")


def verification(corpus: Corpus) -> Iterator[Finding]:
    """A verified reference says at which page its identifiers were read."""
    for item in corpus.of("references"):
        given = item.data.get("verification")
        if given and given["status"] == "verified" and not str(given.get("seen_at") or "").startswith(("https://", "http://")):
            yield Finding(item.document, (*item.location, "verification"), "verified, but seen_at is not the address of a page")


def retractions(corpus: Corpus) -> Iterator[Finding]:
    """A reference whose PMID is on the list of retracted papers says ``retracted: true``."""
    retracted = _retracted_pmids()
    for item in corpus.of("references"):
        if item.data.get("pmid") in retracted and not corpus.tables["references"][item.id].get("retracted"):
            yield Finding(item.document, (*item.location, "pmid"), f"PMID {item.data['pmid']} is a retracted paper; drop it, or say retracted: true")


@cache
def _retracted_pmids() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "retracted-pmids.txt").read_text(encoding="ascii").split())


def aliases(corpus: Corpus) -> Iterator[Finding]:
    """A name or alias belongs to one mechanism, one agent or one modality only (HGNC's aliases of genes may be shared)."""
    for kind in ("mechanisms", "agents", "modalities"):
        owners = {key(name): owner for owner, record in corpus.below[kind].items() for _, name in _names(record)}
        for item in corpus.of(kind):
            for field, name in _names(item.data):
                owner = owners.setdefault(key(name), item.id)
                if owner != item.id:
                    yield Finding(item.document, (*item.location, *field), f"{shown(name)} already names {shown(owner)}")
                if not key(name):
                    yield Finding(item.document, (*item.location, *field), f"{shown(name)} has no letter or digit")


def _names(record: dict[str, Any]) -> list[tuple[Location, str]]:
    single: list[tuple[Location, str]] = [((field,), record[field]) for field in ("id", "name") if record.get(field)]
    return single + [(("aliases", number), alias) for number, alias in enumerate(record.get("aliases") or [])]


def text(corpus: Corpus) -> Iterator[Finding]:
    """Text holds no control or direction characters, is not empty and is at most 1,200 characters long."""
    for item in corpus.items:
        for location, value in _strings(item.data, item.location):
            if _CONTROL.search(value):
                yield Finding(item.document, location, "the text holds a control character")
            elif not value.strip():
                yield Finding(item.document, location, "the text is empty")
            elif len(value) > MAX_TEXT:
                yield Finding(item.document, location, f"the text has {len(value)} characters; at most {MAX_TEXT} are expected")


def _strings(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for name, child in value.items():
            if name not in NESTED and name != "replace":  # these are records of their own
                yield from _strings(child, (*location, name))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _strings(child, (*location, number))


Check = Callable[[Corpus], Iterator[Finding]]
REQUIRED: dict[str, Check] = {"required": required, "replace": replace}
"""What must hold before the other checks can look at the records."""
CHECKS: dict[str, Check] = REQUIRED | {
    "ids": ids,
    "links": links,
    "evidence": evidence,
    "profiles": profiles,
    "modalities": modality_roots,
    "identifiers": identifiers,
    "same-paper": same_paper,
    "verification": verification,
    "retractions": retractions,
    "aliases": aliases,
    "text": text,
}
