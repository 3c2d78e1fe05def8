"""What people do to a site between two builds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from incremental.sites import name_part, run, write_answer, write_photograph, write_post, write_work

Edit = Callable[[Path], None]
SERIES = ("series0", "series1", "series2")
POSTS = [f"{series}/{name_part(number)}" for series in SERIES for number in (1, 2, 3)]
POSTS += ["series0/1-a-mi.md", "alone/only.md", "series1/9-draft.md", "pages/about.md"]


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Write a file anew, if it is there."""
    if path.is_file():
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def add_text(name: str, text: str) -> Edit:
    """Return an edit that adds a paragraph to a post."""
    return lambda site: rewrite(site / "content" / name, lambda before: f"{before}\n{text}\n")


def set_line(name: str, key: str, value: str) -> Edit:
    """Return an edit that writes a line of a post's header, or another in its place."""

    def change(before: str) -> str:
        head, _, text = before.partition("\n\n")
        lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
        return "\n".join([*lines, *([f"{key}: {value}"] if value else [])]) + "\n\n" + text

    return lambda site: rewrite(site / "content" / name, change)


def remove(name: str) -> Edit:
    """Return an edit that removes a post, from its series, too."""

    def edit(site: Path) -> None:
        path = site / "content" / name
        path.unlink(missing_ok=True)
        entry = f'[[parts]]\nsource = "{path.name}"\n'
        rewrite(path.parent / "series.toml", lambda text: text.replace(entry, ""))

    return edit


def rename(name: str, other: str) -> Edit:
    """Return an edit that gives a post another file, in its series, too."""

    def edit(site: Path) -> None:
        path, target = site / "content" / name, site / "content" / other
        if path.is_file() and not target.exists():
            path.rename(target)
            rewrite(path.parent / "series.toml", lambda text: text.replace(path.name, target.name))

    return edit


def begin(series: str, number: int) -> Edit:
    """Return an edit that adds a post to a series."""

    def edit(site: Path) -> None:
        folder = site / "content" / series
        write_post(folder, name_part(number), number, SERIES.index(series))
        entry = f'[[parts]]\nsource = "{name_part(number)}"\n'
        rewrite(folder / "series.toml", lambda text: text if entry in text else text + entry)

    return edit


def change_work(number: int, title: str) -> Edit:
    """Return an edit that gives a work another title, or takes it out of the .bib file."""

    def change(text: str) -> str:
        entry = re.compile(rf"@article{{work{number},.*?\n}}\n", re.DOTALL)
        if title and not entry.search(text):
            return f"{text}\n{write_work(number, title)}"
        return entry.sub(lambda _: write_work(number, title) if title else "", text)

    return lambda site: rewrite(site / "content/references.bib", change)


def replace_in(name: str, old: str, new: str) -> Edit:
    """Return an edit that puts a word in the place of another."""
    return lambda site: rewrite(site / name, lambda text: text.replace(old, new))


def append(name: str, text: str) -> Edit:
    """Return an edit that adds lines to a file."""
    return lambda site: rewrite(site / name, lambda before: before + text)


def draw_image(series: str, width: int) -> Edit:
    """Return an edit that puts another image in the place of one."""

    def edit(site: Path) -> None:
        from PIL import Image

        Image.new("RGB", (width, 30), "navy").save(site / "content" / series / "images/map.png")

    return edit


def take_photograph(width: int) -> Edit:
    """Return an edit that puts another photograph in the place of one."""
    return lambda site: write_photograph(site / "content/alone/images/rain.jpg", width)


def touch(name: str) -> Edit:
    """Return an edit that saves a file as it was."""
    return lambda site: os.utime(site / name) if (site / name).exists() else None


def publish(site: Path) -> None:
    """Send what is due, so that there are receipts, and another post with another build."""
    run(site, "publish", "--no-wait")


def harm(name: str) -> Edit:
    """Return an edit of what a build made: by another program, or by mistake."""

    def edit(site: Path) -> None:
        files = sorted(path for path in (site / name).rglob("*") if path.is_file())
        if files:
            files[len(files) // 2].write_bytes(b"")

    return edit


def lose(name: str) -> Edit:
    """Return an edit that removes a file that a build made."""

    def edit(site: Path) -> None:
        files = sorted(path for path in (site / name).rglob("*") if path.is_file())
        if files:
            files[len(files) // 3].unlink()

    return edit


def cut_record(name: str, share: float) -> Edit:
    """Return an edit that leaves half a record."""

    def edit(site: Path) -> None:
        path = site / ".cache/incremental" / name
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[: int(len(data) * share)])

    return edit


def forge_record(site: Path) -> None:
    """Let the record be one of another version."""
    path = site / ".cache/incremental/record.json"
    if path.is_file():
        _, _, text = path.read_bytes().partition(b"\n")
        data = json.loads(text)
        data["identity"]["format of the record"] = "0"
        path.write_bytes(b"0\n" + json.dumps(data).encode())


posts = st.sampled_from(POSTS)
words = st.sampled_from(
    ["More words.", "*Other* words.", "See [@work5, p. 9].", "A [link](https://a.example).", "x" * 9]
)
links = st.sampled_from(
    [
        "[two]({filename}/series1/2-b.md)",
        "![A square.]({static}/series2/images/map.png)",
        "[it]({filename}/alone/only.md)",
        "[](part:series1/b)",
        "[next](part:2)",
        "[all of it](series:series2)",
        "{{< include _shared.md >}}",
    ]
)
# What scholars write besides: each is numbered or listed on its page.
written = st.sampled_from(
    [
        "## Another heading",
        "![The square.](images/map.png){#fig-square}\n\nAs @fig-square shows.",
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n: Counts. {#tbl-counts}",
        "> [!NOTE]\n> See [@work2].",
        "So $x^2$ is.",
        "And so.[^other]\n\n[^other]: Another note, of @work4.",
    ]
)
lines = st.sampled_from(
    [
        ("Title", "Another title"),
        ("Title", "Third"),
        ("Tags", "two, three"),
        ("Tags", ""),
        ("Summary", "Another summary."),
        ("Summary", ""),
        ("Date", "2024-09-09 09:00"),
        ("Date", "2999-01-01"),
        ("Modified", "2024-10-10"),
        ("Status", "draft"),
        ("Status", "hidden"),
        ("Status", ""),
        ("Slug", "elsewhere"),
        ("Licence", "CC0-1.0"),
        ("Authors", "Other Person"),
        ("Image", "images/map.png"),
        ("Cover", "images/map.png"),
        ("Syndicate", "false"),
        ("Syndicate", "partner"),
        ("Formerly", "series1/7-before.md"),
    ]
)
works = st.builds(change_work, st.integers(1, 9), st.sampled_from(["Another work", "Third work", ""]))
# What most edits are: a few words of a post.
small = st.builds(add_text, posts, words)
SHARED = (
    "@string{journal = {Journal}}\n",
    "% A note.\n",
    "@misc{late, author = {Late, L.}, title = {Late}, crossref = {work1}, date = {2020}}\n",
)
edits = st.one_of(
    small,
    small,
    st.builds(add_text, posts, links),
    st.builds(add_text, posts, written),
    st.builds(
        append,
        st.sampled_from([f"content/{series}/_shared.md" for series in SERIES]),
        st.sampled_from(["More of it.\n", "See [@work6].\n", "## A heading\n"]),
    ),
    st.builds(
        append,
        st.just("content/conversation/series2/a.jsonl"),
        st.builds(write_answer, st.sampled_from("123"), st.sampled_from(["approved", "hidden", "pending"])),
    ),
    st.builds(lambda name, line: set_line(name, *line), posts, lines),
    st.builds(remove, posts),
    st.builds(
        rename, posts, st.sampled_from(["series0/7-other.md", "series2/7-other.md", "alone/7-other.md"])
    ),
    st.builds(begin, st.sampled_from(SERIES), st.integers(4, 5)),
    works,
    works,
    st.builds(append, st.just("content/references.bib"), st.sampled_from(SHARED)),
    st.builds(
        replace_in,
        st.just("content/people.toml"),
        st.just("given ="),
        st.sampled_from(["orcid =", "given ="]),
    ),
    st.builds(
        replace_in, st.just("content/series0/series.toml"), st.just("Series 0"), st.just("Series nought")
    ),
    st.builds(
        replace_in, st.just("content/series1/images/credits.toml"), st.just("A square"), st.just("Squares")
    ),
    st.builds(draw_image, st.sampled_from(SERIES), st.integers(20, 60)),
    st.builds(take_photograph, st.sampled_from([500, 640])),
    st.builds(
        append,
        st.sampled_from(["theme/templates/article.html", "theme/templates/base.html"]),
        st.just("<!-- -->\n"),
    ),
    st.builds(
        append,
        st.just("pelicanconf.py"),
        st.sampled_from(['SITENAME = "Other"\n', "FEED_MAX_ITEMS = 2\n", "# No change.\n"]),
    ),
    st.builds(touch, st.sampled_from(["content/series0/1-a.md", "content/references.bib", "pelicanconf.py"])),
    st.just(publish),
    st.builds(harm, st.sampled_from(["output", "outbox"])),
    st.builds(lose, st.sampled_from(["output", "outbox"])),
    st.builds(cut_record, st.sampled_from(["record.json", "posts.json"]), st.floats(0, 0.99)),
    st.just(forge_record),
)
