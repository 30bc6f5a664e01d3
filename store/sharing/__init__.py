"""Sharing a project through git: merging by id and field, conflicts that people decide, the exchange with a remote, news."""
