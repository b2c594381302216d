"""The database: sound, the same data as every other form, searchable, and deaf to what data say."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from resistcli.errors import OutputError
from resistcli.output.exports.sqlite import SCHEMA, write_sqlite
from resistcli.output.exports.tables import batch_count, batches
from resistcli.output.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resistcli.export import ExportAnswer
    from resistcli.knowledge import KnowledgeBase


@pytest.fixture(scope="module")
def file(whole: ExportAnswer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of everything."""
    path = tmp_path_factory.mktemp("sqlite") / "resist.db"
    write_sqlite(whole, path, Progress("test"))
    return path


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    """Return it opened."""
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def ask(database: sqlite3.Connection, question: str, *values: Any) -> list[Any]:
    """Return the rows of an answer."""
    return database.execute(question, values).fetchall()


def sound(database: sqlite3.Connection) -> bool:
    """Tell whether a database keeps its own rules: every key leads somewhere, every page is whole."""
    return ask(database, "PRAGMA foreign_key_check") == [] and ask(database, "PRAGMA integrity_check") == [("ok",)]


def test_every_key_leads_somewhere(database: sqlite3.Connection) -> None:
    assert sound(database)
    keyed = {table for (table,) in ask(database, "SELECT name FROM sqlite_schema WHERE sql LIKE '%REFERENCES%'")}
    assert {"mechanism", "claim", "claim_gene", "claim_evidence", "profile", "profile_claim", "agent", "modality"} <= keyed


@pytest.mark.parametrize("filters", [{"modality": "radio", "min_level": "B"}, {"gene": "TP53"}, {"agent": "olaparib"}], ids=str)
def test_a_part_is_sound_as_well(kb: KnowledgeBase, progress: Progress, tmp_path: Path, filters: dict[str, str]) -> None:
    answer = kb.export(**filters)  # type: ignore[arg-type]
    write_sqlite(answer, tmp_path / "part.db", progress)
    with closing(sqlite3.connect(tmp_path / "part.db")) as database:
        assert sound(database)
        assert ask(database, "SELECT id FROM claim ORDER BY rowid") == [(claim.id,) for claim in answer.claims]


@pytest.mark.parametrize("kind", ["categories", "mechanisms", "claims", "countermeasures", "references", "genes", "agents", "modalities"])
def test_every_record_is_there_in_the_order_of_the_dataset(whole: ExportAnswer, database: sqlite3.Connection, kind: str) -> None:
    table = {"categories": "category", "modalities": "modality"}.get(kind, kind.removesuffix("s"))
    expected = [(item.id, item.source) for item in getattr(whole, kind)]
    assert ask(database, f"SELECT id, source FROM {table} ORDER BY rowid") == expected  # noqa: S608


def test_the_flat_view_is_the_flat_table(whole: ExportAnswer, database: sqlite3.Connection) -> None:
    read = database.execute("SELECT * FROM flat")
    columns, rows = whole.table()
    assert [column for column, *_ in read.description] == columns
    assert [list(row) for row in read] == rows


def test_profiles_come_with_their_agreement(kb: KnowledgeBase, database: sqlite3.Connection) -> None:
    question = "SELECT role, agreement, reason, claims, papers FROM profile_agreement WHERE mechanism = ? AND modality = ?"
    for mechanism in list(kb.mechanisms.values())[::9]:
        for modality, profile in mechanism.profiles.items():
            expected = (profile.role, profile.agreement.state, profile.agreement.reason, len(profile.claims), len(profile.citations))
            assert ask(database, question, mechanism.id, modality) == [expected]


def test_gaps_are_there(kb: KnowledgeBase, database: sqlite3.Connection) -> None:
    gaps = [(item.id, modality, text) for item in kb.mechanisms.values() for modality, text in item.gaps.items()]
    assert gaps
    assert ask(database, "SELECT * FROM gap ORDER BY rowid") == gaps


def test_a_claim_is_found_whole(kb: KnowledgeBase, database: sqlite3.Connection) -> None:
    claim = next(claim for claim in kb.claims.values() if claim.quantity and claim.genes and claim.agents and len(claim.evidence) > 1)
    assert claim.quantity
    [row] = ask(database, "SELECT text, relation, level, measure, value, unit, condition, agreement_reason FROM claim WHERE id = ?", claim.id)
    quantity = claim.quantity
    measured = (quantity.measure, quantity.value, quantity.unit, quantity.condition)
    assert row == (claim.text, claim.relation, claim.level, *measured, claim.agreement.reason)
    evidence = ask(database, "SELECT reference, stance, place, checked_on FROM claim_evidence WHERE claim = ? ORDER BY rowid", claim.id)
    assert evidence == [(line.reference, line.stance, line.where, line.checked and line.checked.on) for line in claim.evidence]


def test_authors_keep_their_order(kb: KnowledgeBase, database: sqlite3.Connection) -> None:
    paper = max(kb.references.values(), key=lambda reference: len(reference.authors))
    authors = ask(database, "SELECT author FROM reference_author WHERE reference = ? ORDER BY position", paper.id)
    assert authors == [(author,) for author in paper.authors]


def test_it_says_which_data_it_holds(whole: ExportAnswer, database: sqlite3.Connection) -> None:
    said = dict(ask(database, "SELECT key, value FROM metadata"))
    assert (said["version"], said["sha256"], said["licence"]) == (whole.dataset.version, whole.dataset.sha256, whole.licence)
    assert "not for treating a patient" in said["notice"]


def test_full_text_search_as_the_metadata_show_it(database: sqlite3.Connection) -> None:
    [(example,)] = ask(database, "SELECT value FROM metadata WHERE key = 'search'")
    found = ask(database, example)
    assert found
    assert {kind for kind, _, _ in found} <= {"mechanism", "claim", "reference"}
    assert all("hypoxi" in excerpt.lower() or "[" in excerpt for *_, excerpt in found)


@pytest.mark.parametrize(("words", "kind", "name"), [("efflux", "mechanism", "drug-efflux"), ('"P-glycoprotein"', "mechanism", "drug-efflux")])
def test_search_finds_names_and_aliases(database: sqlite3.Connection, words: str, kind: str, name: str) -> None:
    assert (name,) in ask(database, "SELECT id FROM search WHERE search MATCH ? AND kind = ?", words, kind)


def test_search_finds_claims_by_gene_and_papers_by_author(kb: KnowledgeBase, database: sqlite3.Connection) -> None:
    claims = {name for (name,) in ask(database, "SELECT id FROM search WHERE search MATCH 'text: ABCB1' AND kind = 'claim'")}
    assert claims == {claim.id for claim in kb.claims.values() if "ABCB1" in claim.genes}
    assert ("goebel2021",) in ask(database, "SELECT id FROM search WHERE search MATCH 'Goebel' AND kind = 'reference'")


def test_sqlite_utils_reads_it(whole: ExportAnswer, file: Path) -> None:
    database = sqlite_utils.Database(file)
    assert database.table("claim").count == len(whole.claims)
    assert {key.other_table for key in database.table("claim_evidence").foreign_keys} == {"claim", "reference"}
    assert {"flat", "profile_agreement"} <= set(database.view_names())
    assert database.table("search").virtual_table_using == "FTS5"
    assert next(iter(database.table("mechanism").rows_where("id = ?", ["drug-efflux"])))["name"] == "Drug efflux"
    database.close()


def test_the_same_data_give_the_same_file(whole: ExportAnswer, file: Path, progress: Progress, tmp_path: Path) -> None:
    write_sqlite(whole, tmp_path / "again.db", progress)
    assert (tmp_path / "again.db").read_bytes() == file.read_bytes()


def test_every_row_has_the_columns_of_its_table(whole: ExportAnswer, database: sqlite3.Connection) -> None:
    filled = {table for batch in batches(whole) for table, _ in batch}
    declared = set(re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", SCHEMA.read_text(encoding="utf-8")))
    assert filled == declared
    assert batch_count(whole) == sum(1 for _ in batches(whole))


HOSTILE = ["'); DROP TABLE claim; --", '"; ATTACH DATABASE "x" AS y; --', "?1 :name @x $y", "\x00after", "%s {0} \\", "-- comment", "/* x"]


def _told(answer: ExportAnswer, text: str) -> ExportAnswer:
    """Return an export whose every text and id is ``text``, as far as ids may repeat."""
    claim = replace(answer.claims[0], text=text, cancer=text)
    papers = [replace(paper, title=text, authors=[text]) for paper in answer.references]
    mechanisms = [replace(item, name=text, definition=text, aliases=[text]) for item in answer.mechanisms]
    return replace(answer, claims=[claim, *answer.claims[1:]], references=papers, mechanisms=mechanisms, licence=text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_data_say_is_only_ever_text(kb: KnowledgeBase, tmp_path: Path, text: str) -> None:
    answer = _told(kb.export(agent="olaparib", gene="ABCB1"), text)
    path = tmp_path / "hostile.db"
    path.unlink(missing_ok=True)
    write_sqlite(answer, path, Progress("test"))
    with closing(sqlite3.connect(path)) as database:
        assert sound(database)
        assert ask(database, "SELECT text, cancer FROM claim WHERE id = ?", answer.claims[0].id) == [(text, text)]
        assert ask(database, "SELECT DISTINCT title FROM reference") == [(text,)]
        assert ask(database, "SELECT value FROM metadata WHERE key = 'licence'") == [(text,)]


def test_a_number_too_large_for_sqlite_is_said(kb: KnowledgeBase, progress: Progress, tmp_path: Path) -> None:
    answer = kb.export(agent="olaparib", gene="ABCB1")
    answer = replace(answer, references=[replace(paper, year=10**20) for paper in answer.references])
    with pytest.raises(OutputError, match="cannot make the SQLite file"):
        write_sqlite(answer, tmp_path / "large.db", progress)


def test_a_file_that_cannot_be_made_is_said(whole: ExportAnswer, progress: Progress) -> None:
    with pytest.raises(OutputError, match="cannot make the SQLite file"):
        write_sqlite(whole, Path("/proc/no-such-file"), progress)
