"""What a stranger wrote, as harmless text and HTML, in a time in proportion to its size."""

from __future__ import annotations

import re
from html import escape, unescape

from guards.addresses import ASKED, AddressError, read_address
from guards.characters import clean_text, is_language

# In characters: of what is looked at, of what is kept of it, and of a name.
READ, LONGEST, NAME = 200_000, 20_000, 200
# An answer with more links than this has none.
LINKS = 20
TAGS = {"p", "br", "a", "blockquote", "ul", "ol", "li", "em", "i", "strong", "b", "code", "pre", "del", "q"}
# Of these the words are no words either.
PROGRAMS = {"script", "style", "template", "svg", "math", "iframe", "object", "noscript", "title", "textarea"}
_BREAK = re.compile(r"<br ?/?>")
_BLOCK = re.compile(r"</?(?:p|blockquote|ul|ol|li|pre)>")
_TAG = re.compile(r"<[^<>]*>")
# No person of that name is written to: an account of a network begins with another sign.
_MAIL = re.compile(r"(?<![\w.+@/-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
# Marks upon marks, which reach into the lines above.
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_UNSEEN = re.compile(r"[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
# More than two breaks, and blanks before them. (Each blank is passed once: a run has one place to begin.)
_BREAKS = re.compile(r"\n{3,}")
CUT = "…"
HIDDEN = "[address]"


def clean_html(html: str) -> str:
    """Return HTML of which nothing is left that does or loads anything: words, breaks, emphasis and links."""
    import nh3

    html = drop_unfit(html[:READ])
    tags = TAGS if html.count("<a") <= LINKS else TAGS - {"a"}
    clean = nh3.clean(
        html,
        tags=tags,
        clean_content_tags=PROGRAMS,
        attributes={"a": {"href"}},
        url_schemes=set(ASKED),
        link_rel="nofollow ugc noopener",
    )
    clean = clean.strip()
    # What is longer is kept as its words alone, so that no element is cut.
    return clean if len(clean) <= LONGEST else write_html(read_plain(clean))


def read_plain(html: str) -> str:
    """Return the words of HTML that `clean_html` returned."""
    text = _BLOCK.sub("\n\n", _BREAK.sub("\n", html.replace("\r", "").replace("\n", " ")))
    return clean_words(unescape(_TAG.sub("", text)))


def clean_words(text: str) -> str:
    """Return plain text as it may be kept: no marks that steer, no addresses of e-mail, not without end."""
    text = drop_unfit(text[:READ])
    lines = (" ".join(line.split()) for line in text.split("\n"))
    text = _BREAKS.sub("\n\n", "\n".join(lines)).strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}{CUT}"


def clean_name(text: str) -> str:
    """Return a name on one line."""
    text = " ".join(drop_unfit(text[:READ]).split())
    return text if len(text) <= NAME else f"{text[:NAME].rstrip()}{CUT}"


def drop_unfit(text: str) -> str:
    """Return a text without what steers, what nobody sees, and what writes over other lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _MARKS.sub(r"\1", _UNSEEN.sub("", clean_text(text)))
    return _MAIL.sub(HIDDEN, text) if "@" in text else text


def write_html(text: str) -> str:
    """Return plain text as paragraphs of HTML."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def clean_address(address: object) -> str:
    """Return an address that may be linked; "" if it is none."""
    try:
        found = read_address(address[:2_000], ASKED) if isinstance(address, str) else ""
    except AddressError:
        return ""
    # One with somebody's name or password in it is no place to send readers to.
    return "" if "@" in found.partition("://")[2].partition("/")[0] else found


def clean_language(tag: object) -> str:
    """Return a language tag; "" if it is none."""
    return tag if isinstance(tag, str) and len(tag) < 36 and is_language(tag) else ""
