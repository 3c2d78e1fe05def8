"""Pelican's signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.log import LimitFilter, console  # type: ignore[import-untyped]
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.urlwrappers import Author, Category, Tag
from rebuild.compiled import CompiledTemplates
from rebuild.storage import FOLDER

from .driver import Driver
from .elsewhere import is_provided, provide_name
from .known import find_unknown
from .parts import widen_part
from .settings import ALONE, BEFORE, UNKNOWN, WATCH
from .watch import Lookups, Watch


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(prepare)
    signals.generator_init.connect(prepare_generator)
    signals.article_generator_init.connect(narrow_posts)
    signals.static_generator_init.connect(narrow_files)
    signals.content_object_init.connect(follow_text)
    signals.all_generators_finalized.connect(keep_generators)


def prepare(pelican: Any) -> None:
    """Follow the run that begins, and let it do no more than it has to."""
    settings = pelican.settings
    settings[UNKNOWN] = find_unknown(pelican.plugins, settings)
    settings[WATCH] = Watch()
    make, run = pelican._get_writer, pelican.run
    LimitFilter._raised_messages.clear()

    def get_writer() -> Any:
        settle_context(settings)
        widen_part(settings)
        return follow_writer(make(), settings[WATCH])

    pelican._get_writer = get_writer
    if settings.get(ALONE, True):
        pelican.run = Driver(pelican, partial(run_afresh, run), keep_quiet).build


def run_afresh(run: Callable[[], None]) -> None:
    """Run Pelican, and let it say again what it said before: nobody heard that of a dropped part."""
    LimitFilter._raised_messages.clear()
    run()


@contextmanager
def keep_quiet() -> Iterator[None]:
    """Keep Pelican from saying how many posts it read, as long as the block runs."""
    before, console.quiet = console.quiet, True
    try:
        yield
    finally:
        console.quiet = before


def prepare_generator(generator: Generator) -> None:
    """Note which posts are looked up, and keep templates as they are compiled."""
    # What a template was when a build began, it is until its end.
    generator.env.auto_reload = False
    if generator.env.bytecode_cache is None:
        generator.env.bytecode_cache = CompiledTemplates(FOLDER / "templates")
    context = generator.context
    if not isinstance(context["generated_content"], Lookups):
        context["generated_content"] = Lookups(generator.settings[WATCH])


def narrow_posts(generator: ArticlesGenerator) -> None:
    """Let only those posts be read that a part of a build is about."""
    watch: Watch = generator.settings[WATCH]
    if watch.remade is not None:
        find, before = generator.get_files, generator.settings[BEFORE].posts
        names = sorted(name for name in watch.read if getattr(before.get(name), "kind", "") != Page.__name__)

        def get_files(paths: Any, *arguments: Any, **keywords: Any) -> Any:
            # To look for them in all folders would take longer than to read them.
            return find(names, *arguments, **keywords)

        generator.get_files = get_files


def narrow_files(generator: StaticGenerator) -> None:
    """Let only those files be copied that a remade post may show: what is made of it may look at them.

    A copy shows the picture of the same name beside a drawing.
    """
    remade = generator.settings[WATCH].remade
    if remade is not None:
        copy = generator.generate_output

        def generate_output(writer: Any) -> None:
            posts = generator.context["generated_content"]
            texts = "".join(str(posts[name]._content) for name in remade if posts.get(name))
            files = generator.context["staticfiles"]
            generator.context["staticfiles"] = [
                file for file in files if f"{Path(file.save_as).stem}." in texts
            ]
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
    """Return a writer that notes what files are made of, and in a part writes those of its posts alone."""
    write_file, write_feed = writer.write_file, writer.write_feed

    def note_file(name: Any, template: Any, context: Any, *arguments: Any, **keywords: Any) -> None:
        content = keywords.get("article") or keywords.get("page")
        content = content or getattr(keywords.get("republish"), "article", None)
        label = getattr(template, "name", None) or ""
        with watch.write(str(name), label) as wanted:
            watch.note_listing(str(name), keywords)
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


def settle_context(settings: Any) -> None:
    """Give templates of a part what they had in the whole build."""
    watch: Watch = settings[WATCH]
    makers = {"authors": Author, "categories": Category, "tags": Tag}
    terms = {name: partial(make, settings=settings) for name, make in makers.items()}
    context = watch.generators[0].context if watch.generators else {}
    for name, known in watch.names.items():
        if is_provided(known):
            context[name] = provide_name(name, known, context.get(name), terms)
