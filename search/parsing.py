"""Reading a query: one pass, left to right, that either takes in every character or says at which one it stopped and why."""

import re
from unicodedata import normalize

from search.query import (
    FIELDS,
    And,
    Exact,
    Field,
    Fuzzy,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryFault,
    Regex,
    Term,
    Wildcard,
)
from search.tokens import spans_of
from search.view import FOLDING, folded

LONGEST = 4000
"""Characters of a query at most."""

DEEPEST = 40
"""Brackets inside brackets at most."""

FARTHEST = 1000
"""Words between near words at most."""

_QUOTES = '"“”„«»'
_BLANK = re.compile(r"\s*")
_OPERATOR = re.compile(r"(AND|OR|NOT)(?=[\s()]|\Z)")
_FIELD = re.compile(r"([^\W\d_][\w]*(?:\.[\w-]+)?):(?=\S)")
_NAMELESS = re.compile(r"case\.\s*:", re.IGNORECASE)
_VALUELESS = re.compile(rf"({'|'.join(FIELDS)}|case\.[\w-]+)(?::(?!\S)|\s+:\S)", re.IGNORECASE)
_DISTANT = re.compile(r"near/(\d+)(?![^\s()])", re.IGNORECASE)
_WORD = re.compile(rf"[^\s()/{_QUOTES}](?:[^\s(){_QUOTES}])*")
_VALUE = re.compile(rf"[^\s(){_QUOTES}]+")
_NEAR = re.compile(r"~(\w*)")
_SPLIT = re.compile(r"[*?]+")
_ALONE = re.compile(r"(?<!\S)\*+(?!\S)")
_INSTEAD = {
    "&": "words beside each other must all be there anyway",
    "|": "either of two words is asked for by OR",
    "!": "a word is left out by a - before it, or by NOT",
    "-": "a - leaves out the word directly behind it, and a dash of a text is not searched",
    "=": "a = stands directly before the word that is wanted as typed",
}
"""What is said of the signs of other languages."""


class Parser:
    """Reads one query."""

    def __init__(self, text: str, typing: bool) -> None:
        self._text = text
        self._typing = typing
        self._at = 0
        self._depth = 0

    def parse(self) -> Query:
        """The whole query; raises QueryFault."""
        if len(self._text) > LONGEST:
            raise self._fault(f"it has {len(self._text)} characters, and at most {LONGEST} are read", LONGEST)
        if not self._text.strip():
            raise self._fault("there is nothing to search for: type a word", 0)
        query = self._alternatives()
        if self._at < len(self._text):
            raise self._fault("this bracket closes nothing: open one before it, or put it in quotation marks", self._at)
        return query

    def _fault(self, message: str, position: int) -> QueryFault:
        return QueryFault(message, self._text, position)

    def _skip_blanks(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _operator(self) -> str:
        found = _OPERATOR.match(self._text, self._at)
        return found[1] if found else ""

    def _alternatives(self) -> Query:
        parts = [self._all_of()]
        while self._operator() == "OR":
            at = self._at
            self._at += 2
            self._skip_blanks()
            if self._ends():
                if self._typing and self._at >= len(self._text):
                    break
                raise self._fault("a word or a phrase was expected behind OR", at)
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _ends(self) -> bool:
        return self._at >= len(self._text) or self._text[self._at] == ")" or self._operator() == "OR"

    def _all_of(self) -> Query:
        parts: list[Query] = []
        self._skip_blanks()
        while not self._ends():
            if self._operator() == "AND":
                at = self._at
                self._at += 3
                self._skip_blanks()
                if self._ends() or self._operator() == "AND":
                    if self._typing and self._at >= len(self._text) and parts:
                        break
                    raise self._fault("a word or a phrase was expected behind AND", at)
                if not parts:
                    raise self._fault("a word or a phrase was expected before AND", at)
            part = self._one()
            if part is not None:
                parts.append(part)
            self._skip_blanks()
        if not parts:
            what = self._operator()
            where = f"before {what}" if what else "here" if self._at < len(self._text) else "at the end"
            raise self._fault(f"a word or a phrase was expected {where}", self._at)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query | None:
        """One operand; None where the last sign of a query that is still being typed only begins one."""
        at = self._at
        here = self._text[at]
        negated = self._operator() == "NOT"
        if negated or (here == "-" and not self._text[at + 1 : at + 2].isspace()):
            return self._signed(at, 3 if negated else 1, Not)
        if here == "=" and not self._text[at + 1 : at + 2].isspace():
            return self._signed(at, 1, Exact)
        if here == "(":
            return self._bracket(at)
        if here in _QUOTES:
            return self._quoted(at)
        if here == "/":
            return self._regex(at)
        if self._refuse_beginning(at):
            return None
        field = _FIELD.match(self._text, at)
        if field and not field[1].lower().startswith(("http", "www")):
            return self._field(at, field)
        return self._word(at)

    def _refuse_beginning(self, at: int) -> bool:
        """Raises the fault of what looks like a sign of the language and is none: it would be searched as a word.

        True where it is a field whose value is still to be typed, which has no part in the query yet.
        """
        if _NAMELESS.match(self._text, at):
            raise self._fault("the name of an attribute was expected behind case. , as in case.site:North", at)
        valueless = _VALUELESS.match(self._text, at)
        if valueless:
            if self._typing and valueless.end() >= len(self._text.rstrip()):
                self._at = len(self._text)
                return True
            raise self._fault(
                f"a value was expected directly behind {valueless[1]}: (a colon in a text goes in quotation marks)", at
            )
        distant = _DISTANT.match(self._text, at)
        if distant:
            raise self._fault(f'words near each other are written "one other"~{distant[1]}', at)
        if self._text[at] == "!" and self._text[at + 1 : at + 2].isalnum():
            raise self._fault("a word is left out by a - before it, or by NOT, and not by !", at)
        return False

    def _signed(self, at: int, length: int, made: type[Not] | type[Exact]) -> Query | None:
        self._at += length
        self._skip_blanks()
        if self._ends() or self._operator():
            if self._typing and self._at >= len(self._text):
                return None
            raise self._fault(f"a word or a phrase was expected behind {self._text[at : at + length]}", at)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault(f"more than {DEEPEST} brackets or signs stand inside each other", at)
        part = self._one()
        self._depth -= 1
        return None if part is None else made(part)

    def _bracket(self, at: int) -> Query | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault(f"more than {DEEPEST} brackets or signs stand inside each other", at)
        self._at += 1
        self._skip_blanks()
        if self._typing and self._at >= len(self._text):
            return None
        if self._at < len(self._text) and self._text[self._at] == ")":
            raise self._fault("these brackets are empty: a word or a phrase was expected in them", at)
        inner = self._alternatives()
        if self._at < len(self._text):
            self._at += 1
        elif not self._typing:
            raise self._fault("this bracket is not closed: a ) was expected", at)
        self._depth -= 1
        return inner

    def _quoted(self, at: int) -> Query | None:
        end = next((place for place in range(at + 1, len(self._text)) if self._text[place] in _QUOTES), -1)
        unclosed = end < 0
        if unclosed:
            if not self._typing:
                raise self._fault("this quotation mark is not closed: a second one was expected", at)
            end = len(self._text)
        inner = self._text[at + 1 : end]
        self._at = min(end + 1, len(self._text))
        near = None if unclosed else _NEAR.match(self._text, self._at)
        self._refuse_glued("this quotation mark: a phrase holds no others")
        leaves = _leaves(inner)
        if not leaves:
            if unclosed:
                return None
            raise self._fault("these quotation marks hold no letter or digit to search for", at)
        alone = _ALONE.search(inner)
        if alone and not unclosed:
            raise self._fault(
                'a * alone stands for no word: "one other"~1 allows one in between', at + 1 + alone.start()
            )
        if unclosed and _open_ended(inner):
            leaves = (*leaves[:-1], _begun(leaves[-1]))
        if near:
            self._at = near.end()
            if not near[1] and self._typing and self._at >= len(self._text):
                return _phrase(leaves, inner)
            if not near[1].isdecimal() or int(near[1]) > FARTHEST:
                raise self._fault(f"a number of words up to {FARTHEST} was expected behind ~", near.start())
            if len(leaves) < 2:
                raise self._fault("two words or more were expected in the quotation marks before ~", at)
            return Near(leaves, int(near[1]))
        return _phrase(leaves, inner)

    def _refuse_glued(self, mark: str) -> None:
        """Raises the fault of a word that is glued to what was closed before it."""
        if self._text[self._at : self._at + 1].isalnum():
            raise self._fault(f"a blank was expected behind {mark}", self._at)

    def _regex(self, at: int) -> Query | None:
        end = at + 1
        while end < len(self._text) and self._text[end] != "/":
            end += 2 if self._text[end] == "\\" else 1
        if end >= len(self._text):
            if self._typing:
                self._at = len(self._text)
                return None
            raise self._fault(
                "this regular expression is not closed: a / was expected (a / in a text goes in quotation marks)", at
            )
        pattern = self._text[at + 1 : end]
        self._at = end + 1
        if not pattern:
            raise self._fault("this regular expression is empty", at)
        self._refuse_glued("the / that closes a regular expression, which needs no letter for the case")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            offset = getattr(error, "pos", None) or 0
            raise self._fault(f"this is no regular expression ({error})", at + 1 + offset) from None
        return Regex(pattern)

    def _field(self, at: int, found: re.Match[str]) -> Query | None:
        name = found[1]
        head, dot, key = name.partition(".")
        known = name.lower() in FIELDS or (head.lower() == "case" and dot and key)
        if not known:
            fields = ", ".join(f"{each}:" for each in FIELDS)
            raise self._fault(
                f"there is no field {name!r}; the fields are {fields} and case.KEY: (a colon in a text goes in quotation marks)",
                at,
            )
        name = name.lower() if not dot else f"case.{key}"
        self._at = found.end()
        if self._text[self._at] in _QUOTES:
            start = self._at + 1
            end = next((place for place in range(start, len(self._text)) if self._text[place] in _QUOTES), -1)
            if end < 0:
                if not self._typing:
                    raise self._fault("this quotation mark is not closed: a second one was expected", self._at)
                end = len(self._text)
            value = self._text[start:end]
            self._at = min(end + 1, len(self._text))
        else:
            word = _VALUE.match(self._text, self._at)
            value = word[0] if word else ""
            self._at = word.end() if word else self._at
        if not value.strip():
            if self._typing:
                return None
            raise self._fault(f"a value was expected behind {name}:", at)
        return Field(name, value.strip(), at)

    def _word(self, at: int) -> Query | None:
        found = _WORD.match(self._text, at)
        assert found is not None
        word = found[0]
        self._at = found.end()
        stem, tilde, number = word.rpartition("~")
        if tilde and number.isdecimal() and not stem:
            raise self._fault(f"~{number} belongs directly behind the quotation marks of a phrase, without a blank", at)
        if tilde and _leaves(stem):
            leaves = _leaves(stem)
            if number not in ("", "1"):
                raise self._fault(
                    "only one edit can be allowed: `word~` (a ~ in a text goes in quotation marks)",
                    found.start() + len(stem),
                )
            if len(leaves) > 1 or not isinstance(leaves[0], Term):
                raise self._fault("one plain word was expected before ~", at)
            return Fuzzy(leaves[0].text, leaves[0].typed)
        if not word.strip("*?"):
            if self._typing and self._at >= len(self._text):
                return None
            raise self._fault(f"{word!r} alone would find everything: at least one letter was expected with it", at)
        leaves = _leaves(word)
        if not leaves:
            if self._typing and self._at >= len(self._text):
                return None
            instead = _INSTEAD.get(word[0], "write it inside a phrase, or leave it out")
            raise self._fault(f"{word!r} has no letter or digit to search for: {instead}", at)
        if self._typing and self._at >= len(self._text) and _open_ended(word):
            leaves = (*leaves[:-1], _begun(leaves[-1]))
        return _phrase(leaves, word)


def _phrase(leaves: tuple[Leaf, ...], typed: str) -> Query:
    if len(leaves) == 1:
        return leaves[0]
    spans = spans_of(typed)
    plain = len(spans) > 1 and all(isinstance(leaf, Term) for leaf in leaves)
    return Phrase(leaves, typed[spans[0][0] : spans[-1][1]] if plain else "")


def _begun(leaf: Leaf) -> Leaf:
    return Prefix(leaf.text, leaf.typed) if isinstance(leaf, Term) else leaf


def _open_ended(text: str) -> bool:
    """Whether a text ends inside a word, so that more of it may follow."""
    return text[-1:].isalnum()


def _leaves(text: str) -> tuple[Leaf, ...]:
    """The leaves that a word or a phrase asks for, in order."""
    text = normalize("NFC", text)
    words = _words(folded(text))
    typed = _words(folded(text, FOLDING))
    if typed == words or len(typed) != len(words):
        typed = [""] * len(words)
    return tuple(_leaf(word, as_typed) for word, as_typed in zip(words, typed, strict=True))


def _words(shown: str) -> list[str]:
    """The words of folded text; `*` and a `?` inside a word belong to the word that they touch."""
    spans = spans_of(shown)
    words: list[str] = []
    number = 0
    while number < len(spans):
        start, end = spans[number]
        if start and shown[start - 1] in "*?":
            wild = re.search(r"[*?]+\Z", shown[:start])
            start = wild.start() if wild else start
        while True:
            wild = _SPLIT.match(shown, end)
            if not wild:
                break
            follows = number + 1 < len(spans) and spans[number + 1][0] == wild.end()
            if follows:
                number += 1
                end = spans[number][1]
                continue
            end += len(wild[0]) - len(wild[0].lstrip("*"))
            break
        words.append(shown[start:end])
        number += 1
    return words


def _leaf(word: str, typed: str) -> Leaf:
    body = word.rstrip("*")
    if "*" in body or "?" in body:
        return Wildcard(word, typed)
    return Prefix(body, typed.rstrip("*")) if body != word else Term(word, typed)
