"""The last look before an export is written: no name of the key of pseudonyms stands in it, whatever it was made of.

The texts are taken from the finished bytes, as a reader would meet them. Where a name is found, it is said where it stands and
never what it is. A word that the program itself writes into every export (a heading, a button) can be somebody's name too; it
tells nothing of anybody and is passed over, by comparing with an export of an empty study.
"""

from collections.abc import Iterable

from store.errors import CatenaError
from store.pseudonyms import NameKey


class NameInExport(CatenaError):
    """What was to be written holds a name of the key of pseudonyms."""

    title = "Not exported"


def refuse_names(key: NameKey, texts: Iterable[tuple[str, str]], own: Iterable[tuple[str, str]] = ()) -> None:
    """Raises NameInExport where one of the texts (where it stands, what it says) holds a name that is in none of `own`."""
    if not key.names:
        return
    ours = {place.words.casefold() for _, text in own for place in key.places(text)}
    for where, text in texts:
        for place in key.places(text):
            if place.words.casefold() not in ours:
                raise NameInExport(
                    f"nothing was written: {where} holds a name of the key of pseudonyms; "
                    "give it a name that is a code, or take it out of what is exported"
                )
