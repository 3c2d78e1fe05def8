"""What is to be known of the posts of a run, read off them when it has come to its end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from rebuild.bibliographies import hash_entries
from rebuild.errors import UnclearError
from rebuild.facts import Facts
from rebuild.model import Post, Posts
from rebuild.splices import find_feeds
from rebuild.stamps import read_bytes
from rebuild.templates import Templates

from .elsewhere import ABSENT, describe_name, is_provided
from .known import find_limits
from .settings import WATCH
from .watch import Watch


def list_contents(watch: Watch) -> Iterator[Any]:
    """Yield every post and page of a run."""
    for content in watch.generators[0].context["generated_content"].values() if watch.generators else ():
        if content is not None:
            yield content


def list_moments(watch: Watch) -> list[float]:
    """Return when posts are published, as seconds since 1970: a build is another one after such a moment."""
    moments = []
    for content in list_contents(watch):
        with suppress(AttributeError, OverflowError, ValueError, OSError):
            moments.append(content.date.timestamp())
    return moments


def list_owned(content: Any, watch: Watch) -> list[str]:
    """Return the files of the site that nothing but a post is shown in."""
    files = {file.url for file in getattr(content, "reference_files", ()) if hasattr(file, "url")}
    record = getattr(content, "record", None)
    files |= {file.url for file in getattr(record, "exports", ())}
    # The PDF of a series is made of all its parts, which are read where one is remade.
    printed = (getattr(record, name, None) for name in ("pdf", "series_pdf"))
    files |= {file.url for file in printed if file is not None and hasattr(file, "url")}
    return sorted(files | watch.made.get(content.relative_source_path, set()))


def list_needs(content: Any, watch: Watch) -> list[str]:
    """Return the posts that are read where a post is remade: of its series, in other languages, linked to."""
    found = set(watch.needs.get(content.relative_source_path, ()))
    parts = getattr(getattr(content, "series", None), "parts", ())
    near = [article for part in parts if (article := getattr(part, "article", None))]
    for one in (content, *near):
        found.add(one.relative_source_path)
        found.update(other.relative_source_path for other in one.translations)
    return sorted(found - {content.relative_source_path})


def describe_posts(settings: Any, site: Path) -> Posts:
    """Return what is to be known of the posts of a run that has come to its end."""
    watch: Watch = settings[WATCH]
    templates = Templates(find_articles(watch).env)
    facts, limits = Facts(), find_limits(settings)
    posts: dict[str, Post] = {}
    names: dict[str, object] = {}
    feeds: list[str] = []
    lists: list[str] = []
    try:
        for content in list_contents(watch):
            if watch.remade is None or content.relative_source_path in watch.remade:
                posts[content.relative_source_path] = describe_post(content, watch, facts)
        context = watch.generators[0].context
        known = watch.names if watch.remade is not None else list_names(watch, templates, posts.values())
        for name in sorted(known):
            before = watch.names.get(name)
            if watch.remade is not None and is_provided(before):
                names[name] = before
            else:
                names[name] = describe_name(name, context[name], facts) if name in context else ABSENT
    except UnclearError as error:
        limits = [*limits, str(error)]
    content = Path(os.path.relpath(settings["PATH"], site)).as_posix()
    if watch.remade is not None:
        return Posts(posts, content, names, feeds, limits)
    owned = {name for post in posts.values() for name in post.owned}
    answered = any(post.made_of_files for post in posts.values())
    if answered and shows_conversations_elsewhere(watch, templates, owned):
        posts = {source: replace(post, made_of_files=[]) for source, post in posts.items()}
    feeds = list(find_feeds(settings["OUTPUT_PATH"], owned))
    lists = [] if limits else find_lists(watch, templates, owned)
    files = sorted((site / content).rglob("*.bib"))
    texts = {path.relative_to(site).as_posix(): read_bytes(path) for path in files if path.is_file()}
    entries = {name: hash_entries(text)[0] for name, text in texts.items()}
    read = {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
    return Posts(posts, content, names, feeds, limits, watch.listings, entries, read, lists)


def shows_conversations_elsewhere(watch: Watch, templates: Templates, owned: Collection[str]) -> bool:
    """Say whether pages of others than the post may show what readers answered to it."""
    # A draft that stays at home is written to no file.
    others = {template for name, template in watch.templates.items() if name and name not in owned}
    try:
        return any(templates.shows_conversations(name) for name in others)
    except UnclearError:
        return True


def find_lists(watch: Watch, templates: Templates, owned: Collection[str]) -> list[str]:
    """Say which pages may show references of posts, and nobody knows which."""
    others = {
        template
        for name, template in watch.templates.items()
        if name not in owned and name not in watch.listings
    }
    try:
        found = sorted(name for name in others if templates.shows_references(name))
    except UnclearError as error:
        return [str(error)]
    return [f"pages of the template {name} may show references of posts" for name in found]


def describe_post(content: Any, watch: Watch, facts: Facts) -> Post:
    """Return what is to be known of a post."""
    source = content.relative_source_path
    owned = list_owned(content, watch)
    references = list_references(content)
    return Post(
        facts.hash_post(content),
        owned,
        list_needs(content, watch),
        str(content.url),
        str(getattr(content, "post_id", "")),
        content.status == "published",
        sorted({watch.templates[name] for name in owned if name in watch.templates}),
        [reference.key for reference in references],
        facts.hash_references(content),
        [reference.anchor for reference in references],
        str(getattr(content, "title", "")),
        str(getattr(content, "lang", "")),
        sorted(watch.shown.get(source, set()) - set(owned)),
        type(content).__name__,
        list(getattr(content, "made_of", ())),
    )


def list_references(content: Any) -> list[Any]:
    """Return what a post cites; without the plugin, a line of its header may have that name."""
    return [one for one in getattr(content, "references", None) or () if hasattr(one, "anchor")]


def list_names(watch: Watch, templates: Templates, posts: Iterable[Post]) -> set[str]:
    """Return what the templates of posts may read of the site.

    Raises:
        UnclearError: That cannot be told.
    """
    shown = {name for post in posts for name in post.made_of}
    shown |= {watch.templates[name] for name in watch.listings if name in watch.templates}
    return {name for template in shown for name in templates.list_names(template)}


def find_articles(watch: Watch) -> Any:
    """Return Pelican's generator of articles."""
    return next(one for one in watch.generators if hasattr(one, "articles"))
