"""A progress bar: at a terminal, on standard error, and only for what takes long."""

from __future__ import annotations

import io

import pytest

from resistcli.output.progress import Progress


class Terminal(io.StringIO):
    """What a terminal would be sent."""

    def isatty(self) -> bool:
        return True


def _work(stream: io.StringIO, patience: float) -> str:
    with Progress("writing sqlite", stream, patience) as progress:
        assert list(progress.over("abc", 3)) == ["a", "b", "c"]
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _a_usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_what_takes_long_is_shown_at_a_terminal_and_taken_away() -> None:
    text = _work(Terminal(), 0)
    assert "writing sqlite" in text
    assert text.rstrip().endswith("\x1b[2K"), "the line is erased"


def test_what_is_quick_shows_nothing() -> None:
    assert _work(Terminal(), 60) == ""


def test_a_file_gets_no_bar() -> None:
    assert _work(io.StringIO(), 0) == ""


def test_the_bar_goes_when_the_work_is_given_up() -> None:
    stream = Terminal()

    def give_up() -> None:
        with Progress("writing sqlite", stream, 0) as progress:
            for _ in progress.over("abc", 3):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert "\x1b[?25l" in stream.getvalue(), "the cursor was hidden"
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l"), "and is back"


def test_a_closed_standard_error_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with Progress("writing sqlite", patience=0) as progress:
        assert list(progress.over("ab", 2)) == ["a", "b"]
    assert not progress.terminal
