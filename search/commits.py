"""Commits: the Whoosh index in a folder, one index document a passage, and its segments' columns beside them.

This and `search/postings.py` are all that knows Whoosh's index, and use only what Whoosh 2.7.4 has as well. A commit is the
renaming of a table of contents, so it is there as a whole or not at all; files of commits that were never finished are removed
by the next one. A segment can be read by any program that reads Whoosh: fields `content`, `document`, `start`, `end`, `speaker`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, formats, index, writing
from whoosh.filedb import filestore

from search.blocks import Batch, Block
from search.columns import Damaged, write_columns
from search.postings import write_postings
from search.sums import write_sums

NAME = "catena"
"""The Whoosh index's name: its files are `catena_SEGMENT.…` and `_catena_GENERATION.toc`."""

PLACE = "place"
"""Of the index: which folder it was made in."""

ENDING = "columns"

# Whoosh's annotations stop half-way, so it is used without them.
_analysis: Any = analysis
_fields: Any = fields
_formats: Any = formats
_index: Any = index
_filestore: Any = filestore


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a commit: its name, its passages, and whether a passage has been taken out."""

    name: str
    passages: int
    is_deleted: Callable[[int], bool]

    def columns(self, folder: Path) -> Path:
        """Where its columns are."""
        return folder / f"{self.name}.{ENDING}"


def _schema() -> Any:
    """`content` is indexed from the search view's tokens with a blank between each two of them."""
    content = _fields.TEXT(analyzer=_analysis.SpaceSeparatedTokenizer(), phrase=False)
    # How often a word stands in a passage is its weight; a second copy of that number would only take space.
    content.format = _formats.Existence()
    return _fields.Schema(
        content=content,
        document=_fields.ID(stored=True),
        start=_fields.STORED(),
        end=_fields.STORED(),
        speaker=_fields.STORED(),
    )


def _storage(folder: Path) -> Any:
    return _filestore.FileStorage(str(folder))


def begin(folder: Path) -> None:
    """An empty index in an empty folder."""
    (folder / PLACE).write_text(_place(folder), encoding="ascii")
    _index.FileIndex.create(_storage(folder), _schema(), NAME)


def _place(folder: Path) -> str:
    about = folder.stat()
    return f"{about.st_ino} {about.st_uid}"


def check_place(folder: Path) -> None:
    """Raises Damaged where the index was not made in this very folder.

    Whoosh's tables of contents are pickles, which can do anything when they are read. An index that came with somebody else's
    folder is therefore never read: it is built anew.
    """
    try:
        made_in = (folder / PLACE).read_text(encoding="ascii")
    except (OSError, ValueError):
        made_in = ""
    if made_in != _place(folder):
        raise Damaged("the index was made in another folder")


def read_commit(folder: Path) -> tuple[int, list[Part]]:
    """The last commit's number and its segments.

    Raises Damaged, whatever a broken file makes Whoosh raise; FileNotFoundError where the next commit took its place meanwhile.
    """
    check_place(folder)
    opened: list[Any] = []
    storage = _storage(folder)
    open_file = storage.open_file

    def remember(name: str) -> Any:
        opened.append(open_file(name))
        return opened[-1]

    storage.open_file = remember
    try:
        contents = _index.TOC.read(storage, NAME)
        return contents.generation, [
            Part(each.segment_id(), each.doc_count_all(), each.is_deleted) for each in contents.segments
        ]
    except FileNotFoundError:
        raise
    except Exception as error:
        raise Damaged(f"the table of contents cannot be read ({error})") from error
    finally:
        # Whoosh leaves the file open where it cannot read it.
        for file in opened:
            if not file.is_closed:
                file.close()


def open_reader(folder: Path) -> Any:
    """A Whoosh reader of the last commit."""
    return _index.FileIndex(_storage(folder), indexname=NAME).reader()


def commit(folder: Path, batch: Batch, leaving: Callable[[str], Sequence[range]], patience: float) -> None:
    """Adds a batch of documents as one segment and takes out passages, in one step.

    `leaving` says which passages leave the segment of a name. Segments of which nothing is left are dropped.
    """
    make: Any = _BlockWriter
    writer = make(_index.FileIndex(_storage(folder), indexname=NAME), timeout=patience, compound=False)
    try:
        for segment in writer.segments:
            for passages in leaving(segment.segment_id()):
                for passage in passages:
                    if not segment.is_deleted(passage):
                        segment.delete_document(passage)
        writer.segments = [each for each in writer.segments if each.doc_count() > 0]
        if batch.documents:
            writer.add_block(batch, folder)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)


class _BlockWriter(writing.SegmentWriter):
    """A Whoosh writer that takes one batch of documents as a whole."""

    def add_block(self, batch: Batch, folder: Path) -> None:
        """Writes the batch as this writer's segment."""
        block = Block(batch)
        schema: Any = self.schema
        passages: Any = self.perdocwriter
        number = 0
        for read in batch.documents:
            for passage in read.passages:
                passages.start_doc(number)
                if block.sizes[number]:
                    passages.add_field("content", schema["content"], None, int(block.sizes[number]))
                passages.add_field("document", schema["document"], read.id, 0)
                passages.add_field("start", schema["start"], passage.start, 0)
                passages.add_field("end", schema["end"], passage.end, 0)
                passages.add_field("speaker", schema["speaker"], passage.speaker or None, 0)
                passages.finish_doc()
                number += 1
        self.docnum = number
        self._added = True
        self._fields = {"content": block.postings(), "document": block.ids()}
        segment: Any = self.newsegment
        write_columns(
            folder / f"{segment.segment_id()}.{ENDING}", block.documents, block.speakers, block.lexicon, block.arrays
        )

    def _flush_segment(self) -> None:
        passages: Any = self.perdocwriter
        passages.close()
        terms: Any = self.fieldwriter
        for name, postings in self._fields.items():
            terms.start_field(name, self.schema[name])
            write_postings(terms, postings)
            terms.finish_field()
        terms.close()

    def _finalize_segment(self) -> Any:
        finalize: Any = super()._finalize_segment
        segment = finalize()
        write_sums(Path(self.storage.folder), segment.segment_id())
        return segment
