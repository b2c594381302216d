"""Where in an entity the words of a query stand: the field, and the text of it around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resistcli.names import stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Kind

MAX_EXCERPT = 100
_LEAD = 30
"""How many letters of an excerpt may stand before the first word found."""


class Excerpt(NamedTuple):
    """The field that holds most of the words, and its text, cut to what stands around them."""

    field: str
    text: str


def excerpt(kb: KnowledgeBase, kind: Kind, identifier: str, stems: Collection[str]) -> Excerpt | None:
    """Return the field of an entity that holds most of the ``stems``, the first of equals; None where no field holds any."""
    best: Excerpt | None = None
    most = 0
    for field, text in _fields(kb, kind, identifier):
        held = len(set(stems).intersection(map(stem, words(text))))
        if held > most:
            best, most = Excerpt(field, text), held
            if most == len(stems):
                break
    return best and Excerpt(best.field, _around(best.text, stems))


def _fields(kb: KnowledgeBase, kind: Kind, identifier: str) -> Iterator[tuple[str, str]]:
    """Yield the indexed texts of an entity, those that tell most about it first."""
    if kind == "claim":
        yield "text", kb.claims[identifier].text
    elif kind == "countermeasure":
        measure = kb.countermeasures[identifier]
        yield from (("name", measure.name), ("outcome", measure.outcome))
    elif kind == "reference":
        paper = kb.references[identifier]
        yield from (("title", paper.title), ("authors", " ".join([*paper.authors, str(paper.year)])), ("journal", paper.journal or ""))
    elif kind == "gene":
        gene = kb.genes[identifier]
        yield from (("id", gene.id), ("name", gene.name), *(("alias", alias) for alias in (*gene.aliases, *gene.previous)))
    elif kind == "mechanism":
        mechanism = kb.mechanisms[identifier]
        yield from (("name", mechanism.name), *(("alias", alias) for alias in mechanism.aliases), *(("gene", gene) for gene in mechanism.genes))
        yield "definition", mechanism.definition
        yield from (("basis", profile.basis) for profile in mechanism.profiles.values())
        yield from (("claim", kb.claims[name].text) for name in mechanism.claims)
        yield from (("countermeasure", f"{item.name}: {item.outcome}") for item in map(kb.countermeasures.__getitem__, mechanism.countermeasures))
    else:
        named = kb.modalities[identifier] if kind == "modality" else kb.agents[identifier]
        yield from (("name", named.name), *(("alias", alias) for alias in named.aliases))


def _around(text: str, stems: Collection[str]) -> str:
    """Cut a long text, at spaces, to what stands around the first of the ``stems`` in it."""
    if len(text) <= MAX_EXCERPT:
        return text
    parts = text.split(" ")
    first = next((number for number, part in enumerate(parts) if not set(stems).isdisjoint(map(stem, words(part)))), 0)
    start = first
    while start and len(" ".join(parts[start - 1 : first])) <= _LEAD:
        start -= 1
    end = first + 1
    while end < len(parts) and len(" ".join(parts[start : end + 1])) <= MAX_EXCERPT:
        end += 1
    return ("… " if start else "") + " ".join(parts[start:end]) + (" …" if end < len(parts) else "")
