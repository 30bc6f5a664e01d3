"""What is said where an act cannot be: from a window that may only read, and about something that is no longer here.

A missing theme, excerpt or round is known by the form of its key; any other KeyError is a fault of the program and stays one.
"""

import re

from store.errors import CatenaError, UsageFault

FORMS = {kind: re.compile(form) for kind, form in (("theme", "t-.+"), ("excerpt", "e[0-9a-z]{10}"), ("round", ".+/.+"))}
"""What the keys look like by which a step says what it is about."""


class ReadOnly(CatenaError):
    """Nothing can be saved from this window."""

    title = "Read only"


def gone_meanwhile(missing: KeyError) -> Exception:
    """What is said where a step was about a theme, an excerpt or a round that is no longer here; any other error as it is."""
    key = str(missing.args[0]) if missing.args else ""
    kind = next((kind for kind, form in FORMS.items() if form.fullmatch(key)), "")
    return UsageFault(f"the {kind} {key} is not here any more: nothing was changed") if kind else missing
