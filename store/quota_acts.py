"""Acts on quotas: beginning one, and saying of a cell how many are wanted and how many declined.

Each cell is a value of its own, so two people who enter different cells change nothing of each other's.
"""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.errors import UsageFault
from store.holdings import Holdings
from store.names import plain_name, slug_id
from store.quotas import Quota, QuotaCell, cell_entry, cell_id, quota_path, quota_record


def begin_quota(
    holdings: Holdings, title: str, by: Sequence[str], kind: str = "participant", why: str = ""
) -> tuple[Act, Quota]:
    """A new quota by these attributes of cases; raises UsageFault without any, or where one stands there twice."""
    keys = tuple(plain_name("an attribute's key", key) for key in by)
    if not keys:
        raise UsageFault("a quota goes by attributes of cases: name one at least")
    if len(set(keys)) < len(keys):
        raise UsageFault("a quota goes by each attribute once")
    title = plain_name("a quota's title", title)
    made = Quota(slug_id(title, "quota", holdings.quotas), title, keys, plain_name("a kind of case", kind))
    return Act(
        "quota", f"begin quota {made.id}", (SetValue(quota_path(made.id), (), None, quota_record(made)),), why
    ), made


def set_cell(
    quota: Quota,
    values: Sequence[str],
    target: int | None = None,
    declined: int | None = None,
    note: str | None = None,
    why: str = "",
) -> tuple[Act, Quota]:
    """What is known of the cell with these values; what is None stays as it is.

    Raises UsageFault where the values are not as many as the quota has attributes, or where nothing would change.
    """
    wanted = tuple(plain_name("a value", value) for value in values)
    if len(wanted) != len(quota.by):
        raise UsageFault(f"the quota {quota.id} goes by {', '.join(quota.by)}: give {len(quota.by)} values")
    key = cell_id(wanted)
    before = quota.cells.get(key)
    old = before or QuotaCell(wanted)
    after = replace(
        old,
        target=old.target if target is None else target,
        declined=old.declined if declined is None else declined,
        note=old.note if note is None else " ".join(note.split()),
    )
    if after == before or (before is None and after == old):
        raise UsageFault("the quota says so already")
    return _changed(quota, key, after, f"set cell {key} of quota {quota.id}", why)


def remove_cell(quota: Quota, values: Sequence[str], why: str = "") -> tuple[Act, Quota]:
    """Nothing is said of the cell any more; raises UsageFault where nothing is."""
    key = cell_id(tuple(" ".join(value.split()) for value in values))
    if key not in quota.cells:
        raise UsageFault(f"the quota {quota.id} says nothing of {' / '.join(values)}")
    return _changed(quota, key, None, f"take cell {key} off quota {quota.id}", why)


def _changed(quota: Quota, key: str, after: QuotaCell | None, message: str, why: str) -> tuple[Act, Quota]:
    before = quota.cells.get(key)
    change = SetValue(
        quota_path(quota.id),
        ("cell", key),
        cell_entry(before) if before else None,
        cell_entry(after) if after else None,
    )
    cells = {each: cell for each, cell in quota.cells.items() if each != key}
    if after is not None:
        cells[key] = after
    return Act("quota", message, (change,), why), replace(quota, cells=cells)
