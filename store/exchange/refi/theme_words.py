"""What is said of a theme, as the one description that a code has elsewhere: the definition, then what else it holds, by name."""

from store.codebook import Theme

PARTS = (("include", "Include"), ("exclude", "Exclude"), ("source", "Source"))


def description_of(theme: Theme) -> str:
    """The description; the definition alone stands in it as it is."""
    said = [f"{title}: {text.strip()}" for key, title in PARTS if (text := str(getattr(theme, key))).strip()]
    return "\n\n".join([*([theme.definition] if theme.definition else []), *said])
