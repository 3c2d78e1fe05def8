"""The import file that WordPress's own importer reads (WXR 1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from crosspost.model import Post
from crosspost.targets.blocks import block
from crosspost.text.verbatim import keep_alt, keep_text

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>{title}</title>
<link>{link}</link>
<description></description>
<wp:wxr_version>1.2</wp:wxr_version>
"""


def write_wxr(posts: Iterable[Post]) -> str:
    """Return the import file for posts, their images as attachments; the same posts give the same bytes."""
    posts = list(posts)
    home = "{0.scheme}://{0.netloc}".format(urlsplit(posts[0].url)) if posts else ""
    parts = [HEAD.format(title=escape(urlsplit(home).netloc), link=escape(home))]
    number, seen = 1, dict[str, int]()
    for post in posts:
        owner, number, images = number, number + 1, list[str]()
        for image in (*post.images, *filter(None, [post.cover])):
            if image.reuse and image.sha256 not in seen:
                seen[image.sha256] = number
                images.append(write_attachment(image.url, image.alt, image.caption, post, number, owner))
                number += 1
        parts += [write_item(post, owner, seen[post.cover.sha256] if post.cover else 0), *images]
    return "".join([*parts, "</channel>\n</rss>\n"])


def cdata(text: str) -> str:
    """Return text as a CDATA section; what would end it is split over two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def write_item(post: Post, number: int, featured: int) -> str:
    """Return one post.

    Args:
        post: The post.
        number: Its own in the file.
        featured: That of the image that stands for it; 0 if there is none.
    """
    moment = datetime.fromisoformat(post.published)
    terms = [("category", post.category)] if post.category else []
    terms += [("post_tag", tag) for tag in post.tags]
    lines = [
        f"<title>{escape(keep_text(post.title))}</title>",
        f"<link>{escape(post.url)}</link>",
        f"<pubDate>{format_datetime(moment)}</pubDate>",
        f"<dc:creator>{cdata(', '.join(post.authors))}</dc:creator>",
        f'<guid isPermaLink="false">{escape(post.url)}</guid>',
        f"<content:encoded>{cdata(block(post.html))}</content:encoded>",
        f"<excerpt:encoded>{cdata(keep_text(post.summary))}</excerpt:encoded>",
        *write_fields(number, moment, post.slug, "publish", 0, "post"),
        *(
            f"<category domain={quoteattr(kind)} nicename={quoteattr(slug(term))}>"
            f"{cdata(keep_text(term))}</category>"
            for kind, term in terms
        ),
        *([write_meta("_thumbnail_id", str(featured))] if featured else []),
    ]
    return item(lines)


def write_attachment(url: str, alt: str, caption: str, post: Post, number: int, owner: int) -> str:
    """Return one image, to be fetched from our site by the importer."""
    name = PurePosixPath(urlsplit(url).path).stem
    lines = [
        f"<title>{escape(name)}</title>",
        f"<link>{escape(url)}</link>",
        f'<guid isPermaLink="false">{escape(url)}</guid>',
        f"<excerpt:encoded>{cdata(keep_text(caption))}</excerpt:encoded>",
        *write_fields(
            number, datetime.fromisoformat(post.published), slug(name), "inherit", owner, "attachment"
        ),
        f"<wp:attachment_url>{cdata(url)}</wp:attachment_url>",
        write_meta("_wp_attachment_image_alt", keep_alt(alt)),
    ]
    return item(lines)


def write_meta(key: str, value: str) -> str:
    """Return one thing that WordPress knows of a post or an image."""
    value = f"<wp:meta_value>{cdata(value)}</wp:meta_value>"
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>{value}</wp:postmeta>"


def write_fields(number: int, moment: datetime, name: str, status: str, parent: int, kind: str) -> list[str]:
    """Return what WordPress wants to know of everything it imports."""
    local, utc = moment.replace(tzinfo=None), moment.astimezone(UTC).replace(tzinfo=None)
    return [
        f"<wp:post_id>{number}</wp:post_id>",
        f"<wp:post_date>{local}</wp:post_date>",
        f"<wp:post_date_gmt>{utc}</wp:post_date_gmt>",
        "<wp:comment_status>closed</wp:comment_status>",
        "<wp:ping_status>closed</wp:ping_status>",
        f"<wp:post_name>{escape(name)}</wp:post_name>",
        f"<wp:status>{status}</wp:status>",
        f"<wp:post_parent>{parent}</wp:post_parent>",
        "<wp:menu_order>0</wp:menu_order>",
        f"<wp:post_type>{kind}</wp:post_type>",
        "<wp:post_password></wp:post_password>",
        "<wp:is_sticky>0</wp:is_sticky>",
    ]


def slug(term: str) -> str:
    """Return the part of an address that stands for a term."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in term.lower()).split())


def item(lines: list[str]) -> str:
    """Return an item of the feed."""
    return "<item>\n" + "\n".join(lines) + "\n</item>\n"
