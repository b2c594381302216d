"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from resistcli.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield an empty file beside ``path`` to write to, and give it that name when the block ends well; else it is removed.

    A file of that name is kept unless ``replace`` is true; one that is replaced hands on its mode, and a link leads on to where it led.
    What is no ordinary file (``/dev/null``, a named pipe) is written to and stays what it is.

    Raises:
        UsageError: there is a file of that name already, or a folder, or no folder to put it in.
        OutputError: the system does not let it be written.
    """
    with _said(repr(str(path))):
        special = path.exists() and not path.is_file() and not path.is_dir()
        with _scratch() if special else _beside(path, replace=replace) as file:
            yield file
            if special:
                _copy(file, path)


@contextmanager
def scratch_file() -> Iterator[Path]:
    """Yield the path of a file for the time of the block. Raises :class:`OutputError` where the system does not let it be written."""
    with _said("a temporary file"), _scratch() as file:
        yield file


@contextmanager
def _said(what: str) -> Iterator[None]:
    """Turn what the system says into errors for the user."""
    try:
        yield
    except FileExistsError as error:
        raise UsageError(f"{what} exists already and is left as it is; --force replaces it") from error
    except OSError as error:
        raise OutputError(f"cannot write {what}: {error.strerror or error}") from error


@contextmanager
def _scratch() -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="resist-") as folder:  # that nobody else can read
        yield Path(folder) / "file"


@contextmanager
def _beside(path: Path, *, replace: bool) -> Iterator[Path]:
    target = Path(os.path.realpath(path))
    _check(path, target, replace=replace)
    temporary = target.with_name(f".resist-{os.urandom(8).hex()}")
    try:
        with temporary.open("xb"):  # with the mode of any new file
            pass
        yield temporary
        _rename(temporary, target, replace=replace)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _check(path: Path, target: Path, *, replace: bool) -> None:
    if path.is_dir():
        raise UsageError(f"{str(path)!r} is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {str(target.parent)!r} to write {target.name!r} in")
    if os.path.lexists(target) and not replace:
        raise FileExistsError


def _rename(temporary: Path, target: Path, *, replace: bool) -> None:
    """Rename; a file that came to be since the check is not overwritten where the system can tell (hard links)."""
    if replace:
        if target.is_file():
            temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
        return
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        temporary.rename(target)


def _copy(source: Path, target: Path) -> None:
    import shutil

    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written)
