"""Stemming on demand: the words of a query with all their forms that stand in the documents.

A word becomes the words of the index that have its stem (Snowball's stemmers, by way of Whoosh) and its first letters, so what is
searched can be seen and saved like any other query. Phrases stay phrases; prefixes, patterns and fields stay as they are.
"""

import re
from collections.abc import Callable
from typing import Any

from whoosh import lang

from search.engine import Searcher
from search.lexicon import terms_of
from search.query import And, Leaf, Near, Not, Or, Phrase, Prefix, Query, Regex, Term

LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv")

ALIKE = 3
"""Letters that all forms of a word begin with."""

Stem = Callable[[str], str]

_lang: Any = lang


def stemmed(query: Query, searcher: Searcher, language: str = "en") -> Query:
    """The query with each of its plain words widened to all forms of it that occur; what is wanted exactly stays as it is."""
    stem: Stem = _lang.stemmer_for_language(language)
    return _widened(query, lambda word: _forms(word, searcher, stem))


def _widened(query: Query, forms: Callable[[str], Leaf]) -> Query:
    match query:
        case Term(text):
            return forms(text)
        case Phrase(parts):
            return Phrase(tuple(forms(part.text) if isinstance(part, Term) else part for part in parts))
        case Near(parts, distance):
            return Near(tuple(forms(part.text) if isinstance(part, Term) else part for part in parts), distance)
        case And(queries):
            return And(tuple(_widened(each, forms) for each in queries))
        case Or(queries):
            return Or(tuple(_widened(each, forms) for each in queries))
        case Not(part):
            return Not(_widened(part, forms))
    return query


def _forms(word: str, searcher: Searcher, stem: Stem) -> Leaf:
    wanted = stem(word)
    found = {word}
    for columns, _, _ in searcher.segments():
        for low, high in terms_of(columns, Prefix(word[:ALIKE])):
            terms = (columns.term(number).decode("utf-8", "surrogatepass") for number in range(low, high))
            found.update(term for term in terms if stem(term) == wanted)
    return Regex("|".join(re.escape(each) for each in sorted(found))) if len(found) > 1 else Term(word)
