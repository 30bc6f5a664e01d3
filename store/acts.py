"""Acts: what a reviewer did, as the changes to files that it comes to.

Everything here is a pure function from what is known (Holdings) and what is wanted to an Act; nothing touches a disk.
A change names one value in one TOML file by its keys, or one whole file, with what was there before and what is there after,
so that an act can be applied, undone, found half done after a crash, and merged with what others did to the same file.
No quotation and no attribute of a person enters an act's message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.cases import Case, case_path, case_record
from store.codebook import Theme, theme_name, theme_path, theme_record
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, excerpt_entry, excerpts_path, segments_of
from store.holdings import Holdings
from store.memos import Memo, memo_path, memo_text
from store.names import new_excerpt_id, new_memo_id, new_theme_id, plain_name
from store.ordering import order_after
from store.reviewers import Reviewer, reviewer_record
from store.values import now

IMPORT = "import"
"""The kind of the acts that take in what another program's project says its people did."""
ADJUDICATION = "adjudicate"
"""The kind of the acts by which people write for the consensus."""
UPDATE, CARRY, PLACE = "update", "carry", "place"
"""The kinds of the acts that take in another text for a document, carry excerpts into it, and say of one where it is."""
_MAY_BE_EMPTY = ("note", "against", "rejected", "context", "starred", "attribution", "moved", "missing_in")


@dataclass(frozen=True, slots=True)
class SetValue:
    """The value under `keys` in the TOML file at `path` goes from `before` to `after`; None: absent.

    No keys: the whole table of the file. `head` is what the file begins with where it does not exist yet; a file that
    holds nothing but its head any more is removed. `absent` is the value that a key which is not there stands for.
    """

    path: str
    keys: tuple[str, ...]
    before: Any
    after: Any
    head: dict[str, Any] | None = None
    absent: Any = None


@dataclass(frozen=True, slots=True)
class SetFile:
    """The bytes of the file at `path` go from `before` to `after`; None: absent."""

    path: str
    before: bytes | None
    after: bytes | None


Change = SetValue | SetFile


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at once: durable as a whole, undone as a whole, one line in the history."""

    kind: str
    message: str
    changes: tuple[Change, ...]
    why: str = ""


def tag(
    holdings: Holdings,
    reviewer: str,
    document: Document,
    text: str,
    ranges: Sequence[tuple[int, int]],
    themes: Sequence[Theme],
    note: str = "",
) -> tuple[Act, Excerpt]:
    """Tags the half-open `ranges` of `text`, the verbatim text of `document`, with `themes`.

    Where the reviewer already has an excerpt of exactly these ranges, the themes are added to it.
    Raises UsageFault for ranges outside the text, for themes that are no longer active, and where nothing would change.
    """
    for theme in themes:
        if not theme.active:
            raise UsageFault(f"the theme {theme.name} is {theme.status} and takes no more excerpts")
    segments = segments_of(text, ranges)
    wanted = tuple((segment.start, segment.end) for segment in segments)
    names = ", ".join(dict.fromkeys(theme.name for theme in themes)) or "no theme"
    for excerpt in holdings.excerpts_of(document.id):
        if excerpt.reviewer == reviewer and excerpt.ranges == wanted and excerpt.sha256 == document.sha256:
            added = tuple(theme.id for theme in themes if theme.id not in excerpt.themes)
            changed = replace(excerpt, themes=excerpt.themes + added, note=note or excerpt.note)
            if changed == excerpt:
                raise UsageFault(f"this excerpt is already tagged as {names}")
            message = f"tag {excerpt.id} as {names} ({document.id})"
            return Act("tag", message, (excerpt_change(excerpt, changed),)), changed
    excerpt = Excerpt(
        id=new_excerpt_id(holdings.excerpts),
        reviewer=reviewer,
        document=document.id,
        sha256=document.sha256,
        segments=segments,
        themes=tuple(dict.fromkeys(theme.id for theme in themes)),
        note=note,
        created=now(),
    )
    return Act("tag", f"tag {excerpt.id} as {names} ({document.id})", (excerpt_change(None, excerpt),)), excerpt


def untag(holdings: Holdings, excerpt: Excerpt, theme: Theme | None = None) -> Act:
    """Takes one theme off an excerpt, or with no theme the whole excerpt away (undo and git still have it)."""
    if theme is None:
        return Act("untag", f"remove excerpt {excerpt.id} ({excerpt.document})", (excerpt_change(excerpt, None),))
    if theme.id not in excerpt.themes:
        raise UsageFault(f"the excerpt {excerpt.id} is not tagged as {theme.name}")
    left = tuple(each for each in excerpt.themes if each != theme.id)
    changed = replace(excerpt, themes=left) if left or excerpt.says_more else None
    message = f"untag {excerpt.id} from {theme.name} ({excerpt.document})"
    return Act("untag", message, (excerpt_change(excerpt, changed),))


def excerpt_change(before: Excerpt | None, after: Excerpt | None) -> SetValue:
    """An excerpt's entry in its reviewer's file goes from one value to the other; None: absent."""
    known = before or after
    assert known is not None
    return SetValue(
        excerpts_path(known.reviewer, known.document),
        ("excerpt", known.id),
        # What was empty when the reviewer acted must still be so.
        dict.fromkeys(_MAY_BE_EMPTY) | excerpt_entry(before) if before else None,
        excerpt_entry(after) if after else None,
        head={"schema": 1, "document": known.document},
    )


def add_theme(
    holdings: Holdings, name: str, parent: Theme | None = None, definition: str = "", status: str = "candidate"
) -> tuple[Act, Theme]:
    """A new theme, last among its siblings; raises UsageFault where a sibling has the name or it can be none."""
    name = theme_name(name)
    if parent is not None and not parent.active:
        raise UsageFault(f"the theme {parent.name} is {parent.status} and takes no more themes")
    above = parent.id if parent else ""
    siblings = [theme for theme in holdings.themes.values() if theme.parent == above]
    if any(theme.active and theme.name.casefold() == name.casefold() for theme in siblings):
        raise UsageFault(f"there is a theme {name} in this place already")
    theme = Theme(
        id=new_theme_id(holdings.themes),
        name=name,
        parent=above,
        order=order_after(sibling.order for sibling in siblings),
        status=status,
        created=now(),
        definition=definition,
    )
    where = f" under {parent.name}" if parent else ""
    change = SetValue(theme_path(theme.id), (), None, theme_record(theme))
    return Act("theme add", f"add theme {theme.name}{where} ({theme.id})", (change,)), theme


def write_memo(
    holdings: Holdings,
    reviewer: str,
    title: str,
    body: str,
    kind: str = "analytic",
    themes: Sequence[str] = (),
    excerpts: Sequence[str] = (),
    documents: Sequence[str] = (),
    *,
    reply_to: str = "",
    cases: Sequence[str] = (),
    searches: Sequence[str] = (),
    reviews: Sequence[str] = (),
) -> tuple[Act, Memo]:
    """A new memo; what it is about is named by ids. The body is kept as it is."""
    created = now()
    memo_id = new_memo_id(holdings.memos)
    title = plain_name("a memo's title", title or "Untitled")
    path = memo_path(reviewer, memo_id, title, created)
    memo = Memo(
        memo_id,
        title,
        reviewer,
        path,
        kind,
        created,
        tuple(themes),
        tuple(excerpts),
        tuple(documents),
        body,
        reply_to,
        tuple(cases),
        tuple(searches),
        tuple(reviews),
    )
    return Act("memo", f"write memo {title} ({memo_id})", (SetFile(path, None, _bytes_of(memo)),)), memo


def change_memo(memo: Memo, changed: Memo) -> Act:
    """The memo as it was last read becomes `changed` (title, type, links, body); raises UsageFault where nothing differs."""
    before, after = _bytes_of(memo), _bytes_of(changed)
    if before == after:
        raise UsageFault("nothing in the memo has changed")
    return Act("memo", f"write in memo {changed.title} ({memo.id})", (SetFile(memo.path, before, after),))


def change_memos(memos: Sequence[Memo], changed: Sequence[Memo]) -> Act:
    """Each of the memos becomes the one in its place, as one act; raises UsageFault where none differs."""
    acts = [change_memo(*pair) for pair in zip(memos, changed, strict=True) if _bytes_of(pair[0]) != _bytes_of(pair[1])]
    if len(acts) < 2:
        return acts[0] if acts else change_memo(memos[0], changed[0])
    return Act("memo", f"write in {len(acts)} memos", tuple(change for act in acts for change in act.changes))


def _bytes_of(memo: Memo) -> bytes:
    try:
        return memo_text(memo).encode("utf-8")
    except UnicodeEncodeError:
        raise UsageFault("the memo holds half a character, which no file can keep; nothing was saved") from None


def add_reviewer(reviewer: Reviewer) -> Act:
    """A reviewer's file."""
    change = SetValue(f"reviewers/{reviewer.id}.toml", (), None, reviewer_record(reviewer))
    return Act("reviewer", f"add reviewer {reviewer.id}", (change,))


def add_case(case: Case) -> Act:
    """A case's file."""
    return Act("case", f"add case {case.id}", (SetValue(case_path(case.id), (), None, case_record(case)),))


def together(*acts: Act) -> Act:
    """Several acts as one that is durable and undone as a whole; the last one leads, and the first reason counts."""
    changes = tuple(change for act in acts for change in act.changes)
    others = "; ".join(act.message for act in acts[:-1])
    why = next((act.why for act in acts if act.why), "")
    return Act(acts[-1].kind, acts[-1].message + (f"; {others}" if others else ""), changes, why)
