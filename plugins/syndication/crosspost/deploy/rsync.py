"""Deploying to a server with rsync over ssh: only what differs is sent."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from crosspost.contract import Finding, Rooms
from crosspost.errors import SettingsError, SyndicationError
from crosspost.options import read_deploy_options

from .programs import last_words, read_complaint, require_program, run_program
from .written import Written, describe_deploy, list_files

# Seconds: for the connection, and for a server that has fallen silent.
CONNECT = 15
SILENCE = 60
# rsync's exit codes. After the first, what the server said of it may be lost.
FILE_ERROR = 11
VANISHED = 24

# What rsync and ssh complain of → what it means and what to do. The first that fits is told.
COMPLAINTS = (
    (
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server at {host} is not the one that this computer knows by its host key. Ask its owner whether "
        "the key was changed, and only then forget the old one: ssh-keygen -R {known}",
    ),
    (
        "Host key verification failed",
        "this computer does not know the server {host} yet. Connect once by hand with `{ssh}`, compare the "
        "fingerprint that it shows with the one that its owner tells you, and say yes",
    ),
    (
        r"Permission denied \((?!13)",
        "{host} does not accept your key. Put your public key into the file authorized_keys there, or name "
        'the right key with "key" in SYNDICATION_DEPLOY',
    ),
    (
        r"UNPROTECTED PRIVATE KEY|invalid format|error in libcrypto",
        'the file of the "key" in SYNDICATION_DEPLOY is not a private key that only you can read',
    ),
    ("rsync:? (command )?not found", "there is no rsync on {host}. Install it there"),
    (
        "No space left on device|[Qq]uota exceeded",
        "the disk of {host} is full. Make room there and publish again: what was not sent follows then",
    ),
    (
        "Could not resolve|Connection refused|timed out|[Tt]imeout|No route to host|unreachable",
        "{host} cannot be reached. Are its name and its port right, and are you online",
    ),
    (
        r"No such file or directory \(2\)",
        "the folder above {path} is not there on {host}. Make it there first",
    ),
    (
        r"Permission denied \(13\)|Read-only file system",
        "you may not write {path} on {host}. Ask for the right to, or name another folder",
    ),
    (
        "unrecognized option|unknown option",
        "the rsync here or on {host} is too old: it must be 3.1 or later",
    ),
)


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Rsync:
    """Read `to`, `port`, `key` and `known_hosts`.

    Raises:
        SettingsError: An option cannot be used.
    """
    options = read_deploy_options(values, {"to": "", "port": 22, "key": None, "known_hosts": None})
    place = re.fullmatch(r"((?:[\w.-]+@)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])):(?!:)(.+)", options["to"])
    if not place or options["to"].startswith("-") or not place[2].strip("/."):
        raise SettingsError(
            'SYNDICATION_DEPLOY: "to" must be a folder on a server such as "user@example.org:/var/www/site", '
            f"not {options['to']!r}."
        )
    if not 0 < options["port"] < 65536:
        raise SettingsError(f'SYNDICATION_DEPLOY: "port" must be a port such as 22, not {options["port"]}.')
    ssh = ["ssh", "-p", str(options["port"])]
    for name, words in (("key", ("-o", "IdentitiesOnly=yes", "-i")), ("known_hosts", ())):
        if options[name] is None:
            continue
        path = rooms.root / Path(options[name]).expanduser()
        if not path.is_file():
            raise SettingsError(f'SYNDICATION_DEPLOY: "{name}": there is no file {path}.')
        ssh += [*words, str(path)] if words else ["-o", f'UserKnownHostsFile="{path}"']
    return Rsync(place[1], place[2].rstrip("/"), ssh, rooms)


class Rsync:
    """A folder on a server that is made the same as the built site.

    Files that others put there stay: only what an earlier deploy wrote is removed.
    """

    def __init__(self, host: str, path: str, ssh: list[str], rooms: Rooms) -> None:
        """Take the server, the folder there, the command that connects to it, and the site's folders."""
        self.host = host
        self.path = path
        self.ssh = ssh
        self.rooms = rooms
        self.output = rooms.output
        self.written = Written(rooms, f"ssh://{host}:{ssh[2]} {path}")

    def deploy(self) -> str:
        """Send what changed, then remove what is gone."""
        require_program("rsync", "Deploying with rsync")
        require_program("ssh", "Deploying with rsync")
        names = list_files(self.rooms)
        before = self.written.read()
        # Before anything is sent, so that whatever a stopped run sent is removed when it is gone.
        self.written.write(before.union(names))
        sent = self.send(names, "--delay-updates")
        removed = self.remove(before.difference(names), names)
        self.written.write(names)
        return describe_deploy(f"{self.host}:{self.path}", sent, removed, len(names))

    def remove(self, gone: Iterable[str], names: Iterable[str]) -> int:
        """Remove files, then the folders that are empty without them, and return how many files."""
        paths = list(map(PurePosixPath, gone))
        if not paths:
            return 0
        removed = self.send(map(str, paths), "--delete-missing-args", counted="*deleting")
        # Where rsync left what it had received when a run was stopped ("--delay-updates").
        self.send([str(path.parent / ".~tmp~" / path.name) for path in paths], "--delete-missing-args")
        kept = {parent for name in names for parent in PurePosixPath(name).parents}
        folders = {parent for path in paths for parent in (path.parent / ".~tmp~", *path.parents)} - kept
        # A folder goes only when it is empty, so the inner ones go first.
        for depth in sorted({len(folder.parts) for folder in folders}, reverse=True):
            level = [str(folder) for folder in folders if len(folder.parts) == depth]
            self.send(level, "--delete-missing-args")
        return removed

    def send(self, names: Iterable[str], *options: str, counted: str = "<f") -> int:
        """Run rsync for some files and return how many lines of its report begin with `counted`."""
        listed = b"".join(os.fsencode(name) + b"\0" for name in names)
        ran = self.run(
            # A build makes every file anew, so their times say nothing. Who may read a file is for the
            # web server, whatever our own umask is.
            "--checksum", "--copy-links", "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r",
            "--from0", "--files-from=-", "--out-format=%i %n", *options, ".", f"{self.host}:{self.path}/",
            text=listed,
        )  # fmt: skip
        return sum(
            line.startswith(counted) and not line.endswith("/")
            for line in ran.decode(errors="replace").splitlines()
        )

    def run(self, *arguments: str, text: bytes = b"") -> bytes:
        """Run rsync over ssh and return what it printed.

        Raises:
            SyndicationError: It failed, and why.
        """
        ssh = [*self.ssh, "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
        ssh += ["-o", f"ConnectTimeout={CONNECT}", "-o", "ServerAliveInterval=15"]
        command = ["rsync", "--protect-args", f"--timeout={SILENCE}", f"--rsh={shlex.join(ssh)}", *arguments]
        ran = run_program(command, self.output if self.output.is_dir() else Path.cwd(), text=text)
        # "--delete-missing-args" misses a folder that is gone with its files, and says so.
        if ran.returncode and (ran.returncode, "--delete-missing-args" in arguments) != (VANISHED, True):
            raise SyndicationError(self.explain(read_complaint(ran), ran.returncode))
        return ran.stdout

    def explain(self, complaint: str, code: int) -> str:
        """Return what a complaint of rsync's or ssh's means, and what to do."""
        port = self.ssh[2]
        host = self.host.rpartition("@")[2]
        known = shlex.quote(f"[{host}]:{port}") if port != "22" else host
        places = {"host": host, "path": self.path, "known": known, "ssh": f"ssh -p {port} {self.host}"}
        for pattern, words in COMPLAINTS:
            if re.search(pattern, complaint):
                return f"deploy: {words.format(**places)}. ({last_words(complaint)})"
        if code == FILE_ERROR:
            complaint = "it could not write the files there. Is its disk full?"
        return f"deploy: rsync to {self.host}:{self.path} failed: {last_words(complaint)}"

    def check(self) -> Iterator[Finding]:
        """Look whether rsync is here and there, and whether the key is accepted."""
        try:
            require_program("rsync", "Deploying with rsync")
            require_program("ssh", "Deploying with rsync")
            self.run("--list-only", "--dirs", f"{self.host}:{self.path}/")
        except SyndicationError as error:
            if "No such file or directory (2)" in str(error):
                yield Finding(True, f"{self.host} accepts your key; {self.path} is made by the first deploy")
            else:
                yield Finding(False, str(error))
        else:
            yield Finding(True, f"{self.host} accepts your key, and {self.path} is there")
