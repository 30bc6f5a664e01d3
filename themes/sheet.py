"""A theme's sheet: a page of Markdown with all that is known of one theme, to be read beside its excerpts or put into a report.

Quotations stand as they are in the texts, line for line. Nothing is chosen by a measure: the example comes first, then what
reviewers starred, then the others by document and place; what speaks against the theme is always there, all of it.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from store.searches import LoggedSearch
from themes.counter_evidence import looks
from themes.counts import Evidence, count_evidence, excerpts_against, excerpts_under
from themes.tree import build_tree

Attribution = Callable[[Excerpt], str]
"""Who speaks in an excerpt, "" where nobody knows."""


def theme_sheet(
    holdings: Holdings, theme: Theme, attribution: Attribution, history: Iterable[str], most: int = 5
) -> str:
    """The page; `history` are sentences, newest first, and `most` how many excerpts for the theme are quoted."""
    node = build_tree(holdings.themes).nodes[theme.id]
    found = count_evidence(holdings).get(theme.id, Evidence())
    supporting = _typical_first(holdings, theme, excerpts_under(holdings, theme.id))
    contrary = excerpts_against(holdings, theme.id)
    lines = [f"# {_line(theme.name)}", "", f"*{_line(node.path_text)}; {_kind(theme)}*", ""]
    lines += _words(theme)
    lines += ["## Evidence", "", "| excerpts | documents | cases | against |", "|---:|---:|---:|---:|"]
    lines += [f"| {len(found.excerpts)} | {len(found.documents)} | {len(found.cases)} | {len(found.against)} |", ""]
    lines += _below(holdings, theme)
    lines += _quoted("Typical excerpts", supporting[:most], attribution)
    if len(supporting) > most:
        lines += [f"{len(supporting) - most} more are not quoted here.", ""]
    lines += _quoted("Counter-evidence", contrary, attribution)
    if not contrary:
        lines += ["## Counter-evidence", "", "No excerpt is marked as speaking against this theme.", ""]
    lines += _looked(looks(holdings, theme.id), contrary)
    lines += _memos(memo for memo in holdings.memos.values() if theme.id in memo.themes)
    told = [f"- {_line(sentence)}" for sentence in history]
    lines += ["## History", "", *(told or ["Nothing was committed yet."]), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _kind(theme: Theme) -> str:
    return f"{theme.kind or 'theme'}, {theme.status}"


def _words(theme: Theme) -> list[str]:
    lines: list[str] = []
    for heading, text in (
        ("Definition", theme.definition),
        ("Include", theme.include),
        ("Exclude", theme.exclude),
        ("Source of the concept", theme.source),
        ("Earlier names", ", ".join(theme.aliases)),
    ):
        if text.strip():
            lines += [f"**{heading}.** {text.strip()}", ""]
    return lines or ["*Not defined yet.*", ""]


def _below(holdings: Holdings, theme: Theme) -> list[str]:
    counted = count_evidence(holdings)
    children = [node for node in build_tree(holdings.themes).nodes[theme.id].children if node.theme.active]
    if not children:
        return []
    listed = [f"- {_line(each.theme.name)}: {len(counted[each.theme.id].excerpts)} excerpts" for each in children]
    return ["Themes below it:", "", *listed, ""]


def _typical_first(holdings: Holdings, theme: Theme, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    return sorted(excerpts, key=lambda each: (each.id != theme.example, not each.starred))


def _quoted(heading: str, excerpts: Sequence[Excerpt], attribution: Attribution) -> list[str]:
    if not excerpts:
        return []
    lines = [f"## {heading}", ""]
    for excerpt in excerpts:
        lines += [f"> {line}".rstrip() for line in excerpt.text.split("\n")]
        who = attribution(excerpt)
        star = "starred, " if excerpt.starred else ""
        place = f"{excerpt.document} {excerpt.start}-{excerpt.end}, {star}{excerpt.reviewer}, {excerpt.id}"
        lines += [">", f"> — {_line(who)} ({place})" if who else f"> — ({place})", ""]
        if excerpt.note:
            lines += [_line(excerpt.note), ""]
    return lines


def _looked(searches: Sequence[LoggedSearch], contrary: Sequence[Excerpt]) -> list[str]:
    if not searches:
        return [] if contrary else ["Nobody has looked for counter-evidence yet.", ""]
    listed = []
    for search in searches:
        day = f"{search.when:%Y-%m-%d} " if search.when is not None else ""
        places = ", ".join(search.question.places) + (", untagged" if search.question.untagged else "")
        matches = f"{search.hits} match" if search.hits == 1 else f"{search.hits} matches"
        listed.append(f"- {day}{search.reviewer}: {_code(_line(search.question.query))} in {places}, {matches}")
        listed[-1] += f": {_line(search.why)} ({search.id})"
    return ["Searches for counter-evidence:", "", *listed, ""]


def _code(text: str) -> str:
    """A piece of Markdown that shows a text on one line as it is, whatever backquotes are in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _memos(memos: Iterable[Memo]) -> list[str]:
    known = sorted(memos, key=lambda memo: memo.path)
    listed = [f"- {_line(memo.title)} ({memo.type}, {memo.reviewer}, {memo.id})" for memo in known]
    return ["## Memos", "", *listed, ""] if listed else []


def _line(text: str) -> str:
    return " ".join(text.split())
