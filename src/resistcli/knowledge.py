"""The loaded dataset: records by kind and id, resolution of names, and every question as a method.

Sections are decoded when first needed and kept; records decode one by one where a section is large. So a command pays
only for what it asks.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from resistcli.choices import several
from resistcli.errors import UnknownNameError
from resistcli.model import Agent, Category, Claim, Countermeasure, DatasetStamp, Entity, Gene, Kind, Mechanism, Modality, Record, Reference, Statement
from resistcli.names import key
from resistcli.sources.name_table import NameMatch, NameTable
from resistcli.sources.store import Meta, Store
from resistcli.sources.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resistcli.citations import CiteAnswer
    from resistcli.compare import CompareAnswer
    from resistcli.enrich import EnrichAnswer
    from resistcli.export import ExportAnswer
    from resistcli.info import InfoAnswer
    from resistcli.listing import ListAnswer
    from resistcli.overcome import OvercomeAnswer
    from resistcli.search import SearchAnswer
    from resistcli.show import ShowAnswer

R = TypeVar("R", bound=Record)
# Named here because inside the class ``list`` is the question.
Documents = list[tuple[Kind, str]]
Words = list[str]
Statements = list[Statement]
Categories = list[Category]

KINDS: tuple[Kind, ...] = ("mechanism", "modality", "agent", "gene", "countermeasure", "claim", "reference")
"""In the order in which a name that means several things is understood."""


class Table(Mapping[str, R], Generic[R]):
    """Records of one kind by id, in the order of the dataset: decoded one by one where some are asked for, at once where all are."""

    def __init__(self, encoded: bytes, type_: type[R]) -> None:
        """Wrap the JSON object of a section."""
        self._encoded = encoded
        self._type = type_
        self._decoder = msgspec.json.Decoder(type_)
        self._decoded: dict[str, R] = {}

    def __getitem__(self, name: str) -> R:
        """Return the record with the id ``name``; raises KeyError."""
        if name not in self._decoded:
            self._decoded[name] = self._decoder.decode(self._raw[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._raw)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._raw)

    def values(self) -> ValuesView[R]:
        """Return all records."""
        return self._all.values()

    def items(self) -> ItemsView[str, R]:
        """Return all records with their ids."""
        return self._all.items()

    @cached_property
    def _raw(self) -> dict[str, msgspec.Raw]:
        return msgspec.json.decode(self._encoded, type=dict[str, msgspec.Raw])

    @cached_property
    def _all(self) -> dict[str, R]:
        self._decoded = msgspec.json.decode(self._encoded, type=dict[str, self._type])  # type: ignore[name-defined]
        return self._decoded


NameMatches = list[NameMatch]


def _qualified(name: str, kinds: Sequence[Kind]) -> tuple[Sequence[Kind], str]:
    """Split ``agent:photon`` into the kinds that it allows and the bare name."""
    prefix, _, rest = name.partition(":")
    if rest and (qualifier := prefix.strip().lower()) in KINDS:
        return [kind for kind in kinds if kind == qualifier], rest
    return kinds, name


class KnowledgeBase:
    """A dataset to ask. Get one with :func:`resistcli.load`.

    The methods :meth:`list`, :meth:`search`, :meth:`show`, :meth:`compare` and :meth:`cite` answer the questions of
    the commands of the same names, with typed results that print, draw themselves in a notebook and give plain data
    (``.to_dict()``, ``.table()``).
    """

    def __init__(self, store: Store) -> None:
        """Use the compiled dataset in ``store``."""
        self._store = store
        self._names: dict[Kind, NameTable] = {}

    def __repr__(self) -> str:
        """Return the version and size."""
        return (
            f"<resistcli.KnowledgeBase {self.stamp.version}: {len(self.mechanisms)} mechanisms, {len(self.claims)} claims, {len(self.references)} references>"
        )

    # The questions

    def list(
        self,
        kind: str = "mechanisms",
        *,
        modality: str | Iterable[str] = (),
        category: str | Iterable[str] = (),
        role: str | Iterable[str] = (),
        gene: str | Iterable[str] = (),
        agent: str | Iterable[str] = (),
        cancer: str | Iterable[str] = (),
        level: str | Iterable[str] = (),
        min_level: str | None = None,
        contested: bool = False,
        limit: int = 0,
    ) -> ListAnswer:
        """Return the records of a kind that pass the filters, each one value or several; see :func:`resistcli.listing.list_records`.

        ``limit`` keeps the first so many rows; 0 keeps all.
        """
        from resistcli.listing import Filters, list_records

        filters = Filters(
            modalities=several(modality),
            categories=several(category),
            roles=several(role),
            genes=several(gene),
            agents=several(agent),
            cancers=several(cancer),
            levels=several(level),
            min_level=min_level,
            contested=contested,
        )
        return list_records(self, kind, filters, limit=limit)

    def search(self, query: str, *, limit: int = 10, kinds: str | Iterable[str] = ()) -> SearchAnswer:
        """Return what matches ``query``, best first; see :func:`resistcli.search.search`."""
        from resistcli.search import search

        return search(self, query, limit=limit, kinds=several(kinds))

    def show(self, *names: str) -> ShowAnswer:
        """Return everything about each of ``names``; see :func:`resistcli.show.show`."""
        from resistcli.show import show

        return show(self, names)

    def compare(
        self,
        *sides: str,
        only: str | Iterable[str] = (),
        mechanisms: str | Iterable[str] = (),
        categories: str | Iterable[str] = (),
        min_level: str | None = None,
    ) -> CompareAnswer:
        """Return modalities, treatment classes or agents side by side; see :func:`resistcli.compare.compare`.

        Each filter takes one value or several.
        """
        from resistcli.compare import compare

        return compare(self, sides, only=several(only), mechanisms=several(mechanisms), categories=several(categories), min_level=min_level)

    def cite(self, *names: str) -> CiteAnswer:
        """Return the claims behind each of ``names`` with their references; see :func:`resistcli.citations.cite`."""
        from resistcli.citations import cite

        return cite(self, names)

    def overcome(self, *names: str, stages: str | Iterable[str] = (), modalities: str | Iterable[str] = (), failed: bool | None = None) -> OvercomeAnswer:
        """Return the countermeasures that hang on any of ``names``, the furthest first; see :func:`resistcli.overcome.overcome`.

        ``stages`` and ``modalities`` take one value or several; ``failed`` keeps only what failed, or only what did not.
        """
        from resistcli.overcome import overcome

        return overcome(self, names, stages=several(stages), modalities=several(modalities), failed=failed)

    def enrich(
        self,
        genes: Iterable[str],
        *,
        background: int | Iterable[str] | None = None,
        modality: str | Iterable[str] = (),
        min_overlap: int = 1,
        limit: int = 0,
    ) -> EnrichAnswer:
        """Return the mechanisms that a gene list hits, most significant first; see :func:`resistcli.enrich.enrich`.

        ``background`` is the genes that the list could have held, or their number; ``modality`` takes one value or several.
        """
        from resistcli.enrich import enrich

        return enrich(self, genes, background=background, modalities=several(modality), min_overlap=min_overlap, limit=limit)

    def info(self) -> InfoAnswer:
        """Return what the dataset holds, counted from its records; see :func:`resistcli.info.info`."""
        from resistcli.info import info

        return info(self)

    def export(
        self,
        *,
        modality: str | Iterable[str] = (),
        category: str | Iterable[str] = (),
        role: str | Iterable[str] = (),
        gene: str | Iterable[str] = (),
        agent: str | Iterable[str] = (),
        cancer: str | Iterable[str] = (),
        level: str | Iterable[str] = (),
        min_level: str | None = None,
        contested: bool = False,
    ) -> ExportAnswer:
        """Return everything, or what passes the filters of :meth:`list` with all it refers to; see :func:`resistcli.export.export`."""
        from resistcli.export import export
        from resistcli.listing import Filters

        filters = Filters(
            modalities=several(modality),
            categories=several(category),
            roles=several(role),
            genes=several(gene),
            agents=several(agent),
            cancers=several(cancer),
            levels=several(level),
            min_level=min_level,
            contested=contested,
        )
        return export(self, filters)

    # The data

    @property
    def store(self) -> Store:
        """The compiled dataset itself."""
        return self._store

    @cached_property
    def meta(self) -> Meta:
        """Title, licence and notice of the dataset."""
        return self._store.section("meta", Meta)

    @property
    def stamp(self) -> DatasetStamp:
        """Version and hash of the dataset, as every answer carries them."""
        return self.meta.stamp

    @cached_property
    def categories(self) -> dict[str, Category]:
        """The groups of mechanisms, in display order."""
        return {item.id: item for item in self._store.section("categories", Categories)}

    @cached_property
    def mechanisms(self) -> dict[str, Mechanism]:
        """All mechanisms by id."""
        return self._store.section("mechanisms", dict[str, Mechanism])

    @cached_property
    def modalities(self) -> dict[str, Modality]:
        """The modality tree: modalities and treatment classes by id."""
        return self._store.section("modalities", dict[str, Modality])

    @cached_property
    def agents(self) -> dict[str, Agent]:
        """All agents by id."""
        return self._store.section("agents", dict[str, Agent])

    @cached_property
    def genes(self) -> Table[Gene]:
        """All genes by approved symbol."""
        return self._table("genes", Gene)

    @cached_property
    def claims(self) -> Table[Claim]:
        """All claims by id."""
        return self._table("claims", Claim)

    @cached_property
    def countermeasures(self) -> Table[Countermeasure]:
        """All countermeasures by id."""
        return self._table("countermeasures", Countermeasure)

    @cached_property
    def references(self) -> Table[Reference]:
        """All references by id."""
        return self._table("references", Reference)

    def statements(self) -> Statements:
        """Return all claims and then all countermeasures."""
        found: Statements = [*self.claims.values()]
        found += self.countermeasures.values()
        return found

    def statements_of(self, mechanism: str) -> Statements:
        """Return the claims and then the countermeasures of a mechanism."""
        item = self.mechanisms[mechanism]
        found: Statements = [self.claims[name] for name in item.claims]
        found += (self.countermeasures[name] for name in item.countermeasures)
        return found

    def _table(self, section: str, type_: type[R]) -> Table[R]:
        return Table(self._store.raw(section), type_)

    def citation_texts(self, style: str) -> dict[str, str]:
        """Return the finished citation of each reference in ``style`` (``vancouver`` or ``apa``), by reference id."""
        texts = self._store.section(style, dict[str, str])
        if not self.stamp.overlays:
            return texts
        from resistcli.sources.bibliography import LateCitations

        return LateCitations(texts, self.references, style)

    def names(self, kind: Kind) -> NameTable:
        """Return the names of all entities of a kind."""
        if kind not in self._names:
            self._names[kind] = NameTable(kind, self._store.raw(f"names {kind}"))
        return self._names[kind]

    @cached_property
    def documents(self) -> Documents:
        """The entities of the word index, in the numbering of :attr:`words`."""
        return self._store.section("documents", Documents)

    @cached_property
    def words(self) -> WordTable:
        """The word index: which documents hold a stem."""
        return WordTable(self._store.raw("words"))

    @cached_property
    def vocabulary(self) -> Words:
        """The words of all names and aliases."""
        return self._store.section("vocabulary", Words)

    # Names

    def name_of(self, kind: Kind, identifier: str) -> str:
        """Return what people call an entity: its name or title, the text of a claim, the symbol of a gene."""
        item = self.record(kind, identifier)
        if isinstance(item, Claim):
            return item.text
        if isinstance(item, Reference):
            return item.title
        return item.id if isinstance(item, Gene) else item.name

    def record(self, kind: Kind, identifier: str) -> Entity:
        """Return the record of a kind with an id; raises KeyError."""
        tables: dict[Kind, Mapping[str, Entity]] = {
            "mechanism": self.mechanisms,
            "modality": self.modalities,
            "agent": self.agents,
            "gene": self.genes,
            "countermeasure": self.countermeasures,
            "claim": self.claims,
            "reference": self.references,
        }
        return tables[kind][identifier]

    def matches(self, name: str, kinds: Sequence[Kind] = KINDS) -> NameMatches:
        """Return the entities that are called exactly ``name`` (case, hyphens, Greek, spelling and a plural aside).

        They come in the order in which the name is understood: ids and names before aliases, then the order of
        ``kinds``. ``name`` may be qualified by a kind, as in ``agent:photon``.
        """
        kinds, name = _qualified(name, kinds)
        spelled = key(name)
        found: NameMatches = []
        for form in (spelled, spelled.removesuffix("s"), f"{spelled}s") if len(spelled) > 3 else (spelled,):
            found = found or [match for kind in kinds for match in self.names(kind).exact(form)]
        return sorted(found, key=lambda match: (match.field not in {"id", "name"} and match.kind != "mechanism", kinds.index(match.kind)))

    def resolve(self, name: str, kinds: Sequence[Kind] = KINDS, expected: str = "name") -> NameMatch:
        """Return the first of :meth:`matches`.

        Raises:
            UnknownNameError: nothing is called so; it offers the nearest names. A guess is never taken.
        """
        if found := self.matches(name, kinds):
            return found[0]
        from resistcli.search import suggest

        wanted, bare = _qualified(name, kinds)
        raise UnknownNameError(name, suggest(self, bare, wanted), expected)

    def split_names(self, names: Sequence[str]) -> Sequence[str]:
        """Return several words as one name where together they are one (``drug efflux``), else as they are."""
        whole = " ".join(names)
        return [whole] if len(names) > 1 and self.matches(whole) else names
