"""Patterns over the lexicon: which of its words a regular expression, a wildcard or a misspelling means.

Wildcards and misspellings become expressions that cannot take long, and run over the whole lexicon at once. An expression
that a person typed runs word by word; one that repeats a group, or leaves much open, could take for ever on some words, so it
runs in a process of its own that is stopped after `SECONDS`.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

from search.stopping import go_on
from store.errors import UsageFault

SECONDS = 2.0
"""How long a regular expression may run."""

LOOK = 0.02
"""Seconds between two looks at whether anybody still waits for it."""

_CHARACTER = rb"[^\n\x80-\xbf][\x80-\xbf]*"
"""One character of UTF-8 that is no line end."""

_REPEATED_GROUP = re.compile(r"\)\s*(?:[*+?]|\{)|\\[1-9]|\(\?P=")
_LITERAL = re.compile(r"[^\W_]+(?![*?{+])")
_REPEATS = re.compile(r"[*+]|\{\d*,\d*\}")
_CHOICES = re.compile(r"[?(|]")
_CHILD = """
import re, sys
pattern, _, words = sys.stdin.buffer.read().decode("utf-8", "surrogatepass").partition("\\0")
found = re.compile(pattern, re.DOTALL).fullmatch
print(*(number for number, word in enumerate(words.split("\\n")[:-1]) if found(word)))
"""


class TooSlow(UsageFault):
    """A regular expression did not come to an end in time."""

    title = "The query takes too long"


def wildcard(text: str) -> bytes:
    """The expression for words of this form: `?` is one character, `*` any number of them.

    What stands between two `*` is taken where it first occurs and never again, so that no form takes long.
    """
    first, *others = (
        b"".join(_CHARACTER if sign == "?" else re.escape(_utf8(sign)) for sign in piece) for piece in text.split("*")
    )
    if not others:
        return first
    middle = b"".join(rb"(?>[^\n]*?" + piece + rb")" for piece in others[:-1] if piece)
    return first + middle + rb"[^\n]*" + others[-1]


def one_edit(text: str) -> bytes:
    """The expression for a word and all that is one insertion, deletion, replacement or swap of neighbours away from it."""
    forms = {re.escape(_utf8(text))}
    for place in range(len(text) + 1):
        before, after = re.escape(_utf8(text[:place])), text[place:]
        forms.add(before + _CHARACTER + re.escape(_utf8(after)))
        if after:
            forms.add(before + b"(?:" + _CHARACTER + b")?" + re.escape(_utf8(after[1:])))
        if len(after) > 1:
            forms.add(before + re.escape(_utf8(after[1] + after[0] + after[2:])))
    return b"|".join(sorted(forms))


def places(pattern: bytes, words: bytes) -> Iterator[int]:
    """Where in a lexicon, one word a line, the words begin that a pattern without line ends matches as a whole."""
    for found in re.finditer(rb"^(?:" + pattern + rb")$", words, re.MULTILINE):
        if found.start() < len(words):
            yield found.start()


def misspellings(text: str, words: bytes, low: int, high: int) -> list[int]:
    """Where in a lexicon the words begin that are one edit away from `text`, in order.

    `low` and `high` bound the words with its first character. A word that has lost it ends as `text` does behind it, or has
    the first two swapped, so nothing else needs to be looked at.
    """
    pattern = one_edit(text)
    if len(text) < 3:
        return list(places(pattern, words))
    fits = re.compile(pattern).fullmatch
    found = {place + low for place in places(pattern, words[low:high])}
    for ending in (_utf8(text[1:]) + b"\n", _utf8(text[1] + text[0] + text[2:]) + b"\n"):
        at = words.find(ending)
        while at >= 0:
            start = words.rfind(b"\n", 0, at) + 1
            if fits(words, start, at + len(ending) - 1):
                found.add(start)
            at = words.find(ending, at + 1)
    return sorted(found)


def beginning(pattern: str) -> str:
    """Letters and digits with which all words begin that a regular expression matches as a whole; "" where none are certain."""
    found = _LITERAL.match(pattern)
    return found[0] if found and "|" not in pattern else ""


def numbers(pattern: str, words: bytes) -> list[int]:
    """The numbers of the words, one a line, that a regular expression matches as a whole; raises TooSlow."""
    if _is_quick(pattern):
        fits = re.compile(pattern, re.DOTALL).fullmatch
        lines = words.decode("utf-8", "surrogatepass").split("\n")[:-1]
        return [number for number, word in enumerate(lines) if fits(word)]
    try:
        found = _apart(_utf8(pattern) + b"\0" + words)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise TooSlow(
            f"the regular expression /{pattern}/ takes too long: repeat single signs in it, not groups that repeat something"
        ) from None
    return [int(number) for number in found.split()]


def _is_quick(pattern: str) -> bool:
    """Whether an expression comes to an end soon on every word: what it can try multiplies with each repeat and each choice."""
    if _REPEATED_GROUP.search(pattern) or len(_REPEATS.findall(pattern)) > 3:
        return False
    # Without groups and optional signs, forms beside each other are tried one after the other.
    return not ("(" in pattern or "?" in pattern) or len(_CHOICES.findall(pattern)) <= 4


def _apart(asked: bytes) -> bytes:
    """What the other process answers; it is killed after `SECONDS`, or once nobody waits for it any more."""
    command = [sys.executable, "-I", "-S", "-c", _CHILD]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        ending = monotonic() + SECONDS
        given: bytes | None = asked
        try:
            while True:
                try:
                    found, _ = process.communicate(given, timeout=LOOK)
                except subprocess.TimeoutExpired:
                    # It is given once, and goes on to be written while its answer is waited for.
                    given = None
                    go_on()
                    if monotonic() > ending:
                        raise
                else:
                    break
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return found


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
