"""A text comes in as it is but for line ends and marks, whatever it was encoded in; what is no text is refused by name."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import store.texts
from store.encodings import decode
from store.errors import FileFault, UsageFault
from store.texts import read_text_file

PROSE = "“Nobody” asks us – we’re watched, naïvely, not led… Café, Müller, señor, à bientôt. £5 isn’t much.\n"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")).filter(
    lambda text: text.strip("\ufeff \n\t").strip()
)


def put(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_utf8_text_comes_in_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str, ending: str) -> None:
    data = text.replace("\n", ending).encode()
    incoming = read_text_file(put(tmp_path_factory.mktemp("text"), data))
    assert incoming.text == text
    assert incoming.original == (None if data == text.encode() else data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_other_encodings_are_found_and_the_bytes_kept(tmp_path: Path, encoding: str) -> None:
    data = (PROSE * 20).encode(encoding)
    incoming = read_text_file(put(tmp_path, data))
    assert (incoming.text, incoming.encoding, incoming.original) == (PROSE * 20, encoding, data)


def test_what_it_is_can_be_said(tmp_path: Path) -> None:
    file = put(tmp_path, "Ångström – naïve\n".encode("mac-roman"))
    assert read_text_file(file, encoding="mac-roman").text == "Ångström – naïve\n"
    with pytest.raises(UsageFault, match="no encoding 'klingon'"):
        read_text_file(file, encoding="klingon")
    with pytest.raises(FileFault, match="cannot be read as utf-8"):
        read_text_file(file, encoding="utf-8")


@pytest.mark.parametrize(("encoding", "data"), [("utf-7", b"+2AA-"), ("unicode_escape", rb"\ud800")])
def test_halves_of_characters_are_no_text(encoding: str, data: bytes) -> None:
    with pytest.raises(FileFault):
        decode("a.txt", data, encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        b"\xef\xbb\xbf",
        b"\x7fELF\0\0\1",
        b"PK\x03\x04\0\0",
        b"\xff\xfe\x00",
        bytes(range(128, 256)) * 40 + b"\0",
        b"\x80\x01\x02\x03" * 99,
    ],
    ids=["nothing", "blanks", "mark", "program", "archive", "half", "binary", "controls"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileFault) as fault:
        read_text_file(put(tmp_path, data))
    assert "\n" not in fault.value.message


def test_what_is_no_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("pipe", "not a regular file"), (".", "not a regular file"), ("gone", "no such file")):
        with pytest.raises(FileFault, match=reason):
            read_text_file(tmp_path / name)
    monkeypatch.setattr(store.texts, "LARGEST", 10)
    with pytest.raises(FileFault, match="split it"):
        read_text_file(put(tmp_path, b"x" * 11))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_fault(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        incoming = read_text_file(put(tmp_path_factory.mktemp("bytes"), data))
    except FileFault:
        return
    assert "\r" not in incoming.text
    assert incoming.text.encode() == data or incoming.original == data


@pytest.mark.parametrize("name", [b"a\xff.txt", b"a\x1b[2J.txt", b"a\nb.txt"])
def test_any_file_name_can_be_kept(tmp_path: Path, name: bytes) -> None:
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
        file.write(b"text")
    kept = read_text_file(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).name
    assert kept.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" in kept
