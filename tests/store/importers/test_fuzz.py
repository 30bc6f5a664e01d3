"""Files that nobody meant: each is read or refused in a sentence, and nothing else happens."""

from itertools import islice
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FileFault
from store.importers.draft import Draft
from store.importers.intake import Intake
from store.importing import Found
from tests.store.importers.mutations import SAMPLES, mutated
from tests.store.importers.packages import docx

LONGEST = 90
"""Seconds after which a file has hung: four times what reading may take, and some for a busy machine."""


def check(folder: Path, seed: int, count: int) -> int:
    """Reads so many files out of a folder of their own; how many were taken in."""
    taken = 0
    place = folder / "in"
    place.mkdir()
    with Intake() as intake:
        for number, (name, data) in enumerate(islice(mutated(seed), count)):
            file = place / name
            file.write_bytes(data)
            began = monotonic()
            try:
                texts = intake.read(Found(file, name))
            except FileFault as fault:
                said = fault.reason
            else:
                said = "taken in"
                taken += 1
                assert all(each.text.strip() and each.text.encode() for each in texts), f"seed {seed}, file {number}"
                assert all(end <= len(each.text) for each in texts for _, _, end, _ in each.parts)
            assert said.strip(), f"seed {seed}, file {number}"
            assert "\n" not in said, f"seed {seed}, file {number}"
            assert monotonic() - began < LONGEST, f"seed {seed}, file {number} hangs"
    # What was read was written nowhere.
    assert {each.relative_to(folder).as_posix() for each in folder.rglob("*")} <= {
        "in",
        *(f"in/{name}" for name in SAMPLES),
    }
    return taken


def test_files_that_chance_changed_are_read_or_refused(tmp_path: Path) -> None:
    assert 0 < check(tmp_path, 1, 150) < 150


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 22))
def test_thousands_of_files_that_chance_changed_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    assert 0 < check(tmp_path, seed, 1000) < 1000


CALLS = (
    "paragraph",
    "open_box",
    "close_box",
    "open_table",
    "open_row",
    "open_cell",
    "close_cell",
    "close_table",
    "close_note",
)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(CALLS),
            st.tuples(st.sampled_from(("text", "open_note", "page", "number")), st.text(max_size=9)),
        )
    )
)
def test_in_whatever_order_a_file_opens_and_closes_things_nothing_of_it_is_lost(
    calls: list[str | tuple[str, str]],
) -> None:
    draft = Draft()
    said: list[str] = []
    for call in calls:
        if isinstance(call, str):
            getattr(draft, call)()
        else:
            getattr(draft, call[0])(call[1])
            said += call[1].split() if call[0] == "text" else []
    piece = draft.piece()
    piece.text.encode()
    letters = "".join(each for word in said for each in word if each.isalnum())
    kept = "".join(each for each in piece.text if each.isalnum())
    assert all(kept.count(each) >= letters.count(each) for each in set(letters))
    assert all(0 <= part.start < part.end <= len(piece.text) for part in piece.parts)
    assert all(place <= len(piece.text) for place, _ in piece.pages)


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_comes_out_of_a_document_as_it_went_in(text: str) -> None:
    from xml.sax.saxutils import escape

    from store.importers.docx import extract

    written = "".join(each for each in text if each in "\t\n" or (each >= " " and each not in "\x7f\ufffe\uffff"))
    body = f'<w:p><w:r><w:t xml:space="preserve">{escape(written)}</w:t></w:r></w:p>'
    (piece,) = extract(docx(body), {})
    assert piece.text == (f"{written.strip(chr(10) + chr(9) + ' ')}\n" if written.strip() else "")
