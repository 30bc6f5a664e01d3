"""The headless half of the reader: rows, spans, marks and runs of a text. Only `looks` imports Textual."""
