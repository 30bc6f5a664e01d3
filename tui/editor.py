"""The reviewer's own editor, on a memo's real file.

`$VISUAL`, else `$EDITOR`, may carry arguments (`code --wait`). Nothing is copied, so whatever the editor does, what it wrote is
in the file.
"""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from store.errors import FileFault, UsageFault
from store.files import write_durably
from store.memos import Memo, memo_from, memo_text
from store.project import Project

USUAL = ("sensible-editor", "nano", "vi")
"""What is tried where neither variable is set."""


def editor_command() -> list[str]:
    """The editor and its arguments; raises UsageFault where there is none."""
    for variable in ("VISUAL", "EDITOR"):
        words = os.environ.get(variable, "").strip()
        if not words:
            continue
        try:
            return shlex.split(words)
        except ValueError as error:
            raise UsageFault(f"${variable} is {words!r}, which is no command ({error})") from None
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise UsageFault("no editor is set: `export EDITOR=nano`, or give the text on standard input")


def edit(path: Path) -> int:
    """Opens the file in the editor and waits for it; its exit code. Raises UsageFault where it cannot be started."""
    command = editor_command()
    try:
        return subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise UsageFault(f"the editor {command[0]!r} cannot be started ({error.strerror})") from None


def edited_memo(project: Project, memo: Memo) -> Memo:
    """The memo as an editor left its file; one that the editor took away is put back first.

    Raises FileFault where the file is no memo any more; it stays as the editor left it.
    """
    if not (project.root / memo.path).exists():
        write_durably(project.root, memo.path, memo_text(memo).encode("utf-8"))
        raise FileFault(memo.path, "the editor took the file away; it was put back as it was before")
    kept = "your text is kept in the file, and committed once this is mended"
    try:
        changed = memo_from(memo.path, memo.reviewer, project.read(memo.path).decode("utf-8"))
    except UnicodeDecodeError:
        raise FileFault(memo.path, f"it is no longer UTF-8 text; {kept}") from None
    except FileFault as fault:
        raise FileFault(memo.path, f"{fault.reason}; {kept}", fault.line) from None
    if changed.id != memo.id:
        raise FileFault(memo.path, f"its `id` was {memo.id} and must stay so; {kept}")
    return changed
