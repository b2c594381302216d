"""Where an answer goes and what that place can show. Made once for a command and handed down; nothing else asks the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from resistcli.errors import OutputError, ReaderGoneError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown", "plain"]
"""``plain`` is what a pipe gets by default: tab-separated records without a header, as ``gh`` prints them."""

DEFAULT_WIDTH = 80
MIN_WIDTH = 20
MAX_WIDTH = 500
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys("–—‐‑−·", "-")
    | dict.fromkeys("’‘", "'")
    | dict.fromkeys("“”", '"')
    | {"×": "x", "…": "...", "≥": ">=", "≤": "<=", "→": "->", "•": "*", "±": "+/-"}
)


class Context(NamedTuple):
    """One output: the stream, the form asked for, and what the stream can show."""

    stream: TextIO
    format: Format
    terminal: bool
    width: int
    colour: bool
    unicode: bool
    pager: str | None
    dumb: bool = False

    @property
    def links(self) -> bool:
        """Whether links (OSC 8) and styles can be sent."""
        return self.terminal and not self.dumb


def make_context(form: Format | None = None, environ: Mapping[str, str] | None = None) -> Context:
    """Return the context of this process's standard output.

    ``form`` is what the user asked for; None means a table at a terminal and plain records in a pipe. ``NO_COLOR``,
    ``FORCE_COLOR``, ``COLUMNS``, ``PAGER`` and ``TERM=dumb`` are honoured.
    """
    environ = os.environ if environ is None else environ
    stream = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # closed by the shell; lives as long as the process
    terminal = stream.isatty()
    dumb = environ.get("TERM") == "dumb"
    columns = environ.get("COLUMNS", "")
    width = (
        int(columns)
        if columns.isascii() and columns.isdigit() and int(columns)
        else shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns
        if terminal
        else DEFAULT_WIDTH
    )
    pager = environ.get("PAGER", "").strip()
    return Context(
        stream=stream,
        format=form or ("table" if terminal else "plain"),
        terminal=terminal,
        width=min(max(width, MIN_WIDTH), MAX_WIDTH),
        colour=not environ.get("NO_COLOR") and (bool(environ.get("FORCE_COLOR")) or (terminal and not dumb)),
        unicode=_can_show(stream, "●◐→–"),
        pager=pager if terminal and pager not in {"", "cat"} and not dumb else None,
        dumb=dumb,
    )


def write(context: Context, text: str) -> None:
    """Write a finished answer to the context's stream, through the pager where it is longer than the screen."""
    if not context.unicode:
        import codecs

        codecs.register_error("resist.plain", _plain_characters)
        encoding = context.stream.encoding or "ascii"
        text = text.encode(encoding, "resist.plain").decode(encoding)
    if context.pager and text.count("\n") >= shutil.get_terminal_size().lines:
        from resistcli.output.pager import page

        if page(context.pager, text):
            return
    with _reader():
        context.stream.write(text)
        context.stream.flush()


def write_bytes(context: Context, content: bytes | bytearray) -> None:
    """Write UTF-8 bytes whatever the stream's encoding; JSON is UTF-8 by definition."""
    buffer = getattr(context.stream, "buffer", None)
    with _reader():
        if buffer is None:
            context.stream.write(content.decode())
        else:
            buffer.write(content)
            buffer.flush()


@contextmanager
def _reader() -> Iterator[None]:
    """Tell a reader that has gone (``| head``) from a disk that is full."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise OutputError(f"cannot write the answer: {error.strerror or error}") from error


def transliterated(value: Any) -> Any:
    """Return plain data with every text in plain letters, for an output that lacks the others."""
    if isinstance(value, str):
        return value if value.isascii() else "".join(char if char.isascii() else _plain_letter(char) for char in value)
    if isinstance(value, dict):
        return {name: transliterated(item) for name, item in value.items()}
    if isinstance(value, list):
        return [transliterated(item) for item in value]
    return value


def _can_show(stream: TextIO, sample: str) -> bool:
    try:
        sample.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks by plain letters; an error handler for :mod:`codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain_letter, error.object[error.start : error.end])), error.end


def _plain_letter(char: str) -> str:
    """Return the nearest plain letters to a character (``β`` → ``beta``, ``é`` → ``e``), else a question mark."""
    import unicodedata

    from resistcli.names import GREEK

    letters = GREEK.get(char.lower()) or char.translate(_PLAIN_SIGNS)
    return unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode() or "?"
