"""What is wrong in a data file, and where: the form in which every check reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resistcli.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from resistcli.sources.yaml_reader import Location, Position, YamlDocument

MAX_PROBLEMS = 500
"""How many problems are told of one set of files; a file with more has one cause or is no data file at all."""
MAX_SHOWN = 60


class Problem(NamedTuple):
    """One thing wrong in a data file. Lines and columns count from 1; ``path`` is the place in the data, like ``mechanisms[3].role``."""

    file: str
    line: int
    column: int
    path: str
    check: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        """Return ``file:line:column: path: message (did you mean …?)``; a problem of the whole file has no path."""
        path = f"{self.path}: " if self.path != "." else ""
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {path}{self.message}{hint}"


class FileError(InvalidDataError):
    """A file that cannot be read as data at all."""

    def __init__(self, path: Path, message: str, check: str, position: Position = (1, 1)) -> None:
        """Record the one problem, found by ``check``, at ``position`` (line and column from 1)."""
        self.problem = Problem(str(path), *position, ".", check, message)
        super().__init__(str(self.problem))


class Finding(NamedTuple):
    """What a check yields: a document, a location in it, what is wrong, and perhaps the right thing."""

    document: YamlDocument
    location: Location
    message: str
    suggestion: str | None = None

    def problem(self, check: str) -> Problem:
        """Return the finding of the named ``check`` with its place in words."""
        line, column = self.document.position(self.location)
        return Problem(str(self.document.path), line, column, _path_text(self.location), check, self.message, self.suggestion)


def as_text(problems: list[Problem]) -> str:
    """Return problems one a line, and how many were left out."""
    shown = [str(problem) for problem in problems[:MAX_PROBLEMS]]
    more = [f"{len(problems) - MAX_PROBLEMS} more problems are not shown"] if len(problems) > MAX_PROBLEMS else []
    return "\n".join([*shown, *more])


def shown(value: Any) -> str:
    """Return a value for a message: on one line, without control characters, and short."""
    text = repr(value[:MAX_SHOWN] if isinstance(value, str) else value)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


def near(name: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice nearest to ``name``, or None where nothing is near."""
    if len(name) > MAX_SHOWN:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(choices), n=1, cutoff=cutoff)), None)


def _path_text(location: Location) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{_key_text(part)}" for part in location)
    return text.lstrip(".") or "."


def _key_text(part: str) -> str:
    """A key as written, but a hostile one cannot end the line, reach the terminal or fill the screen."""
    return part if part.isprintable() and len(part) <= MAX_SHOWN else shown(part)
