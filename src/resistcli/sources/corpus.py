"""Data files taken together: every record with its place, and what they make when merged.

Files come in layers. The files of one layer make up a dataset, in which an id stands once. An overlay is a layer above
it: a record whose id is known below is *appended to*. Lists grow, profiles of further modalities are added, and what was
empty is filled; a value that is there already changes only under ``replace:``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from resistcli.model import BUNDLED
from resistcli.sources.problems import Finding, Wanted, file_text, shown
from resistcli.sources.shapes import RECORDS, required_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resistcli.sources.yaml_reader import Location, YamlDocument

LISTS = ("categories", "modalities", "agents", "genes", "references", "mechanisms")
NESTED = ("claims", "countermeasures")
KINDS = (*LISTS, *NESTED)
Tables = dict[str, dict[str, dict[str, Any]]]
"""Records as plain data by kind and id. Those of a mechanism's claims and countermeasures stand beside it, with its id as ``mechanism``."""
Brought = dict[str, dict[str, str]]
"""What overlays brought: by kind and id, the file. Profiles are ``mechanism/modality``, evidence lines ``claims/claim/reference``."""


class Item(NamedTuple):
    """A record as one file gives it. ``parent`` is the mechanism of a nested one.

    ``partial`` tells that it may lack required keys, because it adds to a record of a layer below; ``replacing`` that it is the
    content of ``replace:``.
    """

    document: YamlDocument
    location: Location
    kind: str
    data: dict[str, Any]
    parent: str | None = None
    partial: bool = False
    replacing: bool = False

    @property
    def id(self) -> str:
        """The id of the record."""
        name: str = self.data["id"]
        return name


class Corpus:
    """Layers of documents: their records one by one (``items``) and merged (``tables``).

    ``below`` are the records of a dataset that has been checked already, by which the documents' records are judged but which
    are not judged themselves. Records that are broken or lack a key are left out, but what names them is not thought to name nothing.
    """

    def __init__(self, layers: Sequence[Sequence[YamlDocument]], below: Tables | None = None) -> None:
        """Merge the layers in their order onto ``below``, which is not changed."""
        self.tables: Tables = {kind: dict((below or {}).get(kind, {})) for kind in KINDS}
        self.below: Tables = {kind: dict(table) for kind, table in self.tables.items()}
        self.documents = [document for layer in layers for document in layer]
        self.items: list[Item] = []
        self.brought: Brought = {kind: {} for kind in (*KINDS, "profiles", "evidence")}
        self.conflicts: list[Finding] = []
        self.cited_twice: list[Finding] = []
        self.repeated: list[Item] = []
        self.lacking: list[tuple[Item, list[str]]] = []
        self.left_out = _left_out(self.documents)
        self.incomplete = any(len(place) < 2 for document in self.documents for place in document.broken)
        for number, layer in enumerate(layers):
            self._add_layer(layer, overlay=below is not None or number > 0)

    def of(self, *kinds: str) -> Iterator[Item]:
        """Yield the records of these kinds, in the order of the files."""
        return (item for item in self.items if item.kind in kinds)

    def known(self, kind: str, name: str) -> bool:
        """Tell whether a record of ``kind`` has the id ``name``, as far as can be told."""
        return name in self.tables[kind] or name in self.left_out[kind] or self.incomplete

    def nearest(self, kind: str, name: str) -> Wanted:
        """Return where to look for the id of that kind nearest to ``name``."""
        return Wanted(name, self.tables[kind])

    def whole(self, mechanism: str) -> bool:
        """Tell whether nothing of a mechanism was left out."""
        return not self.incomplete and mechanism not in self.left_out["mechanisms"]

    def _add_layer(self, documents: Sequence[YamlDocument], *, overlay: bool) -> None:
        below = {kind: set(table) for kind, table in self.tables.items()}
        seen: set[tuple[str, str]] = set()
        for document in documents:
            for item in _items(document):
                item = item._replace(partial=item.id in below[item.kind])  # noqa: PLW2901
                if (item.kind, item.id) in seen:  # an error, so there is nothing to merge; what else is wrong with it is looked for
                    self.repeated.append(item)
                    if item.partial or not _missing(item):
                        self.items.append(item)
                    continue
                seen.add((item.kind, item.id))
                self._add(item, overlay=overlay)

    def _add(self, item: Item, *, overlay: bool) -> None:
        if not item.partial and (missing := _missing(item)):
            if item.id not in self.left_out[item.kind]:
                self.lacking.append((item, missing))
            self.left_out[item.kind].add(item.id)
            self.left_out["mechanisms"].add(item.parent or item.id)
            return
        self.items.append(item)
        source = _source(item.document) if overlay else BUNDLED
        before = self.tables[item.kind].get(item.id, {})
        if item.partial and item.parent is not None and before.get("mechanism") != item.parent:
            message = f"{shown(item.id)} is under the mechanism {shown(before.get('mechanism'))} in the data below"
            self.conflicts.append(Finding(item.document, (*item.location, "id"), message))
            return
        record = self._added_to(item, dict(before), source) if item.partial else self._made(item, source)
        if replacing := item.data.get("replace"):
            part = item._replace(location=(*item.location, "replace"), data={"id": item.id, **replacing}, partial=True, replacing=True)
            self.items.append(part)
            profiles = record.get("profiles", {}) | replacing.get("profiles", {})  # each modality by itself
            record |= replacing | ({"profiles": profiles} if profiles else {})
            self._note(part, source, replacing)
        self.tables[item.kind][item.id] = record
        if overlay and record != before:
            self._touch(item.kind, item.id, source)
            if item.parent is not None:
                self._touch("mechanisms", item.parent, source)

    def _made(self, item: Item, source: str) -> dict[str, Any]:
        """Return a new record as tables hold it."""
        record = {name: [] if name in NESTED else value for name, value in item.data.items() if name != "replace"}
        self._note(item, source, record)
        return record if item.parent is None else record | {"mechanism": item.parent}

    def _added_to(self, item: Item, record: dict[str, Any], source: str) -> dict[str, Any]:
        """Return a record of the data below with what an overlay's record adds."""
        for name, value in item.data.items():
            if name not in {"id", "replace", *NESTED}:
                self._append(item, record, name, value, source)
        return record

    def _touch(self, kind: str, name: str, source: str) -> None:
        """Remember that an overlay made, or added to, a record."""
        new = name not in self.below[kind]
        have = self.brought[kind].get(name, source if new else BUNDLED)
        self.brought[kind][name] = have if source in have.split("; ") else f"{have}; {source}"

    def _note(self, item: Item, source: str, record: dict[str, Any]) -> None:
        """Remember what a new record, or what replaces a part of one, brought."""
        if source == BUNDLED:
            return
        for modality in record.get("profiles") or {}:
            self.brought["profiles"][f"{item.id}/{modality}"] = source
        for line in record.get("evidence") or []:
            self.brought["evidence"][f"{item.kind}/{item.id}/{line['reference']}"] = source

    def _append(self, item: Item, record: dict[str, Any], name: str, value: Any, source: str) -> None:
        """Add one field of an overlay's record to the record below."""
        have = record.get(name)
        if value in (None, [], {}):
            return
        if have in (None, [], {}, ""):
            record[name] = value
            self._note(item, source, {name: value})
        elif isinstance(value, list) and isinstance(have, list):
            fresh = _fresh(value, have)
            record[name] = [*have, *(value[number] for number in fresh)]
            if name == "evidence":
                self._cite_once(item, have, fresh)
                self._note(item, source, {name: [value[number] for number in fresh]})
        elif name == "profiles":
            further = {modality: profile for modality, profile in value.items() if modality not in have}
            for modality in (modality for modality in value if modality in have and _bare(value[modality]) != _bare(have[modality])):
                self._conflict(item, (name, modality), f"profile for {shown(modality)}")
            record[name] = have | further
            self._note(item, source, {name: further})
        elif given(value) != given(have):
            self._conflict(item, (name,), f"{name} {shown(have)}" if isinstance(have, str | int) else name)

    def _cite_once(self, item: Item, have: list[dict[str, Any]], fresh: Iterable[int]) -> None:
        """Remember which of an overlay's evidence lines speak of a paper that the record below cites already."""
        cited = {line["reference"] for line in have}
        for number in fresh:
            if (name := item.data["evidence"][number]["reference"]) in cited:
                message = f"{shown(item.id)} cites {shown(name)} already; to change how, put all its evidence under replace:"
                self.cited_twice.append(Finding(item.document, (*item.location, "evidence", number), message))

    def _conflict(self, item: Item, field: Location, what: str) -> None:
        message = f"{shown(item.id)} has a {what} already; to change it, put the new one under replace:"
        self.conflicts.append(Finding(item.document, (*item.location, *field), message))


def _missing(item: Item) -> list[str]:
    return [name for name in required_keys(RECORDS[item.kind]) if item.data.get(name) is None]


def given(value: Any) -> Any:
    """Return plain data without what is null, for a key that is left out says the same."""
    if isinstance(value, dict):
        return {name: given(child) for name, child in value.items() if child is not None}
    return [given(child) for child in value] if isinstance(value, list) else value


def _bare(profile: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in profile.items() if value}


def _fresh(value: list[Any], have: list[Any]) -> list[int]:
    """Return the numbers of the entries that are not there yet; of equal ones, the first."""

    def key(entry: Any) -> Any:
        return entry if isinstance(entry, str) else msgspec.json.encode(given(entry), order="deterministic")

    seen = set(map(key, have))
    found: dict[Any, int] = {}
    for number, entry in enumerate(value):
        if (name := key(entry)) not in seen:
            found.setdefault(name, number)
    return list(found.values())


def _source(document: YamlDocument) -> str:
    """Return the name of an overlay as what it brought bears it: never that of the bundled data."""
    name = file_text(document.path)
    return f"./{name}" if name == BUNDLED else name


def _items(document: YamlDocument) -> Iterator[Item]:
    """Yield the records of a document that are whole; those under a mechanism also where it is broken itself."""
    for kind, location, data, parent in _records(document):
        if location not in document.broken and (parent is None or isinstance(parent, str)):
            yield Item(document, location, kind, data, parent)


def _left_out(documents: Iterable[YamlDocument]) -> dict[str, set[str]]:
    """Return the ids of broken records by kind; a mechanism is one where anything under it is."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for document in documents:
        for kind, location, data, parent in _records(document) if document.broken else ():
            if location in document.broken and isinstance(data, dict) and isinstance(data.get("id"), str):
                found[kind].add(data["id"])
            if location in document.broken and isinstance(parent, str):
                found["mechanisms"].add(parent)
    return found


def _records(document: YamlDocument) -> Iterator[tuple[str, Location, Any, Any]]:
    """Yield kind, location, content and id of the mechanism of every record, whatever its shape."""
    for kind in LISTS:
        for number, data in enumerate(listed(document.data, kind)):
            yield kind, (kind, number), data, None
            for nested in NESTED if kind == "mechanisms" else ():
                for position, child in enumerate(listed(data, nested)):
                    yield nested, (kind, number, nested, position), child, data["id"] if isinstance(data.get("id"), str) else False


def listed(value: Any, name: str) -> list[Any]:
    """Return the list under a key, or nothing where the value has another shape."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
