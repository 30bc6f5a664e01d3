"""REFI-QDA: the exchange format of programs for qualitative analysis (.qdpx a project, .qdc a codebook)."""
