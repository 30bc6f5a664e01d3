"""Damaged projects: whatever a byte, an attribute or an element becomes, a sentence or a whole project comes of it.

What is taken in can be read again, and every quotation in it is what its text says.
"""

import random
import re
from pathlib import Path

import pytest

from store.errors import CatenaError
from store.holdings import read_holdings
from tests.store.exchange.containers import ANA, SPOKEN, TALK, TRUST, VOICE, container, project, selection, source
from tests.store.exchange.test_intake import planned
from tests.store.studies import Desk

JUNK = [
    *("", "-1", "9" * 20, "NaN", "\u202e", "x" * 70_000, "true", "{}", "../../etc", "internal://", "a > b", "  ", "\n"),
    *("con", ".", "#zzz", "2024-13-45", "😀", "e\u0301", "consensus", "ana-ferreira", TRUST, VOICE, ANA, TALK),
]
INSIDE = selection(SPOKEN, "Nobody asked 🙂 us", body="<Description>Why?</Description>") + selection(
    SPOKEN, "jamais", VOICE, number=2
)
NOTE = "d8cd20bb-64ad-529c-92da-ff211a17a107"
WHOLE = project(
    source(
        f'{INSIDE}<Coding guid="{NOTE[:-1]}1"><CodeRef targetGUID="{TRUST}"/></Coding><NoteRef targetGUID="{NOTE}"/>'
    ),
    f'<Notes><Note guid="{NOTE}" name="Diary"><PlainTextContent>Once.</PlainTextContent></Note></Notes>'
    f'<Links><Link guid="{NOTE[:-1]}2" originGUID="{NOTE}" targetGUID="{TRUST}"/></Links>'
    f'<Sets><Set guid="{NOTE[:-1]}3" name="First"><MemberSource targetGUID="{TALK}"/></Set></Sets>',
).replace(
    "<Sources>",
    f'<Variables><Variable guid="{NOTE[:-1]}4" name="Years" typeOfVariable="Integer"/></Variables>'
    f'<Cases><Case guid="{NOTE[:-1]}5" name="Ruth"><VariableValue><VariableRef targetGUID="{NOTE[:-1]}4"/>'
    f'<IntegerValue>4</IntegerValue></VariableValue><SourceRef targetGUID="{TALK}"/></Case></Cases><Sources>',
)


def mutated(xml: str, chance: random.Random) -> str:
    """The XML with one to four things of it replaced, gone, doubled or elsewhere."""
    for _ in range(chance.randint(1, 4)):
        values = list(re.finditer(r'"([^"<]*)"|>([^<>]+)<', xml))
        tags = re.findall(r"<[A-Z]\w+[^>]*/>", xml)
        one = chance.choice(values)
        match chance.randrange(5):
            case 0:
                other = chance.choice([*JUNK, *(each[1] or "" for each in values)])
                place = 1 if one[1] is not None else 2
                xml = xml[: one.start(place)] + other.replace("<", "") + xml[one.end(place) :]
            case 1 if tags:
                gone = chance.choice(tags)
                xml = xml.replace(gone, chance.choice(["", gone * 2, chance.choice(tags)]), 1)
            case 2:
                xml = re.sub(
                    rf' {chance.choice(["guid", "name", "creatingUser", "plainTextPath"])}="[^"]*"', "", xml, count=1
                )
            case 3:
                guids = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", xml)
                xml = xml.replace(chance.choice(guids), chance.choice(guids), chance.choice([1, 99]))
            case _:
                place = chance.randrange(len(xml))
                xml = xml[:place] + chance.choice(["<", "&#1;", "&", "]]>", "é", '"']) + xml[place + 1 :]
    return xml


def try_many(folder: Path, desk: Desk, seed: int, number: int) -> int:
    """Takes in damaged projects, undoes some of them; how many could be read."""
    chance = random.Random(seed)
    taken = 0
    for _ in range(number):
        place = folder / "damaged.qdpx"
        text = bytearray(SPOKEN.encode())
        if chance.random() < 0.2:
            text[chance.randrange(len(text))] = chance.randrange(256)
        container(place, mutated(WHOLE, chance).encode("utf-8", "surrogatepass"), {f"{TALK}.txt": bytes(text)})
        if chance.random() < 0.1:
            data = bytearray(place.read_bytes())
            data[chance.randrange(len(data))] = chance.randrange(256)
            place.write_bytes(data)
        try:
            plan = planned(desk.project, place, following=chance.random() < 0.3, removing=chance.random() < 0.3)
        except CatenaError:
            continue
        taken += 1
        if plan.changes:
            desk.writer.perform(plan.act())
            here = read_holdings(desk.project)
            assert here.faults == ()
            texts = {key: desk.project.read_text(each) for key, each in here.documents.items() if each.guid}
            for excerpt in here.excerpts.values():
                if excerpt.document in texts:
                    for part in excerpt.segments:
                        assert texts[excerpt.document][part.start : part.end] == part.exact
            if chance.random() < 0.7:
                desk.writer.undo()
    return taken


def test_damaged_projects_are_refused_or_taken_in_whole(tmp_path: Path, desk: Desk) -> None:
    assert try_many(tmp_path, desk, 1, 40) > 10


@pytest.mark.soak
def test_damaged_projects_by_the_thousand(tmp_path: Path, desk: Desk) -> None:
    for seed in range(2, 10):
        try_many(tmp_path, desk, seed, 250)
