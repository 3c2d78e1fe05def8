"""Which posts are one and the same in several languages, and which of them stands for all."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath
from typing import Any

from guards.words import HINTS, shorten, suggest

MARK = re.compile(r"^[{|]filename[|}]")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Slip:
    """What is wrong with a translation: whose line it is, and what to do about it."""

    post: Any
    line: str
    message: str


@dataclass
class Versions:
    """The posts of a build, each with those that say the same in another language.

    Attributes:
        slips: What is wrong with what authors say of translations.
    """

    slips: list[Slip] = field(default_factory=list)
    _groups: dict[str, list[Any]] = field(default_factory=dict)

    def of(self, path: str | None) -> Sequence[Any]:
        """Return all versions of the post in a file of the content folder, in the order of their files."""
        return self._groups.get(path or "", ())

    def find(self, path: str | None, lang: str, shown: Collection[str]) -> Any:
        """Return the version of a post in a language, if it is one of the files shown."""
        return next(
            (
                post
                for post in self.of(path)
                if name_language(post) == name_language(lang) and post.relative_source_path in shown
            ),
            None,
        )

    def add(self, post: Any) -> None:
        """Add a post that, as yet, has no other version."""
        self._groups[post.relative_source_path] = [post]

    def join(self, post: Any, other: Any) -> Any:
        """Make two posts versions of one; return the two that are in the same language, if any, instead."""
        mine, others = (self._groups[one.relative_source_path] for one in (post, other))
        if mine is others:
            return None
        languages = {name_language(one): one for one in others}
        for one in mine:
            if name_language(one) in languages:
                return one, languages[name_language(one)]
        both = sorted([*mine, *others], key=lambda one: one.relative_source_path)
        self._groups.update((one.relative_source_path, both) for one in both)
        return None


def find_versions(posts: Iterable[Any], folders: Collection[str], names: Any) -> Versions:
    """Find out which posts are translations of one another.

    Those are which say so (``Translates: other.md``), those of one number and slug in one series, and outside
    of series those that the site's setting tells, where each language is there once.

    Args:
        posts: All posts of the build, drafts and hidden ones, too.
        folders: The folders of series, relative to the content folder.
        names: Pelican's ``ARTICLE_TRANSLATION_ID``: the names of the attributes that translations share.
    """
    versions = Versions()
    known = {post.relative_source_path: post for post in posts}
    alike = defaultdict(list)
    for path in sorted(known):
        post = known[path]
        versions.add(post)
        if names:
            shared = [str(getattr(post, name, "")) for name in ([names] if isinstance(names, str) else names)]
            alike[(*find_place(path, folders), *shared)].append(post)
    for place, group in alike.items():
        languages = {name_language(post) for post in group}
        # Without a series, one slug in two folders may be by chance: only `Translates:` could tell.
        if place[0] is None and len(languages) < len(group):
            continue
        for post in group[1:]:
            if twins := versions.join(post, group[0]):
                versions.slips.append(Slip(twins[0], "lang", tell_twins(*twins)))
    for path in sorted(known):
        if written := known[path].metadata.get("translates"):
            read_line(known[path], written, known, versions)
    return versions


def read_line(post: Any, written: Any, known: Mapping[str, Any], versions: Versions) -> None:
    """Make a post a version of the one that its line ``Translates:`` names, or tell why it cannot be."""
    name = MARK.sub("", " ".join(written) if isinstance(written, list) else str(written).strip())
    path = post.relative_source_path
    paths = [normpath(join(dirname(path), name)), normpath(name.lstrip("/"))]
    other = next((known[place] for place in paths if place in known), None)
    if other is None:
        hint = (
            suggest(paths[0], known.keys() - {path} if len(versions.slips) < HINTS else ())
            or " Write its path from this folder, or from the content folder."
        )
        message = f'no post "{shorten(name)}" that this one could translate.{hint}'
    elif other is post:
        message = "a post cannot translate itself. Name the file of the original, or remove the line."
    elif other.status == "draft" and post.status != "draft":
        advice = "Publish it, or remove the line until then."
        message = f'"{other.relative_source_path}" is not published yet, so it has no translation. {advice}'
    elif twins := versions.join(post, other):
        message = tell_twins(*twins)
    else:
        return
    versions.slips.append(Slip(post, "translates", message))


def tell_twins(post: Any, other: Any) -> str:
    """Return what is wrong where two versions of a post are in one language."""
    name, twin = post.relative_source_path, other.relative_source_path
    return (
        f'"{name}" and "{twin}" would be translations of one another, and both are in "{post.lang}". '
        "Correct the line Lang: of one, or give it another number, slug or Translates: line."
    )


def find_place(path: str, folders: Collection[str]) -> tuple[str | None, str]:
    """Return the folder of the series that a file lies in, however deep, and the number in its name."""
    folder = dirname(path) or "."
    while folder != "." and folder not in folders:
        folder = dirname(folder) or "."
    if folder not in folders:
        return None, ""
    number = NUMBER.match(basename(path))
    return folder, number[0].lstrip("0") if number else ""


def choose_original(versions: Iterable[Any]) -> Any:
    """Return the version that lists and archives show: the one in the site's language, or the first one."""
    return min(
        versions,
        key=lambda post: (
            str(post.metadata.get("translation", "false")).lower() != "false",
            not post.in_default_lang,
            bool(post.metadata.get("translates")),
            post.relative_source_path,
        ),
    )


def name_language(post: Any) -> str:
    """Return the language of a post, or a language tag, in the spelling that can be compared."""
    return str(getattr(post, "lang", post)).lower().replace("_", "-")
