"""A file appears whole or not at all, and nothing is lost for it."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from resistcli.errors import OutputError, ResistError, UsageError
from resistcli.output.files import new_file, scratch_file


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder, hidden files too."""
    return sorted(file.name for file in folder.iterdir())


def test_a_new_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "out.tsv"
    with new_file(target) as file:
        file.write_text("whole")
        assert file.parent == tmp_path, "beside it, so that renaming is atomic"
        assert not target.exists()
    assert target.read_text() == "whole"
    assert names(tmp_path) == ["out.tsv"]


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_its_mode_is_that_of_any_new_file(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with new_file(tmp_path / "out") as file:
            file.write_text("whole")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, UsageError])
def test_nothing_is_left_of_a_block_that_fails(tmp_path: Path, error: type[BaseException]) -> None:
    def fail() -> None:
        with new_file(tmp_path / "out") as file:
            file.write_text("half")
            raise error

    with pytest.raises(error):
        fail()
    assert names(tmp_path) == []


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("precious")
    with pytest.raises(UsageError, match="exists already and is left as it is; --force replaces it"), new_file(target):
        pytest.fail("nothing is to be written")
    assert target.read_text() == "precious"
    assert names(tmp_path) == ["out"]


def test_a_file_that_came_to_be_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def lose_the_race() -> None:
        with new_file(target) as file:
            file.write_text("late")
            target.write_text("precious")

    with pytest.raises(UsageError, match="exists already"):
        lose_the_race()
    assert target.read_text() == "precious"
    assert names(tmp_path) == ["out"]


def test_replacing_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    target.chmod(0o640)
    with new_file(target, replace=True) as file:
        file.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_failure_to_replace_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def fail() -> None:
        with new_file(target, replace=True):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_a_link_leads_on_to_where_it_led(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    target, link = tmp_path / "real", tmp_path / "link"
    if there:
        target.write_text("old")
    link.symlink_to(target)
    with new_file(link, replace=there) as file:
        file.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with new_file(tmp_path / "out") as file:
        file.write_text("whole")
    assert (tmp_path / "out").read_text() == "whole"


def test_a_device_stays_a_device() -> None:
    with new_file(Path(os.devnull)) as file:
        file.write_text("whole")
    assert Path(os.devnull).is_char_device()


def test_a_named_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, encoding="utf-8") as reader:
        with new_file(pipe) as file:
            file.write_text("whole")
        text, _ = reader.communicate(timeout=10)
    assert text == "whole"
    assert names(tmp_path) == ["pipe"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_said() -> None:
    def fill() -> None:
        with new_file(Path("/dev/full")) as file:
            file.write_text("whole")

    with pytest.raises(OutputError, match="cannot write '/dev/full': No space left"):
        fill()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/such/out.tsv", r"there is no folder '.*/no/such' to write 'out\.tsv' in"),
        ("file/out.tsv", r"there is no folder '.*/file' to write"),
        (".", "is a folder; name a file in it"),
        ("x" * 300, "cannot write 'x*': File name too long"),
        ("loop", "'loop' exists already"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ResistError, match=message), new_file(Path(name)):
        pytest.fail("nothing is to be written")
    assert names(tmp_path) == ["file", "loop"]


def test_a_scratch_file_is_private_and_goes(tmp_path: Path) -> None:
    with scratch_file() as file:
        file.write_text("for a while")
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert not file.parent.exists()


def test_where_nothing_temporary_can_be_written_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/no/such/folder")
    with pytest.raises(OutputError, match="cannot write a temporary file: No such file"), scratch_file():
        pytest.fail("there is nothing to write to")
