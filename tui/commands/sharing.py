"""`catena sync`, `catena conflicts`, `catena resolve`: sharing through the remote, and deciding what contradicts.

Interrupting a sync loses nothing: what was saved is committed, and what had begun to be taken in is finished at the next start.
"""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import Progress, say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.sharing.conflicts import Conflict, Version
    from store.sharing.files import Side
    from store.sharing.procedure import Synced


@click.command("sync", cls=Command)
@click.option("--to", "address", default="", metavar="PLACE", help="Share it there from now on: a bare repository.")
@click.pass_obj
def sync_command(session: Session, address: str) -> None:
    """Share through the git remote: others' work comes here, yours goes there."""
    from store.sharing.procedure import set_remote, synchronise

    progress = Progress(session.quiet)
    with session.writing() as writer:
        if address:
            set_remote(writer, address)
        try:
            synced = synchronise(writer, progress.show)
        finally:
            progress.end()
    _tell(session, synced)


def _tell(session: Session, synced: "Synced") -> None:
    for sentence in synced.told:
        session.note(sentence)
    if any(path.startswith("themes/") for path in synced.changed):
        # What of the tree had to be repaired after the merge is told.
        _ = session.tree
    if session.as_json:
        say_json(
            {
                "remote": synced.remote,
                "received": synced.received,
                "sent": synced.sent,
                "files": list(synced.changed),
                "conflicts": list(synced.conflicts),
            }
        )
        return
    came = f"{_commits(synced.received)} came" if synced.received else "nothing new"
    went = f"{_commits(synced.sent)} went" if synced.sent else "nothing to send"
    say(f"{came}, {went} ({synced.remote})")
    if synced.received:
        session.note("`catena news` tells what is new")
    waiting = sum(1 for _ in session.project.files("conflicts", ".toml"))
    if waiting:
        what = "place was" if waiting == 1 else "places were"
        session.note(
            f"{waiting} {what} changed differently by two people: `catena conflicts` lists them, "
            "`catena conflicts ID` shows both versions"
        )


def _commits(number: int) -> str:
    return f"{number} {'commit' if number == 1 else 'commits'}"


@click.command("conflicts", cls=Command)
@click.argument("wanted", metavar="[CONFLICT]", default="")
@click.pass_obj
def conflicts_command(session: Session, wanted: str) -> None:
    """List what two people changed differently, or show the versions of one side by side."""
    conflicts = _conflicts(session)
    if not conflicts:
        raise AnswerIsNo("there are no conflicts")
    if wanted:
        conflict = _one(conflicts, wanted)
        _show(session, conflict)
        return
    for conflict in conflicts:
        if session.as_json:
            _show(session, conflict)
            continue
        from store.sharing.telling import place_of

        who = " / ".join(_who(version) for version in conflict.versions)
        say(f"{conflict.id}  {place_of(conflict, session.holdings)}  ({who})")


def _conflicts(session: Session) -> "tuple[Conflict, ...]":
    from store.sharing.conflicts import read_conflicts

    conflicts, faults = read_conflicts(session.project)
    session.tell_faults(faults)
    return conflicts


def _one(conflicts: "Sequence[Conflict]", wanted: str) -> "Conflict":
    found = [conflict for conflict in conflicts if conflict.id == wanted] or [
        conflict for conflict in conflicts if conflict.id.startswith(wanted)
    ]
    if len(found) != 1:
        what = "no conflict" if not found else f"more than one conflict ({', '.join(each.id for each in found[:8])})"
        raise UsageFault(f"{wanted!r} is {what}; `catena conflicts` lists them")
    return found[0]


def _who(version: "Version") -> str:
    return version.about.reviewer or version.about.who or "by hand"


def _show(session: Session, conflict: "Conflict") -> None:
    from store.sharing.conflicts import texts_of_version
    from store.sharing.telling import place_of, words_of

    texts = [texts_of_version(session.project, conflict, version) for version in conflict.versions]
    words = [words_of(*each, session.holdings) for each in _with(conflict, texts)]
    stands = [version.id == _standing_id(session, conflict) for version in conflict.versions]
    if session.as_json:
        say_json(
            {
                "conflict": conflict.id,
                "about": place_of(conflict, session.holdings),
                "path": conflict.path,
                "part": conflict.part,
                "keys": list(conflict.keys),
                "fields": list(conflict.fields),
                "versions": [
                    {
                        "version": version.id,
                        "reviewer": version.about.reviewer,
                        "who": version.about.who,
                        "when": version.about.when,
                        "why": version.about.why,
                        "commit": version.about.commit,
                        "stands": here,
                        "text": said,
                    }
                    for version, here, said in zip(conflict.versions, stands, words, strict=True)
                ],
            }
        )
        return
    say(f"{conflict.id}  {place_of(conflict, session.holdings)}")
    heads = []
    for version, here in zip(conflict.versions, stands, strict=True):
        when = f"{version.about.when:%Y-%m-%d %H:%M}" if version.about.when else ""
        about = [
            f"{version.id}{'  (stands)' if here else ''}",
            f"{_who(version)}  {when}".rstrip(),
            version.about.why,
            "",
        ]
        heads.append("\n".join(line for line in about if line) + "\n")
    for line in _side_by_side([f"{head}\n{said}" for head, said in zip(heads, words, strict=True)]):
        say(line)
    session.note(f"`catena resolve {conflict.id} --ours`, `--theirs`, `--both`, `--take VERSION` or `--text -` decides")


def _with(
    conflict: "Conflict", texts: list[dict[str, bytes]]
) -> "Iterator[tuple[Version, Conflict, dict[str, bytes]]]":
    for version, each in zip(conflict.versions, texts, strict=True):
        yield version, conflict, each


def _standing_id(session: Session, conflict: "Conflict") -> str:
    from store.sharing.conflicts import file_or_none
    from store.sharing.standing import standing_version

    return standing_version(conflict, lambda path: file_or_none(session.project, path))


def _side_by_side(texts: list[str]) -> Iterator[str]:
    """The texts in columns, as wide as the terminal lets them be; more than two one below the other."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    if len(texts) != 2:
        for text in texts:
            yield from ("", *text.split("\n"))
        return
    column = (width - 3) // 2
    wrapped = [
        [piece for line in text.split("\n") for piece in textwrap.wrap(line, column, replace_whitespace=False) or [""]]
        for text in texts
    ]
    for number in range(max(map(len, wrapped))):
        left, right = (lines[number] if number < len(lines) else "" for lines in wrapped)
        yield f"{left.ljust(column)} | {right}".rstrip()


@click.command("resolve", cls=Command)
@click.argument("wanted", metavar="CONFLICT")
@click.option("--ours", "choice", flag_value="ours", help="Your version; where none is yours, the one that stands.")
@click.option("--theirs", "choice", flag_value="theirs", help="The other version.")
@click.option("--both", "choice", flag_value="both", help="All versions: texts one below the other, lists joined.")
@click.option("--take", "version", default="", metavar="VERSION", help="The version of this id.")
@click.option(
    "--text", "text", default=None, metavar="TEXT", help="Words of your own; `-` reads them from standard input."
)
@WHY
@click.pass_obj
def resolve_command(
    session: Session, wanted: str, choice: str | None, version: str, text: str | None, why: str
) -> None:
    """Decide a conflict: one version, both, or words of your own; `catena undo` takes it back."""
    from store.sharing.conflicts import file_or_none
    from store.sharing.deciding import decide

    if sum((choice is not None, bool(version), text is not None)) != 1:
        raise UsageFault("say how it is decided: --ours, --theirs, --both, --take VERSION or --text TEXT")
    with session.writing() as writer:
        conflict = _one(_conflicts(session), wanted)
        side = _chosen(session, conflict, choice or "", version, text, writer.reviewer.id)
        act = decide(conflict, side, lambda path: file_or_none(session.project, path), why)
        done = writer.perform(act)
    if session.as_json:
        say_json({"act": done.act, "conflict": conflict.id, "message": done.message})
    else:
        say(done.message)


def _chosen(session: Session, conflict: "Conflict", choice: str, version: str, text: str | None, me: str) -> "Side":
    from store.sharing.conflicts import texts_of_version
    from store.sharing.deciding import both, own_words, side_of, version_of_mine

    sides = {each.id: side_of(each, texts_of_version(session.project, conflict, each)) for each in conflict.versions}
    if text is not None:
        return own_words(conflict, sys.stdin.read() if text == "-" else text)
    if choice == "both":
        return both(conflict, list(sides.values()))
    if version:
        found = [key for key in sides if key.startswith(version)]
        if len(found) != 1:
            raise UsageFault(f"{version!r} is no version of {conflict.id}; it has {', '.join(sides)}")
        return sides[found[0]]
    mine = version_of_mine(conflict, me, _standing_id(session, conflict))
    chosen = [key for key in sides if (key == mine) == (choice == "ours")]
    if not mine or len(chosen) != 1:
        raise UsageFault(f"{conflict.id} has {len(sides)} versions: name one with --take ({', '.join(sides)})")
    return sides[chosen[0]]
