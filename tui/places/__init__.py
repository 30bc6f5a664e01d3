"""The four places of the app: Search, Reader, Themes, Memos."""
