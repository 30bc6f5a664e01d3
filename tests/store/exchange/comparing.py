"""What of two projects must be the same, whatever files their texts lie in."""

from dataclasses import replace
from pathlib import Path

from lxml import etree

from store.exchange.refi.model import Project

SCHEMAS = Path(__file__).parent / "schemas"
PROJECT = etree.XMLSchema(etree.parse(str(SCHEMAS / "Project.xsd")))
CODEBOOK = etree.XMLSchema(etree.parse(str(SCHEMAS / "Codebook.xsd")))


def schema_faults(xml: bytes, schema: etree.XMLSchema = PROJECT) -> list[str]:
    """What the schema says against a file."""
    schema.validate(etree.fromstring(xml, etree.XMLParser(huge_tree=True)))
    return [f"line {each.line}: {each.message}" for each in schema.error_log]


def said(project: Project) -> Project:
    """The project without the names of its files, and with its documents in the order of their GUIDs."""
    sources = sorted((replace(each, path="", rich_path="") for each in project.sources), key=lambda each: each.guid)
    kept = tuple(replace(each, xml="", files=()) for each in project.kept)
    notes = tuple(replace(each, path="", rich_path="") for each in project.notes)
    return replace(project, sources=tuple(sources), notes=notes, kept=kept, files={})
