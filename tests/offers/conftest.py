"""A site in an environment in which a package of somebody else's is installed."""

import os
import subprocess
import sys

import pytest

TARGET = '''"""Copies as lines of a file."""

from crosspost.contract import Finding, Kind
from crosspost.model import Holding
from crosspost.options import read_options

KIND = Kind(local=True, options={"file": ""})


def open_target(settings, rooms, secret):
    return Lines(rooms.root / read_options(settings, KIND.options)["file"])


class Lines:
    keeps = {}

    def __init__(self, file):
        self.file = file

    def holds(self, holding):
        return self.file.exists()

    def find(self, delivery):
        return None

    def create(self, delivery):
        self.file.write_text(f"{delivery.post.title}\\n", encoding="utf-8")
        version = delivery.version
        return Holding(id="1", url="", public=True, version=version, stored=version, post=delivery.post.id)

    def close(self, deliveries):
        pass

    def check(self):
        return [Finding(True, f"can write {self.file.name}")]
'''
DEPLOY = '''"""A site as a list of its files."""

from crosspost.options import read_deploy_options


def open_list(values, rooms):
    return Listing(rooms, read_deploy_options(values, {"file": ""})["file"])


class Listing:
    def __init__(self, rooms, file):
        self.rooms, self.file = rooms, file

    def deploy(self):
        names = sorted(path.name for path in self.rooms.output.rglob("*.html"))
        (self.rooms.root / self.file).write_text("\\n".join(names), encoding="utf-8")
        return f"listed {len(names)} pages"

    def check(self):
        return []
'''
WORKS = '''"""Zines: their maker is a maker."""

from apa7.bibliography.richtext import plain
from apa7.rules.family import Family


class Zine(Family):
    def brackets(self, work):
        return [plain("Zine")]
'''
ENTRIES = """[partwork.targets]
lines = partwork_zines.target
broken = partwork_zines.missing
empty = partwork_zines.works
[partwork.deploys]
listing = partwork_zines.deploy:open_list
broken = partwork_zines.deploy:missing
[apa7.works]
zine = partwork_zines.works:Zine
leaflet = partwork_zines.missing:Leaflet
poster = partwork_zines.works:plain
"""


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """A folder with a package as pip installs it."""
    folder = tmp_path_factory.mktemp("packages")
    package, notes = folder / "partwork_zines", folder / "partwork_zines-1.0.dist-info"
    package.mkdir()
    notes.mkdir()
    for name, text in {"__init__": "", "target": TARGET, "deploy": DEPLOY, "works": WORKS}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: partwork-zines\nVersion: 1.0\n")
    (notes / "entry_points.txt").write_text(ENTRIES)
    return folder


@pytest.fixture
def run(packages, tmp_path):
    """Run a command of Python in the site's folder, with the package or without, and return what it says."""

    def command(*arguments, installed=True):
        path = {"PYTHONPATH": str(packages)} if installed else {}
        ended = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "400", **path},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return f"{ended.stdout}{ended.stderr}"

    return command


@pytest.fixture
def made(tmp_path):
    """The site: one post; what its settings say is written anew for each case."""

    def write(**settings):
        lines = {
            "SITENAME": "Mini",
            "SITEURL": "https://mini.example",
            "PLUGINS": ["licence", "metadata", "syndication"],
            "LICENCE": "CC-BY-4.0",
            "TIMEZONE": "UTC",
            "PATH": "content",
            **settings,
        }
        said = "".join(f"{name} = {value!r}\n" for name, value in lines.items())
        (tmp_path / "publishconf.py").write_text(said, encoding="utf-8")
        (tmp_path / "content").mkdir(exist_ok=True)
        post = "Title: Rain\nDate: 2024-05-01\nSlug: rain\n\nWords.\n"
        (tmp_path / "content/rain.md").write_text(post, encoding="utf-8")

    return write
