"""The outcome of a check as linters print it: one problem a line, with its place first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.output.text import clean, counted
from resistcli.sources.problems import Problem

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context
    from resistcli.validate import ExplainAnswer, ValidateAnswer


def render(answer: ValidateAnswer, _context: Context, _kb: KnowledgeBase) -> str:
    """Return the problems one a line and how many there are; or that there are none, and what the files bring."""
    if answer.valid:
        brings = ", ".join(f"{number} {_noun(kind, number)}" for kind, number in answer.brings.items()) or "nothing"
        return f"{', '.join(map(clean, answer.files))}: valid; brings or adds to {brings}.\n"
    lines = [clean(str(Problem(**fault.to_dict()))) for fault in answer.errors]
    files = len({fault.file for fault in answer.errors})
    total = f"more than {counted(len(lines), 'error')}; the first are shown" if answer.more else f"{counted(len(lines), 'error')} in {counted(files, 'file')}"
    return "\n".join([*lines, f"{total}.", ""])


def render_checks(answer: ExplainAnswer, context: Context, _kb: KnowledgeBase) -> str:
    """Return the named checks with what they look for, wrapped to the context's width."""
    from rich.text import Text

    from resistcli.output.canvas import Canvas

    canvas = Canvas(context)
    for check in answer.checks:
        canvas.draw(Text(check.name, "bold"))
        canvas.indented(Text(clean(check.about)))
    return canvas.text()


def _noun(kind: str, number: int) -> str:
    singular = {"categories": "category", "modalities": "modality", "evidence": "evidence line"}.get(kind, kind.removesuffix("s"))
    return singular if number == 1 else "evidence lines" if kind == "evidence" else kind
