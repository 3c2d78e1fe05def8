"""Sites of any size to time builds with: the same words for this project and for its peers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "people community practice online research social work family support network health question evidence",
    "learning story local public policy voice young school worker agency trust care safe listen connect",
    "write read think between change often because through without together another example different",
)
VOCABULARY = " ".join(WORDS).split()
FAMILIES = ("Kea", "Tui", "Weka", "Kaka", "Ruru", "Pukeko", "Takahe", "Moa", "Hihi", "Toroa", "Tara", "Titi")
# Works a post, posts a series, posts a work is shared by (about).
CITED = 6
PARTS = 3
SHARED = 3
# A work that exactly so many posts cite, all over the site.
WIDE = "wide"
CITING = 10


@dataclass(frozen=True)
class Post:
    """A post of the bench: its place, its words, and which works it cites.

    Attributes:
        number: Of the post, from 0.
        series: The slug of its series.
        title: Its title.
        date: As `2020-01-31 10:00`.
        tags: Two of them.
        summary: One sentence.
        paragraphs: Its text, with `{n}` where the n-th citation stands.
        keys: The works that it cites.
    """

    number: int
    series: str
    title: str
    date: str
    tags: tuple[str, str]
    summary: str
    paragraphs: tuple[str, ...]
    keys: tuple[str, ...]

    def text(self, cite: bool) -> str:
        """Return the Markdown, its citations as such or as the words that they would become."""
        marks = [
            f"[@{key}, p. {number + 3}]" if cite else f"({key}, p. {number + 3})"
            for number, key in enumerate(self.keys)
        ]
        return "\n\n".join(paragraph.format(*marks) for paragraph in self.paragraphs)


def make_posts(count: int) -> Iterator[Post]:
    """Make posts of about 900 words; the same ones for the same count."""
    chance = random.Random(count)
    works = max(12, count * CITED // SHARED)
    for number in range(count):
        day = count - number
        paragraphs = []
        for paragraph in range(9):
            words = chance.choices(VOCABULARY, k=100)
            words[20] = f"*{words[20]}*"
            words[50] = f"[{words[50]}](https://example.org/{words[51]})"
            if paragraph < CITED:
                words[80] += f" {{{paragraph}}}"
            text = " ".join(words)
            paragraphs += (
                [f"## {' '.join(chance.choices(VOCABULARY, k=4)).capitalize()}"] if not paragraph % 3 else []
            )
            paragraphs.append(f"{text.capitalize()}.")
        yield Post(
            number,
            f"series-{number // PARTS}",
            " ".join(chance.choices(VOCABULARY, k=6)).capitalize(),
            f"{1990 + day // 336:04}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02} 10:00",
            (f"tag {chance.randrange(12)}", f"topic {chance.randrange(12)}"),
            f"{' '.join(chance.choices(VOCABULARY, k=16)).capitalize()}.",
            tuple(paragraphs),
            choose_works(number, count, [f"work{chance.randrange(works)}" for _ in range(CITED)]),
        )


def choose_works(number: int, count: int, keys: list[str]) -> tuple[str, ...]:
    """Return the works of a post, among them the wide one where it is one of those that cite it."""
    step = max(1, count // CITING)
    cites = number % step == 0 and number // step < CITING
    return (*keys[:-1], WIDE) if cites else tuple(keys)


def write_bibliography(count: int) -> str:
    """Return the .bib file that the posts of that count cite."""
    chance = random.Random(count + 1)
    entries = []
    works = max(12, count * CITED // SHARED)
    for number, key in enumerate([*(f"work{number}" for number in range(works)), WIDE]):
        names = " and ".join(
            f"{chance.choice(FAMILIES)}{chance.choice(VOCABULARY)}, {chance.choice('ABCDEFGH')}."
            for _ in range(chance.randrange(1, 5))
        )
        title = " ".join(chance.choices(VOCABULARY, k=8)).capitalize()
        entries.append(
            f"@article{{{key},\n  author = {{{names}}},\n  title = {{{title}}},\n"
            f"  journaltitle = {{Journal of {chance.choice(VOCABULARY).title()} Work}},\n"
            f"  date = {{{chance.randrange(1990, 2026)}}},\n  volume = {{{chance.randrange(1, 60)}}},\n"
            f"  pages = {{{number + 1}--{number + 20}}},\n  doi = {{10.1000/bench.{number}}},\n}}\n"
        )
    return "\n".join(entries)


def write_site(site: Path, count: int) -> None:
    """Write this project's content for a site of some posts: series, posts, works."""
    content = site / "content"
    for post in make_posts(count):
        folder = content / post.series
        if not post.number % PARTS:
            folder.mkdir(parents=True)
            parts = "".join(
                f'\n[[parts]]\nsource = "{number}.md"\n'
                for number in range(post.number, min(post.number + PARTS, count))
            )
            title = f"Series {post.number // PARTS}"
            (folder / "series.toml").write_text(
                f'title = "{title}"\nabstract = "{post.summary}"\n{parts}', encoding="utf-8"
            )
        header = (
            f"Title: {post.title}\nDate: {post.date}\nTags: {', '.join(post.tags)}\n"
            f"Slug: post-{post.number}\nSummary: {post.summary}\n\n"
        )
        (folder / f"{post.number}.md").write_text(header + post.text(cite=True) + "\n", encoding="utf-8")
    (content / "references.bib").write_text(write_bibliography(count), encoding="utf-8")
