"""`catena names check|replace|allow`: real names of the key of pseudonyms, where they must not stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from store.acts import Act, SetFile, change_memo, together
from store.errors import AnswerIsNo, FileFault, UsageFault
from store.files import write_durably
from store.memos import Memo, memo_path, memo_text
from store.project import TRACKED
from store.pseudonyms import KEY, NameKey, NamePlace, read_names
from store.values import now
from tui.commands.group import Command, Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

_REWRITTEN = ("themes/", "cases/", "reviews/", "searches/")
"""Besides memos and notes: files in which a name is replaced. A document's text is verbatim and is never rewritten."""


@click.group("names", cls=Group)
def names_command() -> None:
    """Find real names of the key of pseudonyms, and replace them."""


def key_of(session: Session) -> NameKey:
    """The key of names; raises AnswerIsNo where there is none, and FileFault where it cannot be read."""
    key = read_names(session.project)
    if not key.names:
        raise AnswerIsNo(f"there is no key of names yet: {KEY} holds it (see docs/files.md)")
    return key


@names_command.command("check", cls=Command)
@click.pass_obj
def names_check(session: Session) -> None:
    """List where real names stand in the project's files. Exit code 1 where one stands that is not allowed."""
    key = key_of(session)
    held = 0
    for path, place in _places(session, key):
        allowed = path in key.allowed
        held += not allowed
        if session.as_json:
            said = {"where": path, "line": place.line, "pseudonym": place.pseudonym, "text": place.words}
            say_json(said | {"status": "allowed" if allowed else "held"})
        elif not allowed:
            say(f"{path}:{place.line}  {one_line(place.words)}  ->  {one_line(place.pseudonym)}")
    if held:
        raise AnswerIsNo(f"{held} {'place holds a real name' if held == 1 else 'places hold real names'}")
    session.note("no real name stands where it must not")


def _places(session: Session, key: NameKey) -> Iterator[tuple[str, NamePlace]]:
    project = session.project
    for folder in TRACKED:
        for path in project.files(folder, "") if "." not in folder else (folder,):
            try:
                text = project.read(path).decode("utf-8", errors="replace")
            except FileFault:
                continue
            if key.in_path(path):
                yield path, NamePlace(0, 0, 0, path.rpartition("/")[2], "a name without it")
            yield from ((path, place) for place in key.places(text))


@names_command.command("replace", cls=Command)
@click.argument("wanted", metavar="[PATH]...", nargs=-1)
@click.pass_obj
def names_replace(session: Session, wanted: Sequence[str]) -> None:
    """Put pseudonyms in place of real names, in your memos and notes, in themes, cases, and your reviews and searches.

    One step, which `catena undo` takes back. What git has already stays in its history. Texts: `catena pseudonymise`.
    """
    key = key_of(session)
    with session.writing() as writer:
        acts = [
            act for act in replacing(session, writer.reviewer.id, key) if not wanted or act.changes[0].path in wanted
        ]
        if not acts:
            raise AnswerIsNo("no real name stands where you can replace it; of texts, `catena pseudonymise` does")
        paths = sorted({change.path for act in acts for change in act.changes})
        act = replace(together(*acts), kind="names", message=f"replace real names in {len(paths)} files")
        writer.perform(act)
    for path in paths:
        if session.as_json:
            say_json({"where": path, "result": "replaced"})
        else:
            say(f"replaced  {path}")


def replacing(session: Session, me: str, key: NameKey) -> Iterator[Act]:
    """What puts pseudonyms in place of names in what the reviewer `me` may write, but for documents."""
    from store.excerpt_acts import note_excerpt

    held = session.holdings
    for memo in held.memos.values():
        plain = replace(memo, title=key.without_names(memo.title), body=key.without_names(memo.body))
        if memo.reviewer == me and key.in_path(memo.path) and memo.path not in key.allowed:
            yield _moved(memo, plain)
        elif memo.reviewer == me and plain != memo:
            yield change_memo(memo, plain)
    for excerpt in held.excerpts.values():
        if excerpt.reviewer == me and key.places(excerpt.note):
            yield note_excerpt(excerpt, key.without_names(excerpt.note))[0]
    for path in sorted({path for path, _ in _places(session, key)}):
        parts = path.removesuffix(".toml").split("/")
        is_mine = parts[0] in ("themes", "cases") or (parts[0] == "searches" and parts[1] == me) or parts[-1] == me
        if path.startswith(_REWRITTEN) and is_mine:
            before = session.project.read(path)
            after = key.without_names(before.decode("utf-8")).encode("utf-8")
            if after != before:
                yield Act("names", "replace real names", (SetFile(path, before, after),))


def _moved(memo: Memo, plain: Memo) -> Act:
    """The memo in a file of another name: the old one was made of a title that holds a real name."""
    path = memo_path(memo.reviewer, memo.id, plain.title, memo.created or now())
    text = memo_text(replace(plain, path=path)).encode("utf-8")
    before = memo_text(memo).encode("utf-8")
    return Act("names", "replace real names", (SetFile(memo.path, before, None), SetFile(path, None, text)))


@names_command.command("allow", cls=Command)
@click.argument("path", metavar="PATH")
@click.pass_obj
def names_allow(session: Session, path: str) -> None:
    """Let real names stand in the file PATH: from now on it is committed as it is."""
    from store.toml import parse_toml, render_toml

    key = key_of(session)
    known = {each for each, _ in _places(session, key)}
    if path not in known:
        raise UsageFault(f"no real name stands in {path!r}; `catena names check` lists where they do")
    with session.writing() as writer:
        data = session.project.read(KEY)
        values = parse_toml(KEY, data)
        values["allowed"] = sorted({*key.allowed, path})
        write_durably(writer.project.root, KEY, render_toml(values), instead_of=data)
    if session.as_json:
        say_json({"where": path, "result": "allowed"})
    else:
        say(f"allowed  {path}")
