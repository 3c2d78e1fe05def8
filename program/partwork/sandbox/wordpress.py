"""A real WordPress: Debian's package on PHP's own server, its tables in SQLite or in MariaDB.

What is downloaded and unpacked stays in a cache, `$PARTWORK_SERVERS` or `~/.cache/partwork-servers`; each
server then runs on a copy of its own.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import tarfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from filelock import FileLock

from .mariadb import MariaDB, start_mariadb
from .place import cache_folder, free_port
from .programs import install_packages

SUITE = "trixie"
PACKAGES = (
    "wordpress",
    "wordpress-theme-twentytwentyfive",
    "php-getid3",
    "libjs-cropper",
    "libjs-underscore",
)
DATABASE_PLUGIN = "@wp-playground/cli@3.1.56"
EXTENSIONS = {"curl", "dom", "gd", "mbstring", "mysqli", "pdo_sqlite"}
# Its settings, and what is run beside it.
SCRIPTS = Path(__file__).with_name("wordpress_php")
PHP = ("php-cli", "php-curl", "php-gd", "php-mbstring", "php-mysql", "php-sqlite3", "php-xml")


def require_php() -> None:
    """Install PHP and its extensions, or fail with one line that says what to install."""

    def missing() -> set[str]:
        if not shutil.which("php"):
            return EXTENSIONS
        listed = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout
        return EXTENSIONS - {line.strip().lower() for line in listed.splitlines()}

    if not missing():
        return
    install_packages(*PHP)
    if missing():
        raise RuntimeError(f"WordPress needs PHP: apt-get install {' '.join(PHP)}")


def fetch_packages(folder: Path, names: tuple[str, ...] = PACKAGES) -> list[Path]:
    """Download Debian's packages without installing them, with an apt configuration of our own.

    Args:
        folder: Where to.
        names: Theirs.
    """
    folder.mkdir(exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        return _fetch_packages(folder, names)


def _fetch_packages(folder: Path, names: tuple[str, ...]) -> list[Path]:
    def find() -> list[Path]:
        return sorted(path for path in folder.glob("*.deb") if path.name.partition("_")[0] in names)

    if len(find()) >= len(names):
        return find()
    if not shutil.which("apt-get"):
        raise RuntimeError("WordPress comes from Debian's packages: it needs a Debian or Ubuntu")
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    mirrors = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True, check=True
    ).stdout.split()
    mirror = next((uri for uri in mirrors if "security" not in uri), None)
    if mirror is None:
        raise RuntimeError("apt-get knows no mirror: add one of Debian's to its sources")
    keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (folder / "sources.list").write_text(f"deb [signed-by={keys}] {mirror} {SUITE} main\n")
    (folder / "apt.conf").write_text(
        f'Dir::Etc::sourcelist "{folder}/sources.list"; Dir::Etc::sourceparts "-";\n'
        f'Dir::State::lists "{folder}/lists"; Dir::Cache "{folder}"; Dir::Cache::archives "archives";\n'
        'APT::Sandbox::User "";\n'
    )
    environment = {**os.environ, "APT_CONFIG": str(folder / "apt.conf")}
    for command in (["update"], ["download", *names]):
        subprocess.run(["apt-get", "-qq", *command], cwd=folder, env=environment, check=True)
    return find()


def fetch_database_plugin(folder: Path) -> Path:
    """Download the plugin that keeps WordPress's tables in SQLite; it ships inside an npm package."""
    found = folder / "sqlite-database-integration.zip"
    if not found.exists():
        if not shutil.which("npm"):
            raise RuntimeError("WordPress on SQLite needs npm: apt-get install npm")
        subprocess.run(
            ["npm", "pack", "--silent", DATABASE_PLUGIN], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        (archive,) = folder.glob("wp-playground-cli-*.tgz")
        with tarfile.open(archive) as tar:
            member = tar.extractfile("package/sqlite-database-integration.zip")
            assert member is not None
            found.write_bytes(member.read())
    return found


def unpack_wordpress(cache: Path) -> Path:
    """Return the folder with a WordPress that was never run, made on first use."""
    ready = cache / f"wordpress-{SUITE}"
    with FileLock(cache / "wordpress.lock"):
        if ready.exists():
            return ready
        downloads, work = cache / "downloads", cache / "wordpress.part"
        shutil.rmtree(work, ignore_errors=True)
        (work / "root").mkdir(parents=True)
        for package in fetch_packages(downloads):
            subprocess.run(["dpkg-deb", "-x", str(package), str(work / "root")], check=True)
        subprocess.run(["find", str(work / "root"), "-xtype", "l", "-delete"], check=True)
        # Links into other packages are followed within what was unpacked, or dropped above.
        subprocess.run(["cp", "-rL", str(work / "root/usr/share/wordpress"), str(work / "site")], check=True)
        content = work / "site/wp-content"
        (content / "plugins").mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(fetch_database_plugin(downloads)) as archive:
            archive.extractall(work / "plugin")
        (plugin,) = (work / "plugin").iterdir()
        plugin.rename(content / "plugins/sqlite-database-integration")
        shutil.copy(content / "plugins/sqlite-database-integration/db.copy", content / "db.php")
        (work / "site").rename(ready)
        shutil.rmtree(work)
    return ready


@dataclass
class WordPress:
    """A running server.

    Attributes:
        url: Its address, without a final slash.
        port: Its port on 127.0.0.1.
        site: Its own folder.
        passwords: An application password for each of administrator, author and contributor, who are
            called so.
    """

    url: str
    port: int
    site: Path
    passwords: dict[str, str]
    process: subprocess.Popen[bytes]
    database: MariaDB | None = None

    def request(self, method: str, path: str, role: str = "administrator", **options: Any) -> Any:
        """Ask the REST API as one of the users, and return its JSON."""
        token = base64.b64encode(f"{role}:{self.passwords[role]}".encode()).decode()
        with httpx2.Client(timeout=60, headers={"Authorization": f"Basic {token}"}) as client:
            response = client.request(method, f"{self.url}/wp-json/wp/v2/{path}", **options)
        assert response.status_code < 400, response.text
        return response.json()

    def posts(self) -> list[dict[str, Any]]:
        """Return every post in any state but the trash, as an administrator edits it, oldest first."""
        found = self.request("GET", "posts?status=any&context=edit&per_page=100&orderby=id&order=asc")
        assert isinstance(found, list)
        return found

    def media(self) -> list[dict[str, Any]]:
        """Return every uploaded file."""
        found = self.request("GET", "media?context=edit&per_page=100")
        assert isinstance(found, list)
        return found

    def page(self, address: str) -> str:
        """Return a page as a reader gets it."""
        response = httpx2.get(address, timeout=60)
        assert response.status_code == 200, address
        return response.text

    def run(self, code: str) -> None:
        """Run PHP code with the site's own functions."""
        start = (
            "$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET'];"
            f"require '{self.site}/wp-load.php';"
        )
        subprocess.run(["php", "-r", start + code], check=True, timeout=120)

    def reset(self) -> None:
        """Make the server as it was when it had just been installed."""
        content = self.site / "wp-content"
        shutil.rmtree(content / "uploads", ignore_errors=True)
        shutil.rmtree(content / "database")
        shutil.copytree(self.site / "fresh", content / "database")

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self.database:
            self.database.stop()
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)
        shutil.rmtree(self.site.parent)


def start_wordpress(database: bool = False) -> WordPress:
    """Start a server on a port of its own.

    Args:
        database: Whether its tables are in a MariaDB; such a server is not to be reset.
    """
    require_php()
    cache = cache_folder()
    template = unpack_wordpress(cache)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder = cache / "running" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    site = folder / "site"
    # Hard links: a copy in no time and no space. WordPress adds files, but changes none of these.
    subprocess.run(["cp", "-al", str(template), str(site)], check=True)
    for name in ("router.php", "install.php", "users.php"):
        shutil.copy(SCRIPTS / name, folder)
    (site / "wp-config.php").unlink(missing_ok=True)
    mariadb = start_mariadb(folder / "mariadb") if database else None
    if mariadb:
        (site / "wp-content/db.php").unlink()
    host = f"localhost:{mariadb.socket}" if mariadb else ""
    config = (SCRIPTS / "config.php").read_text(encoding="utf-8")
    (site / "wp-config.php").write_text(config.replace("@url@", url).replace("@host@", host))
    printed = ""
    for name in ("install.php", "users.php"):
        ran = subprocess.run(
            ["php", "-d", "display_errors=stderr", str(folder / name), str(site)],
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        printed = ran.stdout
    if not mariadb:
        shutil.copytree(site / "wp-content/database", site / "fresh")
    # Compiled scripts stay in memory between requests: each takes a fraction of the time.
    settings = {
        "opcache.enable_cli": "1",
        "opcache.jit": "function",
        "opcache.jit_buffer_size": "64M",
        "upload_max_filesize": "32M",
        "post_max_size": "32M",
        "memory_limit": "256M",
    }
    options = [word for name, value in settings.items() for word in ("-d", f"{name}={value}")]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            ["php", *options, "-S", f"127.0.0.1:{port}", "-t", str(site), str(folder / "router.php")],
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "2"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = WordPress(url, port, site, json.loads(printed)["users"], process, mariadb)
    for _ in range(300):
        try:
            if httpx2.get(f"{url}/wp-json/", timeout=20).status_code == 200:
                return server
        except httpx2.TransportError:
            time.sleep(0.1)
    log_text = (folder / "server.log").read_text()
    server.stop()
    raise RuntimeError(f"WordPress did not start: {log_text[-2000:]}")
