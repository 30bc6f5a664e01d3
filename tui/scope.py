"""Where Search looks: which kinds of text, and whether passages with excerpts are left out.

A query says what is looked for, a scope where; together they are a question as it is saved and logged. The scope on screen is the
one that the hits on screen were found in. Only passages of documents can be without excerpts, so `untagged` goes with them alone.
"""

from dataclasses import dataclass

from store.searches import PLACES, Question

DOCUMENTS = PLACES[:1]
CHOICES: dict[str, tuple[str, ...]] = {
    "documents": DOCUMENTS,
    "excerpts and their notes": ("excerpts",),
    "notes": ("notes",),
    "memos": ("memos",),
    "all of these": ("documents", "excerpts", "memos"),
}
"""What can be chosen, by what it is called."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`places` are some of `store.searches.PLACES`."""

    places: tuple[str, ...] = DOCUMENTS
    untagged: bool = False

    @property
    def words(self) -> str:
        """What it is called where it is not the usual one, else ""."""
        if self.places == DOCUMENTS:
            return "untagged" if self.untagged else ""
        return "all" if self.places == CHOICES["all of these"] else "+".join(self.places)

    @property
    def documents(self) -> bool:
        """Whether it looks into documents."""
        return "documents" in self.places

    def question(self, query: str) -> Question:
        return Question(query, self.places, self.untagged)


def scope_of(question: Question) -> Scope:
    """Where a question looks."""
    return Scope(question.places, question.untagged and question.places == DOCUMENTS)
