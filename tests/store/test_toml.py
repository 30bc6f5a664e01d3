"""What is written is read back; what is hostile is refused at once, with its line where that is known."""

import tomllib
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import FileFault
from store.merging import same
from store.toml import DEEPEST, LARGEST_FILE, LONGEST_TEXT, check_schema, parse_toml, render_toml

AWKWARD = [
    "\r",
    "\r\n",
    "\n",
    "\x00",
    "\x1b[2J",
    "\x7f",
    "\x9b",
    "\x85",
    "\u202e",
    "\u2028",
    "\u2029",
    "\ufeff",
    '"""',
    "'''",
    "\\",
]
TEXTS = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=4), max_size=12).map("".join)
SCALARS = (
    TEXTS
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC) | st.none())
    | st.times()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
TABLES = st.dictionaries(TEXTS, VALUES, max_size=4)


@given(TABLES)
@example({"note": 'three """ and a tail "'})
@example({"note": "line\r\nline"})
@example({"a": [{"b": "x\n" * 60}, {"b": "y\r"}]})
def test_what_is_rendered_reads_back_the_same(values: dict[str, Any]) -> None:
    for one_line in (False, True):
        read = tomllib.loads(render_toml(values, one_line).decode())
        assert same(read, values)
        if not too_deep(values):
            assert same(parse_toml("x", render_toml(values, one_line)), values)


def too_deep(value: object, depth: int = 1) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    return depth > DEEPEST or any(
        too_deep(inner, depth + 1) for inner in (value.values() if isinstance(value, dict) else value)
    )


@given(TEXTS)
def test_a_text_reads_back_character_for_character(text: str) -> None:
    assert parse_toml("x", render_toml({"note": text}))["note"] == text


@given(TEXTS)
def test_no_raw_control_character_but_line_ends_and_tabs_is_written(text: str) -> None:
    assert not {byte for byte in render_toml({"note": text}) if byte < 32 or byte == 127} - {9, 10}


def test_long_texts_stand_line_by_line() -> None:
    assert render_toml({"note": "one\ntwo\n"}) == b'note = """\none\ntwo\n"""\n'


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        render_toml({"note": "\ud800"})


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"a = 1\nb = \n", "not valid TOML: Invalid value", 2),
        (b"a = 1\n\nb = \x1b[2J\n", "not valid TOML", 3),
        (b'a = "\x1b[2J"\n', "not valid TOML: Illegal character", 1),
        (b"a = 1\x00\n", "not valid TOML", 1),
        (b"a = 1\n# \xff\n", "it is not UTF-8 text", 2),
        (b"a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value", 2),
        (b"\xff\xfea\x00", "it is not UTF-8 text", 1),
        (b"a = " + b"9" * 5000, "not valid TOML", None),
        (b"a = 0x" + b"f" * 20_000, "more than 64 bits", None),
        (b"a = 9223372036854775808", "more than 64 bits", None),
        (b"a = " + b"[" * 100_000, "nested too deeply", None),
        (b"a = " + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested more than 8 levels deep", None),
        (b"a." * 8 + b"a = 1", "nested more than 8 levels deep", None),
        (b"a." * 200_000 + b"a = 1", "more than sixteen parts", None),
        (b"x = {" + b"a." * 200_000 + b"a = 1}", "more than sixteen parts", None),
        (b"x = [{" + b'"a b" . ' * 100_000 + b"a = 1}]", "more than sixteen parts", None),
        (b"[[" + b"'a' ." * 100_000 + b"a]]", "more than sixteen parts", None),
        (b'a = "' + b"x" * (LONGEST_TEXT + 1) + b'"', "longer than 64000 characters", None),
        (b"#" * (LARGEST_FILE + 1), "larger than the 8 MB", None),
    ],
)
def test_what_is_no_sane_toml_is_named(data: bytes, reason: str, line: int | None) -> None:
    with pytest.raises(FileFault) as fault:
        parse_toml("themes/x.toml", data)
    assert reason in fault.value.reason
    assert fault.value.line == line
    assert "\n" not in fault.value.message


@pytest.mark.parametrize(
    "data",
    [
        b" " * 200_000 + b"a = 1",
        b" " * 200_000 + b"[" + b" " * 200_000 + b"a]",
        b"#" + b"a" * 500_000,
        b"# " + b'"' * 500_001,
        b"# " + b"'" * 500_001,
        b'a = """\n' + b"b. " * 10_000 + b'\n"""',
    ],
)
def test_long_lines_are_read_as_quickly_as_short_ones(data: bytes) -> None:
    assert len(parse_toml("x", data)) <= 1


@pytest.mark.parametrize("quote", ['"""\n', "'''\n"])
def test_a_spelled_alphabet_in_a_text_is_no_long_key(quote: str) -> None:
    spelled = " ".join(f"{chr(letter)}." for letter in range(65, 91))
    data = f'# {spelled}\nnote = {quote}{spelled} "A\n{spelled}{quote.strip()}\nother = "{spelled}"\n'
    assert parse_toml("x", data.encode())["other"] == spelled


def test_a_mark_of_byte_order_and_windows_line_ends_are_read() -> None:
    assert parse_toml("x", b'\xef\xbb\xbfa = 1\r\nb = """\r\none\r\ntwo"""\r\n') == {"a": 1, "b": "one\ntwo"}


def test_lines_are_counted_from_where_the_piece_begins() -> None:
    with pytest.raises(FileFault) as fault:
        parse_toml("memos/ana/x.md", b"a = 1\nb =\n", first_line=2)
    assert fault.value.line == 3
    assert fault.value.message.startswith("memos/ana/x.md, line 3: ")


@pytest.mark.parametrize("schema", [1, None])
def test_a_format_that_is_known(schema: int | None) -> None:
    check_schema("x", {} if schema is None else {"schema": schema})


@pytest.mark.parametrize("schema", [2, 10**18, 0, -1, True, "1", 1.0, date(2026, 1, 1), clock(1), datetime(2026, 1, 1)])
def test_a_format_that_is_not_known(schema: object) -> None:
    with pytest.raises(FileFault, match=r"newer catena|no format number"):
        check_schema("x", {"schema": schema})
