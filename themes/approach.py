"""What a study's approach to themes says about agreement between reviewers.

Whether a score of agreement means anything depends on the school that a study follows, so this is asked wherever one would be
shown, on screen and by commands. Where a score is withheld, what was tagged differently may be listed all the same: that is there
to be talked about in any school.
"""

from store.project import Settings

REFLEXIVE = (
    'this study is reflexive (approach = "reflexive" in catena.toml): themes are made by whoever reads, so two readers are not '
    "expected to agree, and a score of agreement would measure nothing (Braun and Clarke 2019). "
    "Where the readings differ can be listed and talked about"
)


def why_no_scores(settings: Settings) -> str:
    """Why scores of agreement are not shown in this study, in a sentence; "" where they are."""
    return REFLEXIVE if settings.approach == "reflexive" else ""
