"""Deploying to a branch from which GitHub Pages, GitLab Pages or others serve a site."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crosspost.contract import Finding, Rooms
from crosspost.errors import SettingsError, SyndicationError
from crosspost.options import read_deploy_options

from .programs import last_words, read_complaint, require_program, run_program
from .written import describe_deploy, list_files

# Stands in the message of every commit of ours, so that what we wrote is known from any machine.
TRAILER = "Deployed-By: pelican-syndication"
# Without this file GitHub hides what begins with an underscore.
NO_JEKYLL = ".nojekyll"
# Seconds. A server that is silent for longer will say nothing more: one that works says so every five.
SILENCE = 120
# The kind of file that we write (git-update-index).
PLAIN = "100644"

COMPLAINTS = (
    (
        r"Host key verification failed",
        "this computer does not know the server of {remote} yet. Connect once by hand with `git fetch`, "
        "compare the fingerprint that it shows with the one that its owner publishes, and say yes",
    ),
    (
        r"Permission denied \(|Authentication failed|could not read (Username|Password)|error: 403"
        r"|[Ii]nvalid credentials|terminal prompts disabled",
        "{remote} does not accept who you are, or you may not push there. Try `git push` by hand",
    ),
    (
        r"does not appear to be a git repository|[Rr]epository .*not found",
        "there is no repository at {remote}, or you may not see it",
    ),
    (
        r"Could not resolve|Connection refused|timed out|No route to host|unreachable|Failed to connect"
        r"|too slow|not responding",
        "{remote} cannot be reached. Is its address right, and are you online",
    ),
    (
        r"No space left on device|[Qq]uota exceeded|unpacker error",
        "{remote} could not store the site. Is its disk full",
    ),
    (r"GH001|file size limit", "{remote} does not take so large a file"),
    (
        r"protected branch|hook declined|GH00\d",
        "{remote} refuses a push to its branch {branch}. Change its rules there, or name another branch",
    ),
)


class RejectedError(Exception):
    """Somebody else pushed while we made our commit."""


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Git:
    """Read `remote` and `branch`.

    Raises:
        SettingsError: An option cannot be used.
    """
    options = read_deploy_options(values, {"remote": "origin", "branch": "gh-pages"})
    remote, branch = options["remote"], options["branch"]
    if re.match(r"(?i)\s*(https?://[^/]*@|[\w+.-]+://[^/]*:[^/]*@)", remote):
        raise SettingsError(
            'SYNDICATION_DEPLOY: "remote" must hold no user, password or token: settings are public. '
            "Git's own credential helper keeps them, or use an address with ssh."
        )
    if not re.fullmatch(r"[\w][\w./-]*", branch) or ".." in branch or branch.endswith(("/", ".lock")):
        raise SettingsError(f'SYNDICATION_DEPLOY: "branch" must be a name such as gh-pages, not {branch!r}.')
    if remote.startswith("-") or "::" in remote:
        raise SettingsError(f'SYNDICATION_DEPLOY: "remote" must be an address or a name, not {remote!r}.')
    return Git(remote, branch, rooms)


class Git:
    """A branch of a repository that holds the built site.

    Commits are made without a working tree, so that the author's files, index and branches stay as they
    are. Files that others put into the branch stay, too: only what an earlier deploy wrote is removed.
    """

    def __init__(self, remote: str, branch: str, rooms: Rooms) -> None:
        """Take the remote, by its address or its name in the site's repository, and the branch there."""
        self.remote = remote
        self.branch = branch
        self.kept = f"refs/partwork/{branch}"
        self.root = rooms.root
        self.rooms = rooms
        self.output = rooms.output

    def deploy(self) -> str:
        """Commit what changed and push it; once more if somebody else pushed meanwhile."""
        self.require_repository()
        names = list(list_files(self.rooms))
        for last in (False, True):
            try:
                return self.push_site(names)
            except RejectedError as error:
                if last:
                    raise SyndicationError(
                        f"deploy: others push to {self.branch} of {self.remote} all the time, or it does not "
                        f"take what is pushed ({error}). Publish again later."
                    ) from None
        raise AssertionError

    def require_repository(self) -> None:
        """Insist on git and on a repository that holds the site."""
        require_program("git", "Deploying with git")
        if run_program(["git", "rev-parse", "--git-dir"], self.root).returncode:
            raise SettingsError(
                f"Deploying with git needs the site in a git repository, and {self.root} is in none: git init"
            )

    def push_site(self, names: list[str]) -> str:
        """Put the built site on top of the branch as it is there now."""
        parent = self.fetch()
        ours = self.list_ours(parent)
        keep = {*names, NO_JEKYLL}
        with tempfile.TemporaryDirectory(prefix="partwork-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            if parent:
                self.git("read-tree", parent, index=index)
            before = self.list_tree(index)
            gone = sorted(name for name in ours - keep if name in before)
            # An entry with the mode 0 is removed, and that before a folder may take its name.
            lines = [b"0 %040d\t%s\0" % (0, os.fsencode(name)) for name in gone]
            blobs = self.store(names)
            for name, blob in {NO_JEKYLL: self.git("hash-object", "-w", "--stdin"), **blobs}.items():
                lines.append(f"{PLAIN} {blob}\t".encode() + os.fsencode(name) + b"\0")
            command = ("update-index", "--add", "--replace", "-z", "--index-info")
            self.git(*command, index=index, text=b"".join(lines))
            tree = self.git("write-tree", index=index)
        sent = sum(before.get(name) != blob for name, blob in blobs.items())
        place = f"{self.branch} of {self.remote}"
        if not parent or tree != self.git("rev-parse", f"{parent}^{{tree}}"):
            self.push(self.commit(tree, parent), parent)
        return describe_deploy(place, sent, len(gone), len(names))

    def fetch(self) -> str:
        """Get the branch as it is there now, and return its last commit; "" if there is no such branch."""
        listed = self.git("ls-remote", self.remote, f"refs/heads/{self.branch}")
        if not listed:
            return ""
        # Into a name of our own, by which git knows what it has next time; the author's stay as they are.
        self.git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                 "--refmap=", self.remote, f"+refs/heads/{self.branch}:{self.kept}")  # fmt: skip
        return self.git("rev-parse", self.kept)

    def list_ours(self, parent: str) -> set[str]:
        """Return the files that earlier deploys wrote and nobody else changed since."""
        ours: set[str] = set()
        if not parent:
            return ours
        log = self.git("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "color.ui=false",
                       "log", "--reverse", "--first-parent", "-m", "--no-renames", "--name-status", "-z",
                       "--format=%x01%B%x02", parent, strip=False)  # fmt: skip
        for entry in log.split("\x01")[1:]:
            message, _, changes = entry.partition("\x02")
            words = changes.strip("\n\0").split("\0")
            written = TRAILER in message
            for status, name in zip(words[::2], words[1::2], strict=False):
                if written and status.strip() in {"A", "M", "T"}:
                    ours.add(name)
                else:
                    ours.discard(name)
        return ours

    def list_tree(self, index: Mapping[str, str]) -> dict[str, str]:
        """Return the files in an index, each with the name of its content."""
        listed = self.git("ls-files", "--stage", "-z", index=index, strip=False)
        entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
        return {name: head.split()[1] for head, _, name in entries}

    def store(self, names: list[str]) -> dict[str, str]:
        """Store the site's files as they are, and return the names of their contents."""
        folder = os.fsencode(self.output)
        paths = b"".join(folder + b"/" + os.fsencode(name) + b"\n" for name in names)
        blobs = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", text=paths).split()
        return dict(zip(names, blobs, strict=True))

    def commit(self, tree: str, parent: str) -> str:
        """Make a commit of a tree and return its name."""
        person: dict[str, str] = {}
        if not self.git("config", "--default", "", "--get", "user.email"):
            for role in ("AUTHOR", "COMMITTER"):
                if not os.environ.get(f"GIT_{role}_EMAIL"):
                    person |= {f"GIT_{role}_NAME": "Partwork", f"GIT_{role}_EMAIL": "partwork@localhost"}
        parents = ["-p", parent] if parent else []
        message = f"Deploy the site\n\n{TRAILER}\n".encode()
        return self.git("commit-tree", tree, *parents, index=person, text=message)

    def push(self, commit: str, parent: str) -> None:
        """Push a commit, if the branch is still as it was.

        Raises:
            RejectedError: It is not.
        """
        name = f"refs/heads/{self.branch}"
        # An empty lease says that the branch must not be there yet.
        lease = f"--force-with-lease={name}:{parent}"
        command = ["git", "push", "--porcelain", "--no-verify", lease, self.remote, f"{commit}:{name}"]
        ran = run_program(command, self.root, self.environment())
        if ran.returncode:
            answer = f"{ran.stdout.decode(errors='replace')}\n{read_complaint(ran)}"
            if re.search(r"\[rejected\]|cannot lock ref", answer):
                raise RejectedError(last_words(answer))
            raise SyndicationError(self.explain(answer))
        self.git("update-ref", self.kept, commit)

    def git(
        self, *arguments: str, index: Mapping[str, str] | None = None, text: bytes = b"", strip: bool = True
    ) -> str:
        """Run git in the site's repository and return what it printed.

        Raises:
            SyndicationError: It failed, and why.
        """
        command = ["git", "-c", "core.quotePath=false", *arguments]
        ran = run_program(command, self.root, {**self.environment(), **(index or {})}, text)
        if ran.returncode:
            raise SyndicationError(self.explain(read_complaint(ran)))
        printed = os.fsdecode(ran.stdout)
        return printed.strip() if strip else printed

    def environment(self) -> dict[str, str]:
        """Return what git is told: to ask nobody, to trust no server that is not known, to wait for none."""
        own = run_program(["git", "config", "--get", "core.sshCommand"], self.root).stdout.decode().strip()
        ssh = os.environ.get("GIT_SSH_COMMAND") or own or "ssh"
        options = "-o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=15"
        # A server that falls silent is given up: with ssh after three questions without an answer.
        options += f" -o ServerAliveInterval={SILENCE // 3} -o ServerAliveCountMax=3"
        patience = {"GIT_HTTP_LOW_SPEED_LIMIT": "1", "GIT_HTTP_LOW_SPEED_TIME": str(SILENCE)}
        patience = {name: os.environ.get(name, value) for name, value in patience.items()}
        return {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": f"{ssh} {options}", **patience}

    def explain(self, complaint: str) -> str:
        """Return what a complaint of git's means, and what to do."""
        words = last_words(complaint)
        for pattern, meaning in COMPLAINTS:
            if re.search(pattern, complaint):
                return f"deploy: {meaning.format(remote=self.remote, branch=self.branch)}. ({words})"
        return f"deploy: git failed with {self.remote}: {words}"

    def check(self) -> Iterator[Finding]:
        """Look whether git is here, and whether the remote answers."""
        try:
            self.require_repository()
            listed = self.git("ls-remote", self.remote, f"refs/heads/{self.branch}")
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        there = "is there" if listed else "is made by the first deploy"
        yield Finding(True, f"{self.remote} can be read; its branch {self.branch} {there}")
