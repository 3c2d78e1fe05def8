"""The whole network of Bluesky on this machine: a PDS, and the view that tells anybody who said what.

Bluesky's own program for its developers, from npm, with Debian's PostgreSQL and Redis, all of it in a folder
that goes when it ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2

from partwork.sandbox.bluesky import PASSWORD, POSTS, Bluesky
from partwork.sandbox.node import install_program, node_environment
from partwork.sandbox.place import free_port
from partwork.sandbox.programs import install_packages, require_package

VERSION = "0.6.7"
PACKAGE = {
    "private": True,
    "type": "module",
    "dependencies": {"@atproto/dev-env": VERSION},
    # These are what it was tried with. This SQLite brings its binaries along.
    "overrides": {
        "@atproto/bsky": "0.0.280",
        "@atproto/bsync": "0.0.44",
        "@atproto/pds": "0.5.35",
        "better-sqlite3": "13.2.0",
    },
}
ADMIN = ("admin", "admin-pass")
DATABASE = "postgres"
# Nothing of it is needed when it has ended.
HASTY = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "shared_buffers=16MB",
)

SERVE = """
import http from 'node:http'
import net from 'node:net'
const listen = net.Server.prototype.listen
// All of them would listen to the whole network.
net.Server.prototype.listen = function (where, ...rest) {
  const port = typeof where === 'object' ? where.port : where
  if (typeof port !== 'number') return listen.call(this, where, ...rest)
  return listen.call(this, { port, host: '127.0.0.1' }, rest.find((one) => typeof one === 'function'))
}
const { TestPlc, TestPds, TestBsync, TestBsky, mockNetworkUtilities } = await import('@atproto/dev-env')
const { DATABASE: dbPostgresUrl, REDIS: redisHost } = process.env
const [port, pdsPort, calm] = ['VIEW', 'PDS', 'CALM'].map((name) => Number(process.env[name]))
const plc = await TestPlc.create({})
const bsync = await TestBsync.create({ apiKeys: ['key'], dbUrl: dbPostgresUrl, dbSchema: 'bsync' })
const view = await TestBsky.create({
  port, pdsPort, plcUrl: plc.url, bsyncUrl: bsync.url, bsyncApiKey: 'key', redisHost,
  repoProvider: `ws://localhost:${pdsPort}`, dbPostgresUrl, dbPostgresSchema: 'view',
})
const pds = await TestPds.create({
  port: pdsPort, didPlcUrl: plc.url, bskyAppViewUrl: view.url, bskyAppViewDid: view.ctx.cfg.serverDid,
})
mockNetworkUtilities(pds, view)
// Answers when the view has seen all that was said.
http.createServer(async (request, response) => {
  await pds.processAll()
  const last = await pds.ctx.sequencer.curr()
  for (;;) {
    await view.sub.processAll()
    if (!last || (await view.sub.getCursor()) >= last) break
    await new Promise((go) => setTimeout(go, 10))
  }
  response.end('{}')
}).listen(calm)
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => process.exit(0))
"""


@dataclass
class Atmosphere:
    """A running network.

    Attributes:
        author: The PDS, as the account that posts: `author.test`.
        view: The address of the view.
        calm: An address that answers when the view knows all.
        people: The same PDS, as others, by their names.
        said: What they answered, by its address.
    """

    author: Bluesky
    view: str
    calm: str
    folder: Path
    processes: list[subprocess.Popen[bytes]]
    people: dict[str, Bluesky] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    def join(self, name: str) -> Bluesky:
        """Return the PDS as somebody, who gets an account if there is none yet."""
        if name not in self.people:
            account = {
                "handle": f"its-{name}.test",
                "email": f"{name}@example.test",
                "password": PASSWORD,
            }
            guest = replace(self.author, token="", handle=f"its-{name}.test")
            made = guest.ask("com.atproto.server.createAccount", account)
            self.people[name] = replace(guest, token=made["accessJwt"], did=made["did"])
            self.describe(name)
        return self.people[name]

    def describe(self, name: str, *labels: str) -> None:
        """Write somebody's profile, with labels that they give themselves."""
        profile: dict[str, Any] = {"$type": "app.bsky.actor.profile", "displayName": name.title()}
        if labels:
            values = [{"val": label} for label in labels]
            profile["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": values}
        self.people[name].put(profile, "self", "app.bsky.actor.profile")

    def as_person(self, name: str) -> Bluesky:
        """Return the PDS as the author or somebody else."""
        return self.author if name == "author" else self.join(name)

    def find(self, uri: str) -> dict[str, Any]:
        """Return a post of the author's, by its address."""
        return next(record for record in self.author.records() if record["uri"] == uri)

    def write(self, text: str) -> Any:
        """Post something as the author, and return its uri and cid."""
        return self.author.put({"$type": POSTS, "text": text, "createdAt": now()})

    def say(
        self,
        name: str,
        text: str,
        above: dict[str, Any],
        root: dict[str, Any] | None = None,
        quoted: dict[str, Any] | None = None,
    ) -> Any:
        """Post an answer as somebody, and return its uri and cid."""
        reply = {"parent": name_record(above), "root": name_record(root or above)}
        record = {"$type": POSTS, "text": text, "createdAt": now(), "langs": ["en"], "reply": reply}
        if quoted:
            record["embed"] = {"$type": "app.bsky.embed.record", "record": name_record(quoted)}
        made = self.as_person(name).put(record)
        self.said[made["uri"]] = record
        return made

    def edit(self, name: str, answer: dict[str, Any], text: str) -> None:
        """Change what somebody posted, as some programs do."""
        self.as_person(name).put({**self.said[answer["uri"]], "text": text}, key_of(answer["uri"]))

    def hide(self, root: dict[str, Any], *answers: dict[str, Any]) -> None:
        """Hide answers below a post of the author's."""
        gate = {"$type": "app.bsky.feed.threadgate", "post": root["uri"], "createdAt": now()}
        hidden = {"hiddenReplies": [one["uri"] for one in answers]}
        self.author.put({**gate, **hidden}, key_of(root["uri"]), gate["$type"])

    def detach(self, post: dict[str, Any], name: str) -> None:
        """Take a post of the author's out of what somebody quoted it in."""
        gate = {"$type": "app.bsky.feed.postgate", "post": post["uri"], "createdAt": now()}
        quoting = [uri for uri, one in self.said.items() if self.people[name].did in uri and "embed" in one]
        self.author.put({**gate, "detachedEmbeddingUris": quoting}, key_of(post["uri"]), gate["$type"])

    def block(self, name: str, other: str) -> None:
        """Let somebody block somebody."""
        block = {"subject": self.as_person(other).did, "createdAt": now()}
        self.as_person(name).put(block, collection="app.bsky.graph.block")

    def leave(self, name: str) -> None:
        """Let somebody deactivate their account."""
        self.people[name].ask("com.atproto.server.deactivateAccount", {})

    def take_down(self, answer: dict[str, Any]) -> None:
        """Take a post down, as those who run the view do."""
        subject = {"$type": "com.atproto.repo.strongRef", **name_record(answer)}
        body = {"subject": subject, "takedown": {"applied": True, "ref": "tests"}}
        address = f"{self.view}/xrpc/com.atproto.admin.updateSubjectStatus"
        httpx2.post(address, json=body, auth=ADMIN, timeout=60).raise_for_status()

    def settle(self) -> None:
        """Wait until the view knows all that was said."""
        httpx2.get(self.calm, timeout=60).raise_for_status()

    def stop(self) -> None:
        """End all of it and remove its folder."""
        for process in reversed(self.processes):
            if process.poll() is None:
                # PostgreSQL ends at once by this one.
                os.killpg(process.pid, signal.SIGINT)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(20)
        shutil.rmtree(self.folder)


def now() -> str:
    """Return the moment as records write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def key_of(uri: str) -> str:
    """Return the last part of a record's address."""
    return uri.rpartition("/")[2]


def name_record(record: dict[str, Any]) -> dict[str, str]:
    """Return how other records name one."""
    return {key: record[key] for key in ("uri", "cid")}


def find_postgres() -> Path:
    """Return the folder with PostgreSQL's programs; Debian keeps them apart."""

    def look() -> list[Path]:
        return sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))

    if not look():
        install_packages("postgresql")
    if not look():
        raise RuntimeError("PostgreSQL is not there: apt-get install postgresql")
    return look()[-1].parent


def start_atmosphere() -> Atmosphere:
    """Start a network on ports of its own."""
    require_package("redis-server", "redis-server")
    programs = find_postgres()
    app = install_program(f"atmosphere-{VERSION}", PACKAGE, "serve.mjs", SERVE)
    folder = Path(tempfile.mkdtemp(prefix="atmosphere-"))
    # PostgreSQL refuses to be run by root.
    owner: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    data = folder / "database"
    data.mkdir()
    if owner:
        folder.chmod(0o755)
        shutil.chown(data, "postgres", "postgres")
    (folder / "files").mkdir()
    ports = {name: free_port() for name in ("DATABASE", "REDIS", "PDS", "VIEW", "CALM")}
    make = [programs / "initdb", "-D", data, "-A", "trust", "-N", "-U", DATABASE, "-E", "UTF8", "--locale=C"]
    subprocess.run(make, check=True, cwd=data, stdout=subprocess.DEVNULL, **owner)
    options = [
        word
        for value in (
            *HASTY,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            f"port={ports['DATABASE']}",
        )
        for word in ("-c", value)
    ]
    network = Atmosphere(
        Bluesky(f"http://127.0.0.1:{ports['PDS']}", ports["PDS"], folder, None),  # type: ignore[arg-type]
        f"http://127.0.0.1:{ports['VIEW']}",
        f"http://127.0.0.1:{ports['CALM']}",
        folder,
        [],
    )

    def run(*command: str | Path, **more: Any) -> None:
        with (folder / "server.log").open("ab") as log:
            started = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **more)
        network.processes.append(started)

    try:
        run(programs / "postgres", "-D", data, *options, cwd=data, **owner)
        run("redis-server", "--port", str(ports["REDIS"]), "--bind", "127.0.0.1", "--save", "", cwd=folder)
        wait_for(network, programs / "pg_isready", ports["DATABASE"])
        settings = {
            **{name: str(port) for name, port in ports.items()},
            "DATABASE": f"postgres://{DATABASE}@127.0.0.1:{ports['DATABASE']}/{DATABASE}",
            "REDIS": f"127.0.0.1:{ports['REDIS']}",
            "NODE_ENV": "development",
            "NODE_COMPILE_CACHE": str(app / "compiled"),
            "LOG_ENABLED": "false",
            "TMPDIR": str(folder / "files"),
        }
        run("node", "serve.mjs", cwd=app, env=node_environment(**settings))
        wait_until_ready(network)
        network.author.make_accounts()
        network.people["colleague"] = replace(network.author, token="", handle="colleague.test")
    except BaseException:
        network.stop()
        raise
    return network


def wait_for(network: Atmosphere, program: Path, port: int) -> None:
    """Wait until PostgreSQL answers."""
    for _ in range(300):
        if subprocess.run([program, "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(network.folder / 'server.log').read_text()[-2000:]}")


def wait_until_ready(network: Atmosphere) -> None:
    """Wait until the network answers."""
    for _ in range(1200):
        try:
            network.settle()
            return
        except httpx2.HTTPError:
            if network.processes[-1].poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"The network did not start: {(network.folder / 'server.log').read_text()[-2000:]}")
