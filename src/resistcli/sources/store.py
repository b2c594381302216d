"""The compiled form on disk: one file of JSON sections, each read and decoded only when a command needs it.

The first line is a JSON header that gives the offset and length of every section. In an installed package the file is
bundled. In a source checkout it is made once and kept in the user's cache under a name that holds the hash of everything
it was made from, so an edit of the data or of the compiler is seen at once and nothing ever has to be invalidated.
"""

from __future__ import annotations

import io
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import msgspec

from resistcli.errors import DataError
from resistcli.model import DatasetStamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")

PACKAGE = Path(__file__).parents[1]
BUNDLED = PACKAGE / "bundled.dataset"
CHECKOUT_DATA = PACKAGE.parents[1] / "data"
_SUFFIX = ".dataset"


class Meta(msgspec.Struct):
    """What a compiled dataset says of itself."""

    stamp: DatasetStamp
    title: str
    licence: str
    notice: str


class Store:
    """An open compiled dataset; :meth:`section` decodes one part of it."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the header of ``stream`` (seekable, kept open). Raises :class:`DataError` if it is not a compiled dataset."""
        self._stream = stream
        try:
            header = stream.readline()
            self._sections = msgspec.json.decode(header, type=dict[str, tuple[int, int]])
        except (OSError, msgspec.DecodeError) as error:
            raise DataError(f"the compiled dataset cannot be read: {error}") from error
        self._start = len(header)
        self.length = stream.seek(0, os.SEEK_END)
        if self.length != self._start + sum(length for _, length in self._sections.values()):
            raise DataError("the compiled dataset cannot be read: it was cut short")

    def __del__(self) -> None:
        """Close the file with the last user of it."""
        self._stream.close()

    def section(self, name: str, type_: type[T]) -> T:
        """Return section ``name`` decoded as ``type_``."""
        return msgspec.json.decode(self.raw(name), type=type_)

    def raw(self, name: str) -> bytes:
        """Return section ``name`` as it is encoded."""
        offset, length = self._sections[name]
        self._stream.seek(self._start + offset)
        return self._stream.read(length)


def encode(sections: Mapping[str, Any]) -> bytes:
    """Return the bytes of a compiled dataset, header first; a section that is bytes stays as it is. The same sections give the same bytes."""
    places: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name, value in sections.items():
        encoded = value if isinstance(value, bytes) else msgspec.json.encode(value)
        places[name] = (len(body), len(encoded))
        body += encoded
    return msgspec.json.encode(places) + b"\n" + bytes(body)


def open_store(overlays: Sequence[Path] = ()) -> Store:
    """Open the bundled dataset or, in a source checkout, the cached one, compiling it first where needed.

    With ``overlays`` it is that dataset with them merged in, from the cache where the same files have been merged before.

    Raises:
        DataError: there is no dataset, the checkout's YAML does not compile, or an overlay is not valid.
    """
    base, identity = _open_base()
    if not overlays:
        return base
    from hashlib import sha256

    from resistcli.sources.files import hash_of, read_files

    files = read_files(overlays)

    def make() -> Mapping[str, Any]:
        from resistcli.sources.compiler import compile_overlays

        return compile_overlays(base, files)

    names = "\0".join(str(file.path) for file in files)
    identity = f"{identity} {base.section('meta', Meta).stamp.sha256}"
    if not all(isinstance(file.content, bytes) for file in files):
        make()  # tells what cannot be read, with what is wrong in the others
    return _open_cached(sha256(f"{hash_of(files, identity)}\0{names}".encode("utf-8", "surrogateescape")).hexdigest(), make)


def _open_base() -> tuple[Store, str]:
    """Return the dataset without overlays, and what identifies it and the code that compiled it."""
    if BUNDLED.is_file():
        from resistcli import __version__

        store = Store(BUNDLED.open("rb"))
        return store, f"{__version__} {store.length}"
    if not CHECKOUT_DATA.is_dir():
        raise DataError("the package holds no dataset: it was installed without its build step")
    from resistcli.sources.files import content_hash, source_files

    inputs = [
        *source_files(CHECKOUT_DATA),
        *sorted(PACKAGE.glob("*.py")),
        *sorted((PACKAGE / "sources").glob("*.py")),
        *sorted((PACKAGE / "csl").glob("*.csl")),
    ]
    name = content_hash(inputs)

    def make() -> Mapping[str, Any]:
        from resistcli.sources.compiler import compile_dataset

        return compile_dataset(CHECKOUT_DATA)

    return _open_cached(name, make), name


def _open_cached(name: str, make: Callable[[], Mapping[str, Any]]) -> Store:
    """Open the compiled dataset of that name in the cache; where it is not there, ``make`` its sections and keep them."""
    cache = CacheFolder()
    path = cache.path / f"{name}{_SUFFIX}"
    try:
        stream = path.open("rb")
    except OSError:
        stream = None
    if stream is not None:
        try:
            store = Store(stream)
            store.section("meta", Meta)
        except (DataError, KeyError, msgspec.DecodeError):  # made again below; closed first, for some systems do not replace an open file
            stream.close()
        else:
            return store
    content = encode(make())
    cache.write(path, content)
    return Store(io.BytesIO(content))


class CacheFolder:
    """The user's cache for this package (``RESIST_CACHE`` overrides the system's place)."""

    @cached_property
    def path(self) -> Path:
        """The folder; it need not exist."""
        if override := os.environ.get("RESIST_CACHE"):
            return Path(override)
        from platformdirs import user_cache_path

        return user_cache_path("resistcli", appauthor=False)

    def write(self, path: Path, content: bytes, keep: int = 8) -> None:
        """Write ``content`` beside ``path`` and rename it into place; where the cache is not writable, do nothing.

        Renaming is atomic, so of two processes that race each leaves a whole file. Older files beyond ``keep`` go.
        """
        from tempfile import NamedTemporaryFile

        temporary: Any = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as temporary:
                temporary.write(content)
            Path(temporary.name).replace(path)
            files = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
            for old in files[keep:]:
                old.unlink(missing_ok=True)
        except OSError:
            if temporary is not None:
                Path(temporary.name).unlink(missing_ok=True)
