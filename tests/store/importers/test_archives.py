"""Zip archives: their files come in as from a folder, and those that lie about themselves do not."""

import stat
import zipfile
from pathlib import Path

import pytest

from store.errors import FileFault
from store.importers import archives
from store.importers.intake import Intake
from store.importing import files_to_import
from tests.store.importers.packages import docx, p, zipped


def test_the_files_of_an_archive_come_in_beside_those_of_its_folder(tmp_path: Path) -> None:
    inner: dict[str, str | bytes] = {
        "wave/b.docx": docx(p("Two.")),
        "a.txt": "One.\n",
        "__MACOSX/a.txt": "x",
        ".DS_Store": "x",
        "c.mp3": "x",
    }
    (tmp_path / "in.zip").write_bytes(zipped(inner))
    (tmp_path / "z.txt").write_text("Three.\n")
    found = list(files_to_import([tmp_path]))
    assert [each.name for each in found] == ["in.zip/a.txt", "in.zip/c.mp3", "in.zip/wave/b.docx", "z.txt"]
    with Intake() as intake:
        read = [intake.read(each)[0] for each in found if each.fault is None]
    assert [(each.name, each.text) for each in read] == [
        ("in.zip/a.txt", "One.\n"),
        ("in.zip/wave/b.docx", "Two.\n"),
        ("z.txt", "Three.\n"),
    ]


def test_members_that_lead_elsewhere_are_refused_and_the_others_come_in(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../out.txt", "/etc/out.txt", "C:\\out.txt", "a\\..\\..\\out.txt", "inner.zip", "good.txt"):
            archive.writestr(name, "x")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = list(files_to_import([path]))
    refused = {each.name: each.fault.reason for each in found if each.fault}
    assert len(refused) == 6
    assert [each.name for each in found if each.fault is None] == ["in.zip/good.txt"]
    assert "symbolic link" in refused["in.zip/link.txt"]
    assert "inside an archive" in refused["in.zip/inner.zip"]


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 1000)
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 1500)
    path = tmp_path / "in.zip"
    path.write_bytes(zipped({"a.txt": "x" * 900, "b.txt": "x" * 900, "c.txt": "x" * 5000}))
    first, second, third = archives.members(path)
    assert len(first.read()) == 900
    for each in (second, third):
        with pytest.raises(FileFault, match="zip bomb"):
            each.read()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped({"a.txt": "x" * 99})[:-9]], ids=["empty", "only a start", "without its end"]
)
def test_an_archive_that_is_broken_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "in.zip"
    path.write_bytes(data)
    (found,) = files_to_import([path])
    assert found.fault is not None
    assert "broken" in found.fault.reason
