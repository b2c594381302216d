"""Which files a dataset is made of, how they are read, and the hash that names their content."""

from __future__ import annotations

import hashlib
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from resistcli.sources.problems import FileError, near

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES = 10_000_000

FILES = ("modalities.yaml", "genes.yaml", "references.yaml", "mechanisms.yaml")


def source_files(folder: Path) -> list[Path]:
    """Return the dataset's YAML files in ``folder``, in the order in which they are read."""
    return [folder / name for name in FILES]


def content_hash(files: Sequence[Path], salt: str = "") -> str:
    """Return the SHA-256 of ``salt`` and the files' names and contents, the same on every system (line ends are normalised).

    Raises :class:`FileError` as :func:`read_bytes` does.
    """
    digest = hashlib.sha256(salt.encode())
    for file in files:
        content = read_bytes(file).replace(b"\r\n", b"\n")
        digest.update(f"{file.name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def read_bytes(path: Path) -> bytes:
    """Return the content of a data file.

    Raises:
        FileError: there is no such file, it is none that can be read, or it is larger than a data file ever is.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileError(path, "is a directory; a YAML file is expected", "file")
        if stat.S_ISFIFO(mode) and path.parent != Path("/dev/fd"):  # a shell's <(command) is there; any other may never be written to
            raise FileError(path, "is a named pipe; a YAML file is expected", "file")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FileError(path, f"there is no such file{_hint(path)}", "file") from error
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}", "file") from error
    if len(raw) > MAX_BYTES:
        raise FileError(path, f"is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file", "file")
    return raw


def _hint(path: Path) -> str:
    try:
        similar = near(path.name, (entry.name for entry in islice(path.parent.iterdir(), 1000)))
    except OSError:
        return ""
    return f" (did you mean {path.parent / similar}?)" if similar else ""
