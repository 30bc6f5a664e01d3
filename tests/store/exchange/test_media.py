"""Texts of PDFs, pictures and recordings are documents; all else of them, and what nobody knows, is kept as it came."""

from pathlib import Path

from store.exchange.kept import kept_pieces
from tests.store.exchange.containers import ANA, BO, TRUST, VOICE, container, project
from tests.store.exchange.test_intake import planned, taken_in
from tests.store.exchange.test_programs import GUID, coded
from tests.store.studies import Desk

PDF = (
    f'<PDFSource guid="{GUID.format(30)}" name="Report" path="internal://r.pdf"><Description>Annual</Description>'
    f'<PDFSelection guid="{GUID.format(31)}" page="0" firstX="1" firstY="2" secondX="3" secondY="4"/>'
    f'<Representation guid="{GUID.format(32)}" plainTextPath="internal://r.txt">'
    f'<PlainTextSelection guid="{GUID.format(31)}" startPosition="0" endPosition="4" creatingUser="{ANA}">'
    f'<Coding guid="{GUID.format(33)}"><CodeRef targetGUID="{TRUST}"/></Coding></PlainTextSelection></Representation></PDFSource>'
)
PICTURE = (
    f'<PictureSource guid="{GUID.format(40)}" name="Door" path="internal://d.jpg">'
    f'<PictureSelection guid="{GUID.format(41)}" firstX="1" firstY="1" secondX="2" secondY="2"/></PictureSource>'
)
FILM = (
    f'<VideoSource guid="{GUID.format(42)}" name="Film" path="relative:///film.mp4">'
    f'<Transcript guid="{GUID.format(43)}" name="Spoken">'
    f"<PlainTextContent>One two three</PlainTextContent>"
    f'<SyncPoint guid="{GUID.format(44)}" timeStamp="0" position="4"/>'
    f'<SyncPoint guid="{GUID.format(45)}" timeStamp="900" position="7"/>'
    f'<TranscriptSelection guid="{GUID.format(46)}" fromSyncPoint="{GUID.format(44)}"'
    f' toSyncPoint="{GUID.format(45)}" creatingUser="{BO}">'
    f'<Coding guid="{GUID.format(47)}"><CodeRef targetGUID="{VOICE}"/></Coding></TranscriptSelection></Transcript></VideoSource>'
)


def test_texts_of_pdfs_and_recordings_are_documents_and_all_else_of_them_is_kept(tmp_path: Path, desk: Desk) -> None:
    vertex = f'<Vertex guid="{GUID.format(49)}" firstX="1" firstY="1"/>'
    graphs = f'<Graphs><Graph guid="{GUID.format(48)}" name="Map">{vertex}</Graph></Graphs>'
    xml = project(PDF + PICTURE + FILM, f"{graphs}<Weather now='fine'/>")
    place = container(tmp_path / "a.qdpx", xml, {"r.pdf": b"%PDF-1.7", "r.txt": b"Page one.", "d.jpg": b"\xff\xd8\xff"})
    plan = planned(desk.project, place)
    assert any(each.what == "PictureSource" and each.kind == "kept" for each in plan.remarks)
    here = taken_in(desk.writer, place)
    assert coded(here) == {("Page", ("Trust",), "ada", ""), ("two", ("Voice",), "bo", "")}
    assert here.documents["report"].description == "Annual"
    assert (desk.project.root / here.documents["report"].original).read_bytes() == b"%PDF-1.7"
    pieces = {each.element: each for each in kept_pieces(desk.project)}
    assert set(pieces) == {"PDFSource", "PictureSource", "VideoSource", "Graph", "Weather"}
    assert "PDFSelection" in (desk.project.root / pieces["PDFSource"].path).read_text()
    assert pieces["PDFSource"].inside == "report"
    door = (pieces["PictureSource"].files or {})["d.jpg"]
    assert (desk.project.root / door).read_bytes() == b"\xff\xd8\xff"
    assert planned(desk.project, place).changes == ()
