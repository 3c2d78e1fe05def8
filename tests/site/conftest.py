"""This repository as a newcomer has it: every file that git knows, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Site:
    """A copy of the repository that tests may build, publish and break."""

    path: Path

    def invoke(self, *arguments: str, code: int = 0, **environment: str) -> str:
        """Run `invoke` there, insist on its exit code and return all that it printed."""
        ran = subprocess.run(
            [sys.executable, "-m", "invoke", *arguments],
            cwd=self.path,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        assert ran.returncode == code, ran.stdout
        return ran.stdout

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that must be there, once."""
        path = self.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def files(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder, by its path there."""
        top = self.path / folder
        return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def copy_repository(target: Path) -> None:
    """Copy what a clone of the working tree would hold, without a ledger: never published."""
    listed = subprocess.check_output(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.exists() and name != "content/syndication.jsonl":
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


@pytest.fixture
def site(tmp_path):
    """A fresh copy of the repository."""
    copy_repository(tmp_path / "site")
    return Site(tmp_path / "site")


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """A copy that was built and published once; for tests that only look."""
    path = tmp_path_factory.mktemp("published") / "site"
    copy_repository(path)
    site = Site(path)
    site.invoke("build", "publish")
    return site
