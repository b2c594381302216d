"""Ways round resistance: countermeasures with their trial record, the furthest first and failures shown as failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.answers import Answer, Rows
from resistcli.choices import choice
from resistcli.errors import UsageError
from resistcli.model import Countermeasure, Kind, Record, Reference, Stage, StudyKind
from resistcli.show import statements_of
from resistcli.tree import under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase

ADVANCING: tuple[Stage, ...] = ("guideline", "approved", "phase-3", "clinical", "phase-2", "phase-1", "preclinical")
FAILED: tuple[Stage, ...] = ("withdrawn", "failed-phase-3", "failed-clinical", "failed-phase-2", "failed-phase-1")
STAGE_ORDER: tuple[Stage, ...] = (*ADVANCING, *FAILED)
"""How far a countermeasure got, the furthest first; what failed stands apart, after everything that did not."""
SUBJECTS: tuple[Kind, ...] = ("mechanism", "modality", "agent", "gene", "countermeasure")
_STUDIES: tuple[StudyKind, ...] = ("meta-analysis", "randomised-trial", "trial", "cohort")
_EXPECTED = "mechanism, treatment, gene or countermeasure"


class Subject(Record, kw_only=True, frozen=True):
    """What a name was understood as."""

    kind: Kind
    id: str
    name: str


class OvercomeAnswer(Answer, kw_only=True, frozen=True):
    """The countermeasures that hang on ``subjects``, by stage and then level of evidence.

    ``references`` are the papers they cite, ``also`` other entities of the same names (``kind:id``).
    """

    subjects: list[Subject]
    results: list[Countermeasure]
    references: dict[str, Reference]
    also: list[str]

    def records(self) -> list[Countermeasure]:
        """Return the countermeasures."""
        return self.results

    def table(self) -> Rows:
        """Return one row a countermeasure, its evidence as the ids of the papers."""
        columns = ["id", "name", "mechanism", "modality", "stage", "outcome", "agents", "genes", "cancer", "level", "agreement", "references", "source"]
        return Rows(columns, [[_column(item, column) for column in columns] for item in self.results])


def _study_rank(kb: KnowledgeBase, item: Countermeasure) -> int:
    """Rank a countermeasure by the strongest kind of study that supports it: pooled trials, a randomised one, any other."""
    kinds = {kb.references[line.reference].kind for line in item.evidence if line.stance == "supports"}
    return next((rank for rank, kind in enumerate(_STUDIES) if kind in kinds), len(_STUDIES))


def _column(item: Countermeasure, column: str) -> object:
    if column == "agreement":
        return item.agreement.state
    return [line.reference for line in item.evidence] if column == "references" else getattr(item, column)


def overcome(
    kb: KnowledgeBase, names: Sequence[str], *, stages: Iterable[str] = (), modalities: Iterable[str] = (), failed: bool | None = None
) -> OvercomeAnswer:
    """Return the countermeasures that hang on any of ``names``, each once, ordered by how far they got.

    Args:
        kb: the dataset.
        names: mechanisms, modalities or treatment classes (what is restored), agents, genes or countermeasures, by id, name or
            alias; several names that together are one name are one.
        stages: stages to keep, as in ``phase-3``; none keeps all.
        modalities: modalities or treatment classes to keep; none keeps all.
        failed: True keeps only what failed or was withdrawn, False only what did not, None both.

    Raises:
        UsageError: no name, or a stage that does not exist.
        UnknownNameError: a name that is not in the dataset.
    """
    if not names:
        raise UsageError(f"name what is to be overcome: a {_EXPECTED}")
    passes = _filter(kb, stages, modalities, failed=failed)
    subjects: list[Subject] = []
    also: list[str] = []
    found: dict[str, Countermeasure] = {}
    for name in kb.split_names(names):
        first, *others = [kb.resolve(name, SUBJECTS, _EXPECTED), *kb.matches(name, SUBJECTS)[1:]]
        subjects.append(Subject(kind=first.kind, id=first.id, name=kb.name_of(first.kind, first.id)))
        also += [f"{match.kind}:{match.id}" for match in others]
        hanging = (item for item in statements_of(kb, first.kind, first.id, kb.countermeasures.values()) if isinstance(item, Countermeasure))
        found |= {item.id: item for item in hanging if passes(item)}
    results = sorted(found.values(), key=lambda item: (STAGE_ORDER.index(item.stage), item.level, _study_rank(kb, item)))
    cited = dict.fromkeys(line.reference for item in results for line in item.evidence)
    return OvercomeAnswer(
        schema="resist.overcome/1",
        dataset=kb.stamp,
        subjects=list(dict.fromkeys(subjects)),
        results=results,
        references={name: kb.references[name] for name in cited},
        also=list(dict.fromkeys(also)),
    )


def nothing_overcome(kb: KnowledgeBase) -> OvercomeAnswer:
    """Return the answer for names that are not in the dataset."""
    return OvercomeAnswer(schema="resist.overcome/1", dataset=kb.stamp, subjects=[], results=[], references={}, also=[])


def _filter(kb: KnowledgeBase, stages: Iterable[str], modalities: Iterable[str], *, failed: bool | None) -> Callable[[Countermeasure], bool]:
    """Return the test that the filters amount to; raises as :func:`overcome` does."""
    wanted = {choice(stage, STAGE_ORDER, "stage") for stage in stages}
    nodes = [kb.resolve(name, ["modality"], "modality or treatment class").id for name in modalities]

    def passes(item: Countermeasure) -> bool:
        return (
            (not wanted or item.stage in wanted)
            and (failed is None or failed == (item.stage in FAILED))
            and (not nodes or any(under(kb, item, node) for node in nodes))
        )

    return passes
