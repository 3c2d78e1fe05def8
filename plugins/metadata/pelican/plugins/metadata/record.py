"""The record of a post, drawn from Pelican's article and what other plugins put on it."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from guards.paths import part_places, read_name

from .model import Person, Picture, Preview, Record, Site, Version
from .people import make_person, split_name

AUTHORS = "_header_people"
"""Where a post's metadata keep what its header says of its authors beyond their names."""

# A UUID, or any URI (RFC 3986, § 2).
ID = re.compile(r"[\w.~:/?#@!$&'()*+,;=%-]{1,500}")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[!-~]+)", re.IGNORECASE)
# Social networks show these; they ignore SVG.
SHOWABLE = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def describe(
    article: Any, site: Site, people: Mapping[str, Person], find_url: Callable[[str], str | None]
) -> Record:
    """Make the record of a post, as yet without head, reference and exports.

    Args:
        article: Pelican's article.
        site: The site.
        people: The people of ``people.toml`` by name.
        find_url: Gives the URL, relative to the site, of a file in the content folder.
    """
    licence = getattr(article, "licence", None)
    # Without their plugins these may be lines of the author's own.
    series = getattr(article, "series", None)
    series = series if hasattr(series, "url") else None
    part = getattr(article, "part", None)
    part = part if hasattr(part, "number") else None
    pictures = tuple(_describe_pictures(article, site, find_url))
    names = [author.name for author in getattr(article, "authors", ())]
    said = article.metadata.get(AUTHORS, {})
    return Record(
        id=identify(read_origin(article), site, read_own_id(article)),
        title=article.plain_title,
        authors=tuple(people.get(name) or name_person(name, said) for name in names),
        published=article.date,
        modified=getattr(article, "modified", article.date),
        url=absolute(site, article.url),
        language=tag_language(article.lang),
        abstract=article.plain_summary,
        keywords=tuple(tag.name for tag in getattr(article, "tags", ())),
        site=site.name,
        site_url=site.url,
        series=series.title if series else None,
        series_url=absolute(site, series.url) if series else None,
        number=part.number if part else None,
        licence=getattr(licence, "short_name", None),
        licence_url=getattr(licence, "url", None),
        image=_choose_image(article, site, find_url),
        card=find_preview(site, getattr(article, "card", None)),
        pictures=pictures,
        references=list_known(article, "references", "text"),
        doi=read_own_doi(article) or None,
        versions=tuple(_list_versions(article, site)),
    )


def name_person(name: str, said: Mapping[str, Mapping[str, str]]) -> Person:
    """Return who is meant by a name, with what the post's header says of them."""
    return make_person(name, said[name]) if name in said else split_name(name)


def read_origin(article: Any) -> str:
    """Return the file that a post was first written in, below the content folder.

    Raises:
        PathError: Its line `Formerly:` names none.
    """
    files, _ = part_places(article.metadata.get("formerly"))
    return str(read_name(files[0]) if files else article.relative_source_path)


def read_own_id(article: Any) -> str:
    """Return the id that a post's metadata give it; "" if there is none.

    Raises:
        ValueError: It is none.
    """
    own = join_lines(article.metadata.get("id"))
    if own and not ID.fullmatch(own):
        raise ValueError("is no id")
    return own


def read_own_doi(article: Any) -> str:
    """Return the address of the DOI that a post's metadata give it; "" if there is none.

    Raises:
        ValueError: It is none.
    """
    written = join_lines(article.metadata.get("doi"))
    found = DOI.fullmatch(written)
    if written and not found:
        raise ValueError("is no DOI")
    return f"https://doi.org/{quote(found[1], safe='/:;().-_')}" if found else ""


def join_lines(value: object) -> str:
    """Return a value of a post's metadata on one line; Pelican has what stands on several as a list."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "").strip()


def identify(source: str, site: Site, own: str | None = None) -> str:
    """Return a post's id: what its metadata say, or a name-based UUID (RFC 9562, § 5.5).

    The name is the site's host and the post's file without extension, so neither date, title nor address
    change the id. A post whose file is renamed keeps its id when it says where it was: ``formerly: old.md``.
    """
    if own:
        return own if ":" in own else f"urn:uuid:{own}"
    name = f"{urlsplit(site.url).netloc}/{PurePosixPath(source).with_suffix('')}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def absolute(site: Site, url: str) -> str:
    """Return the absolute URL of one that is relative to the site."""
    return encode(f"{site.url}/{url}")


def encode(url: str) -> str:
    """Return a URL in plain characters (RFC 3987, § 3.1), whether or not it was so already."""
    return quote(unquote(url), safe="/:?#[]@!$&'()*+,;=~")


def tag_language(written: str) -> str:
    """Return a language tag as it is usually written (RFC 5646, § 2.1.1): ``en-NZ``, ``zh-Hant-TW``."""
    first, *rest = written.replace("_", "-").split("-")
    cased = [sub.upper() if len(sub) == 2 else sub.title() if len(sub) == 4 else sub.lower() for sub in rest]
    return "-".join([first.lower(), *cased])


def list_known(article: Any, name: str, part: str) -> tuple[Any, ...]:
    """Return what another plugin put on an article, which without it may be a line of the author's own."""
    return tuple(item for item in getattr(article, name, None) or () if hasattr(item, part))


def find_preview(site: Site, card: Any) -> Preview | None:
    """Return the picture that another plugin chose to stand for a page; None if none did."""
    # Without the plugin it may be a line of the author's own.
    if not hasattr(card, "alt"):
        return None
    url = card.url if re.match("https?://", card.url) else absolute(site, card.url)
    return Preview(encode(url), card.alt, card.width, card.height, card.type)


def _list_versions(article: Any, site: Site) -> Iterator[Version]:
    others = list(getattr(article, "translations", ()))
    # Without its plugin, the one in the site's language.
    original = getattr(article, "original", None)
    for one in [article, *others] if others else ():
        first = one is original if original else getattr(one, "in_default_lang", False)
        yield Version(tag_language(one.lang), absolute(site, one.url), one.plain_title, first)


def _choose_image(article: Any, site: Site, find_url: Callable[[str], str | None]) -> str | None:
    """Return the first image that social networks show: a bitmap, or the PNG beside an SVG."""
    for image in list_known(article, "images", "path"):
        path = image.path.removesuffix(".svg") + ".png" if image.path.endswith(".svg") else image.path
        url = find_url(path)
        if url and path.lower().endswith(SHOWABLE):
            return absolute(site, url)
    return None


def _describe_pictures(article: Any, site: Site, find_url: Callable[[str], str | None]) -> Any:
    for image in list_known(article, "images", "path"):
        url = find_url(image.path)
        if url:
            yield Picture(
                url=absolute(site, url),
                alt=image.alt,
                title=image.title,
                author=image.author,
                source=image.source,
                licence_url=image.licence.url if image.licence else None,
            )
