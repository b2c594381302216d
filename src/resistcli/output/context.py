"""Where an answer goes and what that place can show. Made once for a command and handed down; nothing else asks the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown", "plain"]
"""``plain`` is what a pipe gets by default: tab-separated records without a header, as ``gh`` prints them."""

DEFAULT_WIDTH = 80
MIN_WIDTH = 20
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


def make_context(form: Format | None = None, environ: Mapping[str, str] | None = None) -> Context:
    """Return the context of this process's standard output.

    ``form`` is what the user asked for; None means a table at a terminal and plain records in a pipe. ``NO_COLOR``,
    ``FORCE_COLOR``, ``COLUMNS``, ``PAGER`` and ``TERM=dumb`` are honoured.
    """
    environ = os.environ if environ is None else environ
    stream = sys.stdout
    terminal = stream.isatty()
    dumb = environ.get("TERM") == "dumb"
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) else shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if terminal else DEFAULT_WIDTH
    pager = environ.get("PAGER", "").strip()
    return Context(
        stream=stream,
        format=form or ("table" if terminal else "plain"),
        terminal=terminal,
        width=max(width, MIN_WIDTH),
        colour=not environ.get("NO_COLOR") and (bool(environ.get("FORCE_COLOR")) or (terminal and not dumb)),
        unicode=_can_show(stream, "●◐→–"),
        pager=pager if terminal and pager not in {"", "cat"} and not dumb else None,
    )


def write(context: Context, text: str) -> None:
    """Write a finished answer to the context's stream, through the pager where it is longer than the screen."""
    if context.pager and text.count("\n") >= shutil.get_terminal_size().lines:
        from resistcli.output.pager import page

        if page(context.pager, text):
            return
    if not context.unicode:
        import codecs

        codecs.register_error("resist.plain", _plain_characters)
        encoding = context.stream.encoding or "ascii"
        text = text.encode(encoding, "resist.plain").decode(encoding)
    context.stream.write(text)
    context.stream.flush()


def write_bytes(context: Context, content: bytes) -> None:
    """Write UTF-8 bytes whatever the stream's encoding; JSON is UTF-8 by definition."""
    buffer = getattr(context.stream, "buffer", None)
    if buffer is None:
        context.stream.write(content.decode())
    else:
        buffer.write(content)
        buffer.flush()


def _can_show(stream: TextIO, sample: str) -> bool:
    try:
        sample.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks by its nearest plain letters (``β`` → ``beta``, ``é`` → ``e``), else a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    from resistcli.names import GREEK

    plain = []
    for char in error.object[error.start : error.end]:
        letters = GREEK.get(char.lower()) or char.translate(_PLAIN_SIGNS)
        letters = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
        plain.append(letters or "?")
    return "".join(plain), error.end
