"""What is asked about a theme or an excerpt by the same keys wherever it is seen: its sheet, its neighbours, a round about it.

Nothing here changes anything: each of these leads to a view in which one looks first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from store.holdings import Holdings
from tui.actions import Action
from tui.places.excerpt_acts import ExcerptActs
from tui.review_steps import Beside, Compare, ReviewTheme, ShowSheet


@dataclass(frozen=True, slots=True)
class Considered:
    """The themes (ids) that are looked at here, the nearest first, and the excerpts (ids) that are."""

    themes: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()


class Considering(ExcerptActs):
    """A place in which themes are seen."""

    @property
    def considered(self) -> Considered:
        """What the keys are about: the excerpts that are meant, under the theme that they are seen under or under their own."""
        meant, snapshot = self.excerpts_meant, self.snapshot
        if self.theme_meant or snapshot is None:
            themes = [self.theme_meant] if self.theme_meant else []
        else:
            themes = [theme.id for each in meant for theme in snapshot.themes_of(snapshot.read_by_me(each))]
        return Considered(tuple(dict.fromkeys(themes)), tuple(each.id for each in meant))

    def why_not(self, action: Action) -> str:
        if action.group != "consider":
            return super().why_not(action)
        seen = self.considered
        if action.name == "compare" and not seen.excerpts:
            return "go to an excerpt first"
        if action.name != "compare" and not seen.themes:
            return "there is no theme here"
        if action.name == "round" and (gone := self._gone(seen.themes)):
            return gone
        return self.study.read_only if action.name == "round" else ""

    def _gone(self, themes: Sequence[str]) -> str:
        """Where none of the themes is in use: what became of the nearest, and where to go instead; else ""."""
        held = self.snapshot.holdings if self.snapshot is not None else Holdings()
        known = [held.themes[each] for each in themes if each in held.themes]
        if not known or any(theme.active for theme in known):
            return ""
        heirs = [each.name for each in held.theme_of(known[0].id) if each.active]
        where = f"O on {' or '.join(heirs)} judges its excerpts" if heirs else "D in Themes takes it into use again"
        return f"{known[0].name} is {known[0].status}: {where}"

    def act_sheet(self) -> None:
        self.post_message(self.ReviewWanted(ShowSheet(self.considered.themes)))

    def act_beside(self) -> None:
        self.post_message(self.ReviewWanted(Beside(self.considered.themes)))

    def act_compare(self) -> None:
        seen = self.considered
        self.post_message(self.ReviewWanted(Compare(seen.excerpts, seen.themes)))

    def act_round(self) -> None:
        self.post_message(self.ReviewWanted(ReviewTheme(self.considered.themes)))
