"""What is still wanted for a theme: the saved searches that look for it, run as one question for what nobody has tagged yet.

A saved search names its theme by id; where that theme was merged it is for the theme that stands for it now. Only searches that
look into documents take part, as only passages of documents can be untagged.
"""

from store.holdings import Holdings
from store.searches import Question, SavedSearch


def searches_for(holdings: Holdings, theme: str) -> list[SavedSearch]:
    """The kept searches of all reviewers that look for a theme (id), by name."""
    named = [each for each in holdings.searches.values() if each.kept and each.theme]
    meant = [each for each in named if holdings.standing_for(each.theme) == theme]
    return sorted(meant, key=lambda each: (each.name.casefold(), each.key))


def run_of(holdings: Holdings, theme: str, *, untagged: bool = True) -> Question | None:
    """All that they ask, as one question; None where there is nothing to ask."""
    asked = [each.question for each in searches_for(holdings, theme) if "documents" in each.question.places]
    queries = list(dict.fromkeys(each.query.strip() for each in asked))
    if not queries:
        return None
    return Question(
        queries[0] if len(queries) == 1 else " OR ".join(f"({query})" for query in queries),
        untagged=untagged,
        everything=any(each.everything for each in asked),
    )
