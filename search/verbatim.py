"""Matches that stand in the text exactly as they were typed: case, accents, marks and dashes as in the query.

Words are found folded, as ever. Then each is compared with how the text reads once its damage is mended and nothing is folded:
line ends, split ligatures, hyphens there and page furniture do not hide a word here either. A letter and its mark count as
the letter that has the mark, and characters that nobody sees do not count.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from unicodedata import normalize

import numpy as np

from search.columns import Columns
from search.layers import marks
from search.mapped import Mapped
from search.matches import Matches, plain
from search.patterns import numbers, one_edit, wildcard
from search.query import Fuzzy, Leaf, Phrase, Prefix, Regex, Term, Wildcard
from search.stopping import go_on
from search.view import FOLDING, view_of
from store.documents import Document
from store.rules import PLAIN

KEPT = 16
"""Documents whose texts are kept while a query is evaluated."""

_MENDED = FOLDING | {marks.NAME}
_UNSEEN = re.compile(f"[{marks.INVISIBLE}]")
_WHOLE = re.compile(r"[^\W_]+(?: [^\W_]+)*")
"""A stretch of text that no layer mends, as long as no ligature ends a word of it."""
_SPLIT = re.compile("f[il] ")
_GAPS = re.compile(r"-?\s+")


class Verbatim:
    """The exact matches of one segment; `text_of` gives the text of a document by its id."""

    def __init__(self, columns: Columns, documents: Mapping[str, Document], text_of: Callable[[str], str]) -> None:
        self._columns = columns
        self._documents = documents
        self._text_of = text_of
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._views: OrderedDict[int, Mapped] = OrderedDict()

    def words(self, leaf: Leaf, places: Matches) -> Matches:
        """Those of a leaf's places that read as it was typed; a regular expression finds its own."""
        if isinstance(leaf, Regex):
            return self._expression(leaf.pattern)
        fits = _test(leaf)
        known: dict[str, bool] = {}
        kept = []
        for reading in self._readings(places):
            if reading not in known:
                known[reading] = bool(fits(reading) or fits(_GAPS.sub("", reading)))
            kept.append(known[reading])
        return places.where(np.array(kept, np.bool_))

    def phrases(self, phrase: Phrase, places: Matches) -> Matches:
        """Those of a phrase's places between whose words stands what was typed."""
        if not phrase.written:
            return places
        written = _plain(phrase.written)
        return places.where(np.array([reading == written for reading in self._readings(places)], np.bool_))

    def _readings(self, places: Matches) -> list[str]:
        """What the verbatim stretches of all places read as."""
        columns = self._columns
        documents = columns.passage_documents[places.passages].tolist()
        starts, ends = columns.starts(places.first), columns.ends(places.last)
        readings: list[str] = []
        mended: dict[int, list[int]] = {}
        for place, (document, start, end) in enumerate(zip(documents, starts.tolist(), ends.tolist(), strict=True)):
            verbatim = self._text(document)[start:end]
            if not _WHOLE.fullmatch(verbatim) or _SPLIT.search(verbatim):
                mended.setdefault(document, []).append(place)
            readings.append(verbatim if verbatim.isascii() else _plain(verbatim))
        for document, which in mended.items():
            mapped = self._view(document)
            # One look-up for all of a document's places: each alone would go through the whole map.
            firsts = np.searchsorted(mapped.ends, starts[which].astype(np.int32), side="right").tolist()
            lasts = np.searchsorted(mapped.starts, ends[which].astype(np.int32), side="left").tolist()
            for place, first, last in zip(which, firsts, lasts, strict=True):
                readings[place] = _plain(mapped.text[first:last])
        return readings

    def _expression(self, pattern: str) -> Matches:
        """Where words stand that a regular expression matches as wholes, as they are written; raises TooSlow."""
        columns = self._columns
        found = []
        for number, document in enumerate(columns.documents):
            go_on()
            if not document.tokens:
                continue
            first = int(columns.passage_tokens[document.passage])
            tokens = np.arange(first, first + document.tokens)
            readings = [_GAPS.sub("", each) for each in self._readings(plain(columns, tokens, tokens))]
            different = sorted({each for each in readings if "\n" not in each})
            words = "".join(f"{each}\n" for each in different).encode("utf-8", "surrogatepass")
            meant = {different[each] for each in numbers(pattern, words)}
            found.append(tokens[np.array([each in meant for each in readings], np.bool_)])
            self._forget(number)
        tokens = np.concatenate([np.zeros(0, np.int64), *found])
        tokens.sort()
        return plain(columns, tokens, tokens)

    def _forget(self, number: int) -> None:
        self._texts.pop(number, None)
        self._views.pop(number, None)

    def _text(self, number: int) -> str:
        known = self._texts.get(number)
        if known is None:
            go_on()
            known = self._texts[number] = self._text_of(self._columns.documents[number].id)
            if len(self._texts) > KEPT:
                self._texts.popitem(last=False)
        return known

    def _view(self, number: int) -> Mapped:
        """The text with its damage mended and nothing folded."""
        known = self._views.get(number)
        if known is None:
            document = self._documents.get(self._columns.documents[number].id)
            rules = document.rules if document is not None else PLAIN
            known = view_of(self._text(number), replace(rules, off=rules.off | _MENDED)).mapped
            self._views[number] = known
            if len(self._views) > KEPT:
                self._views.popitem(last=False)
        return known


def _plain(text: str) -> str:
    """The text with one form for each letter that has a mark, a blank for white space, and without what nobody sees."""
    return " ".join(normalize("NFC", text if text.isascii() else _UNSEEN.sub("", text)).split())


def _test(leaf: Leaf) -> Callable[[str], object]:
    """Whether a word is what the leaf asks for, letter by letter."""
    typed = _plain(getattr(leaf, "typed", "") or getattr(leaf, "text", ""))
    match leaf:
        case Term():
            return typed.__eq__
        case Prefix():
            return lambda word: word.startswith(typed)
        case Wildcard():
            form = re.compile(wildcard(typed))
        case Fuzzy() | Regex():
            form = re.compile(b"(?:" + one_edit(typed) + b")")
    return lambda word: form.fullmatch(word.encode("utf-8", "surrogatepass"))
