"""Cases, and variables as attributes of cases or of documents.

Where programs differ, all end in one place: values that stand on a case (NVivo), on a case without a name that has one source
(Quirkos), or on the source itself (MAXQDA). A source that no case has, and that has values, becomes a case of its own, as values
are counted by cases; the values of a source that has a case stay with the document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from store.acts import SetValue
from store.attributes import Attribute, attribute_record, attributes_from, listed, text_of_value
from store.case_acts import told
from store.cases import PARTICIPANT, Case, case_path, case_record
from store.documents import hash_of
from store.errors import FileFault
from store.exchange.refi.gathered_supplement import case_of_source
from store.exchange.refi.identifiers import canonical, minted
from store.exchange.refi.intake.desk import Desk, plain
from store.exchange.refi.intake.plan import compared, differing, digest_of
from store.exchange.refi.intake.way_back import as_known, as_ours
from store.exchange.refi.model import Case as ForeignCase
from store.exchange.refi.model import Source, Value, Variable
from store.exchange.refi.plain import TYPES, value_in
from store.values import text_of


class Variables:
    """The attributes of an import by the GUIDs of variables."""

    def __init__(self, desk: Desk, declared: Mapping[str, Attribute]) -> None:
        self._desk = desk
        self._declared = declared
        self._keys: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def take(self) -> None:
        desk = self._desk
        by_guid = desk.known_by_guid("attribute", self._declared, lambda each: [each.guid])
        by_guid |= {minted(desk.project_id, "variable", key): each for key, each in self._declared.items()}
        folded = {key.casefold(): key for key in self._declared}
        folded |= {each.title.casefold(): key for key, each in self._declared.items() if each.title}
        used: set[str] = set()
        for variable in desk.foreign.variables:
            name = plain(variable.name, f"variable {variable.guid[:8]}")
            known = by_guid.get(variable.guid)
            short = plain(text_of(desk.besides("attribute", variable.guid).get("key")), name)
            found = folded.get(name.casefold()) or folded.get(short.casefold())
            key = known.key if known is not None else found or short
            number = 2
            while key in used:
                key = f"{name} ({number})"
                number += 1
            used.add(key)
            self._keys[variable.guid], self._types[variable.guid] = key, variable.type
            desk.is_here("attribute", variable.guid, key)
            self._declare(variable, key, self._declared.get(key), name)

    def _declare(self, variable: Variable, key: str, known: Attribute | None, name: str) -> None:
        desk = self._desk
        description = desk.fitting(variable.description, "attribute", key, variable.guid, key)
        if known is None:
            attribute = replace(
                self._besides(variable, key),
                title=name if name != key else "",
                description=description,
                guid=variable.guid,
            )
            desk.changes.append(SetValue("catena.toml", ("attributes", key), None, attribute_record(attribute)))
            desk.told("attribute", "added", key, variable.guid, key)
            return
        changes = {}
        if description and not known.description:
            changes["description"] = description
        if not known.guid and variable.guid != minted(desk.project_id, "variable", key):
            changes["guid"] = variable.guid
        for name, value in changes.items():
            desk.changes.append(SetValue("catena.toml", ("attributes", key, name), None, value))
        desk.told("attribute", "updated" if "description" in changes else "unchanged", key, variable.guid, key)

    def _besides(self, variable: Variable, key: str) -> Attribute:
        """The attribute with what a supplement declares of it, where that can be."""
        said = {"type": TYPES[variable.type], **self._desk.besides("attribute", variable.guid)}
        said["bands"] = [_edge(each) for each in said.get("bands", ())]
        try:
            return attributes_from("catena.toml", {"attributes": {key: said}})[key]
        except FileFault:
            return Attribute(key, TYPES[variable.type])

    def values(
        self, values: Iterable[Value], kind: str, ours: str, whose: str, lists: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Values of variables by the keys of attributes, of our thing of a `kind`; empty ones are left out.

        `lists` are the GUIDs of the variables whose values are several, written as one text.
        """
        several = {canonical(each) for each in lists}
        made: dict[str, Any] = {}
        for each in values:
            key = self._keys.get(each.variable)
            if key is None:
                self._desk.remark(
                    "lost", "attribute", whose, "it has a value of a variable that the file does not list"
                )
                continue
            value = value_in(each.text, self._types[each.variable])
            if each.variable in several and told(listed(each.text)) == each.text:
                value = listed(each.text)
            elif isinstance(value, str):
                value = self._desk.fitting(value, kind, ours, f"{each.variable} {kind} {ours}", key)
            if value is not None:
                made[key] = value
        return made


class Cases:
    """The cases of an import."""

    def __init__(self, desk: Desk, variables: Variables) -> None:
        self._desk = desk
        self._variables = variables
        self._by_guid = desk.known_by_guid("case", desk.holdings.cases, lambda each: [each.guid])
        self._taken = dict(desk.holdings.cases)
        self._with_case = {source for case in desk.foreign.cases for source in case.sources}
        self._documents = {each.sha256: each for each in desk.holdings.documents.values()}
        self._ids_there = desk.ids_there("case")
        self._guids = {case.guid for case in desk.foreign.cases}
        self._guids |= {case_of_source(source.guid) for source in desk.foreign.sources}
        self.of_source: dict[str, list[str]] = {}
        """The ids of cases by the GUIDs of their sources."""

    def take(self, codes: frozenset[str]) -> None:
        """The cases of the file, `codes` being those that are codes too, and of sources that stand for a case."""
        desk = self._desk
        titles = {source.guid: source.name for source in desk.foreign.sources}
        titles |= {piece.inside or piece.guid: piece.name for piece in desk.foreign.kept if piece.name}
        for number, case in enumerate(desk.foreign.cases, 1):
            named = titles.get(case.sources[0], "") if len(case.sources) == 1 else ""
            name = plain(case.name or named, f"Case {number}")
            other: dict[str, Any] = {"code": True} if case.guid in codes else {}
            if not case.name:
                other["unnamed"] = True
            self._take(case, name, other)
        self._from_codings(codes)
        for source in desk.foreign.sources:
            if source.values and source.text is not None and not self._keeps_its_values(source):
                guid = case_of_source(source.guid)
                case = ForeignCase(guid, source.name, values=source.values, sources=(source.guid,))
                self._take(case, plain(source.name, f"Case {source.guid[:8]}"), {"document": True}, source.guid)

    def _keeps_its_values(self, source: Source) -> bool:
        """Whether the values of a source are its own: a case has it, or catena says that it stands for none."""
        said = self._desk.foreign.supplement is not None and not self._desk.besides("document", source.guid).get("case")
        here = self._documents.get(hash_of(source.text or ""))
        return said or source.guid in self._with_case or (here is not None and bool(here.attributes))

    def _from_codings(self, codes: frozenset[str]) -> None:
        """A coding of a whole text with a code that is a case says that the document is of the case.

        In an export of ours it can be an excerpt of all the text that is, and the case says itself which documents it has.
        """
        if self._desk.is_ours:
            return
        for source in self._desk.foreign.sources:
            for selection in source.selections:
                if (selection.start, selection.end) == (0, len(source.text or "")):
                    for coding in selection.codings:
                        if coding.code in codes:
                            self.of_source.setdefault(source.guid, []).append(self._desk.id_of("case", coding.code))
            for coding in source.codings:
                if coding.code in codes:
                    self.of_source.setdefault(source.guid, []).append(self._desk.id_of("case", coding.code))

    def values_of_document(self, source: Source, ours: str) -> dict[str, Any]:
        """The values that stay with a document."""
        if self._keeps_its_values(source):
            lists = self._desk.besides("document", source.guid).get("lists", ())
            values = self._variables.values(source.values, "document", ours, source.name, lists)
            known = self._desk.holdings.documents.get(ours)
            return (
                values
                if known is None
                else {key: as_known(each, known.attributes.get(key)) for key, each in values.items()}
            )
        return {}

    def _take(self, foreign: ForeignCase, name: str, other: dict[str, Any], source: str = "") -> None:
        """A case; `source` is the document (its GUID) that it stands for."""
        desk = self._desk
        known = desk.once("case", self._by_guid.get(foreign.guid) or self._named(name))
        case_id = known.id if known is not None else desk.id_there("case", foreign.guid, self._taken)
        case_id = case_id or desk.free_id(name, "case", {*self._taken, *self._ids_there})
        desk.is_here("case", foreign.guid, case_id)
        lists = desk.besides("document" if source else "case", source or foreign.guid).get("lists", ())
        attributes = self._variables.values(foreign.values, "case", case_id, name, lists)
        if known is not None:
            attributes = {key: as_known(value, known.attributes.get(key)) for key, value in attributes.items()}
        for each in foreign.sources:
            self.of_source.setdefault(each, []).append(case_id)
        description = desk.fitting(foreign.description, "case", case_id, foreign.guid, name)
        description = as_ours(description, known.description) if known is not None else description
        codes = [theme for code in foreign.codes if (theme := desk.id_of("theme", code))]
        wanted = {"name": name, "description": description, "attributes": _told(attributes)} | self._besides(
            foreign.guid
        )
        said = other | {"from": desk.key, "came": digest_of(wanted)} | ({"codes": codes} if codes else {})
        if known is None:
            case = Case(
                case_id,
                name,
                wanted.get("kind", PARTICIPANT),
                tuple(wanted.get("aliases", ())),
                attributes,
                description,
                foreign.guid,
                said,
            )
            desk.changes.append(SetValue(case_path(case_id), (), None, case_record(case)))
            self._taken[case_id] = case
            desk.told("case", "added", case_id, foreign.guid, name)
            return
        self._compare(known, wanted, attributes, foreign.guid, said)

    def _compare(
        self, known: Case, wanted: Mapping[str, Any], attributes: Mapping[str, Any], guid: str, said: Mapping[str, Any]
    ) -> None:
        """A case that is here: what it has no value of yet is added in any case."""
        desk, path = self._desk, case_path(known.id)
        here = _told(known.attributes)
        ours = {
            "name": known.name,
            "description": known.description,
            "attributes": {key: value for key, value in here.items() if key in attributes},
        }
        ours |= {"kind": known.kind, "aliases": list(known.aliases)} if "kind" in wanted else {}
        status, after = compared(ours, wanted, text_of(known.other.get("came")), desk.wishes.following)
        differs = {key: value for key, value in attributes.items() if here.get(key) != wanted["attributes"][key]}
        fresh = {key: value for key, value in differs.items() if key not in here}
        for key, value in (differs if status == "updated" else fresh).items():
            desk.changes.append(SetValue(path, ("attributes", key), known.attributes.get(key), value))
        fields = {key: value for key, value in after.items() if key != "attributes"}
        desk.set_fields(path, ours, fields, {"kind": PARTICIPANT})
        desk.mark("case", path, known, guid, status, said)
        desk.told("case", status, known.id, guid, known.name, "" if status == "unchanged" else differing(ours, wanted))

    def _besides(self, guid: str) -> dict[str, Any]:
        """What a supplement says of a case; all of it, where there is one."""
        if self._desk.foreign.supplement is None:
            return {}
        said = self._desk.besides("case", guid)
        names = (plain(each, "") for each in said.get("aliases", ()))
        return {
            "kind": plain(text_of(said.get("kind")), "") or PARTICIPANT,
            "aliases": list(dict.fromkeys(each for each in names if each)),
        }

    def _named(self, name: str) -> Case | None:
        """The one case of ours of this name that has no GUID yet, or came with this project, and is no other case of the file."""
        taken = set(self._desk.ids.get("case", {}).values())
        folded = name.casefold()
        found = [
            each
            for each in self._desk.holdings.cases.values()
            if (not each.guid or (each.other.get("from") == self._desk.key and canonical(each.guid) not in self._guids))
            and each.id not in taken
            and folded in (each.id, each.name.casefold(), *(a.casefold() for a in each.aliases))
        ]
        return found[0] if len(found) == 1 else None


def _edge(text: Any) -> Any:
    """An edge of a band: a number, or a date that was written as text."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else text
    except ValueError:
        return text


def _told(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Values as text, as a date comes out of the cache as one."""
    return {key: text_of_value(value) for key, value in attributes.items() if value is not None}
