"""What a file can do to the process that reads it, and that the next file is read all the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.importers.formats import FORMATS, Format, format_of, need
from store.importers.pieces import Refused
from store.importers.reader import Reader
from tests.store.importers.packages import docx, p

DOCX = next(each for each in FORMATS if each.name == "docx")
GOOD = docx(p("Good."))
LARGE = docx("<w:p><w:r><w:t>" + "x" * 60_000_000 + "</w:t></w:r></w:p>")


def test_what_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    with Reader(memory=110 << 20) as reader:
        with pytest.raises(Refused, match=r"more memory|broke off"):
            reader.read(DOCX, LARGE)
        assert reader.read(DOCX, GOOD)[0].text == "Good.\n"


def test_a_process_that_was_ended_is_replaced() -> None:
    with Reader() as reader:
        assert reader.read(DOCX, GOOD)
        child = reader._child
        assert child is not None
        child.kill()
        child.wait()
        assert reader.read(DOCX, GOOD)
    assert reader._child is None


def test_a_format_that_cannot_be_read_breaks_nothing() -> None:
    with Reader() as reader:
        with pytest.raises(Refused, match="ModuleNotFoundError"):
            reader.read(Format("x", "x", (), "nowhere"), b"x")
        assert reader.read(DOCX, GOOD)


def test_no_file_can_be_written_where_files_are_read(tmp_path: Path) -> None:
    program = (
        "import sys; from store.importers.child import limit; limit(1 << 30)\n"
        "try:\n    open(sys.argv[1], 'wb', 0).write(b'x')\n    print('written')\nexcept OSError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "out")], capture_output=True, text=True)
    assert done.stdout.strip() == "refused"


def test_a_library_that_is_missing_is_named_with_its_remedy() -> None:
    with pytest.raises(Refused, match=r"no_such_library, which is not installed: `pip install 'catena\[x\]'`"):
        need(Format("x", "an x", (".x",), "x", library="no_such_library", extra="x"))


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word document"),
        ("a.docm", b"PK\x03\x04", "macros"),
        ("a.pptx", b"PK\x03\x04", "presentation"),
        ("a.pdf", b"GIF89a", "not a pdf"),
        ("a.xyz", b"PK\x03\x04", "not known here"),
    ],
)
def test_formats_that_are_not_taken_in_say_what_to_do(name: str, head: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        format_of(name, head)
