"""The command line and the app. Imports all the others; only the app imports Textual."""
