"""The user's own settings: `catena/config.toml` below `$XDG_CONFIG_HOME` (default `~/.config`).

```toml
theme = "catena-dark"        # any theme of Textual's, or catena-dark, catena-light
mouse = true

[keys]
"reader.tag" = "t,f5"        # action = keys, as in the table of actions; `catena keys` prints them all
```
What cannot be used is named and passed over; it never stops the app.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui.actions import ACTIONS

FORBIDDEN = {
    "ctrl+m": "a terminal sends it for Enter",
    "ctrl+i": "a terminal sends it for Tab",
    "ctrl+h": "a terminal sends it for Backspace",
    "ctrl+j": "a terminal sends it for a line feed",
    "ctrl+enter": "few terminals send it",
}


@dataclass(frozen=True)
class Configuration:
    """`keys` are keys by the id of an action; `faults` are sentences on what could not be used."""

    theme: str = "catena-dark"
    mouse: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def configuration_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings are looked for."""
    base = environment.get("XDG_CONFIG_HOME") or ""
    folder = Path(base) if base.startswith("/") else Path(environment.get("HOME") or "/") / ".config"
    return folder / "catena" / "config.toml"


def read_configuration(path: Path) -> Configuration:
    """The settings in a file; one that is absent says nothing, one that cannot be read is a fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Configuration()
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return Configuration(faults=(f"{path}: {error}; the usual settings are in force",))
    faults: list[str] = []
    keys: dict[str, str] = {}
    known = {action.id for action in ACTIONS}
    given = values.get("keys", {})
    for action, wanted in given.items() if isinstance(given, dict) else ():
        if action not in known:
            faults.append(f"{path}: there is no action {action!r}")
        elif not isinstance(wanted, str) or not wanted.strip():
            faults.append(f'{path}: the keys of {action} are a text such as "t,f5"')
        elif bad := next((key for key in wanted.split(",") if key.strip() in FORBIDDEN), ""):
            faults.append(f"{path}: {bad} cannot be a key, as {FORBIDDEN[bad.strip()]}")
        else:
            keys[action] = ",".join(key.strip() for key in wanted.split(","))
    theme = values.get("theme", Configuration.theme)
    mouse = values.get("mouse", True)
    return Configuration(
        theme if isinstance(theme, str) else Configuration.theme, mouse is not False, keys, tuple(faults)
    )
