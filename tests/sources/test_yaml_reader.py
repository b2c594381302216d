"""YAML as plain data with positions, and nothing that a hostile file could do."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from resistcli.errors import DataError
from resistcli.sources.files import MAX_BYTES
from resistcli.sources.yaml_reader import MAX_DEPTH, MAX_VALUES, parse_yaml, read_yaml

FILE = Path("lab.yaml")


def refusal(text: str) -> str:
    """Return the message with which ``text`` is refused."""
    with pytest.raises(DataError) as caught:
        parse_yaml(text, FILE)
    return str(caught.value)


def test_every_value_remembers_its_line_and_column() -> None:
    document = parse_yaml("genes:\n- id: TP53\n  aliases: [p53,\n    LFS1]\n", FILE)
    assert document.data == {"genes": [{"id": "TP53", "aliases": ["p53", "LFS1"]}]}
    assert document.position(("genes",)) == (1, 1)
    assert document.position(("genes", 0)) == (2, 3)
    assert document.position(("genes", 0, "aliases")) == (3, 3)
    assert document.position(("genes", 0, "aliases", 1)) == (4, 5)


def test_a_place_that_is_not_in_the_file_is_that_of_its_nearest_parent() -> None:
    document = parse_yaml("genes:\n- id: TP53\n", FILE)
    assert document.position(("genes", 0, "hgnc")) == (2, 3)
    assert parse_yaml("", FILE).position(("genes", 7)) == (1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~"])
def test_a_file_without_content_is_none(text: str) -> None:
    assert parse_yaml(text, FILE).data is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("2.5", 2.5),
        ("1e3", 1000.0),
        ("'12'", "12"),
        ('"true"', "true"),
        ("2026-11-21", "2026-11-21"),
        ("12:30:45", "12:30:45"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2.5-3.0", "2.5-3.0"),
        (".nan", ".nan"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_plain_scalars_follow_yaml_1_2_so_that_the_gene_no_stays_a_gene(text: str, value: object) -> None:
    read = parse_yaml(f"value: {text}\n", FILE).data["value"]
    assert read == value
    assert type(read) is type(value)


def test_a_number_of_thousands_of_digits_stays_text() -> None:
    assert parse_yaml("9" * 5000, FILE).data == "9" * 5000


@pytest.mark.parametrize("key", ["yes", "12", "null", "2026"])
def test_keys_are_text_always(key: str) -> None:
    assert parse_yaml(f"{key}: 1\n", FILE).data == {key: 1}


def test_a_key_given_twice_is_remembered_where_it_stands_the_second_time_and_the_first_counts() -> None:
    document = parse_yaml("id: a\nname: b\nid: {c: 1}\nname: d\n", FILE)
    assert document.data == {"id": "a", "name": "b"}
    assert document.repeated == [(("id",), (3, 1)), (("name",), (4, 1))]
    assert document.position(("id",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n\t- b\n", "indent with spaces, not tabs"),
        ("a: @x\n", "put text that begins with '@' in quotes"),
        ("a: %x\n", "put text that begins with '%' in quotes"),
        ("a: b: c\n", "put text with a colon in quotes, and look at the indentation"),
        ("a: \x00\n", "the character U+0000 is not allowed; this is no text, or text that is not in UTF-8"),
        ("a: \x07\n", "the character U+0007 is not allowed"),
    ],
)
def test_what_people_often_do_wrong_comes_with_what_to_do(text: str, hint: str) -> None:
    assert refusal(text).endswith(hint)


def test_a_number_beyond_all_numbers_stays_text() -> None:
    assert parse_yaml("a: 1e999", FILE).data == {"a": "1e999"}


def test_more_values_than_a_data_file_has_are_refused_where_they_begin() -> None:
    assert re.match(r"lab\.yaml:1:\d+: more than 80,000 values; a data file is smaller", refusal(f"[{'a,' * (MAX_VALUES + 1)}]"))


def test_a_merge_key_merges_nothing() -> None:
    assert parse_yaml("<<: {id: a}\nname: b\n", FILE).data == {"<<": {"id": "a"}, "name": "b"}


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object/apply:os.system [id]", "a: !!python/name:os.system", "a: !secret x", "a: !!str 1", "a: !!binary aGk=", "!!set {a, b}", "!!map {a: b}"],
)
def test_tags_are_refused(text: str) -> None:
    assert re.match(r"lab\.yaml:1:\d+: tags are not accepted: \S+$", refusal(text))


@pytest.mark.parametrize(
    "text",
    ["a: &x 1\n", "a: *x\n", "&x [a]\n", "- &x {a: 1}\n- *x\n", "a: &x {<<: *x}\n", "&a a: 1\n*a : 2\n"],
)
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert re.match(r"lab\.yaml:\d+:\d+: ", refusal(text))


@pytest.mark.parametrize("text", ["&x a: 1\n", "!!str a: 1\n", "? !!python/name:os.system x\n: 1\n"])
def test_anchors_and_tags_on_keys_are_refused_too(text: str) -> None:
    assert re.match(r"lab\.yaml:1:\d+: ", refusal(text))


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [lol, lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    assert refusal("\n".join(lines)).startswith("lab.yaml:1:5: anchors and aliases")


def test_a_complex_key_is_refused() -> None:
    assert refusal("? [a, b]\n: 1\n") == "lab.yaml:1:3: a key must be plain text"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_deep_nesting_is_refused_without_exhausting_the_stack(opening: str) -> None:
    assert re.match(r"lab\.yaml:1:\d+: ", refusal(opening * 100_000))


def test_nesting_up_to_the_limit_is_read() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, FILE).data is not None
    assert "nested deeper" in refusal("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))


def test_a_second_document_is_refused() -> None:
    assert refusal("a: 1\n---\nb: 2\n") == "lab.yaml:2:1: a second document starts here; one document a file is expected"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1, 2\n", "2:1"),
        ("a: b: c\n", "1:5"),
        ("a:\n\t- b\n", "2:1"),
        ("a: 'open\n", "2:1"),
        ("a: @x\n", "1:4"),
        ("a: 1\n b: 2\n", "2:3"),
        ("%FOO\n", "1:"),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_place(text: str, place: str) -> None:
    assert refusal(text).startswith(f"lab.yaml:{place}")


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07b", "a: \x1b[31m", "\ufffe", "a: \x9b"])
def test_control_characters_are_refused(text: str) -> None:
    assert re.match(r"lab\.yaml:\d+:\d+: not valid YAML", refusal(text))


# Files


def test_a_byte_order_mark_is_skipped_and_not_counted(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfid: x\n")
    document = read_yaml(file)
    assert document.data == {"id": "x"}
    assert document.position(("id",)) == (1, 1)


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "crlf.yaml"
    file.write_bytes(b"a: one\r\n  two\r\nb: |\r\n  x\r\n  y\r\n")
    document = read_yaml(file)
    assert document.data == {"a": "one two", "b": "x\ny\n"}
    assert document.position(("b",)) == (3, 1)


def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("a: x\nname: Müller\n".encode("latin-1"))
    with pytest.raises(DataError, match=re.escape(f"{file}:2:8: is not UTF-8 text (byte 0xfc)")):
        read_yaml(file)


def test_columns_count_characters_not_bytes_also_where_the_text_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "mixed.yaml"
    file.write_bytes("é: ".encode() + b"\xff\n")
    with pytest.raises(DataError, match=re.escape(f"{file}:1:4: ")):
        read_yaml(file)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf16_and_utf32_are_not_utf8(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "wide.yaml"
    file.write_bytes("id: x\n".encode(encoding))
    with pytest.raises(DataError, match="is UTF-16 or UTF-32; save it as UTF-8"):
        read_yaml(file)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a directory"):
        read_yaml(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_yaml(tmp_path / "none.yaml")


def test_a_name_with_a_null_byte_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read_yaml(tmp_path / "a\0b.yaml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text("a: 1\n")
    file.chmod(0)
    with pytest.raises(DataError, match="cannot be read: Permission denied"):
        read_yaml(file)


def test_a_file_beyond_the_limit_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(DataError, match="is larger than 10 MB"):
        read_yaml(file)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_file_is_bounded() -> None:
    with pytest.raises(DataError, match="is larger than"):
        read_yaml(Path("/dev/zero"))


# Properties

# PyYAML itself does not read all control characters and Unicode line breaks back as it wrote them.
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], include_characters="\n\t", exclude_characters="\ufeff")
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(letters)
plain_data = st.recursive(scalars, lambda child: st.lists(child, max_size=4) | st.dictionaries(st.text(letters, max_size=8), child, max_size=4), max_leaves=12)


def texts_only(value: Any) -> Any:
    """Return ``value`` with all numbers as text: how a number is written is PyYAML's choice, not ours."""
    if isinstance(value, dict):
        return {name: texts_only(child) for name, child in value.items()}
    if isinstance(value, list):
        return [texts_only(child) for child in value]
    return value if value is None or isinstance(value, bool | str) else f"n{value}"


@given(plain_data.map(texts_only))
def test_what_pyyaml_writes_reads_back_equal(data: Any) -> None:
    text = yaml.safe_dump({"data": data}, allow_unicode=True, default_flow_style=None)
    assert parse_yaml(text, FILE).data == {"data": data}


@given(st.integers(-(10**18), 10**18) | st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)))
def test_numbers_read_back_equal(number: float) -> None:
    assert parse_yaml(yaml.safe_dump({"n": number}), FILE).data == {"n": number}


def parse_or_refuse(text: str) -> None:
    """Parse ``text``; any error must be a :class:`DataError` that begins with the place."""
    message = "lab.yaml:1:1: fine"
    try:
        parse_yaml(text, FILE)
    except DataError as error:
        message = str(error)
    assert re.match(r"lab\.yaml:[1-9]\d*:[1-9]\d*: \S", message)


@given(st.text())
@example("%YAML 1.2\n---\na")
@example("%YAML 9.9\n---\na")
@example("%YAML 1.1 1\n")
@example("%TAG ! x\n")
@example("? ")
@example("? a\n? b")
@example("!<")
@example('"\\ud800"')
@example('"\\U00110000"')
def test_any_text_parses_or_is_refused_with_its_place(text: str) -> None:
    parse_or_refuse(text)


@pytest.mark.parametrize("text", ["\ud800", "a: \udcff"])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    assert refusal(text)


@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@`# \n\t0.\\~<", max_size=60))
def test_any_mix_of_yaml_signs_parses_or_is_refused_with_its_place(text: str) -> None:
    parse_or_refuse(text)
