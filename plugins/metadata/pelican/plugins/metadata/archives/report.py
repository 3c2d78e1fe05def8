"""What Rogue Scholar, the Wayback Machine and Google Scholar would find of a post, or miss; what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .page import EMBEDDED
from .site import BuiltPost, BuiltSite

# What a PDF may weigh for Google Scholar (scholar.google.com/intl/en/scholar/inclusion.html).
HEAVIEST = 5_000_000
OPEN = re.compile(r"https?://creativecommons\.org/(?:licenses/by/|publicdomain/zero/)")


@dataclass
class Account:
    """What one reader finds of a post.

    Attributes:
        found: What it finds, in words.
        missed: What it misses, and what to do.
    """

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def note(self, what: str, is_there: object, advice: str) -> None:
        """Note a fact as found or missed."""
        if is_there:
            self.found.append(what)
        else:
            self.missed.append(f"{what}: {advice}")


def ask_rogue_scholar(post: BuiltPost, site: BuiltSite) -> Account:
    """Return what the archive's ingest finds in the feeds."""
    account = Account()
    entry = post.entry
    if entry is None:
        account.note("the post", False, "no feed has it. Let FEED_MAX_ITEMS be larger for the first ingest.")
        return account
    whole = entry.words * 2 > post.page.words - 200
    account.note(f"full text in {entry.feed}", entry.html and whole, "let the feed have the whole text.")
    account.note("title", entry.title, "write a line Title: in the post.")
    names = [name for name, _ in entry.authors if name]
    account.note(count(len(names), "author"), names, "write a line Authors: in the post.")
    for name, address in entry.authors:
        if re.match(r"https://(?:orcid|ror)\.org/", address):
            account.found.append(f"{'ROR' if 'ror.org' in address else 'ORCID'} of {name}")
        elif name:
            advice = f'write orcid = "0000-…" (a body: ror = "…") below ["{name}"] in people.toml.'
            account.missed.append(f"who {name} is: {advice}")
    account.note("date", entry.published, "write a line Date: in the post.")
    account.note("abstract", entry.abstract, "write a line Summary: in the post.")
    account.note("language", entry.language or site.home.language, "set DEFAULT_LANG.")
    licence = entry.licence
    account.note(
        "licence",
        OPEN.match(licence),
        "it takes what is under CC BY or CC0 alone. See LICENCE in the settings.",
    )
    account.note("canonical address", entry.url.startswith("http"), "set SITEURL.")
    works = [(text, id_) for text, id_ in entry.works if text]
    expected = len(post.page.works)
    if expected or works:
        there = len(works) if works else entry.html.count('class="csl-entry"')
        missing = "its text lacks some of them. Let the feed have the whole text."
        account.note(f"{there} of {count(expected, 'reference')} with text", there >= expected, missing)
    bare = [text for text, id_ in works if not id_]
    if bare:
        advice = "give their entries a doi or url, if they have one."
        account.missed.append(f"ids of {count(len(bare), 'reference')} ({shorten(bare[0])}): {advice}")
    relative = re.findall(r'<img[^<>]*\ssrc="(?!https?:|data:)([^"]*)"', entry.html)
    account.note("images", not relative, f"{relative[:1]} is relative, and spoils its import.")
    account.note("DOI", entry.doi, "it registers one. Write it as a line DOI: in the post then.")
    return account


def ask_wayback_machine(post: BuiltPost, site: BuiltSite) -> Account:
    """Return what a crawler keeps that runs no scripts."""
    account = Account()
    note_robots(account, post, site, "archive.org_bot")
    account.note("canonical address", post.page.lead("canonical"), "set SITEURL.")
    listed = f"<loc>{post.address}</loc>" in site.sitemap
    account.note("its place in sitemap.xml", listed, 'add "sitemap" to DIRECT_TEMPLATES, or wait for a link.')
    own, lost, strange = 0, [], []
    for element, address in post.page.loaded:
        if element in EMBEDDED:
            lost.append(
                f"what {urlsplit(address).netloc or address} plays: say it in words, or link to a file."
            )
            continue
        file = site.find_file(address, post.file)
        if file is None and not address.startswith("data:"):
            strange.append(address)
        elif file and file.is_file():
            own += 1
        elif file:
            lost.append(f"{address}: no such file. Correct the link.")
    account.note(f"{count(own, 'file')} that the page needs", own or not post.page.loaded, "none is there.")
    for address in dict.fromkeys(strange):
        lost.append(f"{address}: is from elsewhere, and lost with it. Let the site have the file itself.")
    lost += [f"{name}: is shown by a script. Give the image a src." for name in post.page.late]
    account.missed += lost
    return account


def ask_google_scholar(post: BuiltPost, site: BuiltSite) -> Account:
    """Return what the index finds on the page."""
    account = Account()
    page = post.page
    note_robots(account, post, site, "Googlebot")
    theme = "let the theme's head have article.record.head."
    account.note("citation_title", page.first("citation_title"), theme)
    authors = len(page.meta.get("citation_author", ()))
    account.note(f"citation_author of {count(authors, 'author')}", authors, theme)
    account.note("citation_publication_date", page.first("citation_publication_date"), theme)
    account.note("abstract", page.first("description"), "write a line Summary: in the post.")
    account.note("language", page.first("citation_language") or page.language, "set DEFAULT_LANG.")
    if page.works:
        account.found.append(count(len(page.works), "reference"))
    address = page.first("citation_pdf_url")
    file = site.find_file(address, post.file) if address else None
    weight = file.stat().st_size if file and file.is_file() else 0
    account.note("PDF", address, "set METADATA_PDF = True: it prefers articles that have one.")
    if address and not 0 < weight <= HEAVIEST:
        account.missed.append(f"the PDF {address}: it is not there, or larger than 5 MB.")
    if address and address.rpartition("/")[0] != page.first("citation_abstract_html_url").rpartition("/")[0]:
        account.missed.append(f"the PDF {address}: it must be in the folder of the page.")
    return account


def note_robots(account: Account, post: BuiltPost, site: BuiltSite, agent: str) -> None:
    """Note whether a program may come at all."""
    account.note("leave to come", site.allows(agent, post.address), f"let robots.txt allow {agent}.")
    word = site.refuses(post)
    if word:
        account.missed.append(f'the page: it says "{word}". Remove that, unless you mean it.')


READERS: dict[str, Callable[[BuiltPost, BuiltSite], Account]] = {
    "Rogue Scholar": ask_rogue_scholar,
    "Wayback Machine": ask_wayback_machine,
    "Google Scholar": ask_google_scholar,
}


def report(folder: Path, content: Path) -> Iterator[str]:
    """Yield what archives and search engines would find, line by line.

    Args:
        folder: The built site.
        content: The folder in which its posts are written.
    """
    site = BuiltSite(folder, content)
    posts = list(site.list_posts())
    for post in posts:
        yield f"{post.source}:" if post.source == post.file else f"{post.source} ({post.file}):"
        for name, ask in READERS.items():
            account = ask(post, site)
            yield f"  {name} finds {', '.join(account.found) or 'nothing'}"
            yield from (f"    and misses {line}" for line in account.missed)
    if not posts:
        yield "There is no post: neither a page nor a feed has one."


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}{'s' * (number != 1)}"


def shorten(text: str) -> str:
    """Return how a reference begins."""
    return text if len(text) <= 40 else f"{text[:40].rstrip()}…"
