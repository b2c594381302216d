"""Words from a closed set, as users type them: whatever their case, spelling and hyphens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.errors import UsageError
from resistcli.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = "ABCDE"


def choice(word: str, choices: Sequence[str], noun: str) -> str:
    """Return the choice that ``word`` names whatever its case, spelling and hyphens. Raises :class:`UsageError`."""
    for known in choices:
        if key(known) == key(word):
            return known
    raise UsageError(f"no {noun} {word!r}; expected one of: {', '.join(choices)}")


def several(values: str | Iterable[str]) -> list[str]:
    """Return one value or several as a list."""
    return [values] if isinstance(values, str) else [*values]


def check_limit(limit: int) -> None:
    """Raise :class:`UsageError` where a limit is negative."""
    if limit < 0:
        raise UsageError(f"a limit counts from 0 (all) upwards, and {limit} is below it")


def parse_levels(levels: Iterable[str], min_level: str | None = None) -> set[str]:
    """Return levels from letters typed by a user; ``min_level`` adds itself and everything stronger. Raises :class:`UsageError`."""
    chosen = {choice(level, LEVELS, "level").upper() for level in levels}
    if min_level:
        weakest = choice(min_level, LEVELS, "level")
        chosen |= set(LEVELS[: LEVELS.index(weakest) + 1])
    return chosen
