"""Keys as people write them, on the screen and on the page of keys, for the names that Textual gives them."""

_SIGNS = {
    "slash": "/",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "semicolon": ";",
    "backslash": "\\",
    "question_mark": "?",
    "colon": ":",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "full_stop": ".",
    "asterisk": "*",
    "exclamation_mark": "!",
    "at": "@",
    "dollar_sign": "$",
    "ampersand": "&",
    "percent_sign": "%",
    "plus": "+",
    "quotation_mark": '"',
    "equals_sign": "=",
    "comma": ",",
    "vertical_line": "|",
    "number_sign": "#",
}


def key_shown(key: str) -> str:
    """A key as people write it: `/`, `Esc`, `^P`, `F2`, `Shift+Tab`."""
    if key.startswith("ctrl+"):
        return f"^{key_shown(key.removeprefix('ctrl+')).upper()}"
    if key.startswith("shift+"):
        return f"Shift+{key_shown(key.removeprefix('shift+'))}"
    if key in _SIGNS:
        return _SIGNS[key]
    return key.upper() if key.startswith("f") and key[1:].isdecimal() else key


def keys_shown(keys: str, separator: str = " ") -> str:
    """All keys of a comma-separated list as people write them."""
    return separator.join(key_shown(key) for key in keys.split(",") if key)
