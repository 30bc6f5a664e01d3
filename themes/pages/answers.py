"""What the files and the history say of how a study was done, in sentences whose numbers lead to what they count.

A sentence is empty where the files say nothing. Nothing is inferred: a count is a count of files, and what it means is for the
authors to say.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from store.attributes import labels_of
from store.codebook import STATUSES
from store.reviews import VERDICTS
from themes.case_tables import NOT_STATED, ordered
from themes.counter_evidence import looks_by_theme, unlooked
from themes.counts import many
from themes.pages.blocks import Run, Runs, number, words
from themes.pages.findings import Findings, line
from themes.pages.saturation import saturation_of_findings

Pieces = list[str | Run]


class Answers:
    """The sentences about some findings, each made when it is asked for."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._holdings = findings.holdings

    @cached_property
    def _of_document(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, each in self._findings.quotations.items():
            found.setdefault(each.excerpt.document, []).append(key)
        return found

    @cached_property
    def _of_case(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, each in self._findings.quotations.items():
            for case in each.cases:
                found.setdefault(case, []).append(key)
        return found

    def _documents(self, heading: str, documents: Sequence[str]) -> Run:
        return number(
            heading, "documents", documents, [key for each in documents for key in self._of_document.get(each, ())]
        )

    def _cases(self, heading: str, cases: Sequence[str]) -> Run:
        excerpts = dict.fromkeys(key for each in cases for key in self._of_case.get(each, ()))
        return number(heading, "cases", cases, tuple(excerpts))

    def approach(self) -> Runs:
        """The study's approach as its settings name it."""
        return words(f"The study’s settings name its approach: {self._findings.settings.approach}.")

    def reflexive(self) -> Runs:
        """How many memos of the reflexive kind there are."""
        memos = [each for each in self._holdings.memos.values() if each.type == "reflexive"]
        if not memos:
            return ()
        writers = sorted({each.reviewer for each in memos})
        return words(f"{many(len(memos), 'reflexive memo')} by {', '.join(self._called(writers))}.")

    def sample(self) -> Runs:
        """Cases and documents by their kinds."""
        pieces: Pieces = []
        for kind, cases in self._by_kind(self._holdings.cases).items():
            pieces += [self._cases(f"Cases: {kind}", cases), f" {kind}{'s' * (len(cases) != 1)}, "]
        for kind, documents in self._by_kind(self._holdings.documents).items():
            pieces += [self._documents(f"Documents: {kind}", documents), f" {_kinds(kind, len(documents))}, "]
        return words(*_ended(pieces))

    @staticmethod
    def _by_kind(things: object) -> dict[str, list[str]]:
        assert isinstance(things, dict)
        found: dict[str, list[str]] = {}
        for key in sorted(things):
            found.setdefault(things[key].kind, []).append(key)
        return dict(sorted(found.items()))

    def quotas(self) -> Runs:
        """How many of each kind were wanted."""
        told = []
        for quota in sorted(self._holdings.quotas.values(), key=lambda each: each.id):
            wanted = [cell.target for cell in quota.cells.values() if cell.target is not None]
            if wanted:
                told.append(f"{line(quota.title)}: {sum(wanted)} wanted, by {', '.join(quota.by)}")
        return words(f"The quota {'; '.join(told)}.") if told else ()

    def declined(self) -> Runs:
        """How many people declined, quota by quota: somebody may stand in two of them, so they are not added up."""
        told = [
            f"{sum(cell.declined for cell in quota.cells.values())} declined as the quota {line(quota.title)} says"
            for quota in sorted(self._holdings.quotas.values(), key=lambda each: each.id)
            if any(cell.declined for cell in quota.cells.values())
        ]
        return words(f"{'; '.join(told)}.") if told else ()

    def participants(self) -> Runs:
        """Participants by the attributes of few values."""
        declared = self._findings.declared
        cases = {key: each for key, each in self._holdings.cases.items() if each.kind == "participant"}
        pieces: Pieces = []
        for key in sorted({key for each in cases.values() for key in each.attributes}):
            found: dict[str, list[str]] = {}
            for case in sorted(cases):
                for label in labels_of(cases[case].attributes.get(key), declared.get(key)) or (NOT_STATED,):
                    found.setdefault(label, []).append(case)
            if len(found) > FEW or len(found) == len(cases) > 1:
                continue
            name = declared[key].name if key in declared else key
            pieces.append(f"{line(name)}: ")
            for (label,) in ordered([(each,) for each in found], [key], declared):
                pieces += [
                    f"{line(label)} ",
                    self._cases(f"Participants with {name}: {label}", found.get(label, [])),
                    ", ",
                ]
            pieces = [*_ended(pieces), " "]
        return words(*pieces)

    def field_notes(self) -> Runs:
        """How many documents are field notes."""
        notes = [key for key in sorted(self._holdings.documents) if self._holdings.documents[key].kind == "field note"]
        if not notes:
            return ()
        return words(self._documents("Field notes", notes), f" field note{'s' * (len(notes) != 1)}.")

    def lengths(self) -> Runs:
        """How long the texts of interviews and groups are, which is not how long they took."""
        texts = [each for each in self._holdings.documents.values() if each.kind in ("interview", "focus group")]
        if not texts:
            return ()
        sizes = sorted(each.characters for each in texts)
        return words(f"Their texts have {sizes[0]} to {sizes[-1]} characters; how long they took is not in the files.")

    def saturation(self) -> Runs:
        """What the rule of Guest and others says of the interviews, in the order of their ids."""
        found = saturation_of_findings(self._findings)
        if found is None:
            return ()
        rule = (
            "By the rule of Guest, Namey and Chen 2020 (a base of "
            f"{found.base} documents, runs of {found.run}, threshold {found.threshold} %, documents in the order of their ids)"
        )
        if found.stop is None:
            return words(f"{rule} new themes never fall to that.")
        later = [theme for unit in found.units if unit.place > found.stop for theme in unit.new]
        behind = [
            key for unit in found.units if unit.place > found.stop for key in self._first(unit.document, unit.new)
        ]
        return words(
            f"{rule} new themes fall to that at document {found.stop}, {found.units[found.stop - 1].document}; ",
            number("Themes first seen after that", "themes", later, behind) if later else "no",
            f" theme{'s' * (len(later) != 1)} {'were' if len(later) != 1 else 'was'} first seen after that. "
            "Another order gives another answer.",
        )

    def _first(self, document: str, themes: Sequence[str]) -> list[str]:
        wanted = set(themes)
        quotations = self._findings.quotations
        return [key for key in self._of_document.get(document, ()) if wanted.intersection(quotations[key].under)]

    def coders(self) -> Runs:
        """Who tagged, and how much."""
        found: dict[str, list[str]] = {}
        for key, each in self._findings.quotations.items():
            found.setdefault(each.excerpt.reviewer, []).append(key)
        pieces: Pieces = []
        for slug in sorted(found):
            name = self._called([slug])[0]
            pieces += [f"{name} ", number(f"Excerpts of {name}", "excerpts", found[slug], found[slug]), ", "]
        if not pieces:
            return ()
        coders = number("Who tagged", "reviewers", sorted(found), tuple(self._findings.quotations))
        return words(coders, f" reviewer{'s' * (len(found) != 1)}; excerpts: ", *_ended(pieces), *self._samples())

    def _samples(self) -> Runs:
        told = [
            f" {many(len(each.documents), 'document')} drawn to be tagged apart by {', '.join(self._called(each.reviewers))} "
            f"({line(each.title)})."
            for each in sorted(self._holdings.samples.values(), key=lambda each: each.id)
        ]
        return words(*told)

    def _called(self, slugs: Sequence[str]) -> list[str]:
        known = self._holdings.reviewers
        return [line(known[each].name) if each in known else each for each in slugs]

    def tree(self) -> Runs:
        """How many themes there are on each level of the tree."""
        levels: dict[int, list[str]] = {}
        for each in self._findings.themes:
            if each.theme.active:
                levels.setdefault(each.node.depth + 1, []).append(each.theme.id)
        if not levels:
            return ()
        pieces: Pieces = []
        for level, themes in sorted(levels.items()):
            pieces += [self._themes(f"Themes of level {level}", themes), f" on level {level}, "]
        return words("The themes stand above as a tree: ", *_ended(pieces))

    def derivation(self) -> Runs:
        """When themes were made, what became of them, what their concepts come from."""
        themes = list(self._holdings.themes.values())
        if not themes:
            return ()
        days = sorted(f"{each.created:%Y-%m-%d}" for each in themes if each.created is not None)
        when = "" if not days else f" from {days[0]} to {days[-1]}" if days[0] != days[-1] else f" on {days[0]}"
        pieces: Pieces = [self._themes("Themes that were made", [each.id for each in themes])]
        pieces.append(f" theme{'s were' if len(themes) != 1 else ' was'} made{when}: ")
        for status in STATUSES:
            became = [each.id for each in themes if each.status == status]
            if became:
                pieces += [self._themes(f"Themes that are {status}", became), f" {status}, "]
        said = []
        sources = Counter(line(each.source) for each in themes if each.source.strip())
        if sources and len(sources) <= FEW:
            told = ", ".join(f"{source} ({sources[source]})" for source in sorted(sources))
            said.append(f"sources of their concepts: {told}")
        memos = Counter(each.type for each in self._holdings.memos.values())
        if memos:
            said.append(f"memos: {', '.join(f'{memos[kind]} {kind}' for kind in sorted(memos))}")
        told = f" {'; '.join(said).capitalize()}." if said else ""
        return words(*_ended(pieces), f"{told} Each theme’s section tells its history.")

    def _themes(self, heading: str, themes: Sequence[str]) -> Run:
        behind = dict.fromkeys(key for theme in sorted(themes) for key in self._of_theme.get(theme, ()))
        return number(heading, "themes", sorted(themes), tuple(behind))

    @cached_property
    def _of_theme(self) -> dict[str, tuple[str, ...]]:
        return {each.theme.id: each.supporting for each in self._findings.themes}

    def software(self) -> Runs:
        """Name, version and the state of the files."""
        return words(self._findings.origin.sentence)

    def names(self) -> Runs:
        """Whether real names were replaced."""
        if not self._findings.names_replaced:
            return ()
        return words("Names of the study’s key of pseudonyms are replaced throughout this export.")

    def processing(self) -> Runs:
        """How the texts came in."""
        importers = Counter(each.importer for each in self._holdings.documents.values() if each.importer)
        told = ", ".join(f"{importers[each]} as {each}" for each in sorted(importers))
        came = f" They came in by catena: {told}." if told else ""
        return words(
            f"Texts are kept as they were imported, each with its hash; excerpts hold their exact words.{came}"
        )

    def trust(self) -> Runs:
        """Rounds of review, their verdicts, searches for counter-evidence."""
        reviews = sorted(self._holdings.reviews.values(), key=lambda each: each.key)
        pieces: Pieces = []
        if reviews:
            rounds = sorted({each.round for each in reviews})
            pieces.append(f"{many(len(rounds), 'round')} of theme review, with ")
            for verdict in VERDICTS:
                judged = [v.excerpt for each in reviews for v in each.verdicts.values() if v.verdict == verdict]
                there = [key for key in dict.fromkeys(judged) if key in self._findings.quotations]
                if judged:
                    run = number(f"Judged “{verdict}”", "verdicts", judged, there)
                    pieces += [run, f" times {verdict}, " if len(judged) != 1 else f" time {verdict}, "]
            pieces = [*_ended(pieces), " "]
        looked = looks_by_theme(self._holdings)
        if looked:
            searches = {each.id for found in looked.values() for each in found}
            asked = f"{len(searches)} search{'es' * (len(searches) != 1)} for counter-evidence, to {many(len(looked), 'theme')}"
            pieces.append(f"{asked}; the log keeps those that found nothing too.")
        return words(*pieces)

    def quotations(self) -> Runs:
        """How many quotations are printed, and of how many cases."""
        printed = dict.fromkeys(key for each in self._findings.themes for key in (*each.printed, *each.contrary))
        if not printed:
            return ()
        cases = sorted({case for key in printed for case in self._findings.quotations[key].cases})
        return words(
            number("Quotations printed with the themes", "excerpts", tuple(printed), tuple(printed)),
            f" quotation{'s' * (len(printed) != 1)} of ",
            number("Cases that are quoted", "cases", cases, tuple(printed)),
            f" case{'s' * (len(cases) != 1)} are printed, each with its id and its place.",
        )

    def consistency(self) -> Runs:
        """Whether each excerpt was compared with its text, and with what result."""
        every, altered = tuple(self._findings.quotations), self._findings.altered
        if not every:
            return ()
        pieces: Pieces = [number("Excerpts that were compared", "excerpts", every, every)]
        pieces.append(" excerpts were compared with their texts when this was made; ")
        if altered:
            found = number("Words that do not stand in their place any more", "excerpts", altered, altered)
            return words(*pieces, found, " do not read so any more.")
        return words(*pieces, "all of them read so, word for word.")

    def major(self) -> Runs:
        """The themes at the top, with the excerpts of all below them."""
        pieces: Pieces = []
        themes = {each.theme.id: each for each in self._findings.themes}
        for each in self._findings.themes:
            if each.node.depth or not each.theme.active:
                continue
            inside = [themes[node.theme.id] for node in each.node.walk() if node.theme.id in themes]
            behind = tuple(dict.fromkeys(key for one in inside for key in one.supporting))
            name = line(each.theme.name)
            pieces += [f"{name} ", number(f"Excerpts under {name} and below it", "excerpts", behind, behind), ", "]
        return words("Themes at the top, with all excerpts below them: ", *_ended(pieces)) if pieces else ()

    def contrary(self) -> Runs:
        """What speaks against themes, and for which of them nobody has looked."""
        against = [each for each in self._findings.themes if each.contrary]
        behind = tuple(dict.fromkeys(key for each in against for key in each.contrary))
        shown = {each.theme.id for each in self._findings.themes}
        never = [each.id for each in unlooked(self._holdings) if each.id in shown]
        return words(
            number("Excerpts that speak against a theme", "excerpts", behind, behind),
            f" excerpt{'s' * (len(behind) != 1)} {'speak' if len(behind) != 1 else 'speaks'} against a theme; for ",
            self._themes("Themes for which nobody has looked for counter-evidence", never),
            f" theme{'s' * (len(never) != 1)} nobody has looked for counter-evidence.",
        )


FEW = 12
"""Values of an attribute that are told one by one at most."""


def _kinds(kind: str, number: int) -> str:
    if number == 1:
        return kind
    return kind if kind == "literature" else f"{kind}s"


def _ended(pieces: Pieces) -> Pieces:
    """The pieces as a sentence: a full stop where the last comma is."""
    if pieces and isinstance(pieces[-1], str):
        return [*pieces[:-1], f"{pieces[-1].rstrip(', ')}."]
    return pieces
