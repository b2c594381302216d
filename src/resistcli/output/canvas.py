"""What all Rich renderers share: the canvas they draw on, numbered citations, and the ways roles and claims are written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from resistcli.output.context import transliterated
from resistcli.output.grid import Sheet, stack
from resistcli.output.signs import AGREEMENT, NO_EFFECT, ROLES, STANCES, Sign
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Agreement, AgreementState, Evidence, Quantity, Reference, Statement
    from resistcli.output.context import Context

MAX_CITATIONS = 4
"""Numbers shown in a narrow cell before the rest is counted."""


class Canvas:
    """Collects what is drawn and gives it back as text for the context's width, colours and encoding."""

    def __init__(self, context: Context) -> None:
        """Prepare a canvas for the context."""
        self.width = context.width
        self.unicode = context.unicode
        self.links = context.links
        self._styled = context.colour or context.links
        self._console = Console(
            file=io.StringIO(),
            width=context.width,
            force_terminal=self._styled,
            no_color=not context.colour,
            color_system="standard" if self._styled else None,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            safe_box=not context.unicode,
            _environ={},  # the context has read it
        )

    @property
    def rule(self) -> str:
        """The character of a horizontal line."""
        return "─" if self.unicode else "-"

    def draw(self, *items: RenderableType) -> None:
        """Draw each item below the last."""
        for item in items:
            if isinstance(item, Sheet) and not self._styled:
                self._console.file.write(f"{item.plain}\n")  # nothing for Rich to do
            else:
                self._console.print(item, soft_wrap=isinstance(item, Sheet))

    def indented(self, item: Text, by: int = 2) -> None:
        """Draw a text with a left margin."""
        self.draw(stack([(by, item)], self.width))

    def heading(self, title: str, note: str = "") -> None:
        """Draw a heading after an empty line."""
        self.draw("", Text.assemble((clean(title), "bold"), (f"  {clean(note)}", "dim") if note else ""))

    def sign(self, sign: Sign) -> Text:
        """Return glyph and word of a sign in its style."""
        return Text(sign.show(unicode=self.unicode), sign.style)

    def role(self, role: str | None, *, studied: bool = False) -> Text:
        """Return the sign of a role; ``studied`` tells that claims exist although they give no role."""
        return self.sign(NO_EFFECT if role is None and studied else ROLES[role])

    def agreement(self, agreement: Agreement) -> Text:
        """Return the word for an agreement in its style."""
        return self.sign_word(agreement.state)

    def sign_word(self, state: AgreementState) -> Text:
        """Return the word for a state of agreement in its style."""
        sign = AGREEMENT[state]
        return Text(sign.word, sign.style)

    def link(self, text: str, url: str | None, style: str = "") -> Text:
        """Return text that links to ``url`` on a terminal that can follow it."""
        text = text if self.unicode else transliterated(text)
        return Text(clean(text), Style.parse(style or "none") + Style(link=clean(url)) if url and self.links else style)

    def text(self) -> str:
        """Return everything drawn, without spaces at the ends of lines."""
        output = self._console.file
        assert isinstance(output, io.StringIO)  # noqa: S101
        return "\n".join(line.rstrip() for line in output.getvalue().split("\n"))


class Numbering:
    """Numbers references in the order in which they are first cited, and remembers them for the list."""

    def __init__(self, references: Mapping[str, Reference], *, links: bool) -> None:
        """Number from 1 whatever of ``references`` will be cited."""
        self._references = references
        self._numbers: dict[str, int] = {}
        self._links = links

    def number(self, name: str) -> int:
        """Return the number of a reference."""
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def cite(self, names: Sequence[str], most: int = MAX_CITATIONS) -> Text:
        """Return ``[1,2,3 +4]`` for references by id."""
        more = f" +{len(names) - most}" if len(names) > most else ""
        first = sorted(names[:most], key=self.number)
        if not self._links:
            return Text(f"[{','.join(str(self.number(name)) for name in first)}{more}]", "blue")
        return Text.assemble("[", Text(",").join(self._one(name) for name in first), more, "]", style="blue")

    def evidence(self, evidence: Iterable[Evidence]) -> Text:
        """Return the citations of a claim with every stance that is not support in words: ``[1,2; 3 disputes]``."""
        parts = []
        for line in sorted(evidence, key=lambda line: list(STANCES).index(line.stance)):
            word = STANCES[line.stance]
            parts.append(Text.assemble(self._one(line.reference), (f" {word}", "bold magenta") if word else ""))
        return Text.assemble("[", Text(", ").join(parts), "]", style="blue")

    def cited(self) -> list[str]:
        """Return the ids cited so far, by number."""
        return list(self._numbers)

    def _one(self, name: str) -> Text:
        url = self._references[name].url if name in self._references else None
        return Text(str(self.number(name)), Style(link=clean(url)) if url and self._links else "")


def reference_list(canvas: Canvas, names: Sequence[str], references: Mapping[str, Reference], kb: KnowledgeBase) -> None:
    """Draw numbered references in Vancouver style, with what a reader must know of their standing."""
    texts = kb.citation_texts("vancouver")
    lines = []
    for number, name in enumerate(names, 1):
        reference = references[name]
        line = Text.assemble((f"{number}. ", "blue"), canvas.link(texts.get(name, reference.title), reference.url), standing(reference), (f"  {name}", "dim"))
        lines.append(line)
    canvas.draw(stack([(0, line) for line in lines], canvas.width))


def standing(reference: Reference) -> Text:
    """Return a warning for a retracted paper or one whose identifiers nobody has read on a page, and a mark for one that an overlay brought."""
    reported = reference.verification.status == "reported"
    warning = ("  RETRACTED", "bold red") if reference.retracted else ("  reported, not verified", "yellow") if reported else ""
    return Text.assemble(warning, source_note(reference.source))


def quantity_text(quantity: Quantity) -> str:
    """Return a quantity as ``measure: value unit (condition)``."""
    unit = {"percent": "%", "ratio": ""}.get(quantity.unit or "", quantity.unit or "")
    condition = f" ({quantity.condition})" if quantity.condition else ""
    return clean(f"{quantity.measure}: {quantity.value} {unit}".rstrip() + condition)


def statement(canvas: Canvas, item: Statement, numbering: Numbering, where: str = "") -> Text:
    """Return a claim or countermeasure as a paragraph: text, quantity, level, agreement, citations and id."""
    text = item.outcome if hasattr(item, "outcome") else item.text
    parts: list[Text | str | tuple[str, str]] = [(f"{clean(where)}  ", "bold") if where else "", clean(text)]
    if item.quantity:
        parts.append((f"  {quantity_text(item.quantity)}", "green"))
    parts += ["  ", level_text(item.level), "  "]
    if item.agreement.state == "contested":
        parts += [canvas.agreement(item.agreement), " "]
    parts += [numbering.evidence(item.evidence), (f"  {item.id}", "dim"), source_note(item.source)]
    return Text.assemble(*parts)


def level_text(level: str) -> Text:
    """Return an evidence level."""
    return Text(f"level {level}", "bold" if level in "AB" else "")


def source_note(source: str) -> tuple[str, str]:
    """Return a mark for what an overlay brought."""
    return ("", "") if source == "bundled" else (f"  from {clean(source)}", "yellow")
