"""WXR, WordPress's export: RSS with more (its `export.php`, version 1.2) → a `Blog`."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from guards.characters import is_language

from ..errors import ImportingError
from ..markup.harmless import write_plain
from .blog import Answer, Attachment, Blog, Item, read_date

_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r")
_OTHERS = {
    "post_format",
    "author",
    "nav_menu",
    "wp_theme",
    "wp_template_part_area",
    "language",
    "post_translations",
}
"""Kinds of terms that are no tags."""


def read_export(data: bytes, name: str) -> Blog:
    """Return what is in an export.

    Raises:
        ImportingError: It is none.
    """
    # Exports have characters in them that no XML can hold: of texts that were pasted.
    data = data.translate(bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS)))
    if b"<!DOCTYPE" in data[: data.find(b"<rss") if b"<rss" in data else None]:
        raise ImportingError(
            f"{name} declares a document type, as no export of WordPress does. Export it again."
        )
    blog = Blog(name)
    root = _parse(data, blog)
    channel = root.find("channel") if root is not None else None
    if channel is None:
        raise ImportingError(f"{name} is no export of WordPress: it has no channel.")
    wp = next((url for key, url in root.nsmap.items() if key == "wp"), "http://wordpress.org/export/1.2/")
    reader = _Reader(blog, wp)
    blog.url = reader.say(channel, "base_blog_url") or (channel.findtext("link") or "").strip()
    for author in channel.iter(f"{{{wp}}}author"):
        reader.add_author(author)
    for item in channel.iter("item"):
        reader.add_item(item)
    return blog


def _parse(data: bytes, blog: Blog) -> Any:
    """Return the tree; no entities of its own, nothing is loaded."""
    options: dict[str, Any] = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": True,
    }
    try:
        return etree.fromstring(data, etree.XMLParser(**options))
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        blog.faults.append(
            ("the export is damaged here, what stands below may be missing. Export it again", line)
        )
        try:
            return etree.fromstring(data, etree.XMLParser(recover=True, **options))
        except etree.XMLSyntaxError:
            raise ImportingError(f"{blog.name}:{line}: this is no XML ({str(error)[:120]}).") from None


class _Reader:
    """Reads items one by one.

    Attributes:
        blog: Gets them.
        wp: The namespace of WordPress's own elements.
        names: Login → the name that readers saw.
    """

    def __init__(self, blog: Blog, wp: str) -> None:
        self.blog = blog
        self.wp = wp
        self.names: dict[str, str] = {}

    def say(self, node: Any, name: str) -> str:
        """Return what one of WordPress's own elements says."""
        return (node.findtext(f"{{{self.wp}}}{name}") or "").strip()

    def add_author(self, node: Any) -> None:
        """Note an author."""
        name = self.say(node, "author_display_name") or self.say(node, "author_login")
        self.names[self.say(node, "author_login")] = write_plain(name)
        given, family = self.say(node, "author_first_name"), self.say(node, "author_last_name")
        self.blog.people[write_plain(name)] = {"given": given, "family": family} if given and family else {}

    def add_item(self, node: Any) -> None:
        """Note an item, or an uploaded file."""
        kind, id = self.say(node, "post_type") or "post", self.say(node, "post_id")
        meta: dict[str, list[str]] = {}
        for one in node.iter(f"{{{self.wp}}}postmeta"):
            meta.setdefault(self.say(one, "meta_key"), []).append(self.say(one, "meta_value"))
        if kind == "attachment":
            self.blog.attachments[id] = Attachment(
                id,
                self.say(node, "attachment_url"),
                self.say(node, "post_parent"),
                write_plain(node.findtext("title") or ""),
                " ".join("".join(meta.get("_wp_attachment_image_alt", [])).split()),
                self._find(node, "excerpt")[0],
                _find_credit("".join(meta.get("_wp_attachment_metadata", []))),
            )
            return
        html, line = self._find(node, "content")
        terms = [
            (one.get("domain") or "", one.get("nicename") or "", write_plain(one.text or ""))
            for one in node.iter("category")
        ]
        login = (node.findtext("{http://purl.org/dc/elements/1.1/}creator") or "").strip()
        authors = [name for domain, _, name in terms if domain == "author" and name]
        lang = next((nice for domain, nice, _ in terms if domain == "language" and is_language(nice)), "")
        item = Item(
            id,
            kind,
            (node.findtext("title") or "").strip(),
            html,
            self._find(node, "excerpt")[0],
            line,
            f"{self.blog.name}:{node.sourceline or 1}",
            (node.findtext("link") or "").strip(),
            (node.findtext("guid") or "").strip(),
            self.say(node, "post_name"),
            self.say(node, "status") or "publish",
            bool(self.say(node, "post_password")),
            read_date(self.say(node, "post_date"), self.say(node, "post_date_gmt")),
            read_date(self.say(node, "post_modified"), self.say(node, "post_modified_gmt")),
            tuple(self.names.get(name, name) for name in authors or [login] if name),
            tuple(
                name
                for domain, nice, name in terms
                if domain not in _OTHERS and nice != "uncategorized" and name
            ),
            lang,
            meta,
        )
        item.answers = [self._read_answer(one) for one in node.iter(f"{{{self.wp}}}comment")]
        self.blog.items.append(item)

    def _find(self, node: Any, name: str) -> tuple[str, int]:
        """Return a text of an item, and its line."""
        for one in node:
            tag = one.tag if isinstance(one.tag, str) else ""
            if tag.endswith("}encoded") and f"/{name}/" in tag.replace("/modules/", "/"):
                return one.text or "", one.sourceline or 1
        return "", 0

    def _read_answer(self, node: Any) -> Answer:
        return Answer(
            self.say(node, "comment_id"),
            write_plain(self.say(node, "comment_author")),
            self.say(node, "comment_author_url"),
            self.say(node, "comment_content"),
            read_date(self.say(node, "comment_date"), self.say(node, "comment_date_gmt")),
            self.say(node, "comment_parent") or "0",
            self.say(node, "comment_approved"),
            self.say(node, "comment_type") or "comment",
        )


def _find_credit(serialised: str) -> str:
    """Return the credit that WordPress read from a picture, out of what PHP wrote."""
    found = re.search(r's:6:"credit";s:\d+:"([^"]{1,200})"', serialised)
    return found[1].strip() if found else ""
