"""The dataset check: shapes, ids, references, vocabulary. Every problem at once, each with its place and a suggestion.

A check is a small function over all the files read together; its name is what ``Problem.check`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from resistcli.errors import DataError
from resistcli.names import key
from resistcli.sources.shapes import SourceShape
from resistcli.sources.yaml_reader import Location, YamlDocument

LISTS = ("categories", "modalities", "agents", "genes", "references", "mechanisms")
NESTED = ("claims", "countermeasures")
MAX_TEXT = 1200
MAX_KEY = 60


class Problem(NamedTuple):
    """One thing wrong in a data file. Lines and columns count from 1; ``path`` is the place in the data, like ``mechanisms[3].role``."""

    file: str
    line: int
    column: int
    path: str
    check: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        """Return ``file:line:column: path: message (did you mean …?)``."""
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}{hint}"


class Finding(NamedTuple):
    """What a check yields: a document, a location in it, what is wrong, and perhaps the right thing."""

    document: YamlDocument
    location: Location
    message: str
    suggestion: str | None = None


class Item(NamedTuple):
    """A record with an id somewhere in the documents. ``parent`` is the mechanism of a nested one."""

    document: YamlDocument
    location: Location
    kind: str
    data: dict[str, Any]
    parent: str | None = None


class Corpus:
    """All documents under check, with their records by kind and id."""

    def __init__(self, documents: Sequence[YamlDocument]) -> None:
        """Collect the records of the ``documents``, whose shapes must be right."""
        self.items = [item for document in documents for item in _items(document)]
        self.ids: dict[str, dict[str, Item]] = {kind: {} for kind in (*LISTS, *NESTED)}
        for item in self.items:
            self.ids[item.kind].setdefault(item.data["id"], item)

    def of(self, *kinds: str) -> Iterator[Item]:
        """Yield the records of these kinds, in the order of the files."""
        return (item for item in self.items if item.kind in kinds)

    def known(self, kind: str, name: str) -> bool:
        """Tell whether a record of ``kind`` has the id ``name``."""
        return name in self.ids[kind]

    def nearest(self, kind: str, name: str) -> str | None:
        """Return the id of that kind nearest to ``name``, or None where nothing is near."""
        from difflib import get_close_matches

        return next(iter(get_close_matches(name, self.ids[kind], n=1, cutoff=0.7)), None)


def check_documents(documents: Sequence[YamlDocument]) -> list[SourceShape]:
    """Return the documents as shapes.

    Raises:
        DataError: something is wrong; the message is one line a problem.
    """
    if problems := find_problems(documents):
        raise DataError("\n".join(map(str, problems)))
    return [msgspec.convert(document.data, SourceShape) for document in documents]


def find_problems(documents: Sequence[YamlDocument]) -> list[Problem]:
    """Return everything wrong in the documents taken together, in the order of the files.

    The other checks need records of the right shape, so wrong shapes are reported alone.
    """
    problems = [problem for document in documents for problem in _shape_problems(document)]
    if problems:
        return problems
    corpus = Corpus(documents)
    problems = [_problem(name, finding) for name, run in CHECKS.items() for finding in run(corpus)]
    order = {str(document.path): number for number, document in enumerate(documents)}
    return sorted(problems, key=lambda problem: (order[problem.file], problem.line, problem.column))


def _items(document: YamlDocument) -> Iterator[Item]:
    for kind in LISTS:
        for number, data in enumerate((document.data or {}).get(kind) or []):
            yield Item(document, (kind, number), kind, data)
            for nested in NESTED if kind == "mechanisms" else ():
                for position, child in enumerate(data.get(nested) or []):
                    yield Item(document, (kind, number, nested, position), nested, child, data["id"])


def _problem(check: str, finding: Finding) -> Problem:
    document, location, message, suggestion = finding
    file, line, column = document.where(location).rsplit(":", 2)
    return Problem(file, int(line), int(column), _path_text(location), check, message, suggestion)


def _path_text(location: Location) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{_key_text(part)}" for part in location)
    return text.lstrip(".") or "."


def _key_text(part: str) -> str:
    """A key as written, but a hostile one cannot end the line, reach the terminal or fill the screen."""
    return part if part.isprintable() and len(part) <= MAX_KEY else _shown(part)


# Shapes


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(msgspec.json.schema(SourceShape))


def _shape_problems(document: YamlDocument) -> list[Problem]:
    try:
        msgspec.convert(document.data, SourceShape)
    except msgspec.ValidationError as first:
        findings = [finding for error in _validator().iter_errors(document.data) for finding in _shape_findings(document, error)]
        problems = [_problem("shape", finding) for finding in findings or [Finding(document, (), str(first))]]
        return list(dict.fromkeys(problems))
    return []


def _shape_findings(document: YamlDocument, error: Any) -> Iterator[Finding]:
    """Put a schema validator's error into sentences for the person who typed the file."""
    while error.context:  # a choice of types: the branch that went furthest says most
        error = max(error.context, key=lambda child: len(child.absolute_path))
    location = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        allowed = list(error.schema.get("properties", {}))
        for unknown in (name for name in error.instance if name not in allowed):
            message = f"unknown key {_shown(unknown)}; expected one of: {', '.join(allowed)}"
            yield Finding(document, (*location, unknown), message, _close(unknown, allowed))
    elif error.validator == "enum":
        choices = [str(choice) for choice in error.validator_value]
        yield Finding(document, location, f"{_shown(error.instance)} is not one of: {', '.join(choices)}", _close(str(error.instance), choices))
    elif error.validator == "required":
        for missing in (name for name in error.validator_value if name not in error.instance):
            yield Finding(document, location, f"the key {missing!r} is missing")
    elif error.validator == "type":
        hint = "; put it in quotes" if error.validator_value == "string" and isinstance(error.instance, int | float) else ""
        yield Finding(document, location, f"expected {error.validator_value}, got {_shown(error.instance)}{hint}")
    else:
        yield Finding(document, location, _shown(error.message))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _close(name: str, choices: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, choices, n=1, cutoff=0.6)), None)


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


def ids(corpus: Corpus) -> Iterator[Finding]:
    """Ids are unique in their kind and made of lower-case words joined by hyphens (gene ids are HGNC symbols)."""
    for item in corpus.items:
        name = item.data["id"]
        if corpus.ids[item.kind][name] is not item:
            yield Finding(item.document, (*item.location, "id"), f"the id {name!r} stands twice among the {item.kind}")
        pattern = _GENE_ID if item.kind == "genes" else _ID
        if not pattern.fullmatch(name) or len(name) > 80:
            yield Finding(item.document, (*item.location, "id"), f"{_shown(name)} is not an id: lower-case words joined by hyphens are expected")


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
        noun = {"categories": "category", "modalities": "modality or treatment class"}.get(kind, kind[:-1])
        yield Finding(item.document, (*item.location, *field), f"no {noun} has the id {_shown(name)}", corpus.nearest(kind, name))


def evidence(corpus: Corpus) -> Iterator[Finding]:
    """Every claim and countermeasure cites at least one paper, and no paper twice."""
    for item in corpus.of(*NESTED):
        lines = item.data["evidence"]
        if not lines:
            yield Finding(item.document, (*item.location, "evidence"), "a claim needs at least one evidence line")
        seen: set[str] = set()
        for number, line in enumerate(lines):
            if line["reference"] in seen:
                yield Finding(item.document, (*item.location, "evidence", number), f"the reference {line['reference']!r} stands twice")
            seen.add(line["reference"])


def profiles(corpus: Corpus) -> Iterator[Finding]:
    """A modality with claims has a profile. One without is marked ``inferred``, which only the role ``absent`` may be.

    An inferred profile may stand beside claims that find an effect (they are shown with it), but not beside ones that
    find none: those are papers behind it.
    """
    roots = {item.data["id"] for item in corpus.of("modalities") if not item.data.get("parent")}
    for item in corpus.of("mechanisms"):
        relations: dict[str, set[str]] = {}
        for claim in item.data.get("claims") or []:
            relations.setdefault(claim["modality"], set()).add(claim["relation"])
        given = item.data.get("profiles") or {}
        for modality in sorted(set(relations) - set(given)):
            yield Finding(item.document, item.location, f"there are claims on {modality} but no profile for it")
        for modality, profile in given.items():
            place = (*item.location, "profiles", modality)
            if profile.get("inferred"):
                if profile["role"] != "absent":
                    yield Finding(item.document, place, "only the role absent may be inferred; any other role needs a claim")
                if "no-effect" in relations.get(modality, ()):
                    yield Finding(item.document, place, "the profile is marked as inferred although a claim finds no effect")
            elif modality in roots and modality not in relations:
                yield Finding(item.document, place, "the profile has no claims and is not marked as inferred")


def modality_roots(corpus: Corpus) -> Iterator[Finding]:
    """A claim is filed under one of the modalities; treatment classes are named in ``treatment_classes``. The tree has no loops."""
    parents = {item.data["id"]: item.data.get("parent") for item in corpus.of("modalities")}
    for item in corpus.of(*NESTED):
        name = item.data["modality"]
        if parents.get(name):
            yield Finding(
                item.document, (*item.location, "modality"), f"{name!r} is a treatment class; name its modality here and the class in treatment_classes"
            )
    for item in corpus.of("modalities"):
        walked: list[str] = []
        node: str | None = item.data["id"]
        while node and node not in walked:
            walked.append(node)
            node = parents.get(node)
        if node:
            yield Finding(item.document, (*item.location, "parent"), f"the tree runs in a circle: {' → '.join([*walked, node])}")


def identifiers(corpus: Corpus) -> Iterator[Finding]:
    """DOIs, PMIDs, PMCIDs, HGNC, NCBI Gene and Ensembl ids and cross-references are well formed."""
    for item in corpus.items:
        for field, (pattern, expected) in _FORMS.items():
            value = item.data.get(field)
            if value is not None and not pattern.fullmatch(value):
                yield Finding(item.document, (*item.location, field), f"{_shown(value)} is not {expected}")
        for number, xref in enumerate(item.data.get("xrefs") or []):
            prefix = xref.partition(":")[0]
            if prefix not in _XREFS or not _XREFS[prefix].fullmatch(xref):
                yield Finding(item.document, (*item.location, "xrefs", number), f"{_shown(xref)} is not an id of {', '.join(_XREFS)}")


def same_paper(corpus: Corpus) -> Iterator[Finding]:
    """No two references have the same DOI, PMID or PMCID."""
    for field in ("doi", "pmid", "pmcid"):
        seen: dict[str, str] = {}
        for item in corpus.of("references"):
            value = (item.data.get(field) or "").lower()
            if value and value in seen:
                yield Finding(item.document, (*item.location, field), f"{field} {value} is also that of {seen[value]!r}")
            seen.setdefault(value, item.data["id"])


def verification(corpus: Corpus) -> Iterator[Finding]:
    """A verified reference says at which page its identifiers were read."""
    for item in corpus.of("references"):
        given = item.data["verification"]
        if given["status"] == "verified" and not str(given.get("seen_at") or "").startswith(("https://", "http://")):
            yield Finding(item.document, (*item.location, "verification"), "verified, but seen_at is not the address of a page")


def retractions(corpus: Corpus) -> Iterator[Finding]:
    """A reference whose PMID is on the list of retracted papers says ``retracted: true``."""
    retracted = _retracted_pmids()
    for item in corpus.of("references"):
        if item.data.get("pmid") in retracted and not item.data.get("retracted"):
            yield Finding(item.document, (*item.location, "pmid"), f"PMID {item.data['pmid']} is a retracted paper; drop it, or say retracted: true")


@cache
def _retracted_pmids() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "retracted-pmids.txt").read_text(encoding="ascii").split())


def aliases(corpus: Corpus) -> Iterator[Finding]:
    """A name or alias belongs to one mechanism, one agent or one modality only (HGNC's aliases of genes may be shared)."""
    for kind in ("mechanisms", "agents", "modalities"):
        owners: dict[str, str] = {}
        for item in corpus.of(kind):
            names: list[tuple[Location, str]] = [(("id",), item.data["id"]), (("name",), item.data["name"])]
            names += [(("aliases", number), alias) for number, alias in enumerate(item.data.get("aliases") or [])]
            for field, name in names:
                owner = owners.setdefault(key(name), item.data["id"])
                if owner != item.data["id"]:
                    yield Finding(item.document, (*item.location, *field), f"{_shown(name)} already names {owner!r}")
                if not key(name):
                    yield Finding(item.document, (*item.location, *field), f"{_shown(name)} has no letter or digit")


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
            if name not in NESTED:  # these are records of their own
                yield from _strings(child, (*location, name))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _strings(child, (*location, number))


CHECKS: dict[str, Callable[[Corpus], Iterator[Finding]]] = {
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
