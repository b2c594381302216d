"""The entry point: runs the command line and turns whatever happens into a message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from resistcli.errors import ExitCode, InvalidDataError, ReaderGoneError, ResistError


def main() -> None:
    """Run ``resist`` with the process's arguments and exit. No traceback reaches the user for anything foreseen."""
    gc.disable()  # a command is over before collecting garbage could pay
    _import_msgspec()
    from resistcli.cli.app import app
    from resistcli.cli.shells import VARIABLE, complete

    if VARIABLE in os.environ:
        complete()
        os._exit(ExitCode.OK)
    try:
        code = app(standalone_mode=False, prog_name="resist")
    except ReaderGoneError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = ExitCode.OK
    except ResistError as error:
        _complain(str(error), located=isinstance(error, InvalidDataError))
        code = error.exit_code
    except SystemExit as error:  # the parser's own way to end when the reader of a help text has gone
        code = ExitCode.OK if isinstance(error.__context__, BrokenPipeError) else error.code
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # noqa: BLE001
        code = _usage_error(error)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # full, gone, or closed by the shell
            stream.flush()
    os._exit(code if isinstance(code, int) else ExitCode.OK)  # everything is written; taking the interpreter apart costs as much as a query


def _import_msgspec() -> None:
    """Import msgspec without the backports that it looks for first: they take longer than itself, and since Python 3.11 it finds all in ``typing``."""
    backports = "typing_extensions"
    if backports in sys.modules:
        return
    sys.modules[backports] = None  # type: ignore[assignment]  # which makes an import of it fail
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[backports]


def _complain(message: str, *, located: bool) -> None:
    from resistcli.cli.run import complain

    complain(message, located=located)


def _usage_error(error: Exception) -> int:
    """Report the parser's own errors in its own form; anything else is a fault of this program and is raised again."""
    show = getattr(error, "show", None)
    code = getattr(error, "exit_code", None)
    if code is None:
        raise error
    if show is not None:
        show()
    return int(code)
