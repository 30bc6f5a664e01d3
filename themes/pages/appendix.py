"""The evidence appendix: what a program can honestly say of how the study was done, and questions for all the rest.

The two lists that journals ask for are answered item by item, by their numbers: COREQ (Tong, Sainsbury and Craig 2007, 32 items)
and SRQR (O'Brien and others 2014, 21 items). An answer is taken from the files and the history alone, and each number in it leads
to what it counts. Where only a person can know, the item is a question and nothing is made up.
The questions are worded here for this program; the lists themselves are to be read in the papers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from themes.pages.answers import Answers
from themes.pages.blocks import Block, Heading, Paragraph, Run, Runs, words
from themes.pages.findings import Findings

COREQ_SOURCE = "COREQ: Tong, Sainsbury and Craig 2007, doi 10.1093/intqhc/mzm042"
SRQR_SOURCE = "SRQR: O’Brien, Harris, Beckman, Reed and Cook 2014, doi 10.1097/ACM.0000000000000388"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its number there, what it is about, what a person must answer, and what the files answer."""

    number: str
    about: str
    question: str = ""
    answer: Callable[[Answers], Runs] | None = None


COREQ = (
    Item("1", "who collected the data", "Who held the interviews or led the groups?"),
    Item("2", "their qualifications", "Which degrees or training do they have?"),
    Item("3", "their work", "What was their post at that time?"),
    Item("4", "their gender", "Do they want it to be said, and where does it matter?"),
    Item("5", "their experience", "What had they done of this kind before?"),
    Item("6", "acquaintance", "Did they and the participants know each other before the study began?"),
    Item("7", "what participants knew", "What had participants been told of the researchers and their reasons?"),
    Item(
        "8",
        "where researchers stand",
        "Which interests, assumptions or ties of theirs bear on the topic?",
        Answers.reflexive,
    ),
    Item("9", "methodology", "Which tradition or theory guides the analysis?", Answers.approach),
    Item("10", "how participants were chosen", "By which strategy, and why that one?", Answers.quotas),
    Item("11", "how they were asked", "Face to face, by post, by telephone, through somebody else?"),
    Item("12", "sample size", "", Answers.sample),
    Item("13", "who did not take part", "How many declined or dropped out, and for which reasons?", Answers.declined),
    Item("14", "setting", "Where were the data collected?"),
    Item("15", "who else was there", "Was anybody present besides participants and researchers?"),
    Item("16", "who the participants are", "What else of them does a reader need to know?", Answers.participants),
    Item("17", "guide", "What was asked, was it tried before, and can a reader see it?"),
    Item("18", "repeats", "Was anybody interviewed again?"),
    Item("19", "recording", "Was sound or video recorded, and who wrote it down?"),
    Item("20", "field notes", "When were they written, by whom?", Answers.field_notes),
    Item("21", "duration", "How long did an interview or a group take?", Answers.lengths),
    Item("22", "saturation", "Was it a reason to stop, and in what sense of the word?", Answers.saturation),
    Item("23", "transcripts to participants", "Did participants see or correct their transcripts?"),
    Item("24", "who tagged", "", Answers.coders),
    Item("25", "the tree of themes", "", Answers.tree),
    Item("26", "where themes come from", "Which were set beforehand, which came from the data?", Answers.derivation),
    Item("27", "software", "", Answers.software),
    Item("28", "participants’ answers to the findings", "Did participants comment on them, and what came of it?"),
    Item("29", "quotations", "Is every speaker who matters heard?", Answers.quotations),
    Item(
        "30",
        "whether data and findings agree",
        "Does what the text claims follow from what is quoted?",
        Answers.consistency,
    ),
    Item("31", "major themes", "Which of these does the paper present as its findings?", Answers.major),
    Item("32", "diverse cases and minor themes", "How does the paper speak of what does not fit?", Answers.contrary),
)

SRQR = (
    Item("S1", "title", "Does the title name the topic and the kind of study?"),
    Item("S2", "abstract", "Does it state background, aim, method, findings and conclusion?"),
    Item("S3", "problem", "Which gap or trouble makes the study worth while?"),
    Item("S4", "aim", "What exactly is asked?"),
    Item("S5", "approach and paradigm", "Why this approach, and from which view of knowledge?", Answers.approach),
    Item("S6", "researchers", "What of the researchers may have shaped the findings?", Answers.reflexive),
    Item("S7", "context", "In which place and time is this to be understood?"),
    Item("S8", "sampling", "How was chosen, and when was there enough?", Answers.saturation),
    Item(
        "S9", "ethics", "Who approved the study, how did participants consent, how are they protected?", Answers.names
    ),
    Item("S10", "collecting data", "Which procedures, over which time, changed in which way?"),
    Item("S11", "instruments", "Which guides, recorders or forms?"),
    Item("S12", "units of study", "", Answers.sample),
    Item("S13", "processing data", "Who transcribed, checked and cleaned the texts?", Answers.processing),
    Item("S14", "analysis", "How was moved from excerpts to themes, in your own words?", Answers.derivation),
    Item("S15", "trustworthiness", "What else was done for it?", Answers.trust),
    Item("S16", "synthesis", "What do the themes say together?", Answers.major),
    Item("S17", "links to the data", "", Answers.quotations),
    Item("S18", "earlier work", "What do the findings add to what is known, and how far do they carry?"),
    Item("S19", "limits", "What could not be seen from here?"),
    Item("S20", "conflicts of interest", "Who could gain by these findings?"),
    Item("S21", "funding", "Who paid, and what was their part in the study?"),
)


def appendix(findings: Findings, level: int = 2) -> Iterator[Block]:
    """The blocks of the appendix, below a heading of this level."""
    answers = Answers(findings)
    yield Heading(level, "Appendix: how the study was done")
    intro = (
        "What the files and the history of the study say is written out; what only its authors know is left as a question. "
        "A list filled in does not make a study good, and not every item fits every approach."
    )
    yield Paragraph(words(intro), "aside")
    for source, items in ((COREQ_SOURCE, COREQ), (SRQR_SOURCE, SRQR)):
        yield Heading(level + 1, source)
        for item in items:
            yield from _item(item, answers)


def _item(item: Item, answers: Answers) -> Iterator[Block]:
    answer = item.answer(answers) if item.answer is not None else ()
    head = Run(f"{item.number} {item.about}.", strong=True)
    question = item.question or ("" if answer else "The files say nothing of this: what is there to say?")
    if answer:
        yield Paragraph((head, Run(" "), *answer))
        if question:
            yield Paragraph(words(question), "question")
    else:
        yield Paragraph((head, Run(f" {question}")), "question")
