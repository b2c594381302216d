"""What is wrong in a data file, and where: the form in which every check reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from resistcli.errors import InvalidDataError

if TYPE_CHECKING:
    from pathlib import Path

    from resistcli.sources.yaml_reader import Location, Position, YamlDocument

MAX_PROBLEMS = 500
"""How many problems are told of one set of files, and what each check may find; a file with more has one cause or is no data file at all."""
MAX_SHOWN = 60
MIN_BEGUN = 3
"""How many letters of a word tell which it is to be, where only one begins so."""
MAX_FILE_NAME = 500
MORE = f"more problems are not shown: these are the first {MAX_PROBLEMS}"
_PLAIN_KEY = re.compile(r"[^\W_][\w<>+-]*|<<|[\w-]+")


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
        """Return ``file:line:column: path: message (did you mean …?)`` on one line; a problem of the whole file has no path."""
        path = f"{self.path}: " if self.path != "." else ""
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        text = f"{self.file[:MAX_FILE_NAME]}:{self.line}:{self.column}: {path}{self.message}{hint}"
        return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


class FileError(InvalidDataError):
    """A file that cannot be read as data at all."""

    def __init__(self, path: Path, message: str, check: str, position: Position = (1, 1)) -> None:
        """Record the one problem, found by ``check``, at ``position`` (line and column from 1)."""
        self.problem = Problem(file_text(path), *position, ".", check, message)
        super().__init__(str(self.problem))


class Finding(NamedTuple):
    """What a check yields: a document, a location in it, what is wrong, and perhaps the right thing or where to look for it."""

    document: YamlDocument
    location: Location
    message: str
    suggestion: str | Wanted | None = None

    def problem(self, check: str) -> Problem:
        """Return the finding of the named ``check`` with its place in words."""
        line, column = self.document.position(self.location)
        suggestion = near(*self.suggestion) if isinstance(self.suggestion, Wanted) else self.suggestion
        return Problem(file_text(self.document.path), line, column, _path_text(self.location), check, self.message, suggestion)


class Wanted(NamedTuple):
    """A name that is not there and the names that are: looked up only for problems that are told, for it costs more than a check."""

    name: str
    choices: Iterable[str]
    cutoff: float = 0.7


def as_text(problems: list[Problem]) -> str:
    """Return problems one a line, and that there are more where some were left out."""
    more = [MORE] if len(problems) > MAX_PROBLEMS else []
    return "\n".join([*map(str, problems[:MAX_PROBLEMS]), *more])


def file_text(path: Path) -> str:
    """Return the name of a file as text, also where it is none: bytes that are not UTF-8 become a replacement character."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def shown(value: Any) -> str:
    """Return a value for a message, as YAML has it: on one line, without control characters, and short."""
    if isinstance(value, str):
        text = repr(value[: MAX_SHOWN - 2])
        if len(text) <= MAX_SHOWN and len(value) <= MAX_SHOWN - 2:
            return text
        return f"{text[: MAX_SHOWN - 2]}…{text[0]}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def near(name: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice nearest to ``name``, else the only one that ``name`` begins, else None. Capitals do not count."""
    if len(name) > MAX_SHOWN:
        return None
    from rapidfuzz import fuzz, process

    known = list(choices)
    found = process.extractOne(name, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=100 * cutoff)
    if found:
        return str(found[0])
    begun = [choice for choice in known if len(name) >= MIN_BEGUN and choice.casefold().startswith(name.casefold())]
    return begun[0] if len(begun) == 1 else None


def _path_text(location: Location) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{_key_text(part)}" for part in location)
    return text.removeprefix(".") or "."


def _key_text(part: str) -> str:
    """A key as written, or in quotes where it would be mistaken for a path or is hostile: it cannot end the line or fill the screen."""
    return part if _PLAIN_KEY.fullmatch(part) and len(part) <= MAX_SHOWN else shown(part)
