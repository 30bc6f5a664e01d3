"""What of a table stands for itself when two people change it, and what belongs together.

Fields are merged one by one unless a rule here binds them: a theme's fate is its status and where it went, an anchor is its
segments and the version of the text. Lists of ids are sets, as each tag is a fact of its own. What only follows from something
else (an order among siblings, a time, what was looked at) never makes a conflict alone.
"""

from dataclasses import dataclass

from store.searches import LOG


@dataclass(frozen=True, slots=True)
class Unit:
    """Fields that go together: those that `lead` are compared, those that `follow` come with them."""

    lead: tuple[str, ...]
    follow: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.lead + self.follow


@dataclass(frozen=True, slots=True)
class Rules:
    """How a table is merged: its units, its lists whose items stand for themselves, and its tables of entries by id.

    A `listing` is a file that is only there for its entries: taking it away takes away these, one by one.
    """

    units: tuple[Unit, ...] = ()
    sets: frozenset[str] = frozenset()
    entries: tuple[tuple[str, "Rules"], ...] = ()
    listing: bool = False

    def unit_of(self, field: str) -> Unit:
        return next((unit for unit in self.units if field in unit.fields), Unit((field,)))

    def of_entries(self, field: str) -> "Rules | None":
        return next((rules for table, rules in self.entries if table == field), None)


_PLAIN = Rules()
_EXCERPT = Rules(
    (Unit(("sha256", "segments"), ("moved", "missing_in")),), frozenset({"themes", "against", "rejected", "context"})
)
_RECODE = Rules(sets=frozenset({"add", "remove", "against"}))
_VERDICT = Rules((Unit(("verdict", "to", "name", "reason"), ("judged",)),))
_PAIR = Rules((Unit(("verdict", "into", "reason"), ("judged",)),))
_REGION = Rules((Unit(("sha256", "start", "end")),))
_EARLIER = Rules((Unit(("sha256", "became", "characters"), ("path", "replaced", "edits", "added")),))
_SEEN = Rules((Unit(("sha256",), ("ranges",)),))

TEXT = Unit(
    ("path", "sha256", "characters"),
    ("source", "importer", "encoding", "original", "original_sha256", "added", "pages", "times"),
)
"""What a document's record says of its text, of the bytes that it came from, and of the places in it."""
PLACE = Unit(("parent",), ("order",))
FATE = Unit(("status", "into"), ("was",))

_WORDS = Rules((Unit(("exact", "source")),), frozenset({"themes", "cases"}))
_ASSIGNED = Rules((Unit(("types", "reason"), ("assigned",)),), frozenset({"excerpts"}))

_VERSION = Rules((Unit((), ("reviewer", "who", "when", "why", "commit")),))

_BY_FOLDER = {
    "themes": Rules((PLACE, FATE), frozenset({"aliases"})),
    "cases": Rules(sets=frozenset({"aliases"})),
    "documents": Rules(
        (TEXT,), frozenset({"cases", "groups"}), (("region", _REGION), ("furniture", _PLAIN), ("version", _EARLIER))
    ),
    "excerpts": Rules(entries=(("excerpt", _EXCERPT), ("recode", _RECODE)), listing=True),
    "memos": Rules(sets=frozenset({"themes", "excerpts", "documents"})),
    "reviews": Rules(
        sets=frozenset({"themes", "documents", "open", "settled"}),
        entries=(("verdict", _VERDICT), ("pair", _PAIR), ("seen", _SEEN)),
        listing=True,
    ),
    "searches": Rules(sets=frozenset({"in"})),
    "reviewers": Rules((Unit((), ("letter", "colour")),)),
    "samples": Rules((Unit(("documents", "drawn_from", "seed"), ("drawn",)),), frozenset({"reviewers"})),
    "done": Rules(entries=(("done", Rules((Unit(("sha256",), ("when",)),))),), listing=True),
    "unanchored": Rules(entries=(("words", _WORDS),), listing=True),
    "quotas": Rules((Unit(("by",), ("kind",)),), entries=(("cell", _PLAIN),)),
    "typologies": Rules(entries=(("dimension", _PLAIN), ("type", _PLAIN))),
    "assigned": Rules(entries=(("case", _ASSIGNED),), listing=True),
    "exchange": Rules(entries=tuple((table, _PLAIN) for table in ("project", "set", "link", "piece")), listing=True),
    "conflicts": Rules(entries=(("version", _VERSION),), listing=True),
}


_LOG = Rules(entries=((LOG, _PLAIN),), listing=True)


def rules_of(path: str) -> Rules:
    """How the file at `path` is merged."""
    if path.startswith("searches/") and path.endswith(f"/{LOG}.toml"):
        return _LOG
    return _BY_FOLDER.get(path.partition("/")[0], _PLAIN)
