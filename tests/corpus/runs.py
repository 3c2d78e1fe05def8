"""Runs the cases, those that can together, and says of each what went wrong."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path

from commands import Command
from corpus.cases import Case, read_cases
from corpus.site import begin, write_samples, write_site

# Two at a time.
WORKERS = 2
CANARY = b"CANARY"
# What the author's readers and partners get.
PUBLIC = ("output", "outbox", "public", "copies")
LEDGER = "content/syndication.jsonl"
# Lines that sum up, whatever was said before.
SUMS = re.compile(
    r"Done: Processed .*|Built the whole site: .*|Remade \d+ files?: .*"
    r"|Nothing has changed since the last build\."
    r"|(\d+) errors?: output/ and outbox/ are as they were\."
    r"|\d+ posts?, \d+ works?: \d+ errors?, \d+ warnings?"
    r"|\d+ posts?: \d+ errors?, \d+ warnings?, \d+ pieces? of advice"
)
Files = dict[str, bytes]


@dataclass
class Run:
    """One command that answers one case or several.

    Attributes:
        cases: Them.
        site: A copy of the mini site, with their files.
        faults: What went wrong with no one case of them: what kind, and in words.
    """

    cases: list[Case]
    site: Path
    command: Command | None = None
    code: int = 0
    lines: list[str] = field(default_factory=list)
    before: Files = field(default_factory=dict)
    after: Files = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def start(self, base: Path, samples: Path) -> None:
        """Begin it in a copy of the built site."""
        shutil.copytree(base, self.site, symlinks=True)
        for case in self.cases:
            case.write(self.site, samples)
        self.before = read_files(self.site)
        self.command = begin(self.cases[0].command(), self.site, self.cases[0].environment)

    def finish(self) -> None:
        """Note how it ended."""
        assert self.command is not None
        self.code, printed = self.command.end()
        self.lines = printed.replace(str(self.site), "{site}").splitlines()
        self.after = read_files(self.site)
        shutil.rmtree(self.site)
        self.faults = [*self._look_for_crashes(), *self._look_at_state(), *self._look_for_leaks()]
        if len(self.cases) > 1:
            said = {line for case in self.cases for line in self.lines_of(case)}
            self.faults += [("line of no case", line) for line in self.said() if line not in said]

    def said(self) -> list[str]:
        """Return the lines that say something about cases, in order."""
        return sorted(line for line in self.lines if not SUMS.fullmatch(line))

    def lines_of(self, case: Case) -> list[str]:
        """Return the lines that name a case's folder before any other's; alone it has all of them."""
        slugs = "|".join(other.slug for other in self.cases)
        named = re.compile(rf"(?<![\w-])({slugs})(?![\w-])")
        return [
            line
            for line in self.said()
            if len(self.cases) == 1 or ((first := named.search(line)) and first[1] == case.slug)
        ]

    def faults_of(self, case: Case) -> list[tuple[str, str]]:
        """Return what went wrong with one case."""
        found = []
        missing = Counter(case.lines) - Counter(self.lines_of(case))
        if case.lines and not self.lines_of(case):
            found.append(("silent", "nothing is said"))
        found += [("not said", line) for line in missing.elements()]
        surplus = Counter(self.lines_of(case)) - Counter(case.lines)
        return found + [("said", line) for line in surplus.elements()]

    def _look_for_crashes(self) -> list[tuple[str, str]]:
        found = [("traceback", line) for line in self.lines if line.startswith("Traceback")]
        if self.code not in (0, 1, 2):
            found.append(("traceback", f"it ended with {self.code}"))
        return found

    def _look_at_state(self) -> list[tuple[str, str]]:
        found = []
        after = self.cases[0].after
        if after == "built":
            page = self.after.get("output/index.html", b"")
            if self.code or not page.rstrip().endswith(b"</html>"):
                found.append(("half-written", f"no site was built: it ended with {self.code}"))
            if not any(name.startswith("outbox/") for name in self.after):
                found.append(("half-written", "no outbox was built"))
        else:
            kept = ("content/", "output/", "outbox/")
            names = sorted(
                name
                for name in self.before.keys() | self.after.keys()
                if self.before.get(name) != self.after.get(name)
                and not name.startswith(".cache/")
                and (after == "unchanged" or (name.startswith(kept) and name != LEDGER))
            )
            found += [("half-written", f"{name} is not as it was") for name in names]
            if after == "refused" and not self.code:
                found.append(("silent", "it was not refused"))
        told = next((int(match[1]) for line in self.lines if (match := SUMS.fullmatch(line)) and match[1]), 0)
        if told and told != sum(line.startswith("error: ") for line in self.lines):
            found.append(("miscounted", f"{told} errors are said to be there"))
        # What a case itself puts there is there before.
        rests = [name for name in self.after.keys() - self.before.keys() if ".part-" in name]
        return found + [
            ("half-written", f"{name} is left") for name in rests if not name.startswith(".cache/")
        ]

    def _look_for_leaks(self) -> list[tuple[str, str]]:
        places = [
            name
            for name, content in self.after.items()
            if name.startswith(tuple(f"{folder}/" for folder in PUBLIC))
            and CANARY in content
            and self.before.get(name) != content
        ]
        return [
            *(("leaked", f"into {name}") for name in places),
            *(("leaked", f"printed: {line}") for line in self.lines if CANARY.decode() in line),
        ]


def read_files(site: Path) -> Files:
    """Return every file of a site, and of a link where it leads."""
    found = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}".encode(errors="surrogateescape")
        elif path.is_file() and "__pycache__" not in name:
            found[name] = path.read_bytes()
    return found


class Runs:
    """All runs of one session, each begun when somebody asks for a case of its area.

    Args:
        folder: Where sites are written.
        selected: The names of the cases that somebody will ask for.
    """

    def __init__(self, folder: Path, selected: set[str]) -> None:
        self.folder = folder
        self.base = folder / "base"
        self.samples = folder / "samples"
        self.cases = [case for case in read_cases() if str(case) in selected]
        self.waiting: list[Run] = []
        self.working: list[Run] = []
        # By the names of the cases; those of a batch that went wrong are run again, each by itself.
        self.done: dict[tuple[str, ...], Run] = {}
        self.begun: set[str] = set()
        write_samples(self.samples)
        self.base.mkdir()
        write_site(self.base, self.samples)

    def faults_of(self, case: Case) -> list[tuple[str, str]]:
        """Return what went wrong with a case, in its batch or, if that went wrong, alone."""
        run = self.find(self.batch_of(case))
        if len(run.cases) > 1 and (run.faults or run.faults_of(case)):
            run = self.find([case])
        return [*run.faults, *run.faults_of(case)]

    def batch_of(self, case: Case) -> list[Case]:
        """Return the cases that share a command with one."""
        return [other for other in self.cases if other.batch == case.batch]

    def find(self, cases: list[Case]) -> Run:
        """Return the run of these cases when it has ended."""
        area = cases[0].area
        if area not in self.begun:
            self.begun.add(area)
            batches = {case.batch: self.batch_of(case) for case in self.cases if case.area == area}
            self.waiting += [self.plan(batch) for batch in batches.values()]
        key = tuple(map(str, cases))
        planned = {tuple(map(str, run.cases)) for run in (*self.waiting, *self.working, *self.done.values())}
        if key not in planned:
            self.waiting.insert(0, self.plan(cases))
        while key not in self.done:
            self.work()
        return self.done[key]

    def plan(self, cases: list[Case]) -> Run:
        """Return a run that has not begun."""
        return Run(cases, self.folder / f"{cases[0].slug}-{len(cases)}")

    def work(self) -> None:
        """Keep the commands going until one has ended."""
        while self.waiting and len(self.working) < WORKERS:
            run = self.waiting.pop(0)
            run.start(self.base, self.samples)
            self.working.append(run)
        ended = wait([run.command.process.sentinel for run in self.working if run.command])
        for run in [run for run in self.working if run.command and run.command.process.sentinel in ended]:
            self.working.remove(run)
            run.finish()
            self.done[tuple(map(str, run.cases))] = run
