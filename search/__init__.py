"""Finding text: the search view, passages, the index, queries and hits. Imports only store."""

import os

# numpy is used here without its linear algebra, whose threads would cost every command 50 ms at its start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
