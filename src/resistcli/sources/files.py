"""Which files a dataset is made of, and the hash that names their content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = ("modalities.yaml", "genes.yaml", "references.yaml", "mechanisms.yaml")


def source_files(folder: Path) -> list[Path]:
    """Return the dataset's YAML files in ``folder``, in the order in which they are read."""
    return [folder / name for name in FILES]


def content_hash(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the files' names and contents, the same on every system (line ends are normalised)."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
