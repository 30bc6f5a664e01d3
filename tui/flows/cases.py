"""From a key on a case to an act: a value of its type, a new case, a new attribute, what it is called, which documents are its.

A value is chosen where its attribute says which there can be, else typed and checked where it is typed. Each is one act, which is
undone like any other; no value enters its message.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.acts import Act
from store.attributes import TYPES, Attribute, attribute_record, attributes_from, listed, text_of_value, value_from
from store.case_acts import declare_attribute, enter_case, new_case, told
from store.case_words import describe_case, give_documents, give_each
from store.cases import Case
from store.errors import FileFault, UsageFault
from store.holdings import Holdings
from store.names import is_id
from store.writer import Done
from themes.case_overview import attribute_keys, documents_by_name, values_used
from tui.flows.excerpts import perform
from tui.places.case_acts import CaseActs
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.form import Entry, Form
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

AWAY, OTHER = "away", "other"
MOST_VALUES = 12
"""An attribute with no more different values than this offers them."""


def _here(screen: "MainScreen") -> tuple[CaseActs, Snapshot]:
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, CaseActs)
    assert snapshot is not None
    return place, snapshot


async def page(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Shows the page of a case."""
    from tui.places.case import CasePlace

    place = await screen.go_to("case")
    assert isinstance(place, CasePlace)
    place.go_to_case(wanted.thing[1])


async def enter(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Enters what stands in the current cell: a value, or what the case is called, or its documents."""
    from tui.places.cases import KIND, NAME, CasesPlace

    place, snapshot = _here(screen)
    case, key = snapshot.holdings.cases[place.case_meant], place.key_meant
    if isinstance(place, CasesPlace) and place.own_column_meant:
        named = place.own_column_meant in (NAME, KIND)
        return await (words if named else documents)(screen, wanted)
    if not key:
        key = await _which_attribute(screen, snapshot, case)
    return await enter_value(screen, snapshot, case, key) if key else None


async def _which_attribute(screen: "MainScreen", snapshot: Snapshot, case: Case) -> str:
    declared = snapshot.project.settings.attributes
    keys = attribute_keys(snapshot.holdings, declared)
    if not keys:
        screen.complain(UsageFault("there is no attribute yet: A in the list of cases declares one"))
        return ""
    choices = []
    for key in keys:
        name = declared[key].name if key in declared else key
        choices.append(Choice(key, name, ((f" {name}", ""), (f"  {told(case.attributes.get(key))}", "dim"))))
    return await screen.app.push_screen_wait(Chooser(f"{case.id}: which attribute?", choices))


async def enter_value(screen: "MainScreen", snapshot: Snapshot, case: Case, key: str) -> Done | None:
    """Enters the value of one attribute of a case."""
    attribute = snapshot.project.settings.attributes.get(key)
    before = case.attributes.get(key)
    heading = f"{case.id}: {attribute.name if attribute else key}"
    offered = _offered(snapshot, key, attribute, before)
    if offered:
        at = offered.index(told(before)) if told(before) in offered else 0
        choices = [Choice(f"={each}", each, ((f" {each}", ""),)) for each in offered]
        if attribute is None or attribute.type not in ("ordered", "yes/no"):
            choices.append(Choice(OTHER, "another value", ((" another value …", "dim"),), "It is typed."))
        if before is not None:
            choices.append(Choice(AWAY, "not stated", ((" not stated", "dim"),), "The value is taken away."))
        taken = await screen.app.push_screen_wait(Chooser(heading, choices, index=at))
        if not taken:
            return None
        if taken != OTHER:
            text = "" if taken == AWAY else taken.removeprefix("=")
            if text == told(before):
                return None
            return await perform(
                screen, lambda holdings: _entered(holdings, case, key, value_of(text, attribute, before))
            )
    return await _type_value(screen, heading, case, key, attribute)


def _offered(snapshot: Snapshot, key: str, attribute: Attribute | None, before: Any) -> list[str]:
    """The values to choose from; none: the value is typed."""
    if attribute is not None and attribute.type == "ordered":
        return list(attribute.values)
    if (attribute is not None and attribute.type == "yes/no") or isinstance(before, bool):
        return ["yes", "no"]
    if attribute is not None and attribute.type not in ("", "text"):
        return []
    if isinstance(before, list | float | int | datetime):
        return []
    used = values_used(snapshot.holdings, key)
    return used if 1 < len(used) <= MOST_VALUES and not all(map(_is_number, used)) else []


def _is_number(text: str) -> bool:
    return not isinstance(value_from(text), str)


HINTS = {
    "number": "a number, as 12 or 3.5",
    "date": "a date, as 2026-11-23",
    "several": "several values, each behind a semicolon: a; b; c",
}


async def _type_value(
    screen: "MainScreen", heading: str, case: Case, key: str, attribute: Attribute | None
) -> Done | None:
    before = case.attributes.get(key)
    kind = attribute.type if attribute is not None else ""
    hint = HINTS.get(kind, "empty: not stated")
    entries = [
        Entry("value", "value", told(before), hint=hint),
        Entry("why", "why", hint="the reason, for the history"),
    ]
    done: list[Done] = []

    async def save(answers: Mapping[str, str]) -> None:
        value = value_of(answers["value"], attribute, before)
        done.append(await screen.study.perform(lambda holdings: _entered(holdings, case, key, value, answers["why"])))

    await screen.app.push_screen_wait(Form(heading, entries, save, about=hint))
    return done[-1] if done else None


def value_of(text: str, attribute: Attribute | None, before: Any) -> Any:
    """The value that is meant by a text in the place of another one; raises UsageFault where it is not of the type."""
    if attribute is None or not attribute.type:
        if isinstance(before, list):
            return listed(text) or None
        if isinstance(before, bool):
            return value_from(text, Attribute("it", "yes/no"))
    return value_from(text, attribute)


def _entered(holdings: Holdings, case: Case, key: str, value: Any, why: str = "") -> Act:
    return enter_case(holdings.cases[case.id], {key: value}, why=why)[0]


async def add(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Makes a new case."""
    place, snapshot = _here(screen)
    kinds = sorted({each.kind for each in snapshot.holdings.cases.values()}) or ["participant"]
    entries = [
        Entry("id", "id", hint="a code, as bv13: a-z, 0-9 and hyphens"),
        Entry("kind", "kind", "participant", hint=", ".join(kinds)),
        Entry("name", "name", hint="what tables and citations call it; empty: its id"),
        Entry("aliases", "aliases", hint="what the texts call it: a; b"),
        Entry("why", "why", hint="the reason, for the history"),
    ]
    done: list[Done] = []
    made: list[str] = []

    async def save(answers: Mapping[str, str]) -> None:
        typed = answers["id"]
        key = typed.casefold()
        if not is_id(key):
            raise UsageFault(
                f"{typed!r} cannot be an id: a-z, 0-9 and hyphens, no more than 64; the name takes the rest"
            )

        def make(holdings: Holdings) -> Act:
            if key in holdings.cases:
                raise UsageFault(f"there is a case {key} already")
            called = answers["name"] or typed
            case = Case(key, called, answers["kind"] or "participant", tuple(listed(answers["aliases"])))
            return new_case(case, answers["why"])

        done.append(await screen.study.perform(make))
        made.append(key)

    about = "A real name belongs neither into an id nor into a name: the study is shared."
    await screen.app.push_screen_wait(Form("A new case", entries, save, about=about))
    if not done:
        return None
    screen.renew()
    place.go_to_case(made[-1])
    return done[-1]


async def words(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """What a case is called."""
    place, snapshot = _here(screen)
    case = snapshot.holdings.cases[place.case_meant]
    entries = [
        Entry("name", "name", case.name),
        Entry("kind", "kind", case.kind, hint="participant, site, group …"),
        Entry("aliases", "aliases", told(list(case.aliases)), hint="what the texts call it: a; b"),
        Entry("why", "why", hint="the reason, for the history"),
    ]
    done: list[Done] = []

    async def save(answers: Mapping[str, str]) -> None:
        done.append(
            await screen.study.perform(
                lambda holdings: describe_case(
                    holdings.cases[case.id],
                    answers["name"],
                    answers["kind"],
                    listed(answers["aliases"]),
                    answers["why"],
                )[0]
            )
        )

    await screen.app.push_screen_wait(Form(f"What {case.id} is called", entries, save))
    return done[-1] if done else None


async def documents(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Says which documents are of a case."""
    from tui.screens.checklist import Checklist
    from tui.screens.checklist import Entry as Line

    place, snapshot = _here(screen)
    case, held = place.case_meant, snapshot.holdings
    known = sorted(held.documents.values(), key=lambda each: (case not in each.cases, each.id))
    if not known:
        screen.complain(UsageFault("there is no document yet: `catena add` takes some in"))
        return None
    entries = []
    for each in known:
        others = ", ".join(other for other in each.cases if other != case)
        title = f"  {each.title}" if each.title != each.id else ""
        entries.append(
            Line(each.id, ((each.id, "strong"), (title, "dim"), (f"  of {others}" if others else "", "match")))
        )
    marked = [each.id for each in known if case in each.cases]
    taken = await screen.app.push_screen_wait(
        Checklist(f"Which documents are of {case}?", entries, nothing="of none", marked=marked)
    )
    if taken is None or set(taken) == set(marked):
        return None
    return await perform(screen, lambda holdings: give_documents(holdings.documents, case, taken)[0])


async def match(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Gives the documents that are of no case to the cases that they are called by; the reviewer sees and marks them first."""
    from tui.screens.checklist import Checklist
    from tui.screens.checklist import Entry as Line

    _place, snapshot = _here(screen)
    pairs = documents_by_name(snapshot.holdings)
    if not pairs:
        screen.tell("no document without a case is called like one: d gives documents to a case")
        return None
    entries = [
        Line(document, ((f"{document}  ", "strong"), ("of ", "dim"), (case, "match"))) for document, case in pairs
    ]
    heading = f"{len(pairs)} document{'s' * (len(pairs) != 1)} called like a case"
    keys = [document for document, _ in pairs]
    taken = await screen.app.push_screen_wait(Checklist(heading, entries, nothing="none of them", marked=keys))
    if not taken:
        return None
    wanted = [pair for pair in pairs if pair[0] in taken]
    return await perform(screen, lambda holdings: give_each(holdings.documents, wanted))


async def attribute(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Declares an attribute: the one of the current column, or a new one."""
    place, snapshot = _here(screen)
    declared = snapshot.project.settings.attributes
    key = place.key_meant
    if key:
        choices = [
            Choice(key, key, ((f" {declared[key].name if key in declared else key}", ""),), "The one of this column."),
            Choice(OTHER, "a new attribute", ((" a new attribute …", ""),), "It becomes a column of its own."),
        ]
        taken = await screen.app.push_screen_wait(Chooser("Which attribute?", choices))
        if not taken:
            return None
        key = "" if taken == OTHER else key
    before = declared.get(key)
    old = before or Attribute(key)
    entries = [
        *([] if key else [Entry("key", "key", hint="a short word, as site: it stands in the files")]),
        Entry("type", "type", old.type, hint=", ".join(TYPES)),
        Entry("title", "title", old.title, hint="what a table calls it; empty: the key"),
        Entry("values", "values", ", ".join(old.values), hint="of an ordered one, the least first: low, middle, high"),
        Entry(
            "bands",
            "bands",
            ", ".join(map(text_of_value, old.bands)),
            hint="edges to count numbers or dates by: 5, 10, 20",
        ),
        Entry("why", "why", hint="the reason, for the history"),
    ]
    done: list[Done] = []
    made: list[str] = []

    async def save(answers: Mapping[str, str]) -> None:
        name = key or answers["key"]
        if not key and name in declared:
            raise UsageFault(f"there is an attribute {name} already: go to its column and press A")
        after = declared_as(name, answers)
        done.append(
            await screen.study.perform(
                lambda known: declare_attribute(before, after, answers["why"], known.cases.values())
            )
        )
        made.append(name)

    about = f"Types: {', '.join(TYPES)}; without one any value can stand there."
    heading = f"The attribute {key}" if key else "A new attribute"
    await screen.app.push_screen_wait(Form(heading, entries, save, about=about))
    if not done:
        return None
    screen.renew()
    place.go_to_case(place.case_meant, made[-1])
    return done[-1]


def declared_as(key: str, answers: Mapping[str, str]) -> Attribute:
    """The declaration that the lines of the form mean; raises UsageFault where it cannot be meant so."""
    listed_values = tuple(each.strip() for each in answers["values"].split(",") if each.strip())
    edges = tuple(value_from(each) for each in answers["bands"].split(",") if each.strip())
    after = Attribute(key, answers["type"], answers["title"], listed_values, edges)
    if after.type == "ordered" and not after.values:
        raise UsageFault("an ordered attribute needs its values, the least first")
    try:
        attributes_from("catena.toml", {"attributes": {key: attribute_record(after)}})
    except FileFault as fault:
        raise UsageFault(fault.reason) from None
    return after
