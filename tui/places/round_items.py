"""What is judged in one reviewer's part of a round, and where one is in it, without a screen.

All of it follows from the snapshot: the items are taken anew only where more than verdicts has changed, and the place stays with
the excerpt that it was on, wherever that has come to stand among the others.
"""

from collections.abc import Mapping, Sequence

from store.reviews import Review, Verdict
from themes.review import Item, Progress, items_of, progress_of, with_verdicts
from tui.places.judged_looks import key_of
from tui.snapshot import Snapshot


class RoundItems:
    """The items of a round (by ROUND/REVIEWER), in their order, and the number of the current one."""

    def __init__(self) -> None:
        self.round = ""
        self.all: Sequence[Item] = ()
        self.index = 0
        self._follow_from: tuple[object, ...] = ()
        self._about: tuple[object, ...] = ()

    def __len__(self) -> int:
        return len(self.all)

    def open(self, round_key: str) -> None:
        """Makes it another round; `take` says what is in it."""
        self.round, self.all, self.index, self._follow_from = round_key, (), 0, ()

    def take(self, snapshot: Snapshot | None) -> None:
        """Takes the items from a snapshot; `index` is left to whoever shows them."""
        review = self.review(snapshot)
        if snapshot is None or review is None:
            self.all, self._follow_from = (), ()
            return
        held = snapshot.holdings
        about = (review.themes, review.documents, review.order)
        on = (held.excerpts, held.themes, held.recodes, held.documents, held.cases)
        known = len(self._follow_from) == len(on) and all(a is b for a, b in zip(self._follow_from, on, strict=True))
        same = known and about == self._about
        self.all = with_verdicts(held, self.all, review) if same else items_of(held, review)
        self._follow_from, self._about = on, about

    def review(self, snapshot: Snapshot | None) -> Review | None:
        return snapshot.holdings.reviews.get(self.round) if snapshot is not None else None

    @property
    def current(self) -> Item | None:
        return self.all[self.index] if 0 <= self.index < len(self.all) else None

    @property
    def verdicts(self) -> Mapping[str, Verdict | None]:
        """The verdict on each item by what it is called (`key_of`), in the order of the items."""
        return {key_of(each): each.verdict for each in self.all}

    def named(self, key: str) -> Item | None:
        """The item whose verdict is called so."""
        return next((each for each in self.all if key_of(each) == key), None)

    def place_of(self, item: Item | None) -> int:
        """Where an item is now; where it is no longer one, the same excerpt under another theme, or the place that one is at."""
        if item is None:
            return self.index
        places = [number for number, each in enumerate(self.all) if each.excerpt.id == item.excerpt.id]
        same = [number for number in places if self.all[number].theme.id == item.theme.id]
        return next(iter((*same, *places)), self.index)

    @property
    def progress(self) -> Progress:
        return progress_of(self.all)

    @property
    def all_judged(self) -> bool:
        return all(each.verdict is not None for each in self.all)

    def open_from(self, start: int, otherwise: int) -> int:
        """The first item without a verdict from `start` on, and round from the beginning; none left: `otherwise`."""
        order = [*range(start, len(self.all)), *range(min(start, len(self.all)))]
        return next((index for index in order if self.all[index].verdict is None), otherwise)

    def theme_from(self, step: int) -> int | None:
        """The first item of the theme `step` themes on; None where there is none."""
        current = self.current
        themes = list(dict.fromkeys(each.theme.id for each in self.all))
        wanted = themes.index(current.theme.id) + step if current is not None else -1
        if not 0 <= wanted < len(themes):
            return None
        return next(number for number, each in enumerate(self.all) if each.theme.id == themes[wanted])
