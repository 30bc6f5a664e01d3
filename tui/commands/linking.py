"""`catena links`: what leads to a thing, and what a memo leads to; links of other programs too; broken links named."""

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session, theme_names


@click.command("links", cls=Command)
@click.argument("thing", metavar="[THING]", required=False)
@click.option("--broken", is_flag=True, help="Only the links that lead nowhere, of all memos or of this one.")
@click.option(
    "--complete", "typed", metavar="TEXT", default=None, help="What a link that begins so can lead to, instead."
)
@click.pass_obj
def links_command(session: Session, thing: str | None, broken: bool, typed: str | None) -> None:
    """List the links of memos, to a theme, excerpt, document, case, memo or search, and those of other programs."""
    from store.exchange.kept import kept_links
    from store.links import completions, goals_of, links_of, resolve, written_goal

    held = session.holdings
    if typed is not None:
        for goal in completions(held, typed):
            _tell(session, "", written_goal(held, goal), goal.kind, goal.name, "found")
        return
    wanted = {(kind, key) for kind, key in _meant(session, thing)} if thing else set()
    told = 0
    for kept in () if broken else kept_links(session.project):
        if not thing or {kept.origin.partition(":")[::2], kept.target.partition(":")[::2]} & wanted:
            reached = resolve(held, kept.target)
            kind, _, key = kept.target.partition(":")
            name = ": ".join(part for part in (kept.name, reached.name if reached else "") if part)
            _tell(session, "", key, kind, name, "kept", came_from=kept.origin)
            told += 1
    for memo in sorted(held.memos.values(), key=lambda each: each.path):
        mine = not thing or ("memo", memo.id) in wanted
        if not broken:
            seen = set()
            for goal, _ in goals_of(held, memo):
                if (mine or (goal.kind, goal.id) in wanted) and goal not in seen:
                    seen.add(goal)
                    _tell(session, memo.id, goal.id, goal.kind, goal.name, "found", memo.title)
                    told += 1
        for link in links_of(memo.body) if mine else ():
            if resolve(held, link.goal) is None:
                _tell(session, memo.id, link.goal, "", link.words, "broken", memo.title)
                told += 1
    if not told:
        raise AnswerIsNo("no link is broken" if broken else "nothing links to it, and it links to nothing")


def _meant(session: Session, thing: str) -> list[tuple[str, str]]:
    """The kinds and ids that a word can mean; raises UsageFault where it means nothing."""
    from store.holdings import candidates
    from store.links import KINDS

    held = session.holdings
    kind, colon, rest = thing.partition(":")
    name = rest if colon and kind in KINDS else thing
    found = {
        "excerpt": candidates(name, held.excerpts, lambda _: ()),
        "theme": candidates(name, held.themes, theme_names(held.themes)),
        "document": candidates(name, held.documents, lambda each: (each.title, each.path)),
        "case": candidates(name, held.cases, lambda each: (each.name, *each.aliases)),
        "memo": candidates(name, held.memos, lambda each: (each.title, each.path)),
        "search": candidates(name, held.searches, lambda each: (each.name,)),
    }
    wanted = [
        (each, key) for each, keys in found.items() if not (colon and kind in KINDS) or each == kind for key in keys
    ]
    if not wanted:
        raise UsageFault(f"there is no theme, excerpt, document, case, memo or search {thing!r}")
    return wanted


def _tell(
    session: Session, memo: str, goal: str, kind: str, name: str, status: str, title: str = "", came_from: str = ""
) -> None:
    if session.as_json:
        about = {"memo": memo, "title": title, "kind": kind, "goal": goal, "name": name, "status": status}
        say_json(about | {"from": came_from or (f"memo:{memo}" if memo else "")})
        return
    source = f"{memo}  {one_line(title)}  ->  " if memo else f"{one_line(came_from)}  ->  " if came_from else ""
    say(f"{source}{kind or 'broken'} {goal}  {one_line(name)}".rstrip())
