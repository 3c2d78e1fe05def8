"""A `Blog` → an `Import`."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urlsplit

from guards.answers import parse_json

from ..markup.addresses import read_url
from ..markup.converter import convert
from ..markup.finds import Finds
from ..markup.harmless import write_harmless, write_plain
from ..markup.text import Text
from ..model import Comment, Import, Loss, Post
from .blog import Answer, Blog, Item
from .shortcodes import write_shortcodes
from .uploads import Uploads

_SKIPPED = re.compile(
    r"nav_menu_item|revision|attachment|custom_css|customize_changeset|oembed_cache|user_request|wp_\w+|acf-\w+|"
    r"jp_\w+|wpcf7_contact_form|feedback|scheduled-action|shop_\w+|mc4wp-form|elementor_\w+"
)
"""Kinds of items that are no texts for readers."""

_REUSED = re.compile(r"<!--\s*wp:(?:core/)?block\s*(\{[^{}]{0,500}\})\s*/-->")
_QUIET = {"footnotes", "spacer", "separator", "nextpage", "more", "post-title", "post-content"}
# What WordPress shows of other sites where an address stands alone (oEmbed; `WP_oEmbed` has the list).
_SHOWN = re.compile(
    r"^([ \t]*(?:<p>[ \t]*)?)(https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com"
    r"|twitter\.com|x\.com|soundcloud\.com|spotify\.com|flickr\.com|ted\.com|tiktok\.com|slideshare\.net"
    r"|scribd\.com|mixcloud\.com|reddit\.com|imgur\.com|kickstarter\.com|issuu\.com|wordpress\.tv|bsky\.app"
    r"|canva\.com)/[^\s<>\"]+)(?=[ \t]*(?:</p>)?[ \t\r]*$)",
    re.MULTILINE | re.IGNORECASE,
)
# In which a reusable block may stand.
_NESTED = 3
# So many letters of such blocks are put into one text.
MOST = 1_000_000
_LEFT = {"trash", "auto-draft", "inherit"}


def make_import(blog: Blog, uploads: Uploads, blocks: dict[str, str]) -> Import:
    """Return a blog as an import.

    Args:
        blog: The blog.
        uploads: Its pictures.
        blocks: The texts that its posts share, by their numbers.
    """
    made = Import("WordPress", blog.name, people=dict(blog.people))
    made.losses += [
        Loss(message, f"{blog.name}:{line}" if line else blog.name) for message, line in blog.faults
    ]
    for item in blog.items:
        if item.status in _LEFT or _SKIPPED.fullmatch(item.kind):
            continue
        made.posts.append(make_post(blog, item, uploads, blocks))
    return made


def make_post(blog: Blog, item: Item, uploads: Uploads, blocks: dict[str, str]) -> Post:
    """Return an item as a post or page."""
    finds = Finds(item.place if item.rendered else blog.name)
    notes = _read_notes(item, finds)
    html = _put_blocks(item.html, blocks)
    old = not item.rendered and "<!-- wp:" not in item.html
    html = html if item.rendered else _write_shortcodes(html, item, uploads, notes)
    html = _SHOWN.sub(r'\1<iframe src="\2"></iframe>', html) if old else html
    text = Text(
        finds,
        blog.url,
        item.line,
        uploads.make_image,
        broken=old,
        notes=notes,
        alt_of=uploads.alt_of,
        tell=explain_comment,
        explain_link=uploads.explain_link,
    )
    body = convert(html, text)
    cover = uploads.attachments.get("".join(item.meta.get("_thumbnail_id", [])[:1]))
    number = finds.number(cover.url, uploads.make_image) if cover and cover.url else None
    line = item.place.rpartition(":")[2]
    at = int(line) if line.isdecimal() and not item.rendered else 0
    known = item.kind in {"post", "page"}
    if not known:
        finds.lose(f'this is of a kind of its own, "{item.kind}", and a draft of a post now', at)
    if item.locked:
        finds.lose("this had a password, and is a draft now", at)
    elif item.status == "future":
        finds.lose("this was to be published later, and is a draft now", at)
    elif item.status == "private":
        finds.lose("this was private, and is a draft now", at)
    public = item.status == "publish" and not item.locked and known
    for id in notes.keys() - text.marks.keys():
        finds.lose(f"a footnote to which nothing leads was left out: {write_plain(notes[id])[:60]}", at)
    return Post(
        item.guid or f"{blog.url}/?p={item.id}",
        _read_title(item.title),
        body,
        item.place,
        item.slug,
        item.date,
        item.modified if public else None,
        item.authors,
        item.tags,
        write_plain(item.excerpt),
        item.lang,
        "published" if public else "draft",
        item.kind == "page",
        _find_former(item) if public else (),
        (item.link, item.guid, f"{blog.url}/?p={item.id}", f"{blog.url}/?page_id={item.id}"),
        number,
        finds.images,
        finds.losses,
        _read_comments(item, blog),
        len(text.marks),
    )


def _read_title(title: str) -> str:
    """Return a title with the stress that this site's titles may have, too."""
    return unescape(re.sub(r"<(?!/?(?:em|i|strong|b|q|sup|sub|cite|code)>)[^<>]*>", "", title)).strip()


def _read_notes(item: Item, finds: Finds) -> dict[str, str]:
    """Return the footnotes that WordPress keeps beside a text (`render_block_core_footnotes`)."""
    notes: dict[str, str] = {}
    for value in item.meta.get("footnotes", [])[-1:]:
        try:
            listed = parse_json(value) if value else []
        except ValueError:
            finds.lose("the footnotes of this post cannot be read, and were left out", item.line)
            listed = []
        for one in listed if isinstance(listed, list) else []:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                notes[one["id"]] = str(one.get("content") or "")
    return notes


def _put_blocks(html: str, blocks: dict[str, str]) -> str:
    """Return a text with the blocks that it shares with others, on one line each, so that lines stay."""

    def put(found: re.Match[str]) -> str:
        try:
            ref = str(parse_json(found[1]).get("ref", ""))
        except (ValueError, AttributeError):
            return found[0]
        return " ".join(blocks[ref].split("\n")) if ref in blocks else found[0]

    for _ in range(_NESTED):
        refs = re.findall(r'"ref":\s*(\d+)', html) if "wp:block" in html else []
        if not refs or sum(len(blocks.get(ref, "")) for ref in refs) > MOST:
            break
        html = _REUSED.sub(put, html)
    return html


def _write_shortcodes(html: str, item: Item, uploads: Uploads, notes: dict[str, str]) -> str:
    if "[" not in html:
        return html

    def show_gallery(said: dict[str, str]) -> str:
        ids = re.findall(r"\d+", said.get("ids") or said.get("include") or "")
        own = [one for one in uploads.attachments.values() if one.parent == item.id and not ids]
        listed = [uploads.attachments[id] for id in ids if id in uploads.attachments] or own
        figures = [
            f'<figure><img src="{escape(one.url)}" alt="{escape(one.alt)}">'
            f"{f'<figcaption>{one.caption}</figcaption>' if one.caption else ''}</figure>"
            for one in listed
            if re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg)$", one.url, re.IGNORECASE)
        ]
        missing = "<!--shortcode gallery-->" if len(ids) > len(listed) or not figures else ""
        return f"<figure>{''.join(figures)}</figure>{missing}" if figures else missing

    def keep_note(inner: str) -> str:
        id = f"shortcode-{len(notes) + 1}"
        notes[id] = inner
        return f'<sup data-fn="{id}"></sup>'

    return write_shortcodes(html, show_gallery, keep_note)


def explain_comment(comment: str) -> str:
    """Return what to say of a comment in a text; "" for nothing."""
    if comment.startswith("shortcode "):
        return f"[{comment.removeprefix('shortcode ')[:60]}] was left out: only WordPress knows what it shows"
    if comment == "nextpage":
        return "the page went on at another address here, and does so below now"
    if not comment.startswith("wp:") or not comment.endswith("/"):
        return ""
    name = re.split(r"[\s{/]*[\s{]|/$", comment[3:200], maxsplit=1)[0]
    if name in _QUIET:
        return ""
    return f'the block "{name}" was left out: only WordPress knows what it shows'


def _find_former(item: Item) -> tuple[str, ...]:
    """Return the paths at which an item was."""
    parts = urlsplit(item.link)
    path = parts.path
    if parts.query or path in {"", "/"}:
        return ()
    old = [slug for slug in item.meta.get("_wp_old_slug", []) if re.fullmatch(r"[\w%-]+", slug)]
    end = f"/{item.slug}/" if path.endswith("/") else f"/{item.slug}"
    moved = [
        f"{path[: -len(end)]}{end.replace(item.slug, slug)}"
        for slug in old
        if item.slug and path.endswith(end)
    ]
    return tuple(dict.fromkeys([path, *moved]))


def _read_comments(item: Item, blog: Blog) -> list[Comment]:
    known = {answer.id for answer in item.answers}
    return [
        _read_comment(answer, item, blog, known)
        for answer in item.answers
        if answer.state not in {"spam", "trash", "post-trashed"}
    ]


def _read_comment(answer: Answer, item: Item, blog: Blog, known: set[str]) -> Comment:
    html, plain = write_harmless(answer.html, blog.url, not item.rendered)
    url = read_url(answer.url)
    return Comment(
        answer.id,
        answer.name or "Anonymous",
        plain,
        html,
        answer.date,
        url,
        f"{item.link}#comment-{answer.id}" if item.link else "",
        answer.parent if answer.parent in known else "",
        answer.state in {"1", "approved"},
        answer.kind,
    )
