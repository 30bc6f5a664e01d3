"""Tokens: the words of a search view, each with its verbatim range.

A token is a run of letters and digits with the marks that belong to them; a Chinese or Japanese character is a token by
itself. Tokens are numbered from 0 through a text. What stands between two tokens counts in characters of the view, where
white space of any length is one blank; a word that is also to be found joined with the next is a token more, over the
numbers of both.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.view import View

LONGEST = 200
"""Characters of a token at most: a longer run of letters is several tokens."""

FAR = 255
"""The gap before a text's first token."""

ATTACHED = 0x80
"""Set in a token's tail where the next token is attached to it by an apostrophe alone."""

_MARKS = (
    "\u0483-\u0487\u0610-\u061a\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d\u0859-\u085b\u0898-\u0963"
    "\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63"
    "\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f"
    "\u1b00-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1cf9\ua802-\ua827\ua880-\ua8c5\ua8e0-\ua8f1"
    "\ua926-\ua92d\ua947-\ua953\ua980-\ua9c0\uaa29-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uabe3-\uabed"
)
_CHARACTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{_CHARACTERS}]|(?:(?![{_CHARACTERS}])(?:[^\\W_]|[{_MARKS}])){{1,{LONGEST}}}")
_IN_TOKENS = re.compile(f"[^\\W_]|[{_MARKS}]")
_CHARACTER = re.compile(f"[{_CHARACTERS}]")
_APOSTROPHES = re.compile("'+")
_ASCII = np.array([_IN_TOKENS.match(chr(code)) is not None for code in range(128)])

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, column by column.

    `starts` and `ends` are verbatim code points; `gaps` the characters of the view before each token; `tails` how many
    apostrophes follow each directly (at most 15), with ATTACHED where a token follows them; `joined` the joined tokens,
    each with the numbers of its first and its last part.
    """

    terms: list[str]
    starts: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.uint32]
    gaps: npt.NDArray[np.uint8]
    tails: npt.NDArray[np.uint8]
    joined: list[tuple[str, int, int]]


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the tokens of a short text that is folded as a view stand in it."""
    return [found.span() for found in _TOKEN.finditer(text)]


def _runs(text: str) -> tuple[list[str], Numbers, Numbers]:
    """The tokens of a view's text with their first positions and those behind their last."""
    if not _CHARACTER.search(text):
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
        inside = _ASCII[np.minimum(codes, 127)] & (codes < 128)
        others = codes >= 128
        if others.any():
            signs, which = np.unique(codes[others], return_inverse=True)
            inside[others] = np.array([_IN_TOKENS.match(chr(sign)) is not None for sign in signs.tolist()])[which]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False]))))
        first, last = edges[::2], edges[1::2]
        if not len(first) or (last - first).max() <= LONGEST:
            codes[~inside] = 32
            return codes.tobytes().decode("utf-32-le", "surrogatepass").split(), first, last
    spans = np.array(spans_of(text), np.int64).reshape(-1, 2)
    first, last = spans[:, 0], spans[:, 1]
    return [text[start:end] for start, end in spans.tolist()], first, last


def tokens_of(view: View) -> Tokens:
    """The tokens of a search view."""
    mapped = view.mapped
    terms, first, last = _runs(mapped.text)
    starts = mapped.starts[first].astype(np.uint32)
    ends = mapped.ends[last - 1].astype(np.uint32)
    gaps = np.full(len(terms), FAR, np.uint8)
    gaps[1:] = np.minimum(first[1:] - last[:-1], FAR - 1)
    return Tokens(terms, starts, ends, gaps, _tails(mapped.text, first, last), _joined(terms, starts, ends, view.seams))


def _tails(text: str, first: Numbers, last: Numbers) -> npt.NDArray[np.uint8]:
    tails = np.zeros(len(first), np.uint8)
    runs = np.array([found.span() for found in _APOSTROPHES.finditer(text)], np.int32).reshape(-1, 2)
    if len(runs) and len(first):
        token = np.searchsorted(last, runs[:, 0])
        token[token == len(last)] = 0
        behind = last[token] == runs[:, 0]
        token, runs = token[behind], runs[behind]
        following = np.minimum(token + 1, len(first) - 1)
        attached = first[following] == runs[:, 1]
        tails[token] = np.minimum(runs[:, 1] - runs[:, 0], 15) | np.where(attached, ATTACHED, 0)
    return tails


def _joined(
    terms: list[str], starts: npt.NDArray[np.uint32], ends: npt.NDArray[np.uint32], seams: tuple[int, ...]
) -> list[tuple[str, int, int]]:
    """The joined tokens: over two parts, and over three where two seams follow each other."""
    if not seams or len(terms) < 2:
        return []
    places = np.array(seams, np.int64)
    before = np.searchsorted(starts, places, side="right") - 1
    inside = (before >= 0) & (before < len(terms) - 1)
    before, places = before[inside], places[inside]
    lefts = np.unique(before[ends[before] <= places]).tolist()
    found = []
    for left in lefts:
        found.append((terms[left] + terms[left + 1], left, left + 1))
        follower = bisect_left(lefts, left + 1)
        if follower < len(lefts) and lefts[follower] == left + 1 and left + 2 < len(terms):
            found.append((terms[left] + terms[left + 1] + terms[left + 2], left, left + 2))
    return [each for each in found if len(each[0]) <= LONGEST]
