"""What is said of a theme, as the one description that a code has elsewhere: the definition, then what else it holds, by name.

In a file that catena wrote the parts are told apart again, so that putting them together gives the same description.
"""

from store.codebook import Theme

PARTS = (("include", "Include"), ("exclude", "Exclude"), ("source", "Source"))


def description_of(theme: Theme) -> str:
    """The description; the definition alone stands in it as it is."""
    return described(theme.definition, {key: str(getattr(theme, key)) for key, _ in PARTS})


def described(definition: str, parts: dict[str, str]) -> str:
    """The description of a theme with this definition and these parts by their keys."""
    said = [f"{title}: {text}" for key, title in PARTS if (text := parts.get(key, "").strip())]
    return "\n\n".join([*([definition] if definition else []), *said])


def told_apart(description: str) -> dict[str, str]:
    """The definition and the parts, each by its key, of a description that `described` made."""
    parts: dict[str, str] = {}
    left = f"\n\n{description}"
    for key, title in reversed(PARTS):
        before, found, text = left.rpartition(f"\n\n{title}: ")
        if found:
            left, parts[key] = before, text
    definition = left.removeprefix("\n\n")
    fits = described(definition, parts) == description
    return {"definition": definition, **parts} if fits else {"definition": description}
