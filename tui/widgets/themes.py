"""The colours of the app, dark and light."""

from textual.theme import Theme

CATENA_DARK = Theme(
    name="catena-dark",
    primary="#4f7cac",
    secondary="#8aa1b8",
    warning="#e0b050",
    error="#e07a6a",
    success="#86b976",
    accent="#e0b050",
    foreground="#d8d8d2",
    background="#16191d",
    surface="#1d2126",
    panel="#262b32",
    dark=True,
)
CATENA_LIGHT = Theme(
    name="catena-light",
    primary="#3a6ea5",
    secondary="#5b7083",
    warning="#9a6700",
    error="#b3382c",
    success="#3d7a33",
    accent="#9a6700",
    foreground="#22252a",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e4e1d8",
    dark=False,
)
