"""Drafts: what a reviewer has typed and not saved yet, in `.catena/drafts`, one file a key.

A draft is written whole beside the old one and renamed, so a crash leaves the old or the new text and never half of one.
"""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import quote, unquote

from store.errors import SaveFault
from store.files import TEMPORARY
from store.project import Project


class Drafts:
    """The drafts of a project on this machine. A key is any short text: a memo's id, or what a new memo is about."""

    def __init__(self, project: Project) -> None:
        self._folder = project.private / "drafts"

    def _file(self, key: str) -> Path:
        return self._folder / f"{quote(key, safe='')}.json"

    def save(self, key: str, text: str) -> None:
        """Keeps `text` under `key`; raises SaveFault where the disk refuses."""
        temporary = self._folder / f"{TEMPORARY}{secrets.token_hex(6)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(temporary, "x", encoding="utf-8", opener=_private) as file:
                json.dump({"text": text}, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._file(key))
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise SaveFault(f"the draft was not kept ({os.strerror(error.errno or 0)})") from error

    def load(self, key: str) -> str | None:
        """The draft under `key`, or None."""
        try:
            text = json.loads(self._file(key).read_text(encoding="utf-8"))["text"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return text if isinstance(text, str) else None

    def all(self) -> dict[str, str]:
        """Every draft by its key."""
        try:
            names = sorted(name for name in os.listdir(self._folder) if name.endswith(".json"))
        except OSError:
            return {}
        found = {unquote(name.removesuffix(".json")): None for name in names}
        return {key: text for key in found if (text := self.load(key)) is not None}

    def discard(self, key: str) -> None:
        """Forgets the draft under `key`."""
        self._file(key).unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
