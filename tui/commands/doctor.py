"""`catena doctor`: what this machine, terminal, git and project can and cannot do, each with its remedy.

It changes nothing, needs no project, and goes on past whatever it finds: the exit code is 1 where anything is not well.
"""

import os
from collections.abc import Iterator

import click

from store.errors import CatenaError
from store.project import SETTINGS, find_project, real, working_folder
from tui.commands.checks import Check
from tui.commands.group import Command
from tui.commands.output import say, say_json
from tui.commands.session import Session


@click.command("doctor", cls=Command)
@click.pass_obj
def doctor_command(session: Session) -> int:
    """Check this terminal, git and the project, each with its remedy."""
    well = True
    for check in _checks(session):
        well = well and check.ok
        if session.as_json:
            say_json({"check": check.name, "ok": check.ok, "detail": check.detail, "remedy": check.remedy})
            continue
        say(f"{'ok' if check.ok else 'NO':<3} {check.name:<22} {' '.join(check.detail.split())}")
        if check.remedy:
            say(f"    -> {' '.join(check.remedy.split())}")
    return 0 if well else 1


def _checks(session: Session) -> Iterator[Check]:
    from tui.commands.checks.machine import disk_checks, machine_checks
    from tui.commands.checks.study import no_study, study_checks
    from tui.commands.checks.terminal import terminal_checks

    yield from machine_checks()
    yield from terminal_checks()
    try:
        root = real(session.project_folder) if session.project_folder else find_project(working_folder())
    except CatenaError as fault:
        yield no_study(fault.message)
        return
    try:
        project = session.project
    except CatenaError as fault:
        yield Check("project", False, fault.message, f"mend {SETTINGS}, update catena, or name another folder with -C")
    else:
        yield Check("project", True, f"{project.settings.title} in {root}")
        yield from study_checks(project)
    if os.path.isdir(root):
        yield from disk_checks(root)
