"""Importers: files of the formats that people have become texts. Nothing of a file is run, followed or unpacked to disk."""
