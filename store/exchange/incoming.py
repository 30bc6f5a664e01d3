"""Files of other programs that hold a whole project or a codebook: which reader is whose, and what taking one in would do."""

from pathlib import Path

from store.errors import UsageFault
from store.exchange.refi.intake.desk import Wishes
from store.exchange.refi.intake.importing import plan_import, plan_of
from store.exchange.refi.intake.plan import Plan
from store.exchange.refi.reading import ENDINGS as REFI
from store.exchange.taguette import ENDINGS as TAGUETTE
from store.holdings import Holdings
from store.project import Project

SHEETS = (".csv",)
ENDINGS = (*REFI, *TAGUETTE, *SHEETS)


def plan_file(project: Project, holdings: Holdings, path: Path, wishes: Wishes, part: str = "") -> Plan:
    """What taking in the file or the folder at `path` would do; `part` names one of several projects in it.

    `holdings` is all that the project holds, hidden tags included. Raises UsageFault for a file of no kind that is known,
    FileFault for one that cannot be read or must not be.
    """
    if path.is_dir():
        from store.exchange.folders import read_folder

        return plan_of(project, holdings, read_folder(path), wishes)
    ending = path.suffix.casefold()
    if ending in SHEETS:
        from store.exchange.folders import read_codebook_sheet

        return plan_of(project, holdings, read_codebook_sheet(path), wishes)
    if ending in REFI:
        return plan_import(project, holdings, path, wishes)
    if ending in TAGUETTE:
        from store.exchange.taguette import read_taguette

        return plan_of(project, holdings, read_taguette(path, part), wishes)
    raise UsageFault(
        f"{path.name} is no project of another program: there can be taken in {', '.join(ENDINGS)}, and folders"
    )
