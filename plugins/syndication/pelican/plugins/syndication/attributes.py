"""What templates and other plugins read on an article: its copies, its document, where it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from crosspost.ledger.ledger import Ledger
from crosspost.republish.page import page_url
from crosspost.settings import Settings
from crosspost.targets.bluesky.pins import read_addresses

from .articles import may_copy, post_id, read_status

# The kind of target that keeps articles as records of their own.
NETWORK = "bluesky"


@dataclass(frozen=True)
class Copy:
    """A copy that readers can visit, for templates: `article.copies`."""

    target: str
    label: str
    url: str


def note_copies(articles: Iterable[Any], settings: Settings, ledger: Ledger) -> None:
    """Set `article.copies`: the copies that readers can visit, by the ledger; and `article.document`."""
    for article in articles:
        copies = []
        article.document = ""
        name = post_id(article)
        for target in settings.targets:
            receipt = ledger.known(target.name, name)
            holding = receipt.holding if receipt else None
            if holding and holding.visitable:
                copies.append(Copy(target.name, target.label, holding.url))
                addresses = read_addresses(holding) if target.kind == NETWORK else None
                article.document = article.document or (addresses[0] if addresses else "")
        article.copies = tuple(copies)


def note_former(articles: Iterable[Any], settings: Settings, ledger: Ledger) -> None:
    """Set `article.former_urls`: where a post was when it was sent, too, from the root of the site."""
    home = urlsplit(settings.siteurl).path.rstrip("/")
    pages = ledger.pages()
    for article in articles:
        paths = [urlsplit(page).path.removeprefix(home) for page in pages.get(post_id(article), ())]
        paths += getattr(article, "former_urls", ())
        article.former_urls = tuple(path for path in dict.fromkeys(paths) if path != f"/{article.url}")


def note_pages(articles: Iterable[Any], settings: Settings) -> None:
    """Set `article.republish_url` where the licence lets anyone make copies."""
    now = datetime.now(UTC)
    for article in articles:
        if settings.siteurl and may_copy(article) and read_status(article, now) == "published":
            article.republish_url = page_url(str(article.url))
