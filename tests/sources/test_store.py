"""The compiled form: sections that read back equal, in a cache that two processes may race for and that nothing can break."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.errors import DataError
from resistcli.knowledge import KnowledgeBase
from resistcli.sources import store
from resistcli.sources.files import content_hash, source_files
from resistcli.sources.store import CHECKOUT_DATA, CacheFolder, Meta, Store, encode, open_store

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda child: st.lists(child, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), child, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), json_values, max_size=5))
def test_what_is_encoded_reads_back_equal(sections: dict[str, Any]) -> None:
    opened = Store(io.BytesIO(encode(sections)))
    assert {name: opened.section(name, Any) for name in sections} == sections


def test_sections_read_in_any_order_and_decode_as_asked() -> None:
    opened = Store(io.BytesIO(encode({"one": {"α": [1, 2]}, "two": "zwei\n"})))
    assert opened.section("two", str) == "zwei\n"
    assert opened.section("one", dict[str, list[int]]) == {"α": [1, 2]}
    assert opened.section("two", str) == "zwei\n"


def test_the_same_sections_give_the_same_bytes() -> None:
    assert encode({"a": {"x": 1}, "b": [2]}) == encode({"a": {"x": 1}, "b": [2]})


@pytest.mark.parametrize("content", [b"", b"\n", b"not json\n", b"[1, 2]\n", b'{"meta": 3}\n', b"\x00" * 100, b'{"meta": [0'])
def test_what_is_not_a_compiled_dataset_is_refused(content: bytes) -> None:
    with pytest.raises(DataError, match="the compiled dataset cannot be read"):
        Store(io.BytesIO(content))


# The cache. A small copy of the package's own data takes the place of the checkout's.


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one mechanism and an empty cache; return the cache folder."""
    data = write_small_data(tmp_path / "data")
    monkeypatch.setattr(store, "CHECKOUT_DATA", data)
    monkeypatch.setattr(store, "BUNDLED", tmp_path / "no.dataset")
    monkeypatch.setenv("RESIST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def write_small_data(folder: Path, title: str = "Small") -> Path:
    """Write the four files of a dataset with one mechanism and one reference; return the folder."""
    texts = {
        "modalities.yaml": "modalities:\n- {id: chemo, name: Chemotherapy, description: Drugs.}\n",
        "genes.yaml": "genes: []\n",
        "references.yaml": "references:\n- {id: doe2020, title: Pumps, authors: [Doe J], year: 2020, kind: review, verification: {status: reported}}\n",
        "mechanisms.yaml": (
            f"dataset: {{version: 1.0.0, title: {title}, licence: CC0, notice: None.}}\n"
            "categories:\n- {id: drug-exposure, name: Drug exposure}\n"
            "mechanisms:\n- {id: drug-efflux, name: Drug efflux, category: drug-exposure, definition: Pumps.}\n"
        ),
    }
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert {file.name for file in source_files(folder)} == set(texts)
    return folder


def title_of(opened: Store) -> str:
    """Return the title of an open dataset, and close it."""
    title = opened.section("meta", Meta).title
    opened._stream.close()
    return title


def test_the_data_are_compiled_once_and_then_read_from_the_cache(checkout: Path) -> None:
    assert title_of(open_store()) == "Small"
    (file,) = checkout.iterdir()
    before = file.stat()
    assert title_of(open_store()) == "Small"
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_an_edit_of_the_data_is_seen_at_once(checkout: Path) -> None:
    assert title_of(open_store()) == "Small"
    shutil.rmtree(store.CHECKOUT_DATA)
    write_small_data(store.CHECKOUT_DATA, title="Edited")
    assert title_of(open_store()) == "Edited"
    assert len(list(checkout.iterdir())) == 2


def test_windows_line_ends_and_the_place_of_the_folder_do_not_change_the_hash(tmp_path: Path) -> None:
    one, other = write_small_data(tmp_path / "one"), write_small_data(tmp_path / "other")
    for file in source_files(other):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert content_hash(source_files(one)) == content_hash(source_files(other))


def test_text_moved_from_one_file_to_the_next_changes_the_hash(tmp_path: Path) -> None:
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text("ab")
    other.write_text("c")
    before = content_hash([one, other])
    one.write_text("a")
    other.write_text("bc")
    assert content_hash([one, other]) != before


OPEN_FILE = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@OPEN_FILE
@pytest.mark.parametrize("content", [b"", b"rubbish\n", b"{}\n"])
def test_a_corrupted_cache_file_is_made_again(checkout: Path, content: bytes) -> None:
    assert title_of(open_store()) == "Small"
    (file,) = checkout.iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)
    assert title_of(open_store()) == "Small"
    assert file.read_bytes() == whole


@OPEN_FILE
@pytest.mark.parametrize("share", [0.5, 0.99])
def test_a_cache_file_cut_short_is_made_again(checkout: Path, share: float) -> None:
    assert title_of(open_store()) == "Small"
    (file,) = checkout.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: round(len(whole) * share)])
    knowledge = KnowledgeBase(open_store())
    assert knowledge.citation_texts("apa")["doe2020"].startswith("Doe")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be listed here")
@OPEN_FILE
def test_a_corrupted_cache_file_is_closed_before_it_is_replaced(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert title_of(open_store()) == "Small"
    (file,) = checkout.iterdir()
    file.write_bytes(b"rubbish\n")
    opened: list[str] = []
    write = CacheFolder.write

    def look_and_write(self: CacheFolder, path: Path, content: bytes, keep: int = 4) -> None:
        opened.extend(str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists())
        write(self, path, content, keep)

    monkeypatch.setattr(CacheFolder, "write", look_and_write)
    assert title_of(open_store()) == "Small"
    assert str(file) not in opened


def test_the_cache_may_be_a_file(checkout: Path) -> None:
    checkout.write_text("in the way")
    assert title_of(open_store()) == "Small"
    assert checkout.read_text() == "in the way"


def test_the_cache_may_lie_under_a_file(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.write_text("in the way")
    monkeypatch.setenv("RESIST_CACHE", str(checkout / "deeper" / "still"))
    assert title_of(open_store()) == "Small"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder here in which even root cannot write")
def test_the_cache_may_be_read_only(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESIST_CACHE", "/proc/self")
    assert title_of(open_store()) == "Small"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_the_cache_may_be_without_permission(checkout: Path) -> None:
    checkout.mkdir(mode=0o500)
    assert title_of(open_store()) == "Small"
    assert list(checkout.iterdir()) == []


def test_a_folder_in_the_place_of_the_cache_file_does_no_harm(checkout: Path) -> None:
    assert title_of(open_store()) == "Small"
    (file,) = checkout.iterdir()
    file.unlink()
    (file / "sub").mkdir(parents=True)
    assert title_of(open_store()) == "Small"


def test_nothing_is_left_behind_where_the_cache_file_cannot_be_put_in_place(checkout: Path) -> None:
    target = checkout / "x.dataset"
    (target / "sub").mkdir(parents=True)
    CacheFolder().write(target, b"content")
    assert [file.name for file in checkout.iterdir()] == ["x.dataset"]


def test_old_files_are_pruned_and_the_newest_kept(checkout: Path) -> None:
    cache = CacheFolder()
    now = time.time()
    for number in range(7):
        file = checkout / f"{number}.dataset"
        cache.write(file, b"content", keep=100)
        os.utime(file, (now - 1000 + number, now - 1000 + number))
    (checkout / "notes.txt").write_text("not ours")
    cache.write(checkout / "new.dataset", b"content", keep=3)
    assert {file.name for file in checkout.iterdir()} == {"new.dataset", "6.dataset", "5.dataset", "notes.txt"}


def test_the_environment_says_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESIST_CACHE", str(tmp_path))
    assert CacheFolder().path == tmp_path
    monkeypatch.setenv("RESIST_CACHE", "")
    assert CacheFolder().path.name == "resistcli"


def race(data: str, cache: str, barrier: Any, results: Any) -> None:
    """Open the dataset at the same moment as the other process, and report its hash."""
    os.environ["RESIST_CACHE"] = cache
    store.CHECKOUT_DATA = Path(data)
    store.BUNDLED = Path(data) / "no.dataset"
    barrier.wait(timeout=60)
    results.put(title_of(open_store()))


def test_processes_that_race_for_an_empty_cache_all_succeed(tmp_path: Path) -> None:
    data = write_small_data(tmp_path / "data")
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(3), context.Queue()
    processes = [context.Process(target=race, args=(str(data), str(tmp_path / "cache"), barrier, results)) for _ in range(3)]
    for process in processes:
        process.start()
    titles = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    assert titles == ["Small"] * 3
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert [file.suffix for file in (tmp_path / "cache").iterdir()] == [".dataset"]


def test_a_checkout_with_wrong_data_says_what_is_wrong_and_caches_nothing(checkout: Path) -> None:
    file = store.CHECKOUT_DATA / "mechanisms.yaml"
    file.write_text(file.read_text().replace("category: drug-exposure", "category: drug-exposur"))
    with pytest.raises(DataError, match=r"mechanisms\.yaml:5:\d+: .*did you mean drug-exposure"):
        open_store()
    assert not checkout.exists()


def test_a_checkout_without_a_version_is_a_data_error(checkout: Path) -> None:
    file = store.CHECKOUT_DATA / "mechanisms.yaml"
    file.write_text(file.read_text().split("\n", 1)[1])
    with pytest.raises(DataError):
        open_store()


def test_a_package_without_dataset_and_without_data_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "CHECKOUT_DATA", tmp_path / "none")
    monkeypatch.setattr(store, "BUNDLED", tmp_path / "no.dataset")
    with pytest.raises(DataError, match="installed without its build step"):
        open_store()


def test_a_bundled_dataset_is_preferred_and_nothing_is_cached(checkout: Path) -> None:
    meta = {"stamp": {"version": "9", "sha256": "0", "overlays": []}, "title": "Bundled", "licence": "", "notice": ""}
    store.BUNDLED.write_bytes(encode({"meta": meta}))
    assert title_of(open_store()) == "Bundled"
    assert not checkout.exists()


def test_the_stamp_is_the_hash_of_the_yaml_files(kb: KnowledgeBase) -> None:
    if content_hash(source_files(CHECKOUT_DATA)) != kb.stamp.sha256:
        pytest.skip("the data have been edited since they were loaded")
    digest = hashlib.sha256()
    for file in source_files(CHECKOUT_DATA):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    assert kb.stamp.sha256 == digest.hexdigest()


def test_a_query_from_the_cache_does_not_import_the_compiler(checkout: Path) -> None:
    code = "import sys, resistcli; resistcli.load().mechanisms; print(*{'yaml', 'citeproc', 'jsonschema', 'rich', 'rapidfuzz'}.intersection(sys.modules))"
    environment = os.environ | {"RESIST_CACHE": str(checkout), "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(2):  # the first compiles
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_decoding_a_section_as_another_type_is_an_error() -> None:
    opened = Store(io.BytesIO(encode({"a": [1]})))
    with pytest.raises(msgspec.ValidationError):
        opened.section("a", str)
