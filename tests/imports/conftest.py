"""A content folder to import into."""

from datetime import UTC, datetime

import pytest

from imports.errors import ImportingError
from imports.model import Image, Import, Post
from imports.report import report
from imports.writing.files import write_import

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


class Folder:
    """A content folder, and what becomes of imports into it."""

    def __init__(self, root):
        self.content = root / "content"
        self.content.mkdir()

    def take(self, imported, **options):
        """Import, and return the lines of the report."""
        outcome = write_import(self.content, imported, NOW, **options)
        return list(report(imported, outcome, self.content))

    def read(self, name):
        return (self.content / name).read_text(encoding="utf-8")

    def write(self, name, text):
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def files(self):
        return {
            path.relative_to(self.content).as_posix(): path.read_bytes()
            for path in sorted(self.content.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def make_post(title="First", body="Text.", **other):
    return Post(
        **{"id": f"https://old.example/?p={title}", "title": title, "body": body, "place": "x.xml:1"}
        | {"date": NOW}
        | other
    )


def make_import(*posts, **other):
    return Import("WordPress", "x.xml", list(posts), **other)


def make_image(data, address="https://old.example/map.png", **other):
    def load():
        if data is None:
            raise ImportingError("is not there.")
        return data

    return Image(address, address.rpartition("/")[2], load, **other)
