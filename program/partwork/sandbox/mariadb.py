"""A real MariaDB: Debian's package, reached by a socket of its own and by nobody else."""

from __future__ import annotations

import getpass
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .programs import require_package

PLACES = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin"}
OPTIONS = (
    "--skip-networking",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=0",
    "--performance-schema=off",
)


@dataclass
class MariaDB:
    """A running server with one empty database, `wordpress`.

    Attributes:
        socket: Where it is reached, as `root` without a password.
    """

    socket: Path
    process: subprocess.Popen[bytes]

    def run(self, statements: str) -> str:
        """Carry out SQL and return what it prints."""
        command = ["mariadb", "--no-defaults", "-uroot", f"--socket={self.socket}", "-N", "wordpress"]
        ran = subprocess.run(
            command, input=statements, env=PLACES, capture_output=True, text=True, check=True
        )
        return ran.stdout

    def stop(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


def start_mariadb(folder: Path) -> MariaDB:
    """Start a server.

    Args:
        folder: A new one, for its files.
    """
    require_package("mariadbd", "mariadb-server-core", "mariadb-client-core")
    data, socket, user = folder / "data", folder / "mariadb.sock", getpass.getuser()
    folder.mkdir(parents=True)
    make = [
        "mariadb-install-db",
        "--no-defaults",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
    ]
    subprocess.run(
        [*make, f"--user={user}", f"--datadir={data}"],
        env=PLACES,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                "mariadbd",
                "--no-defaults",
                f"--user={user}",
                f"--datadir={data}",
                f"--socket={socket}",
                *OPTIONS,
            ],
            env=PLACES,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    command = ["mariadb", "--no-defaults", "-uroot", f"--socket={socket}", "-e", "create database wordpress"]
    for _ in range(300):
        if subprocess.run(command, env=PLACES, stderr=subprocess.DEVNULL).returncode == 0:
            return MariaDB(socket, process)
        time.sleep(0.1)
    raise RuntimeError(f"MariaDB did not start: {(folder / 'log').read_text()[-2000:]}")
