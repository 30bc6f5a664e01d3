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
    keys = _keys_in(values.pop("keys", {}), faults)
    theme = values.pop("theme", Configuration.theme)
    if not isinstance(theme, str):
        faults.append("`theme` is a text: the name of a theme of colours")
        theme = Configuration.theme
    mouse = values.pop("mouse", Configuration.mouse)
    if not isinstance(mouse, bool):
        faults.append("`mouse` is true or false")
        mouse = Configuration.mouse
    faults += [f"there is no setting {name!r}" for name in values]
    return Configuration(theme, mouse, keys, tuple(f"{path}: {fault}" for fault in faults))


def _keys_in(given: object, faults: list[str]) -> dict[str, str]:
    """The keys by the id of an action, each list without blanks; what cannot be used is added to the faults."""
    if not isinstance(given, dict):
        faults.append("`keys` is a table: keys by the name of an action")
        return {}
    keys: dict[str, str] = {}
    known = {action.id for action in ACTIONS}
    for action, wanted in given.items():
        each = [key.strip() for key in wanted.split(",")] if isinstance(wanted, str) else []
        if action not in known:
            faults.append(f"there is no action {action!r}")
        elif not all(each) or not each:
            faults.append(f'the keys of {action} are a text such as "t,f5"')
        elif bad := next((key for key in each if key in FORBIDDEN), ""):
            faults.append(f"{bad} cannot be a key, as {FORBIDDEN[bad]}")
        else:
            keys[action] = ",".join(each)
    return keys
