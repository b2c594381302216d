"""The words of the field as types: what the knowledge base holds and every answer is made of.

Each class is one entity of the dataset, in the shape in which it is compiled, queried and printed as JSON. The YAML under
``data/`` nests claims in their mechanism; :mod:`resistcli.sources.shapes` describes that form and
:mod:`resistcli.sources.compiler` turns it into this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct, to_builtins

Kind = Literal["mechanism", "modality", "agent", "gene", "countermeasure", "claim", "reference"]
Role = Literal["primary", "contributing", "indirect", "absent", "sensitising"]
Relation = Literal["confers-resistance", "no-effect", "sensitises"]
Stance = Literal["supports", "disputes", "inconclusive"]
Level = Literal["A", "B", "C", "D", "E"]
Stage = Literal[
    "guideline",
    "approved",
    "phase-3",
    "phase-2",
    "phase-1",
    "clinical",
    "preclinical",
    "failed-clinical",
    "failed-phase-1",
    "failed-phase-2",
    "failed-phase-3",
    "withdrawn",
]
StudyKind = Literal[
    "review",
    "meta-analysis",
    "guideline",
    "randomised-trial",
    "trial",
    "cohort",
    "case-report",
    "in-vivo",
    "in-vitro",
    "computational",
]
AgentType = Literal["drug", "biologic", "radiation", "physical"]
AgreementState = Literal["agreed", "contested", "single-source", "inferred"]
Verdict = Literal["supports", "narrowed", "removed"]

BUNDLED = "bundled"
"""The ``source`` of what came with the program; what an overlay brought has the overlay's name, what it added to has both."""
LEVEL_MEANINGS: dict[Level, str] = {
    "A": "validated or guideline",
    "B": "clinical (trial, cohort)",
    "C": "case",
    "D": "preclinical",
    "E": "inferential",
}
ROLE_MEANINGS: dict[Role, str] = {
    "primary": "a main way in which tumours resist this modality",
    "contributing": "acts directly, as one factor among several",
    "indirect": "acts only through something else, such as delivery",
    "absent": "cannot act on this modality",
    "sensitising": "the same change makes the tumour more sensitive",
}
ACTING_ROLES: tuple[Role, ...] = ("primary", "contributing", "indirect")


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: immutable, compared by value, and turned into plain data by :meth:`to_dict`."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts, lists, strings and numbers, exactly as ``--json`` prints it."""
        plain: dict[str, Any] = to_builtins(self)
        return plain


class Quantity(Record, kw_only=True, frozen=True):
    """A measured value of a claim. ``value`` is text because the literature gives ranges and intervals ("2.5-3.0")."""

    measure: str
    value: str
    unit: str | None = None
    condition: str | None = None


class Check(Record, kw_only=True, frozen=True):
    """The record of a second reading: which page was read, on which day (ISO date), with what outcome."""

    page: str
    on: str
    verdict: Verdict


class Evidence(Record, kw_only=True, frozen=True):
    """One paper's stance towards a claim as worded, and where in the paper it stands."""

    reference: str
    stance: Stance
    where: str
    checked: Check | None = None
    source: str = BUNDLED


class Agreement(Record, kw_only=True, frozen=True):
    """Whether papers agree, with the reason in words. Never a score; see :mod:`resistcli.agreement`."""

    state: AgreementState
    reason: str


class Claim(Record, kw_only=True, frozen=True, tag_field="kind", tag="claim"):
    """One checkable statement about a mechanism in one modality, with at least one evidence line."""

    id: str
    mechanism: str
    modality: str
    relation: Relation
    text: str
    genes: list[str] = []
    agents: list[str] = []
    treatment_classes: list[str] = []
    cancer: str | None = None
    quantity: Quantity | None = None
    level: Level
    agreement: Agreement
    evidence: list[Evidence]
    source: str = BUNDLED


class Countermeasure(Record, kw_only=True, frozen=True, tag_field="kind", tag="countermeasure"):
    """A way round a mechanism, with how far it got; failed trials included."""

    id: str
    mechanism: str
    modality: str
    name: str
    stage: Stage
    outcome: str
    genes: list[str] = []
    agents: list[str] = []
    cancer: str | None = None
    quantity: Quantity | None = None
    level: Level
    agreement: Agreement
    evidence: list[Evidence]
    source: str = BUNDLED


Statement = Claim | Countermeasure
"""What carries evidence."""


class Profile(Record, kw_only=True, frozen=True):
    """What a mechanism means for one modality. ``claims`` are the ids of the claims that carry it, ``citations`` their papers.

    ``not_for`` are the treatment classes to which the role ``absent`` does not extend.
    """

    role: Role
    basis: str
    inferred: bool = False
    not_for: list[str] = []
    agreement: Agreement
    level: Level
    claims: list[str] = []
    citations: list[str] = []
    source: str = BUNDLED


class Mechanism(Record, kw_only=True, frozen=True):
    """One way in which tumour cells or tumours survive treatment.

    ``gaps`` are the modalities for which evidence was looked for and none could be collected, each with what was looked for.
    """

    id: str
    name: str
    aliases: list[str] = []
    category: str
    definition: str
    genes: list[str] = []
    xrefs: list[str] = []
    profiles: dict[str, Profile] = {}
    gaps: dict[str, str] = {}
    claims: list[str] = []
    countermeasures: list[str] = []
    source: str = BUNDLED


class Modality(Record, kw_only=True, frozen=True):
    """How a treatment acts, or (with a ``parent``) a treatment class under it."""

    id: str
    name: str
    aliases: list[str] = []
    parent: str | None = None
    description: str
    source: str = BUNDLED


class Agent(Record, kw_only=True, frozen=True):
    """A drug or a radiation type. ``treatment_class`` is None for agents used only to overcome resistance."""

    id: str
    name: str
    type: AgentType
    treatment_class: str | None = None
    aliases: list[str] = []
    xrefs: list[str] = []
    source: str = BUNDLED


class Gene(Record, kw_only=True, frozen=True):
    """A human gene under its approved HGNC symbol, which is its ``id``."""

    id: str
    name: str
    hgnc: str
    aliases: list[str] = []
    previous: list[str] = []
    entrez: str | None = None
    ensembl: str | None = None
    source: str = BUNDLED


class Verification(Record, kw_only=True, frozen=True):
    """``verified`` with the page at which the identifiers were read, or ``reported`` as a founding document gives it."""

    status: Literal["verified", "reported"]
    seen_at: str | None = None


class Reference(Record, kw_only=True, frozen=True):
    """A paper. ``et_al`` is true where the page read showed only the first of its authors."""

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
    source: str = BUNDLED

    @property
    def url(self) -> str | None:
        """The best address of the paper: DOI, else PubMed, else PMC, else None."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return None

    @property
    def page_range(self) -> str | None:
        """The pages with the last one written out: ``983-991`` where the record has ``983-91``."""
        first, dash, last = (self.pages or "").replace("–", "-").partition("-")
        if dash and first.isdecimal() and last.isdecimal() and len(last) < len(first):
            return f"{first}-{first[: -len(last)]}{last}"
        return self.pages

    @property
    def short(self) -> str:
        """Author and year as running text gives them, for example ``Goebel & Kaplan 2021`` or ``Robey et al. 2007``."""
        names = [split_author(author)[0] for author in self.authors[:3]]
        if len(names) == 1 and not self.et_al:
            who = names[0]
        elif len(names) == 2 and not self.et_al:
            who = f"{names[0]} & {names[1]}"
        else:
            who = f"{names[0]} et al." if names else "Anonymous"
        return f"{who} {self.year}"


Entity = Mechanism | Modality | Agent | Gene | Countermeasure | Claim | Reference
"""What has a kind and an id and can be searched for and shown."""


class Category(Record, kw_only=True, frozen=True):
    """A group of mechanisms; the order of the dataset is the order in which tables show them."""

    id: str
    name: str
    source: str = BUNDLED


class DatasetStamp(Record, kw_only=True, frozen=True):
    """Which data an answer was made from: version, SHA-256 of the YAML sources, and overlays that were merged in."""

    version: str
    sha256: str
    overlays: list[str] = []


def joined_sources(items: Iterable[Any]) -> str:
    """Return the ``source`` of some records as one: ``bundled``, or the overlays among them (``bundled; lab.yaml``)."""
    return "; ".join(dict.fromkeys(part for item in items for part in item.source.split("; "))) or BUNDLED


def split_author(author: str) -> tuple[str, str, str]:
    """Return family name, initials and suffix of an author written ``Family AB`` or ``Family AB Jr``.

    A name without initials (a group, or a page that showed the family name only) comes back whole, with empty initials.
    """
    head, _, suffix = author.rpartition(" ")
    name = head if head and suffix in _SUFFIXES else author
    family, _, initials = name.rpartition(" ")
    if family and initials.isupper() and len(initials) <= 4:
        return family, initials, suffix if name == head else ""
    return author, "", ""


_SUFFIXES = frozenset({"Jr", "Sr", "2nd", "3rd", "II", "III"})
