"""Saturation as an export tells it: over the interviews, or else over all documents that are no literature, by their ids."""

from themes.pages.findings import Findings
from themes.saturation import Saturation, saturation_of, themes_in_order


def documents_in_order(findings: Findings) -> tuple[str, list[str]]:
    """What kind of documents it is told over, and their ids in order."""
    documents = sorted(findings.holdings.documents.values(), key=lambda each: each.id)
    interviews = [each.id for each in documents if each.kind == "interview"]
    if interviews:
        return "interview", interviews
    return "document", [each.id for each in documents if each.kind != "literature"]


def saturation_of_findings(findings: Findings) -> Saturation | None:
    """The saturation; None where there is no document or nothing is tagged."""
    _, documents = documents_in_order(findings)
    if not documents or not findings.quotations:
        return None
    return saturation_of(themes_in_order(findings.holdings, documents))
