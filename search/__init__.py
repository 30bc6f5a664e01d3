"""Finding text: the search view, passages, the index, queries and hits. Imports only store."""
