"""Citations and reference lists as HTML elements, with ids that link both ways."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import flatten, merge
from apa7.document import Listed, Words, write_listed
from apa7.model import Citekey, Reference, Text, Work
from apa7.rules import links
from apa7.rules.forms import letter
from apa7.rules.intext import Form, label, year
from apa7.rules.memory import once
from guards.anchors import FURNITURE

from .language import labels_for, primary

UNFIT = "[^A-Za-z0-9._-]"
_UNSAFE = rf"{UNFIT}|(?<=-)-|-(?=x[0-9a-f]+-)|"
_ESCAPED = late(f"{_UNSAFE}(?i:{FURNITURE})")
# Words are found much faster where capitals count.
_IN_SMALL_LETTERS = late(f"{_UNSAFE}{FURNITURE}")
Own = Callable[[int, str], Sequence[Element | str]]
"""Returns the author's words before or after a cite, as elements and strings."""


def anchor(key: str) -> str:
    """Return the id of a work's reference.

    Only characters that survive in an id, a link and WordPress' filter stay as they
    are (it takes what stands before a colon in a link for a protocol), and no word for
    which reader views drop an element.
    """
    return f"ref-{safe(key)}"


def plain_anchor(key: str) -> str:
    """Return the id that a work's reference had before words were parted: links to it still lead there."""
    return f"ref-{re.sub(UNFIT, _escape, key)}"


def safe(key: str) -> str:
    """Return a key in which every character is fit for an id; different keys stay different."""
    if key.isascii() and not _IN_SMALL_LETTERS.search(key.lower()):
        return key
    return _ESCAPED.sub(_escape, key)


def _escape(match: re.Match[str]) -> str:
    return f"-x{ord(match[0]):x}-"


class Page:
    """The citations and references of one page: gives out ids and remembers which citation leads where.

    Args:
        lang: The page's language.
    """

    def __init__(self, lang: str = "en") -> None:
        self._labels = labels_for(lang)
        # A page in a language that has no labels marks them as English.
        self._lang = {} if self._labels.lang == primary(lang) else {"lang": self._labels.lang}
        self._citations: dict[Citekey, list[str]] = defaultdict(list)

    def fill_citation(self, element: Element, words: Sequence[Words], own: Own) -> None:
        """Put a citation into its `span.cite`, each work in a link to its reference."""
        element.clear()
        element.set("class", "cite")
        for (key, missing), group in groupby(words, key=lambda word: (word.key, word.missing)):
            target = element
            if missing:
                target = SubElement(element, "strong", {"class": "citation-missing"})
            elif key:
                target = self._link(element, key)
            for word in group:
                if not word.own:
                    append_text(target, word.text)
                    continue
                contents = own(*word.own)
                if word.begins and contents and isinstance(contents[0], str):
                    contents = [contents[0].lstrip(", "), *contents[1:]]
                if any(_holds_link(content) for content in contents):
                    # A link can't stand in a link: the rest of the citation goes without.
                    target = element
                append(target, contents)
            if missing:
                append(target, ["?"])

    def _link(self, parent: Element, key: Citekey) -> Element:
        identifier = f"cite-{safe(key)}-{len(self._citations[key]) + 1}"
        self._citations[key].append(identifier)
        attributes = {
            "class": "citation",
            "id": identifier,
            "href": f"#{anchor(key)}",
            "role": "doc-biblioref",
        }
        return SubElement(parent, "a", attributes)

    def section(
        self, listed: Iterable[Listed], own_heading: Element | None = None, named: str = ""
    ) -> Element:
        """Return the reference list; call it after all citations have been filled.

        Args:
            listed: The entries.
            own_heading: The heading that the author wrote for it, if any.
            named: The heading's text otherwise; by default it is in the page's language.
        """
        heading = own_heading
        if heading is None:
            heading = Element("h2", {} if named else self._lang)
            heading.text = named or self._labels.heading
        identifier = heading.get("id") or _stated_id(heading)
        if not identifier:
            heading.set("id", identifier := "references")
        section = Element(
            "section",
            {"class": "references", "aria-labelledby": identifier, "role": "doc-bibliography"},
        )
        section.append(heading)
        body = SubElement(section, "ul", {"class": "csl-bib-body"})
        for item in listed:
            key = item.work.key
            entry = SubElement(body, "li", {"class": "csl-entry", "id": anchor(key)})
            if anchor(key) != plain_anchor(key):
                SubElement(entry, "span", {"class": "former", "id": plain_anchor(key)})
            append_text(entry, item.text)
            self._add_copy(entry, item)
            self._add_backlinks(entry, item)
        return section

    def _add_copy(self, entry: Element, item: Listed) -> None:
        """Add where an archive keeps a copy of the work, beside its reference."""
        copy, day = links.archived(item.work)
        if not copy:
            return
        append(entry, [" "])
        holder = SubElement(entry, "span", {"class": "archived", **self._lang})
        name = self._labels.archived_of.format(_name(item))
        link = SubElement(holder, "a", {"href": copy, "aria-label": name})
        link.text = self._labels.archived
        if day:
            append(holder, [f" ({day})"])

    def _add_backlinks(self, entry: Element, item: Listed) -> None:
        """Add a link to every citation of the work: ↩, or ↩ a b c."""
        identifiers, cited = self._citations[item.work.key], _name(item)
        for number, identifier in enumerate(identifiers, 1):
            append(entry, [" "])
            which = letter(number - 1) if len(identifiers) > 1 else ""
            attributes = {
                "class": "backlink",
                "href": f"#{identifier}",
                "role": "doc-backlink",
                "aria-label": self._labels.back_to.format(which, cited)
                if which
                else self._labels.back.format(cited),
                **self._lang,
            }
            link = SubElement(entry, "a", attributes)
            link.text = "↩\ufe0e" + (f"\u202f{which}" if which else "")


def _name(item: Listed) -> str:
    """Return what citations call a work."""
    form = Form(letter=item.letter)
    names = flatten(label(item.work, form, narrative=False)), year(item.work, form)
    return ", ".join(filter(None, names))


def _stated_id(heading: Element) -> str:
    """Return the id that `{#id}` at a heading's end will give it (Python-Markdown's `attr_list`)."""
    stated = re.search(r"\{:?[^{}]*#([^\s{}]+)[^{}]*\}\s*$", "".join(heading.itertext()))
    return stated[1] if stated else ""


def text_of(words: Sequence[Words], own: Callable[[int, str], str]) -> str:
    """Return a citation without links and markup, for summaries."""
    parts = []
    for word in words:
        text = own(*word.own) if word.own else flatten(word.text)
        text = text.lstrip(", ") if word.begins else text
        parts.append(f"{text}?" if word.missing else text)
    return "".join(parts)


def make_reference(item: Listed) -> Reference:
    """Return what other plugins and templates read about a work in the list."""
    return _describe(item.work, item.letter)


@once
def _describe(work: Work, letter: str) -> Reference:
    text = write_listed(work, letter)
    return Reference(
        key=work.key,
        anchor=anchor(work.key),
        text=flatten(text),
        html=_write(text),
        doi=links.doi(work) or None,
        url=links.address(work) or None,
        archive=links.archived(work)[0] or None,
        make_csl=partial(_make_csl, work),
    )


def _make_csl(work: Work) -> dict[str, Any]:
    # Few ask for it.
    from apa7.export import to_csl

    return to_csl(work)


def to_html(text: Text) -> str:
    """Return rich text as HTML."""
    return _write(merge(text))


def _write(merged: Text) -> str:
    written = []
    for html, italic, _, url, _ in merged:
        # Few texts have one of these: to look for it takes less than to replace it.
        if "&" in html or "<" in html or ">" in html:
            html = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if url:
            url = url.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
            html = f'<a href="{url}">{html}</a>'
        written.append(f"<i>{html}</i>" if italic else html)
    return "".join(written)


def append_text(parent: Element, text: Text) -> None:
    """Add rich text to the end of an element."""
    for piece in merge(text):
        content: Element | str = piece.text
        if piece.url:
            content = _wrap("a", content, {"href": piece.url})
        if piece.italic:
            content = _wrap("i", content, {})
        append(parent, [content])


def _holds_link(content: Element | str) -> bool:
    """Tell whether there is a link, or a citation that will become one, in an author's words."""
    return not isinstance(content, str) and any(part.tag in ("a", "span") for part in content.iter())


def _wrap(tag: str, content: Element | str, attributes: dict[str, str]) -> Element:
    element = Element(tag, attributes)
    append(element, [content])
    return element


def append(parent: Element, contents: Iterable[Element | str]) -> None:
    """Add elements and strings to the end of an element."""
    for content in contents:
        if isinstance(content, str):
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + content
            else:
                parent.text = (parent.text or "") + content
        else:
            parent.append(content)
