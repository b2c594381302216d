"""The shape of the YAML files under ``data/`` and of overlays: any of the top-level keys, in one file or several.

Claims and countermeasures are nested in their mechanism here; :mod:`resistcli.sources.compiler` takes them out and adds what is
computed (agreement, levels of profiles). Fields mean what the class of the same name in :mod:`resistcli.model` says.
"""

from __future__ import annotations

from functools import cache
from types import GenericAlias
from typing import Any

from msgspec import UNSET, Struct, UnsetType, defstruct
from msgspec.structs import fields

from resistcli.model import AgentType, Check, Level, Quantity, Relation, Role, Stage, Stance, StudyKind, Verification


class Shape(Struct, kw_only=True, forbid_unknown_fields=True):
    """Base: an unknown key is an error, because it is nearly always a misspelt one."""


class EvidenceShape(Shape, kw_only=True):
    """One paper's stance towards a claim as worded, and where in the paper it stands."""

    reference: str
    stance: Stance
    where: str
    checked: Check | None = None


class ClaimShape(Shape, kw_only=True):
    """A claim, under its mechanism."""

    id: str
    modality: str
    relation: Relation
    text: str
    genes: list[str] = []
    agents: list[str] = []
    treatment_classes: list[str] = []
    cancer: str | None = None
    quantity: Quantity | None = None
    level: Level
    evidence: list[EvidenceShape]


class CountermeasureShape(Shape, kw_only=True):
    """A countermeasure, under its mechanism. ``modality`` is the one that it restores."""

    id: str
    modality: str
    name: str
    stage: Stage
    outcome: str
    genes: list[str] = []
    agents: list[str] = []
    cancer: str | None = None
    quantity: Quantity | None = None
    level: Level
    evidence: list[EvidenceShape]


class ProfileShape(Shape, kw_only=True):
    """Role and basis for one modality or treatment class; its claims are those of the mechanism for that modality.

    ``not_for`` names treatment classes to which the role ``absent`` does not extend.
    """

    role: Role
    basis: str
    inferred: bool = False
    not_for: list[str] = []


class MechanismShape(Shape, kw_only=True):
    """A mechanism with everything that hangs on it. ``gaps`` say for which modalities nothing was found, and what was looked for."""

    id: str
    name: str
    category: str
    definition: str
    aliases: list[str] = []
    genes: list[str] = []
    xrefs: list[str] = []
    profiles: dict[str, ProfileShape] = {}
    gaps: dict[str, str] = {}
    claims: list[ClaimShape] = []
    countermeasures: list[CountermeasureShape] = []


class ModalityShape(Shape, kw_only=True):
    """A modality or, with a ``parent``, a treatment class."""

    id: str
    name: str
    parent: str | None = None
    aliases: list[str] = []
    description: str


class AgentShape(Shape, kw_only=True):
    """A drug or a radiation type."""

    id: str
    name: str
    type: AgentType
    treatment_class: str | None = None
    aliases: list[str] = []
    xrefs: list[str] = []


class GeneShape(Shape, kw_only=True):
    """A gene; its ``id`` is the approved HGNC symbol."""

    id: str
    name: str
    hgnc: str
    aliases: list[str] = []
    previous: list[str] = []
    entrez: str | None = None
    ensembl: str | None = None


class ReferenceShape(Shape, kw_only=True):
    """A paper."""

    id: str
    title: str
    authors: list[str]
    et_al: bool = False
    journal: str | None = None
    year: int
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    kind: StudyKind
    verification: Verification
    retracted: bool = False
    note: str | None = None


class CategoryShape(Shape, kw_only=True):
    """A group of mechanisms."""

    id: str
    name: str


class DatasetShape(Shape, kw_only=True):
    """Version and licence of a dataset."""

    version: str
    title: str
    licence: str
    notice: str


class SourceShape(Shape, kw_only=True):
    """A data file: any of these keys."""

    dataset: DatasetShape | None = None
    categories: list[CategoryShape] = []
    mechanisms: list[MechanismShape] = []
    references: list[ReferenceShape] = []
    modalities: list[ModalityShape] = []
    agents: list[AgentShape] = []
    genes: list[GeneShape] = []


RECORDS: dict[str, type[Shape]] = {
    "categories": CategoryShape,
    "modalities": ModalityShape,
    "agents": AgentShape,
    "genes": GeneShape,
    "references": ReferenceShape,
    "mechanisms": MechanismShape,
    "claims": ClaimShape,
    "countermeasures": CountermeasureShape,
}
"""The shape of a record of each kind in a dataset."""


@cache
def overlay_records() -> dict[str, type[Struct]]:
    """Return the shape of a record of each kind in an overlay: one may add to a record of the data below.

    So only its ``id`` is required, and ``replace`` holds what changes. Which keys a new record needs is checked when it is known
    whether it is new.
    """
    records = {kind: _adding(shape) for kind, shape in RECORDS.items() if shape is not MechanismShape}
    nested = {kind: _list_of(records[kind]) for kind in ("claims", "countermeasures")}
    return records | {"mechanisms": _adding(MechanismShape, **nested)}


@cache
def overlay_shape() -> type[Struct]:
    """Return the shape of an overlay: :class:`SourceShape` with the records of :func:`overlay_records`."""
    lists = [field.name for field in fields(SourceShape) if field.name != "dataset"]
    members: list[Any] = [(name, _list_of(overlay_records()[name]), []) for name in lists]
    return defstruct("Overlay", [("dataset", DatasetShape | None, None), *members], bases=(Shape,), kw_only=True, namespace={"__doc__": "An overlay."})


def _list_of(type_: type[Struct]) -> Any:
    return GenericAlias(list, (type_,))


def _adding(shape: type[Shape], **nested: Any) -> type[Struct]:
    """Return ``shape`` with every key but ``id`` optional, and ``replace`` with the keys of plain values and lists.

    Gaps tell what was looked for on behalf of the bundled data; an overlay has none.
    """
    own = [field for field in fields(shape) if field.name not in {"id", "gaps"}]
    optional: list[Any] = [(field.name, nested.get(field.name, field.type) | UnsetType, UNSET) for field in own]
    name = shape.__name__.removesuffix("Shape")
    replaceable = [member for member in optional if member[0] not in nested]
    about = f"What changes in a {name.lower()} of the data below."
    replace = defstruct(f"{name}Replace", replaceable, bases=(Shape,), kw_only=True, namespace={"__doc__": about})
    members: list[Any] = [("id", str), *optional, ("replace", replace | UnsetType, UNSET)]
    return defstruct(f"{name}Overlay", members, bases=(Shape,), kw_only=True, namespace={"__doc__": shape.__doc__})


@cache
def required_keys(shape: type[Struct]) -> list[str]:
    """Return the keys that a record of a shape must have."""
    return [field.name for field in fields(shape) if field.required]
