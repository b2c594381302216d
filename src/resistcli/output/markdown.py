"""Answers as Markdown, for reports, issues and talks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resistcli.citations import CiteAnswer
from resistcli.compare import CompareAnswer
from resistcli.model import BUNDLED, Claim
from resistcli.output.patterns import groups
from resistcli.output.signs import RELATIONS, ROLES, STAGES, sign_of
from resistcli.output.stages import groups as stage_groups
from resistcli.output.text import cell, clean
from resistcli.overcome import OvercomeAnswer
from resistcli.show import ShowAnswer, ShownMechanism

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resistcli.answers import Answer
    from resistcli.compare import Cell
    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Countermeasure, Evidence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")
_AT_START = re.compile(r"^(\s*\d*)([-+=.)])")


def escape(text: str) -> str:
    """Return text in which nothing is Markdown or HTML."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", clean(text)))


def to_markdown(answer: Answer, kb: KnowledgeBase, *, unicode: bool = True) -> str:
    """Return an answer as Markdown; comparisons, pages and citations with numbered references, the rest as one table."""
    if isinstance(answer, CompareAnswer):
        return _compare(answer, kb, unicode=unicode)
    if isinstance(answer, ShowAnswer) and all(isinstance(shown, ShownMechanism) for shown in answer.results):
        return _show(answer, kb)
    if isinstance(answer, CiteAnswer):
        return _cite(answer, kb)
    if isinstance(answer, OvercomeAnswer) and answer.results:
        return _overcome(answer, kb)
    columns, rows = answer.table()
    return _table(columns, ([escape(cell(value)) for value in row] for row in rows)) if columns else ""


def _from(source: str) -> str:
    """Return a mark for what an overlay brought."""
    return "" if source == BUNDLED else f" *(from {escape(source)})*"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(map(escape, columns)) + " |", "|" + " --- |" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


class _Numbers(dict[str, int]):
    """Numbers for references in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self) + 1
        return self[name]

    def cite(self, names: Iterable[str]) -> str:
        numbers = ", ".join(str(self[name]) for name in names)
        return f"\\[{numbers}\\]" if numbers else ""

    def evidence(self, lines: Iterable[Evidence]) -> str:
        return "\\[" + ", ".join(f"{self[line.reference]}" + ("" if line.stance == "supports" else f" {line.stance}") for line in lines) + "\\]"


def _references(numbers: _Numbers, kb: KnowledgeBase) -> list[str]:
    texts = kb.citation_texts("vancouver")
    lines = ["## References", ""]
    for name, number in numbers.items():
        reference = kb.references[name]
        mark = "**RETRACTED** " if reference.retracted else ""
        url = f" <{reference.url}>" if reference.url and not re.search(r"[<>\s]", reference.url) else ""
        lines.append(f"{number}. {mark}{escape(texts[name])}{url}{_from(reference.source)}")
    return lines


def _footer(kb: KnowledgeBase) -> str:
    return f"*Data {kb.stamp.version}, {escape(kb.meta.licence)}. {escape(kb.meta.notice)}*"


def _compare(answer: CompareAnswer, kb: KnowledgeBase, *, unicode: bool) -> str:
    numbers = _Numbers()
    lines = [f"# {' vs '.join(escape(side.name) for side in answer.sides)}", ""]
    for title, rows in groups(answer):
        heads = (f"**{escape(row.mechanism.name)}**{_from(row.mechanism.source)}" for row in rows)
        cells = (
            [head, *(_cell(row.cells[side.id], numbers, answer.min_level, unicode=unicode) for side in answer.sides)]
            for head, row in zip(heads, rows, strict=True)
        )
        lines += [f"## {escape(title)} ({len(rows)})", "", _table(["Mechanism", *(side.id for side in answer.sides)], cells)]
    return "\n".join([*lines, *_references(numbers, kb), "", _footer(kb), ""])


def _cell(item: Cell, numbers: _Numbers, level: str | None, *, unicode: bool) -> str:
    sign = sign_of(item, level)
    facts = [escape(sign.show(unicode=unicode))]
    if item.inferred:
        facts.append("inferred, no paper")
    elif item.level and item.agreement:
        facts += [f"level {item.level}", item.agreement.state.replace("-", " ")]
    head = ", ".join(facts) + (f" {numbers.cite(item.citations)}" if item.citations else "") + _from(item.source)
    below = item.basis or item.gap
    return head + (f"<br>{escape(below)}" if below else "")


def _show(answer: ShowAnswer, kb: KnowledgeBase) -> str:
    numbers = _Numbers()
    lines: list[str] = []
    for shown in answer.results:
        if isinstance(shown, ShownMechanism):
            lines += _mechanism(shown, numbers, kb)
    return "\n".join([*lines, *_references(numbers, kb), "", _footer(kb), ""])


def _mechanism(shown: ShownMechanism, numbers: _Numbers, kb: KnowledgeBase) -> list[str]:
    lines = [f"# {escape(shown.name)}{_from(shown.source)}", "", escape(shown.definition), ""]
    lines += [f"- **{label}:** {escape(', '.join(values))}" for label, values in (("Also called", shown.aliases), ("Genes", shown.genes)) if values]
    rows = (
        [
            escape(kb.modalities[name].name),
            ROLES[item.role].word,
            "" if item.inferred else item.level,
            escape(item.agreement.reason),
            escape(item.basis + (f" (not for: {', '.join(kb.modalities[node].name for node in item.not_for)})" if item.not_for else "")) + _from(item.source),
        ]
        for name, item in shown.profiles.items()
    )
    lines += ["", "## Role in each modality", "", _table(["Modality", "Role", "Level", "Agreement", "Basis"], rows)]
    lines += [f"- **Nothing usable found: {escape(kb.modalities[name].name)}.** {escape(text)}" for name, text in shown.gaps.items()]
    lines += [""] if shown.gaps else []
    present = {claim.modality for claim in shown.claims}
    for modality in (name for name in kb.modalities if name in present):
        lines += [f"## Evidence: {escape(kb.modalities[modality].name)}", ""]
        claims = [claim for claim in shown.claims if claim.modality == modality]
        lines += [_claim(claim, numbers) for claim in claims]
        lines.append("")
    if shown.countermeasures:
        lines += ["## Countermeasures", "", *(_countermeasure(item, numbers) for item in shown.countermeasures), ""]
    return lines


def _claim(claim: Claim, numbers: _Numbers) -> str:
    cited = numbers.evidence(claim.evidence)
    return f"- {RELATIONS[claim.relation]} (level {claim.level}): {escape(claim.text)} {cited}{_from(claim.source)}"


def _countermeasure(item: Countermeasure, numbers: _Numbers) -> str:
    return f"- **{escape(item.name)}** ({STAGES[item.stage].word}): {escape(item.outcome)} {numbers.evidence(item.evidence)}{_from(item.source)}"


def _overcome(answer: OvercomeAnswer, kb: KnowledgeBase) -> str:
    numbers = _Numbers()
    lines = [f"# Ways round resistance: {', '.join(escape(subject.name) for subject in answer.subjects)}", ""]
    for title, items in stage_groups(answer.results):
        entries = (f"{_countermeasure(item, numbers)} (level {item.level}, {item.agreement.state.replace('-', ' ')})" for item in items)
        lines += [f"## {escape(title)} ({len(items)})", "", *entries, ""]
    return "\n".join([*lines, *_references(numbers, kb), "", _footer(kb), ""])


def _cite(answer: CiteAnswer, kb: KnowledgeBase) -> str:
    numbers = _Numbers()
    lines: list[str] = []
    for cited in answer.results:
        if cited.claim is None:
            numbers.cite(reference.id for reference in cited.references)
        else:
            text = cited.claim.text if isinstance(cited.claim, Claim) else f"{cited.claim.name}: {cited.claim.outcome}"
            lines.append(f"- {escape(text)} {numbers.evidence(cited.claim.evidence)}{_from(cited.claim.source)}")
    return "\n".join([*lines, "", *_references(numbers, kb), "", _footer(kb), ""])
