"""Data files taken together: every record with its place, and what they make when merged.

Files come in layers. The files of one layer make up a dataset, in which an id stands once. An overlay is a layer above
it: a record whose id is known below is *appended to*. Lists grow, profiles of further modalities are added, and what was
empty is filled; a value that is there already changes only under ``replace:``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resistcli.model import BUNDLED
from resistcli.sources.problems import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resistcli.sources.yaml_reader import Location, YamlDocument

LISTS = ("categories", "modalities", "agents", "genes", "references", "mechanisms")
NESTED = ("claims", "countermeasures")
KINDS = (*LISTS, *NESTED)
Tables = dict[str, dict[str, dict[str, Any]]]
"""Records as plain data by kind and id. Those of a mechanism's claims and countermeasures stand beside it, with its id as ``mechanism``."""
Brought = dict[str, dict[str, str]]
"""What overlays brought: by kind and id, the file. Profiles are ``mechanism/modality``, evidence lines ``claim/reference``."""


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
    """Layers of documents whose shapes are right: their records one by one (``items``) and merged (``tables``).

    ``below`` are the records of a dataset that has been checked already, by which the documents' records are judged but which
    are not judged themselves.
    """

    def __init__(self, layers: Sequence[Sequence[YamlDocument]], below: Tables | None = None) -> None:
        """Merge the layers in their order onto ``below``, which is not changed."""
        self.tables: Tables = {kind: dict((below or {}).get(kind, {})) for kind in KINDS}
        self.below: Tables = {kind: dict(table) for kind, table in self.tables.items()}
        self.items: list[Item] = []
        self.brought: Brought = {kind: {} for kind in (*KINDS, "profiles", "evidence")}
        self.conflicts: list[Finding] = []
        self.repeated: list[Item] = []
        for number, layer in enumerate(layers):
            self._add_layer(layer, overlay=below is not None or number > 0)

    def of(self, *kinds: str) -> Iterator[Item]:
        """Yield the records of these kinds, in the order of the files."""
        return (item for item in self.items if item.kind in kinds)

    def known(self, kind: str, name: str) -> bool:
        """Tell whether a record of ``kind`` has the id ``name``."""
        return name in self.tables[kind]

    def nearest(self, kind: str, name: str) -> str | None:
        """Return the id of that kind nearest to ``name``, or None where nothing is near."""
        from resistcli.sources.problems import near

        return near(name, self.tables[kind], cutoff=0.7)

    def _add_layer(self, documents: Sequence[YamlDocument], *, overlay: bool) -> None:
        below = {kind: set(table) for kind, table in self.tables.items()}
        seen: set[tuple[str, str]] = set()
        for document in documents:
            for item in _items(document):
                if (item.kind, item.id) in seen:
                    self.repeated.append(item)
                seen.add((item.kind, item.id))
                self._add(item._replace(partial=item.id in below[item.kind]), overlay=overlay)

    def _add(self, item: Item, *, overlay: bool) -> None:
        self.items.append(item)
        source = str(item.document.path) if overlay else BUNDLED
        table = self.tables[item.kind]
        record = dict(table.get(item.id, {}))
        if not item.partial:
            record = {name: [] if name in NESTED else value for name, value in item.data.items() if name != "replace"}
            if item.parent:
                record["mechanism"] = item.parent
            self._note(item, source, record)
        else:
            if item.parent and record.get("mechanism") != item.parent:
                message = f"{item.id!r} is under the mechanism {shown(record.get('mechanism'))} in the data below"
                self.conflicts.append(Finding(item.document, (*item.location, "id"), message))
            for name, value in item.data.items():
                if name not in {"id", "replace", *NESTED}:
                    self._append(item, record, name, value, source)
            self.brought[item.kind][item.id] = _joined(self.brought[item.kind].get(item.id, BUNDLED), source)
        if replacing := item.data.get("replace"):
            part = item._replace(location=(*item.location, "replace"), data={"id": item.id, **replacing}, partial=True, replacing=True)
            self.items.append(part)
            profiles = record.get("profiles", {}) | replacing.get("profiles", {})  # each modality by itself
            record |= replacing | ({"profiles": profiles} if profiles else {})
            self._note(part, source, replacing)
        table[item.id] = record

    def _note(self, item: Item, source: str, record: dict[str, Any]) -> None:
        """Remember what a new record, or what replaces a part of one, brought."""
        if source == BUNDLED:
            return
        if not item.partial:
            self.brought[item.kind][item.id] = source
        for modality in record.get("profiles") or {}:
            self.brought["profiles"][f"{item.id}/{modality}"] = source
        for line in record.get("evidence") or []:
            self.brought["evidence"][f"{item.id}/{line['reference']}"] = source

    def _append(self, item: Item, record: dict[str, Any], name: str, value: Any, source: str) -> None:
        """Add one field of an overlay's record to the record below."""
        have = record.get(name)
        if have in (None, [], {}, ""):
            record[name] = value
            self._note(item, source, {name: value})
        elif isinstance(value, list) and isinstance(have, list):
            fresh = [entry for entry in value if entry not in have]
            record[name] = [*have, *fresh]
            if name == "evidence":
                self._note(item, source, {name: fresh})
        elif name == "profiles":
            further = {modality: profile for modality, profile in value.items() if modality not in have}
            for modality in (modality for modality in value if modality in have and value[modality] != _bare(have[modality])):
                self._conflict(item, (name, modality), f"profile for {shown(modality)}")
            record[name] = have | further
            self._note(item, source, {name: further})
        elif value != have and value is not None:
            self._conflict(item, (name,), f"{name} {shown(have)}")

    def _conflict(self, item: Item, field: Location, what: str) -> None:
        message = f"{item.id!r} has a {what} already; to change it, put the new one under replace:"
        self.conflicts.append(Finding(item.document, (*item.location, *field), message))


def _bare(profile: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in profile.items() if name != "inferred" or value}


def _joined(have: str, more: str) -> str:
    return have if more in have.split("; ") else f"{have}; {more}"


def _items(document: YamlDocument) -> Iterator[Item]:
    for kind in LISTS:
        for number, data in enumerate((document.data or {}).get(kind) or []):
            yield Item(document, (kind, number), kind, data)
            for nested in NESTED if kind == "mechanisms" else ():
                for position, child in enumerate(data.get(nested) or []):
                    yield Item(document, (kind, number, nested, position), nested, child, data["id"])
