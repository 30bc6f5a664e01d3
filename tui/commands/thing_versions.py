"""`catena log THING --versions`: each version of a theme, an excerpt, a document's record, a case or a memo."""

from dataclasses import replace

from store.errors import AnswerIsNo, FileFault, UsageFault
from store.excerpts import excerpts_path
from store.git import Git
from store.holdings import candidates
from store.toml import parse_toml, render_toml
from store.versions import Version, memo_versions, versions_of
from store.word_changes import marked, word_changes
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session, theme_names


def tell_versions(session: Session, thing: str, limit: int | None) -> None:
    """Each version, newest first, with its difference from the one before; raises UsageFault for what is no one thing."""
    listed = _versions(session, Git(session.project.root), thing)
    if not listed:
        raise AnswerIsNo("nothing of it was committed yet")
    for number, version in enumerate(listed[:limit]):
        before = listed[number + 1].text if number + 1 < len(listed) else ""
        changes = word_changes(before, version.text)
        if session.as_json:
            say_json(
                {
                    "commit": version.commit,
                    "when": version.when,
                    "who": version.who,
                    "message": version.message,
                    "why": version.why,
                    "path": version.path,
                    "changes": [{"change": what, "text": text} for what, text in changes],
                }
            )
            continue
        day = f"{version.when[:10]} {version.when[11:16]}"
        say(f"{day}  {version.commit[:7]}  {version.who}  {one_line(version.message)}")
        for line in marked(changes).split("\n") if before else ():
            is_changed = "[-" in line or "{+" in line or "+}" in line or "-]" in line
            if is_changed and any(sign.isalnum() for sign in line):
                say(f"    {line}")


def _versions(session: Session, git: Git, thing: str) -> list[Version]:
    held = session.holdings
    found: list[tuple[str, str]] = []
    found += (("theme", key) for key in candidates(thing, held.themes, theme_names(held.themes)))
    found += (("excerpt", key) for key in candidates(thing, held.excerpts, lambda _: ()))
    found += (("document", key) for key in candidates(thing, held.documents, lambda each: (each.title, each.path)))
    found += (("memo", key) for key in candidates(thing, held.memos, lambda each: (each.title, each.path)))
    if not found:
        found += (("case", key) for key in candidates(thing, held.cases, lambda each: (each.name,)))
    if len(found) != 1:
        meant = ", ".join(f"{kind} {key}" for kind, key in found[:8]) or "nothing"
        raise UsageFault(f"{thing!r} can mean {meant}: name one theme, excerpt, document, memo or case")
    kind, key = found[0]
    if kind == "memo":
        return memo_versions(git, held.memos[key].path, key)
    if kind == "excerpt":
        excerpt = held.excerpts[key]
        whole = versions_of(git, excerpts_path(excerpt.reviewer, excerpt.document))
        return _of_entry(whole, key)
    return versions_of(git, f"{kind}s/{key}.toml")


def _of_entry(versions: list[Version], key: str) -> list[Version]:
    """The versions of one entry of a file: what the entry was in each, without those that left it as it was."""
    kept: list[Version] = []
    for version in reversed(versions):
        try:
            entry = parse_toml(version.path, version.content or b"").get("excerpt", {}).get(key)
        except (FileFault, AttributeError):
            continue
        content = render_toml({"excerpt": {key: entry}}) if entry is not None else None
        if content != (kept[-1].content if kept else None):
            kept.append(replace(version, content=content))
    return kept[::-1]
