"""Times builds of sites by this project and its peers: cold, after an edit, and after none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Usage, run
from bench.peers import PEERS, Hugo, Ours, Peer
from bench.posts import WIDE, Post, make_posts
from bench.results import ROUNDS, Row, make_row, read_sizes, save

from partwork.sandbox.node import VERSION

# A site that nobody times: programs are fetched, and modules compiled.
TINY = 3
# Of sites with more posts than this, goals ask only for us and the fastest: the others take an hour.
LARGE = 5000


def main() -> None:
    """Measure and keep what is found."""
    with TemporaryDirectory() as folder:
        tiny = open_sites(Path(folder) / "tiny", TINY)
        for peer in tiny:
            run(peer.build(), peer.site)
        rows = []
        for posts in read_sizes().values():
            print(f"Building sites of {posts} posts …", flush=True)
            rows += time_builds(open_sites(Path(folder) / str(posts), posts), posts, ROUNDS)
    save("building", rows, {"node": VERSION, **{peer.name: peer.version() for peer in tiny}})


def open_sites(folder: Path, count: int) -> list[Peer]:
    """Write the site of everyone, or of those that goals ask for, with the same posts."""
    asked = (Ours, Hugo) if count > LARGE else PEERS
    peers: list[Peer] = [peer(folder / peer.name) for peer in asked]
    for peer in peers:
        peer.write(count)
    return peers


def time_builds(peers: list[Peer], posts: int, rounds: int) -> list[Row]:
    """Time all builds of one size; in each round everyone has their turn at each."""
    taken: dict[tuple[str, str], list[Usage]] = defaultdict(list)
    post = middle(posts)
    for number in range(rounds):
        for what, change in list_changes(post, number):
            for peer in peers:
                change(peer)
                taken[what, peer.name].append(run(peer.build(), peer.site))
        for peer in peers:
            if isinstance(peer, Ours):
                edit_work(peer, number)
                taken["work edited", peer.name].append(run(peer.build(), peer.site))
    return [make_row(what, who, posts, usages) for (what, who), usages in taken.items()]


def list_changes(post: Post, number: int) -> Iterator[tuple[str, Callable[[Peer], None]]]:
    """Yield what is timed, and what comes before it."""
    yield "cold", lambda peer: peer.clear()
    yield "edited", lambda peer: edit_post(peer, post, f"edited{number}")
    yield "unchanged", lambda peer: None


def middle(count: int) -> Post:
    """Return the post in the middle of a site."""
    return next(islice(make_posts(count), count // 2, None))


def edit_post(peer: Peer, post: Post, word: str) -> None:
    """Put another word at the end of the last paragraph of a post."""
    source = peer.source(post)
    text = source.read_text(encoding="utf-8").rstrip()
    source.write_text(f"{text.rpartition(' ')[0]} {word}.\n", encoding="utf-8")


def edit_work(peer: Peer, number: int) -> None:
    """Give the work that ten posts cite another title."""
    bibliography = peer.site / "content/references.bib"
    before, entry, after = bibliography.read_text(encoding="utf-8").partition(f"@article{{{WIDE},")
    start, title, rest = after.partition("  title = {")
    text = f"{before}{entry}{start}{title}Edition {number}: {rest}"
    bibliography.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
