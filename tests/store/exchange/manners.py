"""How each program is known to write a project, all of its peculiarities at once: one `Manner` each."""

from dataclasses import dataclass

from tests.store.exchange.containers import Way

PLAIN = Way()


@dataclass(frozen=True)
class Manner:
    """How a program writes. `values` is where the values of variables stand, `notes` how memos are written and attached."""

    origin: str
    way: Way = PLAIN
    upper: bool = False
    braces: bool = False
    qde: str = "project.qde"
    folder: str = "sources"
    scheme: str = "internal://"
    namespace: str = "urn:QDA-XML:project:1.0"
    book: str = ""
    quotes: str = ""
    """What a selection is called: "" nothing, "whole" its words, "cut" their beginning, "line" something else."""
    one_coding: bool = False
    user_ids: bool = True
    program_user: bool = False
    lists_users: bool = True
    colours: bool = False
    codable: str = "true"
    values: str = "case"
    cases_as_codes: bool = False
    groups: str = "targetGUID"
    notes: str = "file"
    attached: str = "link"
    dates: bool = True
    rich: bool = False
    named: bool = True
    pdf: bool = False
    inline: bool = False
    encoding: str = "utf-8"
    media: bool = False


NVIVO = Way(utf16=True, crlf=True, mark=True)
ONE = Way(crlf=True, crlf_counts=1)
MANNERS = {
    "nvivo windows": Manner(
        "NVivo for Windows 12.6",
        NVIVO,
        folder="Sources",
        one_coding=True,
        user_ids=False,
        cases_as_codes=True,
        rich=True,
    ),
    "nvivo mac": Manner("NVivo for Mac 15.0.0", Way(utf16=True), one_coding=True, notes="annotation"),
    "maxqda": Manner(
        "MAXQDA 24.7.0",
        ONE,
        upper=True,
        colours=True,
        values="source",
        dates=False,
        attached="reference",
        pdf=True,
        media=True,
    ),
    "maxqda with a codebook of its own": Manner(
        "MAXQDA 2022",
        upper=True,
        book="urn:QDA-XML:codebook:0:4",
        values="source",
        notes="inline",
        attached="reference",
    ),
    "atlas windows": Manner(
        "ATLAS.ti Windows 23.2.3.27778",
        ONE,
        upper=True,
        qde="My Study.qde",
        quotes="cut",
        program_user=True,
        values="sets",
    ),
    "atlas mac": Manner(
        "ATLAS.ti 8.4.0",
        Way(crlf=True, crlf_counts=1),
        qde="Project.qde",
        quotes="cut",
        notes="inline",
        values="sets",
        pdf=True,
    ),
    "atlas 26": Manner(
        "ATLAS.ti Mac 26.1.2",
        upper=True,
        qde="Trial.qde",
        quotes="cut",
        notes="description",
        encoding="cp1252",
        media=True,
    ),
    "transana": Manner(
        "Transana 3.22b2",
        namespace="urn:QDA-XML:project:0:10",
        groups="guid",
        attached="reference",
        codable="false",
        media=True,
    ),
    "qualcoder": Manner("QualCoder 4.0 Beta", Way(mark=True), quotes="whole", lists_users=False, cases_as_codes=True),
    "qualcoder crlf": Manner("QualCoder 4.0 Beta", Way(mark=True, crlf=True, crlf_counts=1), quotes="whole", pdf=True),
    "qc": Manner("qc 1.3.2", scheme="", named=False, quotes="line", values="none", notes="none", groups="none"),
    "quirkos": Manner("Quirkos 2.5", upper=True, values="nameless case", attached="reference", braces=True),
    "another": Manner("", Way(crlf=True), inline=False, notes="inline"),
    "another, all in the xml": Manner("", inline=True, notes="inline", quotes="whole"),
    "another, by the last character": Manner(
        "Some Tool 1", Way(inclusive=True, crlf=True, mark=True, mark_counts=True), quotes="whole"
    ),
}
