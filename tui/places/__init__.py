"""The places of the main screen."""

PLACES = {
    "search": "SearchPlace",
    "reader": "ReaderPlace",
    "themes": "ThemesPlace",
    "memos": "MemosPlace",
    "review": "ReviewPlace",
    "judging": "JudgingPlace",
    "asked": "AskedPlace",
    "coverage": "CoveragePlace",
    "walk": "WalkPlace",
    "sheet": "SheetPlace",
    "comparison": "ComparisonPlace",
    "beside": "BesidePlace",
    "tables": "TablesPlace",
    "behind": "BehindPlace",
    "cases": "CasesPlace",
    "case": "CasePlace",
    "news": "NewsPlace",
    "conflicts": "ConflictsPlace",
    "waiting": "WaitingPlace",
    "earlier": "EarlierPlace",
}
"""The class of each place, in the module of `tui.places` that has its name."""
