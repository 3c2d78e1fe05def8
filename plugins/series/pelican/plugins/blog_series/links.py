"""Links by name, which a renamed file does not break: `part:rain`, `part:floods/2#mud`, `series:floods`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from posixpath import basename, dirname, join, normpath, splitext
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from guards.paths import part_places
from guards.words import shorten, suggest

from .assembly import read_title
from .model import Part, Series
from .references import locate

LINK = re.compile(
    r"""<a\s(?P<before>[^<>]*?)\bhref=(?P<quote>["'])(?P<kind>part|series):(?P<target>[^"'<>]*)(?P=quote)"""
    r"""(?P<after>[^<>]*)>(?P<words>(?:(?!</a>|<a\s).)*+)</a>""",
    re.DOTALL,
)
FILE = re.compile(r"""(?<==)(?P<quote>["'])(?P<mark>[{|]filename[|}])(?P<target>[^"'#?]*)(?=["'#?])""")
MARKS = ("part:", "series:", "filename")
SERIES = re.compile(r'(?<=href=")series:([^"#]*)')


class Slip(NamedTuple):
    """What is to be said of a link: as it is written, and whether a build must not go on with it."""

    written: str
    message: str
    grave: bool


@dataclass
class Directory:
    """The series of a build, and which names lead to their parts.

    Attributes:
        slugify: Makes of a name what stands for it in URLs.
        say: Returns words in a language.
        miss: Is told that something is not among what was read, with the files that it may be in; none stands
            for all.
        series: By the name in URLs.
        former: File where a post was → where it is.
    """

    slugify: Callable[[str], str]
    say: Callable[..., str]
    miss: Callable[[Iterable[str]], None]
    series: dict[str, Series] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    _moved: dict[str, list[str]] = field(default_factory=dict)
    _names: dict[str, dict[str, int]] = field(default_factory=dict)
    _sources: dict[str, list[str]] = field(default_factory=dict)

    def add(self, series: Series, folder: str, sources: Iterable[str | None]) -> None:
        """Add a series: its folder, and the files of its parts from there, as far as these are named."""
        files = [normpath(join(folder, source)) if source else "" for source in sources]
        self.series[series.slug] = series
        self._sources[series.slug] = [file for file in files if file]
        moved = self._moved
        names = self._names[series.slug] = {}
        for place, (part, file) in enumerate(zip(series.parts, files, strict=True)):
            slug = getattr(part.article, "slug", "")
            for name in (slug, *self._name(file), *([] if file else [self.slugify(part.title)])):
                if name:
                    names.setdefault(name, place)
        for place, file in enumerate(files):
            names.setdefault(str(place + 1), place)
            for old in moved.get(file, ()):
                for name in self._name(old):
                    names.setdefault(name, place)
                self.series.setdefault(self.slugify(basename(dirname(old))), series)

    def note(self, posts: Mapping[str, Any]) -> None:
        """Note where posts were."""
        for path, post in posts.items():
            for old in part_places(post.metadata.get("formerly"))[0] if "formerly" in post.metadata else ():
                self.former.setdefault(old.lstrip("/"), path)
                self._moved.setdefault(path, []).append(old)

    def _name(self, file: str) -> list[str]:
        stem = splitext(basename(file))[0]
        return [stem, f"{stem}.md", self.slugify(stem), re.sub(r"^\d+[-_.]+", "", stem)] if stem else []

    def find(self, target: str, content: Any) -> tuple[Series | None, Part | None, str]:
        """Return the series and the part that a link of a post names; or why there is none."""
        named, _, name = target.rpartition("/")
        own: Series | None = getattr(content, "series", None)
        among = [own] if own else []
        if named:
            series = self.find_series(named)
            if series is None:
                return None, None, self._refuse("series", named, "", self.series)
            among = [series]
        elif not name.isdigit():
            among += [
                one for one in dict.fromkeys(self.series.values()) if own is None or one.slug != own.slug
            ]
        known: list[str] = []
        for series in among:
            names = self._names[series.slug]
            place = names.get(name, names.get(self.slugify(name)))
            if place is not None:
                local = own if own and own.slug == series.slug else series
                return series, local.parts[place], ""
            known += names
        where = f" in {among[0].slug}" if named else ""
        return None, None, self._refuse("part", name, where, known)

    def find_series(self, name: str) -> Series | None:
        """Return a series by its folder, as it is called now or was."""
        return self.series.get(name) or self.series.get(self.slugify(name))

    def settle(self, content: Any, known: Mapping[str, Any]) -> Iterator[Slip]:
        """Let links of a post or page lead to files, and yield what is to be said of them.

        Args:
            content: Pelican's.
            known: All posts and pages, by their files.
        """
        for key in ("", "summary"):
            text = content.metadata.get(key) if key else content._content
            if not isinstance(text, str) or not any(mark in text for mark in MARKS):
                continue
            slips: list[Slip] = []
            new = LINK.sub(partial(self._lead, content, slips), text)
            new = FILE.sub(partial(self._follow, content, known, slips), new)
            yield from slips
            if new == text:
                continue
            if key:
                content.metadata[key] = content._summary = new
            else:
                content._content = new

    def _lead(self, content: Any, slips: list[Slip], found: re.Match[str]) -> str:
        """Return a link that leads to a file, or its words where there is none to read."""
        target, _, anchor = unquote(unescape(found["target"])).partition("#")
        written, words, part = f"{found['kind']}:{unescape(found['target'])}", found["words"], None
        if found["kind"] == "series":
            series = self.find_series(target)
            reason = "" if series else self._refuse("series", target, "", self.series)
        else:
            series, part, reason = self.find(target, content)
        if series is None:
            slips.append(Slip(written, reason, True))
            return words
        article = _choose(part, content) if part else None
        words = words or escape(self._name_target(series, part, article, content.lang), quote=False)
        if part.planned if part else not series.published:
            self.miss(self._sources[series.slug])
            message = f'"{shorten(written)}" is not published yet, so readers see its words without a link.'
            slips.append(Slip(written, message, False))
            return words
        path = quote(article.relative_source_path) if article else ""
        address = f"{{filename}}/{path}" if article else f"series:{series.slug}"
        end = f"#{quote(anchor)}" if anchor else ""
        return f'<a {found["before"]}href="{address}{end}"{found["after"]}>{words}</a>'

    def _name_target(self, series: Series, part: Part | None, article: Any, lang: str) -> str:
        if part is None:
            return series.title
        label = self.say(lang, "Part {number}", number=part.number)
        title = read_title(article) if article else part.title
        return label if title == f"Part {part.number}" else f"{label}, {title}"

    def _follow(self, content: Any, known: Mapping[str, Any], slips: list[Slip], found: re.Match[str]) -> str:
        """Return a link to a file where it is now."""
        file = locate(unescape(found["target"]), content.relative_source_path)
        if not file.endswith(".md") or file in known:
            return found[0]
        now = self.former.get(file)
        if now is None:
            self.miss(())
            return found[0]
        message = f'"{shorten(file)}" is "{now}" now. The link leads there; correct it when you can.'
        slips.append(Slip(found["target"], message, False))
        return f"{found['quote']}{found['mark']}/{quote(now)}"

    def _refuse(self, kind: str, name: str, where: str, known: Iterable[str]) -> str:
        self.miss(())
        return f'no {kind} "{shorten(name)}"{where} to link to.{suggest(name, known)}'


def _choose(part: Part, content: Any) -> Any:
    """Return the post that is a part, in the language of who links to it if there is one."""
    versions = (part.article, *getattr(part.article, "translations", ()))
    return next((one for one in versions if one and one.lang == content.lang), part.article)


def lead_to_series(content: Any, series: Mapping[str, Series]) -> None:
    """Let links to series lead to their pages, once it is known from where.

    Args:
        content: Pelican's post or page.
        series: By their names.
    """
    update = content._update_content

    def update_content(text: str, siteurl: str) -> str:
        lead = SERIES.sub(
            lambda found: f"{siteurl}/{series[found[1]].url}" if found[1] in series else found[0], text
        )
        return str(update(lead, siteurl))

    content._update_content = update_content
