"""Pelican's signals."""

import logging
import os
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.generators import Generator, StaticGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import METADATA_PROCESSORS, parse_path_metadata
from pelican.utils import copy_file, slugify
from pelican.writers import Writer

from .addresses import remember_addresses
from .errors import Problem, SourceError, line_of
from .forgotten import find_forgotten
from .links import FILES, LinkError, explain_link, find_line, find_links, is_lost, make_pattern, unmark
from .lists import part_lists
from .moved import find_place, write_moved
from .names import explain_file, explain_target
from .outputs import Claims, Owner
from .posts import check_address, find_key, say, shorten, show, tell, with_sources
from .settings import PublicationSettings, correct_settings
from .sources import read_source
from .texts import MANY, pack_text
from .tree import Tree
from .writer import with_claims

logger = logging.getLogger(__name__)

# Where the files of a build are kept among what all generators share.
TREE = "_publication_tree"
# How many prepared texts are kept at a time.
MOST = 200


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(check_settings)
    signals.generator_init.connect(guard_generator)
    signals.article_generator_init.connect(part_lists)
    signals.static_generator_init.connect(guard_static)
    signals.content_object_init.connect(check_content)
    signals.all_generators_finalized.connect(check_posts)
    signals.get_generators.connect(offer_generator)
    signals.get_writer.connect(offer_writer)
    signals.content_written.connect(forget_contents)


def check_settings(pelican: Any) -> None:
    """Tell settings that lead elsewhere, and go on without them."""
    for problem in correct_settings(pelican.settings):
        logger.error("%s", problem)


def guard_generator(generator: Generator) -> None:
    """Let a generator find only what may be read, and read only what can be."""
    context, settings = generator.context, PublicationSettings.read(generator.settings)
    readers = generator.readers
    suffixes = list_suffixes(generator)
    if TREE not in context:
        context[TREE] = Tree(
            settings.content,
            generator.settings["IGNORE_FILES"],
            settings.named,
            lambda name: Path(name).suffix in suffixes,
        )
    generator.get_files = partial(find_files, generator)
    for extension, reader in list(readers.reader_classes.items()):
        if reader and extension != "static":
            readers.reader_classes[extension] = with_sources(reader)
            readers.readers[extension] = readers.reader_classes[extension](generator.settings)


def list_suffixes(generator: Generator) -> set[str]:
    """Return the endings of the files that are posts."""
    return {f".{name}" for name in generator.readers.extensions if name != "static"}


def find_files(
    generator: Generator, paths: Any, exclude: list[str] | None = None, extensions: Any = None
) -> set[str]:
    """Return the files that a generator uses, as Pelican does, without those that stay at home."""
    tree: Tree = generator.context[TREE]
    found = (
        name
        for path in ([paths] if isinstance(paths, str) else paths)
        for name in tree.find_files(path, exclude or ())
    )
    return {name for name in found if generator._include_path(name, extensions)}


def guard_static(generator: StaticGenerator) -> None:
    """Let only files of the content folder and of the theme be published, each at its own place."""
    generator.generate_context = partial(collect_files, generator, generator.generate_context)
    generator.generate_output = partial(copy_files, generator, generator.generate_output)
    generator._copy_paths = partial(copy_theme, generator)


def collect_files(generator: StaticGenerator, collect: Any) -> None:
    """Find what is published as it is: what posts link to, and what the settings name."""
    context, settings = generator.context, PublicationSettings.read(generator.settings)
    links = context["static_links"]
    for content in list_contents(context):
        for link, _ in find_links(content):
            if link.what in FILES:
                links.update(name for name in link.names[1:] if is_fit(name, settings))
    context["static_links"] = {name for name in links if is_fit(name, settings)}
    collect()
    kept = []
    for file in generator.staticfiles:
        if is_fit(file.relative_source_path, settings, swept=True):
            kept.append(file)
        else:
            del context["static_content"][file.relative_source_path]
    generator.staticfiles = context["staticfiles"] = kept


def is_fit(name: str, settings: PublicationSettings, swept: bool = False) -> bool:
    """Say whether a file may be published; one that is found in a folder and cannot be read is told later."""
    reason = explain_file(settings.content, name, settings.named)
    return not reason or (swept and reason.startswith("cannot be read"))


def copy_files(generator: StaticGenerator, copy: Any, writer: Any) -> None:
    """Copy the theme's files and those of the content, each to a place that is nobody else's."""
    context, path = generator.context, generator.settings["PATH"]
    claims = getattr(writer, "claims", None) or Claims()
    generator.publication_claims = claims
    kept = []
    for file in sorted(context["staticfiles"], key=lambda file: str(file.relative_source_path)):
        shown = show(Path(file.source_path), path)
        reason = explain_file(Path(path), file.relative_source_path, PublicationSettings.read(context).named)
        if reason:
            say(Problem(shown, 0, f"{reason}, so it is not published. Let it be read, or remove it."))
        elif reason := explain_target(file.save_as):
            say(Problem(shown, 0, f'"{file.save_as}", where this would be published, {reason}.'))
        elif clash := claims.claim(file.save_as, Owner(shown)):
            say(clash.describe("Rename one of the two."))
        else:
            kept.append(file)
    context["staticfiles"] = kept
    copy(writer)


def copy_theme(
    generator: StaticGenerator, paths: list[str], source: str, destination: str, output: str, *_: Any
) -> None:
    """Copy the theme's files as Pelican does, but nothing hidden and nothing from elsewhere."""
    tree = Tree(Path(source), generator.settings["IGNORE_FILES"])
    for path in paths:
        top = Path(source, path)
        for name in tree.find_files(path):
            file = Path(source, name)
            inner = file.name if file == top else file.relative_to(os.path.normpath(top)).as_posix()
            target = f"{destination}/{inner}"
            if clash := generator.publication_claims.claim(target, Owner(f"{tree.root.name}/{name}")):
                say(clash.describe("Rename one of the two."))
                continue
            Path(output, target).parent.mkdir(parents=True, exist_ok=True)
            copy_file(str(file), str(Path(output, target)))
    for problem in tree.problems:
        say(problem)


def check_content(content: Content) -> None:
    """Refuse a post or page whose links cannot be read, or that would be written elsewhere."""
    if not isinstance(content, Article | Page) or not content.source_path or content._content is None:
        return
    content._get_intrasite_link_regex = partial(make_pattern, content.settings["INTRASITE_LINK_REGEX"])
    remember_addresses(content)
    file = Path(content.source_path)
    if not file.is_file():
        return
    read = partial(read_source, file)
    try:
        list(find_links(content))
        check_address(read, getattr(content, "slug", ""), content.metadata, lambda: content.save_as)
    except LinkError as error:
        wrong = SourceError(line_of(read(), error.value, unescape(error.value)), str(error))
        raise tell(wrong, file, content.settings["PATH"]) from None
    except SourceError as error:
        raise tell(error, file, content.settings["PATH"]) from None
    if len(content._context.get("generated_content", ())) >= MANY:
        pack_text(content)


def check_posts(generators: list[Any]) -> None:
    """Tell links to what is not published, files that nobody reads, and templates that are not there."""
    generator = generators[0]
    context, settings = generator.context, PublicationSettings.read(generator.settings)
    tree: Tree = context[TREE]
    for content in list_contents(context):
        shown = {image.path for image in getattr(content, "images", ()) if hasattr(image, "path")}
        told: set[str] = set()
        for link, key in list(find_links(content)):
            if is_lost(link, context["static_content"]):
                reason = explain_link(link, settings, context)
                # Another plugin tells of pictures that are not there.
                if link.value not in told and not (reason == "is not there" and shown & set(link.names)):
                    told.add(link.value)
                    text = read_source(Path(content.source_path))
                    message = f'"{shorten(link.value)}" {reason}, so no reader can find it. Correct the link.'
                    say(Problem(show_content(content), find_line(text, link), message))
                unmark(content, key, link)
        check_template(generator, content)
    if "PART" in generator.settings:
        # Which of the other files nobody reads is not known.
        return
    known = {*context["static_content"], *context["generated_content"]}
    forgotten = find_forgotten(tree, generator.settings, list_suffixes(generator), known)
    for problem in [*forgotten, *tree.problems]:
        say(problem)


def check_template(generator: Generator, content: Content) -> None:
    """Tell a template that the theme does not have, and take the usual one."""
    from pelican.generators import PelicanTemplateNotFound

    if "template" not in content.metadata:
        return
    try:
        generator.get_template(content.template)
    except (PelicanTemplateNotFound, ValueError):
        text = read_source(Path(content.source_path))
        message = f'the theme has no template "{content.template}". Remove the line.'
        line = find_key(text, "template")
        say(Problem(show_content(content), line, message))
        content.template = content.default_template


def list_contents(context: dict[str, Any]) -> list[Content]:
    """Return every post and page of the build, in the order of their files."""
    contents = context["generated_content"]
    return [contents[name] for name in sorted(contents) if isinstance(contents[name], Article | Page)]


def show_content(content: Content) -> str:
    """Return the file of a post as its author knows it."""
    return show(Path(content.source_path), content.settings["PATH"])


def forget_contents(_: Any, **__: Any) -> None:
    """Let go of the texts that Pelican has prepared for pages that are written: it would keep all of them."""
    texts = vars(Content)["get_content"].cache
    if len(texts) > MOST:
        texts.clear()


def offer_writer(_: Any) -> type[Writer]:
    """Give Pelican a writer that lets nobody write in another's place."""
    writer: type[Writer] = with_claims(Writer)
    return writer


def offer_generator(_: Any) -> type[Generator]:
    """Give Pelican what writes pages where posts were."""
    return MovedGenerator


class MovedGenerator(Generator):  # type: ignore[misc]
    """Writes a page at every address where a post was, and what servers read instead."""

    def generate_output(self, writer: Any) -> None:
        """Write them, where nothing else is."""
        # A post that says something else of where it was is no part of a site.
        if "PART" not in self.settings:
            shown = [one for one in list_contents(self.context) if one.status in ("published", "hidden")]
            kinds = PublicationSettings.read(self.settings).redirects
            find = partial(find_place, read_path, slugify)
            for content, error in write_moved(shown, find, kinds, writer, self.context):
                line = line_of(read_source(Path(content.source_path)), error.written)
                say(Problem(show_content(content), line, str(error), grave=False))


def read_path(path: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Return what the path of a file in the content folder says of a post."""

    def process(name: str, value: str) -> Any:
        return METADATA_PROCESSORS[name](value, settings) if name in METADATA_PROCESSORS else value

    return dict(parse_path_metadata(str(Path(settings["PATH"], path)), settings=settings, process=process))
