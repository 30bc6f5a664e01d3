"""Writes `docs/keys.md` from the table of actions: `make docs`. A test holds the page to the table."""

from pathlib import Path

from tui.actions import GROUPS, actions_of
from tui.key_names import keys_shown

HEAD = """\
# Keys

Every action is also in the palette (`^P` or `:`), and `?` shows what works where you are. To change a key, name the action in
`~/.config/catena/config.toml` (or below `$XDG_CONFIG_HOME`):

```toml
theme = "catena-light"       # catena-dark, catena-light, ansi-dark, ansi-light or another of Textual's
mouse = true

[keys]
"reader.tag" = "t,f5"        # Textual's names of keys, with commas between them
```

`^M`, `^I`, `^H`, `^J` and Ctrl+Enter cannot be keys: terminals send them for Enter, Tab, Backspace and a line feed.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group, name in GROUPS.items():
        rows = [
            f"| {keys_shown(action.keys, ', ').replace('|', chr(92) + '|')} | {action.help} | `{action.id}` |"
            for action in actions_of(group)
        ]
        parts.append(
            "\n".join([f"## {name}", "", "| keys | what it does | action |", "| --- | --- | --- |", *rows]) + "\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("keys.md").write_text(page(), encoding="utf-8")
