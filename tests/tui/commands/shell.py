"""A shell for tests: `catena` runs in this process, all else in `sh`, both in one folder with a home of its own.

What a command says can be handed on by `|`; where its reader may not read it all (`head`), it is a process of its own.

A `.session` file is what a person would see: lines that begin with `$ ` are typed, the lines below them are what comes out on
standard output, with `! ` before them on standard error, and `[3]` is an exit code other than 0. A line that begins with `; ` is
prose. `«excerpt one»` stands for an excerpt's id, the same one wherever the name comes back, `«...»` for the rest of a line.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path

from tui.commands import run

KINDS = {
    "theme": r"t-[0-9a-z]{6}",
    "excerpt": r"e[0-9a-z]{10}",
    "region": r"r[0-9a-z]{10}",
    "memo": r"m[0-9a-z]{6}",
    "act": r"a[0-9a-z]{10}",
    "search": r"s[0-9a-z]{10}",
    "hash": r"[0-9a-f]{64}",
    "commit": r"[0-9a-f]{40}",
    "short": r"[0-9a-f]{7}",
    "date": r"\d{4}-\d\d-\d\d",
    "minute": r"\d{4}-\d\d-\d\d \d\d:\d\d",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]\d\d:\d\d",
    "...": r"[^\n]*",
}
NO_LINE_END = "(no line end)"
"""What stands behind output that does not end its last line."""

_PLACE = re.compile(r"«(\S+?)(?: (\w+))?»")
_PIPE = re.compile(r" \| ")


@dataclass(frozen=True)
class Outcome:
    """What came of a line."""

    code: int
    out: str
    err: str


class _Terminal(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Shell:
    """Runs lines in `here`."""

    here: Path
    bound: dict[str, str] = field(default_factory=dict)

    def catena(self, *arguments: str, stdin: bytes = b"", terminal: bool = False) -> Outcome:
        """One command in this process; with `terminal`, that is what its three streams are."""
        kept = sys.stdin, sys.stdout, sys.stderr, Path.cwd()
        out, err = io.BytesIO(), io.BytesIO()
        stream = _Terminal if terminal else io.TextIOWrapper
        sys.stdin = stream(io.BytesIO(stdin), encoding="utf-8")
        sys.stdout = stream(out, encoding="utf-8", errors="backslashreplace", newline="\n")
        sys.stderr = stream(err, encoding="utf-8", errors="backslashreplace", newline="\n")
        os.chdir(self.here)
        try:
            code = run(list(arguments))
            sys.stdout.flush()
            sys.stderr.flush()
            return Outcome(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept[:3]
            os.chdir(kept[3])

    def sh(self, line: str, stdin: bytes = b"") -> Outcome:
        """A line of shell, in which `catena` is a process of its own."""
        scripts = Path(sys.executable).parent
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.here,
            input=stdin,
            env=os.environ | {"PATH": f"{scripts}:{os.environ['PATH']}"},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def line(self, line: str) -> Outcome:
        """A typed line: `cd`, `catena` with `< FILE` at most, or shell."""
        typed = _PLACE.sub(lambda place: self.bound[place[0]], line)
        lexer = shlex.shlex(typed, posix=True, punctuation_chars="|;&<>")
        lexer.whitespace_split = True
        lexer.commenters = ""
        words = list(lexer)
        if words[:1] == ["cd"]:
            self.here = (self.here / words[1]).resolve()
            return Outcome(0, "", "")
        if (place := _hands_on(words)) and len(split := _PIPE.split(typed, maxsplit=1)) == 2:
            said = self.catena(*words[1:place])
            read = self.sh(split[1], said.out.encode("utf-8"))
            return replace(read, err=said.err + read.err)
        if words[:1] != ["catena"] or "$(" in typed or {"|", ";", "&&", ">"} & set(words):
            return self.sh(typed)
        if "<" in words:
            place = words.index("<")
            return self.catena(*words[1:place], stdin=(self.here / words[place + 1]).read_bytes())
        return self.catena(*words[1:])

    def matches(self, expected: str, found: str) -> bool:
        """Whether the text is what is expected; what its places stand for is remembered."""
        names: dict[str, str] = {}

        def place(match: re.Match[str]) -> str:
            whole, kind, name = match[0], match[1], match[2]
            if whole in self.bound:
                return re.escape(self.bound[whole])
            if name is None:
                return KINDS[kind]
            if whole in names.values():
                return f"(?P={next(group for group, known in names.items() if known == whole)})"
            group = f"g{len(names)}"
            names[group] = whole
            return f"(?P<{group}>{KINDS[kind]})"

        pattern, last = "", 0
        for each in _PLACE.finditer(expected):
            pattern += re.escape(expected[last : each.start()]) + place(each)
            last = each.end()
        pattern += re.escape(expected[last:])
        match = re.fullmatch(pattern, found)
        if match is None:
            return False
        self.bound |= {names[group]: text for group, text in match.groupdict().items()}
        return True


def _hands_on(words: list[str]) -> int:
    """Where a line has its only operators, if it is one command whose output others read to its end; else 0."""
    operators = [number for number, word in enumerate(words) if re.fullmatch("[|;&<>]+", word)]
    whole = all(words[number] == "|" and words[number + 1] != "head" for number in operators)
    plain = not re.search(r"[$*?~`]", " ".join(words[: operators[0]])) if operators else False
    return operators[0] if words[0] == "catena" and whole and plain else 0


@dataclass(frozen=True)
class Step:
    """A typed line and what is expected of it."""

    number: int
    typed: str
    out: str
    err: str
    code: int


def steps_of(session: str) -> list[Step]:
    """The steps of a `.session` file."""
    steps: list[Step] = []
    lines = session.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        told = [line for line in lines[start + 1 : end] if not line.startswith("; ")]
        while told and not told[-1]:
            told.pop()
        codes = [line for line in told if re.fullmatch(r"\[\d+\]", line)]
        out = [line for line in told if not line.startswith("! ") and line not in codes]
        err = [line[2:] for line in told if line.startswith("! ")]
        steps.append(Step(start + 1, lines[start][2:], _text(out), _text(err), int(codes[0][1:-1]) if codes else 0))
    return steps


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def play(shell: Shell, file: Path) -> None:
    """Types a session and holds each answer against what the file says; raises AssertionError with the difference."""
    for step in steps_of(file.read_text(encoding="utf-8")):
        came = shell.line(step.typed)
        if came.out and not came.out.endswith("\n"):
            came = replace(came, out=f"{came.out}{NO_LINE_END}\n")
        out_fits, err_fits = shell.matches(step.out, came.out), shell.matches(step.err, came.err)
        if not (out_fits and err_fits and came.code == step.code):
            wanted = _seen(step.out, step.err, step.code)
            found = _seen(came.out, came.err, came.code)
            difference = "".join(unified_diff(wanted, found, "expected", "came", n=20))
            raise AssertionError(f"{file.name}, line {step.number}: $ {step.typed}\n{difference}")


def _seen(out: str, err: str, code: int) -> list[str]:
    lines = out.splitlines(keepends=True) + [f"! {line}" for line in err.splitlines(keepends=True)]
    return [*lines, f"[{code}]\n"] if code else lines
