"""An export from the project to the file: made, held against the schema, read again, compared, and only then put in its place.

What is compared is all of it, as it would be written again, and every text. Until that is the same nothing stands at the
place that was asked for; meanwhile the file lies beside it under a name of its own, for its owner alone.
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from store.errors import FileFault, ProjectFault, SaveFault
from store.exchange.outgoing import Pieces, refuse_real_names, write_out
from store.exchange.refi.gathered_supplement import supplement_of
from store.exchange.refi.gathering import Gatherer, Placed
from store.exchange.refi.grammar import CODEBOOK, PROJECT, faults_in
from store.exchange.refi.losses import losses
from store.exchange.refi.model import Project
from store.exchange.refi.offsets import IN_UTF16, OURS
from store.exchange.refi.packing import qdpx_bytes
from store.exchange.refi.profiles import STANDARD, UTF16, for_program, in_utf16_units
from store.exchange.refi.reading import read_file
from store.exchange.refi.remarks import Remark
from store.exchange.refi.supplement import NAME, supplement_bytes, supplement_in, texts_in
from store.exchange.refi.writing import codebook_xml, project_xml
from store.files import TEMPORARY
from store.holdings import Holdings
from store.project import Project as OurProject


@dataclass(frozen=True)
class Export:
    """A file that can be handed over: its bytes, what it says (as values, and as XML in code points), what is not in it."""

    data: bytes
    project: Project
    xml: bytes
    remarks: tuple[Remark, ...]
    own: Project
    """What the project holds of all that, before one program got more of it."""

    def counts(self) -> dict[str, int]:
        said = self.own
        selections = [each for source in said.sources for each in source.selections]
        codings = [each for source in said.sources for each in source.codings]
        return {
            "reviewers": len(said.users),
            "themes": len(said.codes),
            "cases": len(said.cases),
            "documents": len(said.sources),
            "excerpts": len(selections),
            "tags": sum(len(each.codings) for each in selections) + len(codings),
            "memos": len(said.notes),
        }


def export_project(
    project: OurProject, holdings: Holdings, tree: Sequence[Placed], version: str, program: str = STANDARD
) -> Export:
    """The .qdpx of a project as `program` (a key of PROFILES) reads it best.

    Raises FileFault where a text is not what its record says, ProjectFault where a real name would leave.
    """
    counted = IN_UTF16 if program in UTF16 else ""
    gatherer = Gatherer(project, holdings, tree, f"{OURS} {version}{counted}")
    own = gatherer.gather()
    said = for_program(own, program)
    if program == STANDARD:
        supplement = supplement_of(gatherer)
        # One that nobody would read stands in the way of the whole; then all of it is told to be lost.
        fits = supplement_in(supplement_bytes(supplement)) == supplement
        said = replace(said, supplement=supplement if fits else None)
    refuse_real_names(project, _pieces_of(said))
    told: list[str] = []
    xml = project_xml(said, told.append)
    data = qdpx_bytes(in_utf16_units(said)) if program in UTF16 else qdpx_bytes(said, xml)
    kept = [Remark("lost", "piece", "", message) for message in told]
    lost = losses(holdings, said.supplement is not None)
    remarks = (*gatherer.remarks.all(), *kept, *_hints(said, program), *lost)
    return Export(data, said, xml, tuple(dict.fromkeys(remarks)), own)


def export_codebook(
    project: OurProject, holdings: Holdings, tree: Sequence[Placed], version: str, program: str = STANDARD
) -> Export:
    """The .qdc of a project as `program` reads it best: its themes and the sets of them."""
    gatherer = Gatherer(project, holdings, tree, f"{OURS} {version}")
    own = gatherer.codebook()
    said = for_program(own, program)
    refuse_real_names(project, _pieces_of(said))
    told = [each for each in (*gatherer.remarks.all(), *losses(holdings)) if each.what == "theme"]
    xml = codebook_xml(said)
    return Export(xml, said, xml, tuple(dict.fromkeys((*told, *_hints(said, program)))), own)


def hand_over(export: Export, place: Path, codebook: bool = False, replacing: bool = False) -> None:
    """Puts the file at the place that was asked for, once it is proved to say what it should.

    Raises ProjectFault where it does not, and what `write_out` raises; all is then as it was.
    """
    with _beside(place, export.data, ".qdc" if codebook else ".qdpx") as written:
        _prove(export, written, codebook)
    write_out(place, export.data, replacing)


def _prove(export: Export, written: Path, codebook: bool) -> None:
    fault = next(faults_in(export.xml, CODEBOOK if codebook else PROJECT), "")
    if fault:
        raise ProjectFault(
            f"the export would not be as the standard wants it ({fault}): nothing was written; tell us, please"
        )
    try:
        again = read_file(written).project
    except FileFault as refused:
        raise ProjectFault(f"the export could not be read again ({refused.reason}): nothing was written") from None
    if codebook:
        same = codebook_xml(again) == export.xml
    else:
        texts = {each.guid: each.text for each in export.project.sources}
        same = project_xml(again) == export.xml and texts == {each.guid: each.text for each in again.sources}
        same = same and again.supplement == export.project.supplement
    if not same:
        raise ProjectFault("the export reads otherwise than the project: nothing was written; tell us, please")


@contextmanager
def _beside(place: Path, data: bytes, ending: str) -> Iterator[Path]:
    """The bytes as a file of the same folder, for as long as they are looked at."""
    written = place.parent / f"{TEMPORARY}{secrets.token_hex(6)}{ending}"
    try:
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with open(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        with suppress(OSError):
            os.unlink(written)
        raise SaveFault(f"{place.name} was not saved ({os.strerror(error.errno or 0)}): look at its folder") from error
    try:
        yield written
    finally:
        with suppress(OSError):
            os.unlink(written)


def _hints(said: Project, program: str) -> Iterator[Remark]:
    """What is written as the standard wants it, and read otherwise by programs that there is a profile for."""
    if program != STANDARD:
        return
    names = Counter(each.name.casefold() for each in said.codes)
    for each in said.codes:
        if names[each.name.casefold()] > 1:
            yield Remark(
                "changed", "theme", each.name, "another theme is called so too: for QualCoder and ATLAS.ti say --for"
            )
    for source in said.sources:
        if source.text and max(source.text) > "\uffff" and source.selections:
            yield Remark("changed", "document", source.name, "it holds signs such as emoji: for NVivo say --for nvivo")
    of_documents = {note for source in said.sources for note in source.notes}
    of_themes = {note for code in said.codes for note in code.notes}
    for note in said.notes:
        if note.guid in of_documents | of_themes:
            yield Remark(
                "changed", "memo", note.name, "QualCoder loses memos on documents and themes: say --for qualcoder"
            )


def _pieces_of(said: Project) -> Pieces:
    """Every text that would leave, each with where it stands."""
    yield "the title", said.name
    yield "what is said of the project", said.description
    for user in said.users:
        yield "the name of a reviewer", f"{user.name}\n{user.id}"
    for code in said.codes:
        yield "a theme", f"{code.name}\n{code.description}"
    for variable in said.variables:
        yield "an attribute", f"{variable.name}\n{variable.description}"
    for case in said.cases:
        yield "a case", "\n".join((case.name, case.description, *(value.text for value in case.values)))
    for source in said.sources:
        yield "a document's text", source.text or ""
        yield (
            "a document's record",
            "\n".join((source.name, source.description, *(value.text for value in source.values))),
        )
        for selection in source.selections:
            yield "an excerpt", f"{selection.name}\n{selection.description}"
    for note in said.notes:
        yield "a memo", f"{note.name}\n{note.description}\n{note.text}"
    for link in said.links:
        yield "a link", link.name
    for each in said.sets:
        yield "a set", f"{each.name}\n{each.description}"
    for kept in said.kept:
        yield "a piece that was kept", f"{kept.name}\n{kept.xml}"
    yield NAME, "\n".join(texts_in(said.supplement))
