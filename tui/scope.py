"""Where Search looks: which kinds of text, whether passages with excerpts are left out, and whether all parts are searched.

A query says what is looked for, a scope where; together they are a question as it is saved and logged. The scope on screen is the
one that the hits on screen were found in. Only passages of documents can be without excerpts and only they lie in tables or
references that are left out, so `untagged` and `everything` go with them alone.
"""

from dataclasses import dataclass

from store.searches import PLACES, Question

DOCUMENTS = PLACES[:1]
ALL = ("documents", "excerpts", "memos")


@dataclass(frozen=True, slots=True)
class Scope:
    """`places` are some of `store.searches.PLACES`."""

    places: tuple[str, ...] = DOCUMENTS
    untagged: bool = False
    everything: bool = False

    @property
    def words(self) -> str:
        """What it is called where it is not the usual one, else ""."""
        if self.places == DOCUMENTS:
            return " ".join(("all parts",) * self.everything + ("untagged",) * self.untagged)
        return "all" if self.places == ALL else "+".join(self.places)

    @property
    def documents(self) -> bool:
        """Whether it looks into documents."""
        return "documents" in self.places

    def question(self, query: str) -> Question:
        return Question(query, self.places, self.untagged, self.everything)


def scope_of(question: Question) -> Scope:
    """Where a question looks."""
    alone = question.places == DOCUMENTS
    return Scope(question.places, question.untagged and alone, question.everything and alone)


USUAL = Scope()
"""Where is searched unless somebody says otherwise."""

CHOICES: dict[str, Scope] = {
    "documents": USUAL,
    "documents, in all parts": Scope(everything=True),
    "excerpts and their notes": Scope(("excerpts",)),
    "notes": Scope(("notes",)),
    "memos": Scope(("memos",)),
    "all of these": Scope(ALL),
}
"""What can be chosen, by what it is called."""
