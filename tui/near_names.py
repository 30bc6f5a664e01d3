"""Names that were nearly typed: a theme whose name, or as many words of it as were typed, is an edit or two away.

So a slip of the fingers is seen before it makes a second theme of the same name. Short words have no near ones: with one letter
other they are other words.
"""

from collections.abc import Sequence

from tui.screens.chooser import Choice


def near_names(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices whose own name is nearly what is typed, the nearest first."""
    # The index is imported by now, or soon will be.
    from search.suggestions import distance

    wanted = typed.casefold().split()
    words = " ".join(wanted)
    most = 0 if len(words) < 4 else 1 if len(words) < 8 else 2
    ranked: list[tuple[int, int, Choice]] = []
    for number, choice in enumerate(choices if most else ()):
        name = choice.name.rpartition(" > ")[2].casefold().split()
        runs = {" ".join(name), *(" ".join(name[at : at + len(wanted)]) for at in range(len(name) - len(wanted) + 1))}
        far = min((distance(words, run, most) for run in runs if abs(len(run) - len(words)) <= most), default=most + 1)
        if far <= most:
            ranked.append((far, number, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda each: each[:2])]
