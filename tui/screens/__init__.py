"""The screens of the app: the main one with its places, and those that lie over it for a moment."""
