"""What a network is told of a post: a template of ours, of the site, or the author's own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosspost.contract import Kind, TargetSettings
from crosspost.errors import SyndicationError
from crosspost.model import Article, Short
from crosspost.text.plaintext import join_names
from crosspost.text.short import shorten

from .lines import show_place
from .words import check_words

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

DEFAULT = """\
{{ title }}
{% if part %}{{ part }} of {{ series }}
{% endif %}{% if authors %}By {{ authors }}
{% endif %}
{{ summary }}

{{ url }}

{{ hashtags }}
"""
MENTION = re.compile(r"@\{([^{}]+)\}")


class Composer:
    """Writes the short forms of one build."""

    def __init__(self, root: Path, people: Mapping[str, Mapping[str, str]]) -> None:
        """Take the folder that templates are in, and person → network → account."""
        self.root = root
        self.people = people
        self._environment: SandboxedEnvironment | None = None
        self._templates: dict[str | None, Template] = {}

    @property
    def environment(self) -> SandboxedEnvironment:
        """Where templates are run: they can reach nothing but what they are given."""
        if self._environment is None:
            from jinja2 import FileSystemLoader, StrictUndefined
            from jinja2.sandbox import SandboxedEnvironment

            self._environment = SandboxedEnvironment(
                loader=FileSystemLoader(self.root), undefined=StrictUndefined, keep_trailing_newline=True
            )
        return self._environment

    def compose(self, article: Article, target: TargetSettings, kind: Kind) -> Short:
        """Return what a network is told of a post, in as many characters as it surely takes.

        Raises:
            SyndicationError: A template is wrong, or the author's own words are too many; the message
                names file and line.
        """
        key = next((key for key in (f"short-{target.name}", "short") if article.shorts.get(key)), "")
        if key:
            return self.write_own(article, key, kind)
        tags = list_hashtags(article.tags)
        # Hashtags are left out, the last first, rather than the title; and all else before it is cut.
        tries = [(self.describe(article, tags[:count]), "summary") for count in range(len(tags), -1, -1)]
        tries.append((self.describe(replace(article, summary=""), ()), "title"))
        reason = ""
        for values, elastic in tries:
            short = Short(tidy(self.render(target, values)), values[elastic])
            try:
                return shorten(mention(short, self.people, kind.network), kind.count, kind.characters)
            except ValueError as error:
                reason = str(error)
        raise SyndicationError(f"{article.source}: too long for {target.name}: {reason}.")

    def write_own(self, article: Article, key: str, kind: Kind) -> Short:
        """Return the author's own words, the link to the post after them if it is not among them."""
        values = self.describe(article, list_hashtags(article.tags))
        try:
            # An author's words can fetch no file, not even one beside the templates.
            own = self.environment.overlay(loader=None)
            check_words(own, article.shorts[key])
            text = own.from_string(article.shorts[key]).render(values)
        except Exception as error:
            # A template is a small program, so anything can go wrong in it.
            place = show_place(article.source, article.file, key, read_line(error, "<template>") - 1)
            raise SyndicationError(f"{place}: {key.title()}: {explain(error, values)}") from error
        text = tidy(text)
        if article.url not in text:
            text = f"{text}\n\n{article.url}"
        short = mention(Short(text), self.people, kind.network)
        try:
            return shorten(short, kind.count, kind.characters)
        except ValueError as error:
            place = show_place(article.source, article.file, key)
            raise SyndicationError(
                f"{place}: {key.title()}: {error} with its link. Say it in fewer words."
            ) from error

    def render(self, target: TargetSettings, values: Mapping[str, str]) -> str:
        """Return what the target's template makes of a post."""
        from jinja2 import TemplateNotFound

        name = target.options.get("template")
        file = str(self.root / name) if name else "<template>"
        try:
            if name not in self._templates:
                find = self.environment
                self._templates[name] = find.get_template(name) if name else find.from_string(DEFAULT)
            return self._templates[name].render(values)
        except TemplateNotFound as error:
            raise SyndicationError(
                f'SYNDICATION_TARGETS["{target.name}"]: no template {self.root / str(error.name)}.'
            ) from error
        except Exception as error:
            raise SyndicationError(f"{name}:{read_line(error, file)}: {explain(error, values)}") from error

    def describe(self, article: Article, hashtags: Iterable[str]) -> dict[str, str]:
        """Return what templates may use."""
        place = article.series
        return {
            "title": squeeze(article.title),
            "summary": squeeze(article.summary),
            "url": article.url,
            "hashtags": " ".join(hashtags),
            "authors": join_names(f"@{{{name}}}" for name in article.authors),
            "series": squeeze(place.title) if place else "",
            "part": f"Part {place.number} of {place.count}" if place else "",
            "language": article.language,
        }


def mention(short: Short, people: Mapping[str, Mapping[str, str]], network: str) -> Short:
    """Put accounts in the place of `@{Given Family}`, or the names of those who have none on that network."""
    mentions = {}

    def name_person(match: re.Match[str]) -> str:
        name = squeeze(match[1])
        account = people.get(name, {}).get(network, "")
        if not account:
            return name
        written = account if account.startswith("@") else f"@{account}"
        mentions[written] = account
        return written

    text = MENTION.sub(name_person, short.text)
    return replace(short, text=text, elastic=MENTION.sub(name_person, short.elastic), mentions=mentions)


def list_hashtags(tags: Iterable[str]) -> list[str]:
    """Return tags as hashtags in camel case, without those that a network would not link.

    A hashtag is letters, marks, digits and underscores, not digits alone.
    """
    hashtags: dict[str, str] = {}
    for tag in tags:
        plain = re.sub(r"['’ʼ]", "", unicodedata.normalize("NFC", tag))
        text = "".join(
            letter if unicodedata.category(letter)[0] in "LMN" or letter == "_" else " " for letter in plain
        )
        word = "".join(part[0].upper() + part[1:] for part in text.split())
        if any(unicodedata.category(letter)[0] == "L" for letter in word):
            hashtags.setdefault(word.casefold(), f"#{word}")
    return list(hashtags.values())


def tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines and without more than one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def squeeze(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def read_line(error: BaseException, file: str) -> int:
    """Return the line of a template on which an error happened."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return int(line or 1)


def explain(error: Exception, values: Mapping[str, Any]) -> str:
    """Return what is wrong with a template, and what may stand in it."""
    return f"{str(error).rstrip('.')}. There are: {', '.join(values)}."
