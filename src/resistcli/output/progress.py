"""A progress bar on standard error for what takes longer than a second; nothing is imported and nothing shown for what does not."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Self, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds before a bar is drawn."""


class Progress:
    """How far a piece of work has come, drawn at a terminal only and gone when the ``with`` block ends, however it ends."""

    def __init__(self, what: str, stream: TextIO | None = None, patience: float = PATIENCE) -> None:
        """Name the work; ``stream`` is standard error unless given."""
        self._what = what
        self._stream = stream or sys.stderr
        self.terminal = self._stream is not None and self._stream.isatty()
        self._due = time.monotonic() + patience
        self._bar: Any = None

    def __enter__(self) -> Self:
        """Start; nothing is drawn yet."""
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def over(self, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items``, ``total`` in number, and show how many are done."""
        for number, item in enumerate(items):
            if self.terminal and time.monotonic() > self._due:
                self._draw(number, total)
            yield item

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(file=self._stream), transient=True)
            self._bar.add_task(self._what, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
