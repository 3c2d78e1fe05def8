"""Pelican's signals."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]

from rebuild.compiled import CompiledTemplates
from rebuild.errors import UnclearError
from rebuild.facts import Facts
from rebuild.model import Post, Posts
from rebuild.splices import find_feeds
from rebuild.storage import FOLDER
from rebuild.templates import read_templates

from .known import find_limits, find_unknown
from .settings import UNKNOWN, WATCH
from .watch import Lookups, Watch

# Where texts of templates come from that no post changes.
CALLED = "callable"


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(prepare)
    signals.generator_init.connect(prepare_generator)
    signals.article_generator_init.connect(narrow_posts)
    signals.static_generator_init.connect(narrow_files)
    signals.content_object_init.connect(follow_text)
    signals.all_generators_finalized.connect(keep_generators)


def prepare(pelican: Any) -> None:
    """Follow the run that begins, if it is not one of a part already."""
    settings = pelican.settings
    settings[UNKNOWN] = find_unknown(pelican.plugins, settings)
    settings.setdefault(WATCH, Watch())
    make = pelican._get_writer
    pelican._get_writer = lambda: follow_writer(make(), settings[WATCH])


def prepare_generator(generator: Generator) -> None:
    """Note which posts are looked up, and keep templates as they are compiled."""
    if generator.env.bytecode_cache is None:
        generator.env.bytecode_cache = CompiledTemplates(FOLDER / "templates")
    context = generator.context
    if not isinstance(context["generated_content"], Lookups):
        context["generated_content"] = Lookups(generator.settings[WATCH])


def narrow_posts(generator: ArticlesGenerator) -> None:
    """Let only those posts be read that a part of a build is about."""
    watch: Watch = generator.settings[WATCH]
    if watch.remade is not None:
        find = generator.get_files

        def get_files(*arguments: Any, **keywords: Any) -> Any:
            return {name for name in find(*arguments, **keywords) if name in watch.read}

        generator.get_files = get_files


def narrow_files(generator: StaticGenerator) -> None:
    """Let only those files be copied that a remade post may show: what is made of it may look at them."""
    watch: Watch = generator.settings[WATCH]
    if watch.remade is not None:
        copy = generator.generate_output

        def generate_output(writer: Any) -> None:
            posts = generator.context["generated_content"]
            texts = "".join(str(posts[name]._content) for name in watch.remade if posts.get(name))
            files = generator.context["staticfiles"]
            generator.context["staticfiles"] = [file for file in files if Path(file.save_as).name in texts]
            copy(writer)

        generator.generate_output = generate_output
        generator._copy_paths = lambda *_: None


def follow_text(content: Content) -> None:
    """Note where the text of a post is put, and which posts its links lead to."""
    watch: Watch | None = content.settings.get(WATCH)
    if watch is None or not isinstance(content, Article | Page) or not content.source_path:
        return
    source = content.relative_source_path
    read, update = content.get_content, content._update_content

    def get_content(siteurl: str) -> str:
        watch.note_text(source)
        return str(read(siteurl))

    def update_content(text: str, siteurl: str) -> str:
        with watch.follow_links(source):
            return str(update(text, siteurl))

    content.get_content, content._update_content = get_content, update_content


def keep_generators(generators: list[Any]) -> None:
    """Keep what has all posts, for the end of the run."""
    generators[0].settings[WATCH].generators = generators


def follow_writer(writer: Any, watch: Watch) -> Any:
    """Return a writer that notes what files are made of, and in a part writes nothing but those of its posts."""
    write_file, write_feed = writer.write_file, writer.write_feed
    settle_context(watch)

    def note_file(name: Any, template: Any, context: Any, *arguments: Any, **keywords: Any) -> None:
        content = keywords.get("article") or keywords.get("page")
        content = content or getattr(keywords.get("republish"), "article", None)
        label = getattr(template, "name", None) or ""
        with watch.write(str(name), label) as wanted:
            if isinstance(content, Article | Page) and name:
                watch.made.setdefault(content.relative_source_path, set()).add(str(name))
            if wanted:
                write_file(name, template, context, *arguments, **keywords)

    def note_feed(elements: Any, context: Any, path: Any = None, *arguments: Any, **keywords: Any) -> Any:
        # Entries of feeds are put in one by one, whatever stands beside them.
        with watch.write(""):
            return write_feed(elements, context, path, *arguments, **keywords)

    writer.write_file, writer.write_feed = note_file, note_feed
    return writer


def settle_context(watch: Watch) -> None:
    """Give templates of a part what they had in the whole build, where it is a plain value."""
    context = watch.generators[0].context if watch.generators else {}
    for name, value in watch.names.items():
        if isinstance(value, str | int | float | bool | None) and value != CALLED:
            context[name] = value


def list_contents(watch: Watch) -> Iterator[Any]:
    """Yield every post and page of a run."""
    for content in watch.generators[0].context["generated_content"].values() if watch.generators else ():
        if isinstance(content, Article | Page):
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
    files |= {file.url for file in getattr(getattr(content, "record", None), "exports", ())}
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
    facts, limits = Facts(), find_limits(settings)
    posts: dict[str, Post] = {}
    names: dict[str, object] = {}
    feeds: list[str] = []
    try:
        for content in list_contents(watch):
            if watch.remade is None or content.relative_source_path in watch.remade:
                posts[content.relative_source_path] = describe_post(content, watch, facts)
        context = watch.generators[0].context
        known = watch.names if watch.remade is not None else list_names(watch, posts.values())
        names = {name: facts.describe(context[name]) for name in sorted(known) if name in context}
    except UnclearError as error:
        limits = [*limits, str(error)]
    if watch.remade is None:
        owned = {name for post in posts.values() for name in post.owned}
        feeds = list(find_feeds(settings["OUTPUT_PATH"], owned))
    content_folder = os.path.relpath(settings["PATH"], site)
    return Posts(posts, Path(content_folder).as_posix(), names, feeds, limits)


def describe_post(content: Any, watch: Watch, facts: Facts) -> Post:
    """Return what is to be known of a post."""
    source = content.relative_source_path
    owned = list_owned(content, watch)
    return Post(
        facts.hash_post(content),
        owned,
        list_needs(content, watch),
        str(content.url),
        str(getattr(content, "post_id", "")),
        content.status == "published",
        sorted({watch.templates[name] for name in owned if name in watch.templates}),
        [reference.key for reference in getattr(content, "references", ()) if hasattr(reference, "key")],
        sorted(watch.shown.get(source, set()) - set(owned)),
    )


def list_names(watch: Watch, posts: Iterable[Post]) -> set[str]:
    """Return what the templates of posts may read of the site.

    Raises:
        UnclearError: That cannot be told.
    """
    generator = next(one for one in watch.generators if isinstance(one, ArticlesGenerator))
    templates = {name for post in posts for name in post.made_of}
    return {name for template in templates for name in read_templates(generator.env, template)[0]}
