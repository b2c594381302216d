"""What a shell offers for a value: names of the dataset and words of closed sets.

A parameter that a shell can complete is declared with one of the types here (``click_type``). Typer's ``autocompletion``
would drop every candidate that does not begin exactly as typed, so that ``tp5`` could not become ``TP53``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from typer._click.shell_completion import CompletionItem
from typer._click.types import StringParamType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from typer._click.core import Context, Parameter

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Kind

MAX_CANDIDATES = 100
_SHELL_SAFE = re.compile(r"\w[\w.:/+,-]*")
"""One word that no shell reads anything into; whatever else an overlay calls a thing, it is not offered."""


class Names(StringParamType):
    """The type of a parameter that takes names. Any text is accepted; the question itself says what is not known."""

    def __init__(self, *kinds: Kind, name: str | None = None) -> None:
        """Complete names of these kinds, in their order; without kinds, of all. ``name`` stands in the help."""
        self.kinds = kinds
        self.name = name or (kinds[0] if kinds else "name")

    def shell_complete(self, ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
        """Return up to :data:`MAX_CANDIDATES` names that begin as typed, ids before names and aliases, without those given already."""
        given = ctx.params.get(param.name or "") or ()
        found: dict[str, str] = {}
        for value, meaning in _names(_loaded(ctx), self.kinds, incomplete):
            if value not in given:
                found.setdefault(value, meaning)
            if len(found) == MAX_CANDIDATES:
                break
        return [CompletionItem(value, help=meaning) for value, meaning in found.items()]


class Words(StringParamType):
    """The type of a parameter that takes one of some words, or texts that the question checks."""

    def __init__(self, name: str, words: Callable[[Context], Mapping[str, str]]) -> None:
        """Complete the keys of what ``words`` returns; the values explain them. ``name`` stands in the help."""
        self.name = name
        self.words = words

    def shell_complete(self, ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Return the words that begin as typed, whatever their case."""
        return [CompletionItem(word, help=meaning) for word, meaning in self.words(ctx).items() if word.lower().startswith(incomplete.lower())]


def roles(_: Context) -> Mapping[str, str]:
    """Return the roles and what they mean."""
    from resistcli.model import ROLE_MEANINGS

    return {str(role): meaning for role, meaning in ROLE_MEANINGS.items()}


def levels(_: Context) -> Mapping[str, str]:
    """Return the levels of evidence and what they mean."""
    from resistcli.model import LEVEL_MEANINGS

    return {str(level): meaning for level, meaning in LEVEL_MEANINGS.items()}


def stages(_: Context) -> Mapping[str, str]:
    """Return the stages of countermeasures."""
    from resistcli.model import Stage

    return dict.fromkeys(get_args(Stage), "")


def entity_kinds(_: Context) -> Mapping[str, str]:
    """Return the kinds of entity, as ``search`` takes them."""
    from resistcli.model import Kind

    return dict.fromkeys(get_args(Kind), "")


def list_kinds(_: Context) -> Mapping[str, str]:
    """Return the kinds of entity, as ``list`` takes them."""
    from resistcli.listing import LIST_KINDS

    return dict.fromkeys(LIST_KINDS, "")


def patterns(ctx: Context) -> Mapping[str, str]:
    """Return the patterns of a comparison, and the sides given, which keep what is peculiar to them."""
    from resistcli.compare import PATTERNS

    sides = ctx.params.get("sides") or ()
    return dict.fromkeys(PATTERNS, "") | {side: f"only {side}" for side in sides if _SHELL_SAFE.fullmatch(side)}


def categories(ctx: Context) -> Mapping[str, str]:
    """Return the categories of mechanisms with their names."""
    return {item.id: item.name for item in _loaded(ctx).categories.values() if _SHELL_SAFE.fullmatch(item.id)}


def _loaded(ctx: Context) -> KnowledgeBase:
    """Return the dataset with the overlays that stand in the command line so far."""
    import resistcli

    return resistcli.load(*(ctx.params.get("data") or ()))


def _names(kb: KnowledgeBase, kinds: Collection[Kind], typed: str) -> Iterator[tuple[str, str]]:
    """Yield the names that begin with ``typed``, each with a text that explains it; ``gene:TP`` asks for genes alone."""
    from resistcli.knowledge import KINDS

    allowed = kinds or KINDS
    prefix, colon, rest = typed.partition(":")
    wanted = [kind for kind in allowed if colon and kind == prefix.lower()]
    lead = f"{prefix}:" if wanted else ""
    others: list[tuple[str, str]] = []
    for kind in wanted or allowed:
        for match, title in kb.names(kind).beginning(rest if wanted else typed):
            if not _SHELL_SAFE.fullmatch(match.text):
                continue
            if match.field == "id":
                yield f"{lead}{match.text}", title or kind
            else:
                others.append((f"{lead}{match.text}", match.id))
    yield from others
