"""A real OpenSSH server on 127.0.0.1, with keys of its own, for the user who runs the tests."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from partwork.sandbox.place import free_port
from partwork.sandbox.programs import require_package

CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PidFile none
SetEnv PATH={folder}/bin:/usr/bin:/bin
"""


@dataclass
class Sshd:
    """A running server.

    Attributes:
        port: Its port on 127.0.0.1.
        folder: Its own folder: the keys `user` (accepted) and `stranger` (not), the file `known_hosts`, and
            `bin`, whose programs come before the system's for who logs in.
        www: An empty folder to deploy to.
    """

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def host(self) -> str:
        """User and host."""
        return f"{getpass.getuser()}@127.0.0.1"

    @property
    def www(self) -> Path:
        """The folder to deploy to."""
        return self.folder / "www"

    def settings(self, **changes: object) -> dict[str, object]:
        """Return a SYNDICATION_DEPLOY that works."""
        return {
            "kind": "rsync",
            "to": f"{self.host}:{self.www}",
            "port": self.port,
            "key": str(self.folder / "user"),
            "known_hosts": str(self.folder / "known_hosts"),
            **changes,
        }

    def reset(self) -> None:
        """Make the server as it was when it had just been installed."""
        for name in ("www", "bin"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder)


def start_sshd() -> Sshd:
    """Start a server on a port of its own."""
    require_package("sshd", "openssh-server")
    require_package("ssh", "openssh-client")
    require_package("rsync", "rsync")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    folder, port = Path(tempfile.mkdtemp(prefix="partwork-sshd-")), free_port()
    for name in ("host", "user", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized_keys")
    key = " ".join((folder / "host.pub").read_text().split()[:2])
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {key}\n")
    (folder / "sshd_config").write_text(CONFIG.format(port=port, folder=folder))
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            ["/usr/sbin/sshd", "-D", "-e", "-f", folder / "sshd_config"],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Sshd(port, folder, process)
    server.reset()
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    complaint = (folder / "server.log").read_text()
    server.stop()
    raise RuntimeError(f"sshd did not start: {complaint[-2000:]}")
