"""The errors that a user can meet, each with its exit code; nothing else may reach the terminal."""

from __future__ import annotations

from enum import IntEnum

MAX_ECHO = 80
"""How much of what a user typed a message repeats."""


class ExitCode(IntEnum):
    """What the process returns. A pipe closed early (``| head``) is success."""

    OK = 0
    NOTHING = 1
    """Nothing was found, or data is invalid."""
    USAGE = 2
    """The command line was not understood."""


class ResistError(Exception):
    """Base of all errors meant for the user: the message says what, where, and what was expected."""

    exit_code = ExitCode.USAGE


class DataError(ResistError):
    """A data file or the compiled dataset cannot be read or is not valid."""

    exit_code = ExitCode.NOTHING


class InvalidDataError(DataError):
    """Problems in data files, one a line, each beginning with its place, as editors read them."""


class OutputError(ResistError):
    """The answer cannot be written, for example to a full disk."""

    exit_code = ExitCode.NOTHING


class ReaderGoneError(ResistError):
    """Whoever read the answer has seen enough, as ``| head`` has; nothing is wrong."""

    exit_code = ExitCode.OK


class UsageError(ResistError):
    """A request that cannot be carried out as asked, such as comparing fewer than two sides."""


class UnknownNameError(ResistError, LookupError):
    """A name that is not in the dataset, with the nearest names that are."""

    exit_code = ExitCode.NOTHING

    def __init__(self, name: str, suggestions: list[str], expected: str = "name") -> None:
        """Record the ``name`` not found, the nearest names, best first, and the kind of thing that was ``expected``."""
        self.name = name
        self.suggestions = suggestions
        self.expected = expected
        hint = f" Did you mean: {', '.join(suggestions)}?" if suggestions else ""
        shown = name if len(name) <= MAX_ECHO else f"{name[:MAX_ECHO]}…"
        super().__init__(f"no {expected} called {shown!r}.{hint}")
