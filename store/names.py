"""Ids and names of files: what may stand on disk and what is made up where nothing may.

Ids are made of `a-z`, `0-9` and `-`, so no two differ by case or by Unicode form, none needs quoting in TOML or in a shell,
and none is reserved by an operating system. Random ids are never derived from what they name.
"""

import re
import secrets
import unicodedata
from collections.abc import Collection
from hashlib import sha256

from store.errors import UsageFault

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o, u."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|git")


_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey instead of showing it, and halves of characters."""


def plain_name(what: str, text: str) -> str:
    """`text` as a name on one line, runs of white space as one blank.

    Raises UsageFault, in which `what` is as in "a theme's name", where nothing is left or a terminal would obey it.
    """
    name = " ".join(text.split())
    if not name:
        raise UsageFault(f"{what} cannot be empty")
    if _OBEYED.search(name):
        raise UsageFault(f"{what} cannot hold control characters")
    return name


def safe_ending(name: str) -> str:
    """The ending of a file's name, with its dot, as a file of the project may have it; "" where it has none such."""
    found = re.search(r"(?<=[^/.])\.[a-z0-9]{1,8}$", name.lower())
    return found[0] if found else ""


def is_id(text: str) -> bool:
    """Whether `text` can be an id: 1 to 64 of a-z, 0-9 and inner hyphens, and no reserved word."""
    return _ID.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None


def derived_id(prefix: str, text: str) -> str:
    """`prefix` and 10 characters that follow from the text: whoever names the same thing makes the same id."""
    number = int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    signs = []
    for _ in range(10):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return prefix + "".join(signs)


def random_id(prefix: str, length: int, taken: Collection[str] = ()) -> str:
    """`prefix` and `length` random characters of ALPHABET (5 bits each), not in `taken`."""
    while True:
        made = prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))
        if made not in taken:
            return made


def new_theme_id(taken: Collection[str] = ()) -> str:
    return random_id("t-", 6, taken)


def new_excerpt_id(taken: Collection[str] = ()) -> str:
    return random_id("e", 10, taken)


def new_memo_id(taken: Collection[str] = ()) -> str:
    return random_id("m", 6, taken)


def slug(text: str, longest: int = 40) -> str:
    """`text` as an id-like word of at most `longest` characters; empty where nothing of it can stay."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(words) > longest:
        words = words[:longest].rsplit("-", 1)[0] if "-" in words[:longest] else words[:longest]
    return words.strip("-")


def slug_id(text: str, fallback: str, taken: Collection[str]) -> str:
    """An id after `text` that is not in `taken`; a number is added where it is, `fallback` stands where nothing remains."""
    base = slug(text)
    if not is_id(base):
        base = f"{fallback}-{base}".strip("-") if base else fallback
    made = base
    number = 2
    while made in taken:
        made = f"{base}-{number}"
        number += 1
    return made
