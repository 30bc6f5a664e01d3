"""What themes mean: the tree, its counts, its review. Imports only store."""
