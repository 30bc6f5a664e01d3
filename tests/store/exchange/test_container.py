"""An archive is read as hostile: what could do harm is refused with a reason, at once and in little memory."""

import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import FileFault
from store.exchange.refi.container import opened
from store.exchange.refi.reading import read_file
from tests.store.exchange.containers import SPOKEN, TALK, container, members, project, selection, source
from tests.store.exchange.shared import HOSTILE, needs_refi

QDE = project().encode()
DEEP = "<Code guid='71b71e30-7c36-569e-8a5f-65ac71912ecb' name='n' isCodable='true'>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))

ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (
        lambda: members(("project.qde", f"<!DOCTYPE Project [{LAUGHS}]><Project name='&l9;'/>".encode())),
        "document type",
    ),
    "a file of the machine": (
        lambda: members(
            (
                "project.qde",
                b"<!DOCTYPE Project [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Project name='a'>&x;</Project>",
            )
        ),
        "document type",
    ),
    "depth": (
        lambda: members(
            (
                "project.qde",
                f"<Project name='a'><CodeBook><Codes>{DEEP * 5000}{'</Code>' * 5000}</Codes></CodeBook></Project>".encode(),
            )
        ),
        "nested more than 200 deep",
    ),
    "a bomb": (lambda: members(("project.qde", b"<Project name='" + b" " * 12_000_000 + b"'/>")), "as no text does"),
    "two projects": (lambda: members(("project.qde", QDE), ("other.qde", QDE)), "2 projects"),
    "no project": (lambda: members(("readme.txt", b"a")), "holds no project"),
    "a way out": (lambda: members(("project.qde", QDE), ("../evil.txt", b"evil")), "outside of it"),
    "a way out by backslashes": (
        lambda: members(("project.qde", QDE), ("sources\\..\\..\\evil", b"a")),
        "outside of it",
    ),
    "an absolute name": (lambda: members(("project.qde", QDE), ("/tmp/evil", b"a")), "outside of it"),
    "cut short": (lambda: members(("project.qde", QDE))[:-40], "cut short"),
    "a flood of elements": (
        lambda: members(
            ("project.qde", ("<Project name='a'>" + "".join(f"<a b='{n:x}'/>" for n in range(260_000))).encode())
        ),
        "more elements than any project",
    ),
    "one text again and again": (
        lambda: members(
            (
                "project.qde",
                project("".join(source(guid=f"{n:08d}-1111-4111-8111-111111111111") for n in range(600))).encode(),
            ),
            (f"sources/{TALK}.txt", bytes(range(48, 110)) * 16_000),
        ),
        "million characters",
    ),
    "no archive": (lambda: b"PK\x03\x04 and nothing else", "no zip archive"),
    "nothing": (lambda: b"", "no zip archive"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_could_do_harm_is_refused_with_a_reason(attack: str, tmp_path: Path) -> None:
    make, reason = ATTACKS[attack]
    place = tmp_path / "study.qdpx"
    place.write_bytes(make())
    with pytest.raises(FileFault, match=reason):
        read_file(place)
    assert [each.name for each in tmp_path.iterdir()] == ["study.qdpx"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "study.qdpx"
    place.write_bytes(members(("project.qde", QDE), ("project.qde", QDE)))
    with pytest.raises(FileFault, match=r"project.qde twice"):
        read_file(place)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(members(("project.qde", QDE)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    place = tmp_path / "study.qdpx"
    place.write_bytes(data)
    with pytest.raises(FileFault, match="encrypted"):
        read_file(place)


def test_a_member_that_is_larger_than_the_archive_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(members(("project.qde", QDE), ("sources/a.txt", b"a" * 5000)))
    listed = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[listed + 24 : listed + 28] = (5).to_bytes(4, "little")
    place = tmp_path / "study.qdpx"
    place.write_bytes(data)
    with opened(place) as held, pytest.raises(FileFault, match=r"damaged|larger"):
        held.read("sources/a.txt")


def test_a_list_of_members_that_would_fill_the_memory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    data = bytearray(members(("project.qde", QDE)))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (2**31).to_bytes(4, "little")
    place = tmp_path / "study.qdpx"
    place.write_bytes(data)
    with pytest.raises(FileFault, match="more than a project has"):
        read_file(place)


def test_members_are_found_by_their_last_name_in_whatever_letters_and_folder(tmp_path: Path) -> None:
    place = container(tmp_path / "a.qdpx", project(), {"Talk One.TXT": b"a", ".root": b""}, folder="Sources")
    with opened(place) as held:
        for reference in (
            "internal://talk one.txt",
            "internal:/Talk One.TXT",
            "Talk%20One.txt",
            "sources/Talk One.TXT",
            "Sources\\Talk One.TXT",
        ):
            assert held.find(reference) == "Sources/Talk One.TXT"
        for reference in (
            "absolute:///etc/passwd",
            "relative://../Talk One.TXT",
            "internal://other.txt",
            "internal://",
        ):
            assert held.find(reference) == ""


def test_one_project_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    place = container(tmp_path / "a.qdpx", project(), name="My Study/My Study.qde")
    with opened(place) as held:
        assert held.project == "My Study/My Study.qde"


_CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (300 * 1024 * 1024, 300 * 1024 * 1024))
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
from store.errors import FileFault
from store.exchange.refi.reading import read_file
for path in sys.argv[1:]:
    try:
        read_file(Path(path))
    except FileFault as fault:
        print(fault.reason)
    else:
        print("TAKEN")
"""


def _in_a_small_process(places: list[Path]) -> list[str]:
    """What is said of each, in a process of 300 MB and five seconds for all of them together."""
    made = subprocess.run(
        [sys.executable, "-c", _CHILD, *map(str, places)], capture_output=True, text=True, timeout=60, check=False
    )
    assert made.returncode == 0, made.stderr[-800:]
    return made.stdout.splitlines()


def test_attacks_need_neither_memory_nor_time(tmp_path: Path) -> None:
    places = []
    for number, (make, _) in enumerate(ATTACKS.values()):
        places.append(tmp_path / f"{number}.qdpx")
        places[-1].write_bytes(make())
    said = _in_a_small_process(places)
    assert len(said) == len(places)
    assert "TAKEN" not in said


@needs_refi
def test_the_shared_attacks_are_refused_in_a_small_process() -> None:
    said = _in_a_small_process(HOSTILE)
    assert len(said) == len(HOSTILE) == 9
    assert "TAKEN" not in said


def test_a_large_honest_project_is_read_in_a_small_process(tmp_path: Path) -> None:
    codes = "".join(
        f'<Code guid="{n:08d}-7c36-569e-8a5f-65ac71912ecb" name="Code {n * 7919}" isCodable="true"/>'
        for n in range(20_000)
    )
    place = container(tmp_path / "a.qdpx", project(codes=codes))
    assert zipfile.is_zipfile(place)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
    assert _in_a_small_process([place]) == ["TAKEN"]


def test_what_macos_adds_to_an_archive_is_no_project(tmp_path: Path) -> None:
    place = tmp_path / "again.qdpx"
    text = ("Study/sources/a.txt", b"One two."), ("__MACOSX/Study/sources/._a.txt", b"\0\5")
    xml = project(source(path="internal://a.txt")).encode()
    place.write_bytes(members(("Study/project.qde", xml), ("__MACOSX/Study/._project.qde", b"\0\5\x16"), *text))
    assert read_file(place).project.sources[0].text == "One two."


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ('name="Study" encoding="utf-16"', "Study"),
        ('name="R & D < 3 &nbsp;"', "R & D < 3 &nbsp;"),
        ('name="a\x0bb&#2;c&amp;"', "a\ufffdb\ufffdc&"),
        ('name="a&#x1F642;&#xD800;"', "a\N{SLIGHTLY SMILING FACE}\ufffd"),
    ],
)
def test_xml_that_a_program_may_not_write_is_read_as_it_is_meant(tmp_path: Path, damage: str, name: str) -> None:
    xml = project(source(selection(SPOKEN, "jamais"))).replace('name="Study"', damage)
    if "utf-16" in damage:
        xml = xml.replace(damage, 'name="Study"').replace('encoding="utf-8"', 'encoding="utf-16"')
    read = read_file(container(tmp_path / "a.qdpx", xml, {f"{TALK}.txt": SPOKEN.encode()}))
    assert read.project.name == name
    assert len(read.project.sources[0].selections) == 1
    assert [each.message[:19] for each in read.remarks] == ([] if "utf-16" in damage else ["its XML was damaged"])


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_xml_that_is_cut_short_is_refused(tmp_path: Path, cut: float) -> None:
    xml = project(source(selection(SPOKEN, "jamais")))
    with pytest.raises(FileFault, match="no valid XML"):
        read_file(container(tmp_path / "a.qdpx", xml[: int(len(xml) * cut)]))
