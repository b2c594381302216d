"""The dataset check: shapes, ids, references, vocabulary. Every problem at once, each with its place and a suggestion.

A check is a small function over all the files taken together; its name is what ``Problem.check`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from resistcli.errors import InvalidDataError
from resistcli.names import key
from resistcli.sources.corpus import LISTS, NESTED, Corpus, Item, Tables
from resistcli.sources.forms import FORMS, GENE_ID, ID, XREFS
from resistcli.sources.problems import MAX_PROBLEMS, Finding, Problem, Wanted, as_text, file_text, shown
from resistcli.sources.shape_check import key_problems, shape_findings
from resistcli.sources.shapes import SourceShape
from resistcli.sources.text_check import text
from resistcli.sources.yaml_reader import Location, YamlDocument

MAX_ID = 80
MAX_TREE = 8
YEARS = range(1800, 2101)


def check_documents(documents: Sequence[YamlDocument]) -> list[SourceShape]:
    """Return the documents of one dataset as shapes.

    Raises:
        InvalidDataError: something is wrong; the message is one line a problem.
    """
    if problems := find_problems(documents):
        raise InvalidDataError(as_text(problems))
    return [msgspec.convert(document.data or {}, SourceShape) for document in documents]


def find_problems(documents: Sequence[YamlDocument]) -> list[Problem]:
    """Return everything wrong in the files of one dataset taken together, in the order of the files."""
    return _find(documents, lambda sound: Corpus([sound]))[0]


def find_overlay_problems(documents: Sequence[YamlDocument], below: Tables) -> tuple[list[Problem], Corpus]:
    """Return everything wrong in overlays upon the records ``below``, in the order of the files, and what they make merged."""
    return _find(documents, lambda sound: Corpus([[document] for document in sound], below), overlay=True)


def _find(documents: Sequence[YamlDocument], merge: Callable[[list[YamlDocument]], Corpus], *, overlay: bool = False) -> tuple[list[Problem], Corpus]:
    """Run every check. What needs records of the right shape passes over those that are not; at most a few more problems than are told are returned."""
    repeated = [problem for document in documents for problem in key_problems(document)]
    shapes = [shape_findings(document, overlay=overlay) for document in documents]
    corpus = merge([document._replace(broken=broken) for document, (_, broken) in zip(documents, shapes, strict=True)])
    findings = [("shape", finding) for found, _ in shapes for finding in found]
    findings += [(name, finding) for name, run in CHECKS.items() for finding in islice(run(corpus), MAX_PROBLEMS + 1)]
    order = {file_text(document.path): number for number, document in enumerate(documents)}

    def place(named: tuple[str, Finding]) -> tuple[int, int, int]:
        document = named[1].document
        return order[file_text(document.path)], *document.position(named[1].location)

    told = [finding.problem(name) for name, finding in sorted(findings, key=place)[: MAX_PROBLEMS + 1]]
    problems = sorted([*repeated, *told], key=lambda problem: (order[problem.file], problem.line, problem.column))
    return list(dict.fromkeys(problems))[: MAX_PROBLEMS + 1], corpus


# Checks over the whole corpus

_LISTS_OF_NAMES = ("aliases", "genes", "agents", "treatment_classes", "xrefs", "previous")


def required(corpus: Corpus) -> Iterator[Finding]:
    """A new record has all the keys that its kind needs; one that adds to a record of the data below needs its id alone."""
    for item, missing in corpus.lacking:
        for name in missing:
            message = f"the key {name!r} is missing, and no {_noun(item.kind)} {shown(item.id)} is known"
            yield Finding(item.document, item.location, message, Wanted(item.id, corpus.below[item.kind]))


def replace(corpus: Corpus) -> Iterator[Finding]:
    """What the data below say is changed only under replace, and replace stands only where there is something to change."""
    yield from corpus.conflicts
    for item in (*corpus.items, *(item for item, _ in corpus.lacking)):
        changed = item.data.get("replace")
        if changed is not None and not item.partial:
            message = f"no {_noun(item.kind)} {shown(item.id)} is known, so there is nothing to replace"
            yield Finding(item.document, (*item.location, "replace"), message, Wanted(item.id, corpus.below[item.kind]))
        elif changed is not None and not item.replacing:
            both: list[tuple[str, ...]] = [(name,) for name in changed if name in item.data and name != "profiles"]
            both += [("profiles", name) for name in changed.get("profiles", {}) if name in item.data.get("profiles", {})]
            for place in both:
                message = f"{shown(place[-1])} is given beside replace as well; give it once"
                yield Finding(item.document, (*item.location, "replace", *place), message)


def ids(corpus: Corpus) -> Iterator[Finding]:
    """Ids are unique in their kind and made of lower-case words joined by hyphens (gene ids are HGNC symbols)."""
    for item in corpus.repeated:
        yield Finding(item.document, (*item.location, "id"), f"the id {shown(item.id)} stands twice among the {item.kind}")
    symbols: dict[str, str] = {}
    for gene in corpus.tables["genes"]:
        symbols.setdefault(gene.casefold(), gene)
    for item in corpus.items:
        place = (*item.location, "id")
        pattern = GENE_ID if item.kind == "genes" else ID
        if not pattern.fullmatch(item.id):
            expected = "a gene symbol such as ABCB1 is" if item.kind == "genes" else "lower-case words joined by hyphens are"
            yield Finding(item.document, place, f"{shown(item.id)} is not an id: {expected} expected")
        elif len(item.id) > MAX_ID:
            yield Finding(item.document, place, f"the id {shown(item.id)} has {len(item.id)} characters; at most {MAX_ID} are expected")
        elif item.kind == "genes" and (known := symbols.get(item.id.casefold(), item.id)) != item.id:
            yield Finding(item.document, place, f"{shown(item.id)} differs from the gene {shown(known)} in capitals alone", known)


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
        yield from _profile_links(corpus, item)


def _profile_links(corpus: Corpus, item: Item) -> Iterator[Finding]:
    for field in ("profiles", "gaps"):
        for modality in item.data.get(field) or {}:
            yield from _link(corpus, item, (field, modality), "modalities", modality)
    for modality, profile in (item.data.get("profiles") or {}).items():
        for number, name in enumerate(profile.get("not_for") or []):
            yield from _link(corpus, item, ("profiles", modality, "not_for", number), "modalities", name)


def _link(corpus: Corpus, item: Item, field: Location, kind: str, name: str) -> Iterator[Finding]:
    if not corpus.known(kind, name):
        yield Finding(item.document, (*item.location, *field), f"no {_noun(kind)} has the id {shown(name)}", corpus.nearest(kind, name))


def _noun(kind: str) -> str:
    return {"categories": "category", "modalities": "modality or treatment class"}.get(kind, kind[:-1])


def evidence(corpus: Corpus) -> Iterator[Finding]:
    """Every claim and countermeasure cites at least one paper, and no paper twice."""
    yield from corpus.cited_twice
    for item in corpus.of(*NESTED):
        lines = item.data.get("evidence")
        if lines == [] and (item.replacing or not item.partial):
            yield Finding(item.document, (*item.location, "evidence"), f"a {_noun(item.kind)} needs at least one evidence line")
        seen: set[str] = set()
        for number, line in enumerate(lines or []):
            if line["reference"] in seen:
                yield Finding(item.document, (*item.location, "evidence", number), f"the reference {shown(line['reference'])} stands twice")
            seen.add(line["reference"])


def repeats(corpus: Corpus) -> Iterator[Finding]:
    """No list names the same thing twice (but two authors may have one name)."""
    for item in corpus.items:
        for field in _LISTS_OF_NAMES:
            seen: set[str] = set()
            for number, name in enumerate(item.data.get(field) or []):
                if name in seen:
                    yield Finding(item.document, (*item.location, field, number), f"{shown(name)} stands twice in the list")
                seen.add(name)


def profiles(corpus: Corpus) -> Iterator[Finding]:
    """A modality with claims that find an effect has a profile. One without is marked ``inferred``, which only the role ``absent`` may be.

    An inferred profile may stand beside claims that find an effect (they are shown with it), but not beside ones that
    find none: those are papers behind it.
    """
    roots = {name for name, node in corpus.tables["modalities"].items() if not node.get("parent")}
    relations: dict[str, dict[str, set[str]]] = {}
    for claim in corpus.tables["claims"].values():
        relations.setdefault(claim["mechanism"], {}).setdefault(claim["modality"], set()).add(claim["relation"])
    judged: set[str] = set()
    for item in corpus.of("mechanisms"):
        if item.id in judged or not corpus.whole(item.id):
            continue
        judged.add(item.id)
        given = corpus.tables["mechanisms"][item.id].get("profiles") or {}
        found_on = {modality for modality, found in relations.get(item.id, {}).items() if found != {"no-effect"}}
        for modality in sorted(found_on - set(given)):
            yield Finding(item.document, item.location, f"there are claims on {_word(modality)} but no profile for it")
        for modality, profile in given.items():
            place = (*item.location, "profiles", modality)
            found = relations.get(item.id, {}).get(modality, set())
            for field, message in _profile_faults(profile, found, root=modality in roots):
                yield Finding(item.document, (*place, *field), message)


def _profile_faults(profile: dict[str, Any], found: set[str], *, root: bool) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with a profile beside claims that found these relations, and under which of its fields."""
    if profile.get("not_for") and profile["role"] != "absent":
        yield ("not_for",), "only the role absent extends to treatment classes, so only with it is there anything to except"
    if not profile.get("inferred"):
        if root and not found:
            yield (), "the profile has no claims and is not marked as inferred"
        return
    if profile["role"] != "absent":
        yield (), "only the role absent may be inferred; any other role needs a claim"
    if "no-effect" in found:
        yield (), "the profile is marked as inferred although a claim finds no effect"


def gaps(corpus: Corpus) -> Iterator[Finding]:
    """A gap is for one of the modalities, on which the mechanism has neither a profile nor claims."""
    filled = {(claim["mechanism"], claim["modality"]): "claims" for claim in corpus.tables["claims"].values()}
    for item in corpus.of("mechanisms"):
        profiled = corpus.tables["mechanisms"].get(item.id, {}).get("profiles") or {}
        for modality in item.data.get("gaps") or {}:
            if corpus.tables["modalities"].get(modality, {}).get("parent"):
                yield Finding(item.document, (*item.location, "gaps", modality), f"{_word(modality)} is a treatment class; a gap is for a whole modality")
            elif what := "a profile" if modality in profiled else filled.get((item.id, modality)):
                yield Finding(item.document, (*item.location, "gaps", modality), f"{_word(modality)} has {what} here, so it is no gap")


def modality_roots(corpus: Corpus) -> Iterator[Finding]:
    """A claim is filed under one of the modalities; treatment classes are named in ``treatment_classes``. The tree has no loops."""
    parents = {name: node.get("parent") for name, node in corpus.tables["modalities"].items()}
    for item in corpus.of(*NESTED):
        name = item.data.get("modality")
        if parents.get(name or ""):
            message = f"{shown(name)} is a treatment class; name its modality here and the class in treatment_classes"
            yield Finding(item.document, (*item.location, "modality"), message)
    for item in corpus.of("modalities"):
        if not item.data.get("parent"):
            continue
        place = (*item.location, "parent")
        path = _path_to_root(parents, item.id)
        if path[-1] in path[:-1]:
            yield Finding(item.document, place, f"the tree runs in a circle: {' → '.join(map(_word, path))}")
        elif len(path) > MAX_TREE:
            yield Finding(item.document, place, f"the tree is deeper than {MAX_TREE} levels")
        elif item.id in corpus.below["modalities"] and not corpus.below["modalities"][item.id].get("parent"):
            yield Finding(item.document, place, f"{shown(item.id)} is one of the modalities of the data below, which stand under no other")


def _path_to_root(parents: dict[str, str | None], node: str) -> list[str]:
    """Return a node and what lies above it, until something comes a second time or the tree is too deep."""
    path = [node]
    while (above := parents.get(path[-1])) and path[-1] not in path[:-1] and len(path) <= MAX_TREE:
        path.append(above)
    return path


def _word(name: str) -> str:
    """An id as it is, and in quotes and short where it is none."""
    return name if ID.fullmatch(name) and len(name) <= MAX_ID else shown(name)


def identifiers(corpus: Corpus) -> Iterator[Finding]:
    """DOIs, PMIDs, PMCIDs, HGNC, NCBI Gene and Ensembl ids and cross-references are well formed."""
    for item in corpus.items:
        for field, (pattern, expected) in FORMS.items():
            value = item.data.get(field)
            if value is not None and not pattern.fullmatch(value):
                yield Finding(item.document, (*item.location, field), f"{shown(value)} is not {expected}")
        for number, xref in enumerate(item.data.get("xrefs") or []):
            prefix = xref.partition(":")[0]
            if prefix not in XREFS or not XREFS[prefix].fullmatch(xref):
                yield Finding(item.document, (*item.location, "xrefs", number), f"{shown(xref)} is not an id of {', '.join(XREFS)}")


def same_paper(corpus: Corpus) -> Iterator[Finding]:
    """No two references have the same DOI, PMID or PMCID."""
    for field in ("doi", "pmid", "pmcid"):
        yield from _shared(corpus, "references", field)


def same_gene(corpus: Corpus) -> Iterator[Finding]:
    """No two genes have the same HGNC, NCBI Gene or Ensembl id."""
    for field in ("hgnc", "entrez", "ensembl"):
        yield from _shared(corpus, "genes", field)


def _shared(corpus: Corpus, kind: str, field: str) -> Iterator[Finding]:
    owners = {str(record[field]).lower(): name for name, record in corpus.below[kind].items() if record.get(field)}
    for item in corpus.of(kind):
        value = (item.data.get(field) or "").lower()
        owner = owners.setdefault(value, item.id) if value else item.id
        if owner != item.id:
            yield Finding(item.document, (*item.location, field), f"{field} {shown(value)} is also that of {shown(owner)}", owner)


def years(corpus: Corpus) -> Iterator[Finding]:
    """The year of a paper has four digits and lies between 1800 and 2100."""
    for item in corpus.of("references"):
        year = item.data.get("year")
        if year is not None and year not in YEARS:
            yield Finding(item.document, (*item.location, "year"), f"{shown(year)} is not a year between {YEARS[0]} and {YEARS[-1]}")


def verification(corpus: Corpus) -> Iterator[Finding]:
    """A verified reference says at which page its identifiers were read; a second reading says the page and the day (2026-01-31)."""
    for item in corpus.of("references"):
        read = item.data.get("verification")
        if read and read["status"] == "verified" and not _is_page(read.get("seen_at")):
            yield Finding(item.document, (*item.location, "verification"), "verified, but seen_at is not the address of a page")
    for item in corpus.of(*NESTED):
        for number, line in enumerate(item.data.get("evidence") or []):
            checked = line.get("checked") or {"page": "https://", "on": "2026-01-31"}
            place = (*item.location, "evidence", number, "checked")
            if not _is_page(checked["page"]):
                yield Finding(item.document, (*place, "page"), f"{shown(checked['page'])} is not the address of a page")
            if not _is_day(checked["on"]):
                yield Finding(item.document, (*place, "on"), f"{shown(checked['on'])} is not a day written like 2026-01-31")


def _is_page(text: Any) -> bool:
    return str(text or "").startswith(("https://", "http://"))


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


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


Check = Callable[[Corpus], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "required": required,
    "replace": replace,
    "ids": ids,
    "links": links,
    "evidence": evidence,
    "repeats": repeats,
    "profiles": profiles,
    "gaps": gaps,
    "modalities": modality_roots,
    "identifiers": identifiers,
    "same-paper": same_paper,
    "same-gene": same_gene,
    "years": years,
    "verification": verification,
    "retractions": retractions,
    "aliases": aliases,
    "text": text,
}
