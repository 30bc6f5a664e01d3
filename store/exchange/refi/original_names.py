"""What a thing was called where it came from, where it is called otherwise here only because it had to be.

An import changes a name where two things would have one, where a line of a terminal would obey it, or where there is none. A name
that a person gave it here since then is what it is called.
"""

import re
import unicodedata

from store.codebook import SEPARATOR
from store.values import text_of

_NUMBER = re.compile(r" \(\d+\)\Z")


def original_name(here: str, came: object) -> str:
    """The name for an export of a thing that is called `here`, and `came` as that ("" or absent: as it is)."""
    name = text_of(came)
    if name and _bare(_NUMBER.sub("", here)) in (_bare(name), _bare(_NUMBER.sub("", name))):
        return name
    return here


def _bare(name: str) -> str:
    """The letters and digits of a name, as far as an import keeps them."""
    plain = name.replace(SEPARATOR.strip(), "").replace("›", "")
    return "".join(each for each in plain if unicodedata.category(each)[0] in "LNM" or each in "+-#*&")[:200]
