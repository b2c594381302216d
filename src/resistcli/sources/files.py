"""Which files a dataset is made of, how they are read, and the hash that names their content."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from resistcli.sources.problems import FileError, file_text, near

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES = 10_000_000

_DESCRIPTORS = frozenset({Path("/dev/fd"), Path("/proc/self/fd")})
FILES = ("modalities.yaml", "genes.yaml", "references.yaml", "mechanisms.yaml")


def source_files(folder: Path) -> list[Path]:
    """Return the dataset's YAML files in ``folder``, in the order in which they are read."""
    return [folder / name for name in FILES]


class DataFile(NamedTuple):
    """A file as it was read, once: its content, or why it cannot be read. What is hashed is so what is parsed, whoever writes meanwhile."""

    path: Path
    content: bytes | FileError


def read_files(paths: Iterable[Path]) -> list[DataFile]:
    """Read some files, each once however often and by whatever name it is given, in the order of their first mention."""
    distinct: dict[str, Path] = {}
    for path in paths:
        distinct.setdefault(str(path) if "\0" in str(path) else os.path.realpath(path), path)
    return [_read(path) for path in distinct.values()]


def _read(path: Path) -> DataFile:
    try:
        return DataFile(path, read_bytes(path))
    except FileError as error:
        return DataFile(path, error)


def content_hash(files: Iterable[Path], salt: str = "") -> str:
    """Return the SHA-256 of ``salt`` and the files' names and contents, the same on every system (line ends are normalised).

    Raises :class:`FileError` as :func:`read_bytes` does.
    """
    return hash_of([DataFile(file, read_bytes(file)) for file in files], salt)


def hash_of(files: Iterable[DataFile], salt: str = "") -> str:
    """Return what :func:`content_hash` does for files that have been read; one that could not be counts as empty."""
    import hashlib

    digest = hashlib.sha256(salt.encode("utf-8", "surrogateescape"))
    for file in files:
        content = file.content.replace(b"\r\n", b"\n") if isinstance(file.content, bytes) else b""
        digest.update(f"{file.path.name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def read_bytes(path: Path) -> bytes:
    """Return the content of a data file.

    Raises:
        FileError: there is no such file, it is none that can be read, or it is larger than a data file ever is.
    """
    try:
        # Not to wait for whoever might write to a named pipe; on a plain file the flag does nothing.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as stream:
            _refuse_pipes(path, stream)
            raw = stream.read(MAX_BYTES + 1) or b""
    except FileNotFoundError as error:
        raise FileError(path, f"there is no such file{_hint(path)}", "file") from error
    except IsADirectoryError as error:
        raise FileError(path, "is a directory; a YAML file is expected", "file") from error
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}", "file") from error
    if len(raw) > MAX_BYTES:
        raise FileError(path, f"is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file", "file")
    return raw


def _refuse_pipes(path: Path, stream: BinaryIO) -> None:
    """A shell's ``<(command)`` and standard input are waited for; any other pipe may never be written to, and no data file is a terminal."""
    mode = os.fstat(stream.fileno()).st_mode
    if stat.S_ISDIR(mode):
        raise FileError(path, "is a directory; a YAML file is expected", "file")
    if stat.S_ISFIFO(mode):
        if str(path) != "/dev/stdin" and path.parent not in _DESCRIPTORS:
            raise FileError(path, "is a named pipe; a YAML file is expected", "file")
        os.set_blocking(stream.fileno(), True)
    elif stream.isatty():
        raise FileError(path, "is a terminal; a YAML file is expected", "file")


def _hint(path: Path) -> str:
    try:
        similar = near(path.name, (entry.name for entry in islice(path.parent.iterdir(), 1000) if entry.name != path.name))
    except OSError:
        return ""
    return f" (did you mean {file_text(path.parent / similar)}?)" if similar else ""
