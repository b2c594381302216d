"""Search over everything, best first, in tiers: whole names, aliases, prefixes and words, and only then typos.

A tier is never overtaken by a lower one, so ``p53`` finds TP53 and not the longer TP53BP1, and edit distance decides only
where nothing else matched. Word matches are ranked by the share of the query's weight that they cover; a word weighs its
inverse document frequency (K. Spärck Jones, J. Documentation 1972;28:11), so "cell" counts for little and "efflux" for much.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from resistcli.answers import Answer, Rows
from resistcli.choices import check_limit
from resistcli.errors import UsageError
from resistcli.excerpts import excerpt
from resistcli.knowledge import KINDS
from resistcli.model import Kind, Record
from resistcli.names import STOP_WORDS, key, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.sources.name_table import NameMatch

How = Literal["exact", "alias", "prefix", "token", "fuzzy"]

MAX_QUERY = 500
MIN_COVERAGE = 0.7
MIN_COVERAGE_PHRASE = 0.6
"""Share of the query's weight that a document must hold; a phrase of three words or more may have a word to spare."""
UNKNOWN_WORD = 0.5
"""What a word that no document holds weighs, as a share of the rarest word that one does."""
TITLE_PART = 20
"""Letters from which on a query that stands inside a paper's title means that paper."""
_WORDS = "words"
_BEGUN: tuple[Kind, ...] = ("mechanism", "modality", "agent", "gene")
"""Kinds whose names may be begun or misspelt; the others are found by their words."""
_RANK = {kind: number for number, kind in enumerate(KINDS)}
# Below a word match of the same strength, the longer the list of claims behind it: a mechanism before its claims.
_KIND_WEIGHT: dict[Kind, float] = {
    "mechanism": 1.0,
    "modality": 0.95,
    "agent": 0.95,
    "gene": 0.95,
    "countermeasure": 0.8,
    "claim": 0.75,
    "reference": 0.7,
}


class Matched(Record, kw_only=True, frozen=True):
    """What in an entity matched the query, and how."""

    field: str
    text: str
    how: How


class Hit(Record, kw_only=True, frozen=True):
    """One entity found. ``score`` runs from 0 to 100 and only orders the hits of one query."""

    kind: Kind
    id: str
    name: str
    score: int
    matched: Matched
    source: str


class SearchAnswer(Answer, kw_only=True, frozen=True):
    """What matched ``query``, best first; ``total`` counts the hits before the limit."""

    query: str
    results: list[Hit]
    total: int

    def records(self) -> list[Hit]:
        """Return the hits."""
        return self.results

    def table(self) -> Rows:
        """Return one row a hit, with what matched in columns of its own."""
        columns = ["kind", "id", "name", "score", "field", "text", "how", "source"]
        return Rows(
            columns, [[hit.kind, hit.id, hit.name, hit.score, hit.matched.field, hit.matched.text, hit.matched.how, hit.source] for hit in self.results]
        )


class _Candidate(NamedTuple):
    score: float
    matched: Matched


_Found = dict[tuple[Kind, str], _Candidate]


def search(kb: KnowledgeBase, query: str, *, limit: int = 10, kinds: Iterable[str] = ()) -> SearchAnswer:
    """Return what matches ``query`` (words in any order, names whole or begun, with typos), best first.

    Args:
        kb: the dataset.
        query: what the user typed; only its first 500 characters, up to a space, are read.
        limit: how many hits to return; 0 for all.
        kinds: kinds of entity to look for; none means all.

    Raises:
        UsageError: a kind that does not exist, or a negative limit.
    """
    wanted = parse_kinds(kinds)
    check_limit(limit)
    query = query.encode("utf-8", "replace").decode().strip()  # an argument may hold bytes that are no text
    if len(query) > MAX_QUERY:
        query = query[:MAX_QUERY].rpartition(" ")[0] or query[:MAX_QUERY]
    found = _whole_names(kb, query)
    _merge(found, _prefixes(kb, query))
    _merge(found, _words(kb, query))
    if not found:
        found = _typos(kb, query)
    ranked = sorted(
        ((identity, candidate) for identity, candidate in found.items() if identity[0] in wanted),
        key=lambda item: (-item[1].score, _RANK[item[0][0]], len(kb.name_of(*item[0])), item[0][1]),
    )
    results = [_hit(kb, kind, name, candidate) for (kind, name), candidate in (ranked[:limit] if limit else ranked)]
    return SearchAnswer(schema="resist.search/1", dataset=kb.stamp, query=query, results=results, total=len(ranked))


def suggest(kb: KnowledgeBase, name: str, kinds: Sequence[Kind] = KINDS, limit: int = 3) -> list[str]:
    """Return up to ``limit`` names of those kinds nearest to a name that was not understood, best first."""
    if not kinds:
        return []
    answer = search(kb, name, limit=10 * limit, kinds=[kind for kind in kinds if kind != "claim"] or ["claim"])
    return list(dict.fromkeys(hit.id for hit in answer.results if hit.kind != "claim"))[:limit]


def _hit(kb: KnowledgeBase, kind: Kind, name: str, candidate: _Candidate) -> Hit:
    matched = candidate.matched
    if matched.field == _WORDS:  # known to stand somewhere in it; where, is looked up only for what is returned
        found = excerpt(kb, kind, name, {stem(word) for word in matched.text.split()})
        matched = Matched(field=found.field, text=found.text, how=matched.how) if found else matched
    return Hit(kind=kind, id=name, name=kb.name_of(kind, name), score=round(candidate.score), matched=matched, source=kb.record(kind, name).source)


def parse_kinds(kinds: Iterable[str]) -> set[Kind]:
    """Return kinds of entity from words typed by a user, singular or plural; all kinds for none. Raises :class:`UsageError`."""
    plural = {"modalities": "modality"}
    wanted: set[Kind] = set()
    for word in kinds:
        singular = plural.get(word.lower(), word.lower().removesuffix("s"))
        if singular not in KINDS:
            raise UsageError(f"no kind {word!r}; expected one of: {', '.join(KINDS)}")
        wanted.update(kind for kind in KINDS if kind == singular)
    return wanted or set(KINDS)


def _merge(found: _Found, more: _Found) -> None:
    for identity, candidate in more.items():
        if identity not in found or candidate.score > found[identity].score:
            found[identity] = candidate


# Tier 1 and 2: whole names


def _whole_names(kb: KnowledgeBase, query: str) -> _Found:
    """Ids and names score 100; aliases of mechanisms 98, other aliases 95 (curated before catalogued)."""
    found: _Found = {}
    for match in kb.matches(query):
        exact = match.field in {"id", "name", "title"}
        score = 100 if exact else 98 if match.kind in {"mechanism", "modality"} else 95
        _merge(found, {(match.kind, match.id): _Candidate(score, Matched(field=match.field, text=match.text, how="exact" if exact else "alias"))})
    return found


# Tier 3: a name begun


def _prefixes(kb: KnowledgeBase, query: str) -> _Found:
    """A query of three or more letters that begins a name, in the order of how much of the name it is (80 to 90)."""
    start = key(query)
    found: _Found = {}
    spoken = _content_words(query)
    if len(start) < 3 or start.isdigit() or not spoken:
        return found
    for kind in _BEGUN:
        for name, match in kb.names(kind).begun(start):
            if kind == "gene" and match.field == "name" and len(spoken) < 2:
                continue  # "hypoxa" is hypoxia misspelt, not the beginning of "hypoxanthine phosphoribosyltransferase"
            _merge(found, _begun(start, name, match))
    if len(start) >= TITLE_PART:
        for name, match in kb.names("reference").holding(start):
            _merge(found, _begun(start, name, match))
    return found


def _begun(start: str, name: str, match: NameMatch) -> _Found:
    score = 80 + 10 * len(start) / len(name) - _RANK[match.kind] / 2
    return {(match.kind, match.id): _Candidate(score, Matched(field=match.field, text=match.text, how="prefix"))}


# Tier 4: words


def _words(kb: KnowledgeBase, query: str) -> _Found:
    spoken = _content_words(query)
    return _by_words(kb, [[(stem(word), 1.0)] for word in spoken], " ".join(spoken), "token") if spoken else {}


def _content_words(query: str) -> list[str]:
    return list(dict.fromkeys(word for word in words(query) if word not in STOP_WORDS))


def _by_words(kb: KnowledgeBase, choices: Sequence[Sequence[tuple[str, float]]], shown: str, how: How) -> _Found:
    """Score documents by the words they hold: ``choices`` gives for each word of the query its (stem, factor) readings.

    The score is the inverse-document-frequency weighted mean of the words' weights in the document, brought to 0-75.
    """
    held: dict[int, dict[int, float]] = defaultdict(dict)
    frequencies: list[int] = []
    for number, readings in enumerate(choices):
        frequency = 0
        for word, factor in readings:
            holding = kb.words.documents(word)
            frequency = max(frequency, len(holding))
            for document, weight in holding:
                held[document][number] = max(held[document].get(number, 0.0), weight * factor)
        frequencies.append(frequency)
    if not held:
        return {}
    total = len(kb.documents)
    unknown = log(1 + total) * (UNKNOWN_WORD if len(choices) > 2 else 1)
    weights = [log(1 + total / frequency) if frequency else unknown for frequency in frequencies]
    whole = sum(weights)
    enough = MIN_COVERAGE_PHRASE if len(choices) > 2 else MIN_COVERAGE
    found: _Found = {}
    for document, holds in held.items():
        coverage = sum(weights[number] for number in holds) / whole
        if coverage >= enough:
            kind, identifier = kb.documents[document]
            strength = sum(weights[number] * weight for number, weight in holds.items()) / whole
            score = 0.75 * strength * _KIND_WEIGHT[kind]
            found[kind, identifier] = _Candidate(max(score, 1), Matched(field=_WORDS, text=shown, how=how))
    return found


# Tier 5: typos


def _typos(kb: KnowledgeBase, query: str) -> _Found:
    """Whole names and then single words within a few edits, scored below 60 and labelled ``fuzzy``."""
    name = key(query)
    if len(name) < 4:
        return {}
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    distance_of: Any = OSA.distance  # its stubs are narrower than what process takes

    found: _Found = {}
    allowed = _edits(name)
    if allowed and not name.isdigit():
        for name_kind in _BEGUN:
            table = kb.names(name_kind)
            for near, distance, _ in process.extract(name, table.keys(), scorer=distance_of, processor=None, score_cutoff=allowed, limit=10):
                for match in table.exact(near):
                    if match.field in {"id", "name", "alias"} and _digits(near) == _digits(name):
                        matched = Matched(field=match.field, text=match.text, how="fuzzy")
                        _merge(found, {(match.kind, match.id): _Candidate(60 - 10 * distance - _RANK[match.kind], matched)})
    if found:
        return found
    choices: list[list[tuple[str, float]]] = []
    corrected: list[str] = []
    for word in _content_words(query):
        readings = [(stem(word), 1.0)] if stem(word) in kb.words else []
        spelled = word
        if not readings and (allowed := _edits(word)):
            near_words: list[tuple[str, float, int]] = process.extract(word, kb.vocabulary, scorer=distance_of, processor=None, score_cutoff=allowed, limit=3)
            near_words = [near for near in near_words if _digits(near[0]) == _digits(word)]
            readings = [(stem(near), 0.8 - 0.1 * distance) for near, distance, _ in near_words]
            spelled = near_words[0][0] if near_words else word
        choices.append(readings)
        corrected.append(spelled)
    return _by_words(kb, choices, " ".join(corrected), "fuzzy") if any(choices) else {}


def _digits(name: str) -> str:
    """Return the digits of a name: a typo is forgiven in letters, but HIF-2 is not a misspelt HIF-1."""
    return "".join(char for char in name if char.isdigit())


def _edits(word: str) -> int:
    """How many edits (insertion, deletion, substitution, swap of neighbours) a word of this length may be away."""
    if any(char.isdigit() for char in word) and len(word) < 6:
        return 1 if len(word) == 5 else 0
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2 if len(word) < 14 else 3


__all__ = ["Hit", "Matched", "SearchAnswer", "parse_kinds", "search", "suggest"]
