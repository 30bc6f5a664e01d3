"""What a text will look like to those who search and tag it, told before it comes in.

Passages, speakers and furniture are found by what finds them later, so what is shown is what will be.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from search.furniture_lines import furniture_lines
from search.layers import LAYERS
from search.passages import passages_of
from search.turns import turns_of
from search.view import changes_of
from store.rules import PLAIN, REFUSED, Rules

TOLD = ("ligature gaps", "line-end hyphens")
"""Layers whose changes say something about how a text was made; the others change every text."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How many passages a text has, who speaks (turns by name), and what is left out of search or seen through.

    `regions` are characters by kind of what is not searched, `furniture` how often by line, `layers` changes by layer.
    """

    passages: int
    speakers: Mapping[str, int]
    regions: Mapping[str, int]
    furniture: Mapping[str, int]
    layers: Mapping[str, int]


def preview_of(text: str, rules: Rules = PLAIN) -> Preview:
    """The preview of a text that is read by these rules."""
    regions: Counter[str] = Counter()
    for region in rules.regions:
        if not region.searched:
            regions[region.kind] += region.end - region.start
    lines = {
        each.line: len(each.places) for each in furniture_lines(text, rules) if each.places and each.state != REFUSED
    }
    changes = {layer: sum(1 for _ in changes_of(text, layer, rules)) for layer in LAYERS if layer in TOLD}
    return Preview(
        passages=len(passages_of(text, rules)),
        speakers=dict(Counter(turns_of(text).starts.values()).most_common()),
        regions=dict(regions),
        furniture=lines,
        layers={layer: count for layer, count in changes.items() if count},
    )


def passages_said(preview: Preview) -> str:
    """How many passages, in words."""
    return f"{preview.passages} passage{'s' * (preview.passages != 1)}"


def said(preview: Preview) -> list[str]:
    """The preview in sentences for a person."""
    speakers = [f"{name} {turns}" for name, turns in preview.speakers.items()]
    told = [f"speakers: {_listed(speakers)}" if speakers else "speakers: none that the text shows"]
    out = [f"{kind} ({count} characters)" for kind, count in preview.regions.items()]
    places = sum(preview.furniture.values())
    if places:
        examples = _listed([f"“{' '.join(line.split())}”" for line in preview.furniture], 3)
        out.append(f"page furniture ({places} line{'s' * (places != 1)}: {examples})")
    if out:
        told.append(f"left out of search: {'; '.join(out)}")
    if preview.layers:
        told.append("seen through: " + ", ".join(f"{count} {layer}" for layer, count in preview.layers.items()))
    return told


def _listed(names: list[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
