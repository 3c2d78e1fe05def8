"""Sites, blogs, forums and reference works on the web, whose names exporters write into many fields."""

import re

from .descriptions import is_description
from .latex import bare
from .patterns import late

Fields = dict[str, str]

_BLOG = late(
    r"https?://(?:[^/]*\.)?(?:blogs?\.|(?:blogspot|substack|medium|tumblr|wordpress)\.\w+)"
    r"|https?://[^/]*\.(?:blogspot|substack|medium|tumblr|wordpress)\.\w+|https?://[^?#]*/(?:web)?blogs?(?:/|$)",
    re.IGNORECASE,
)
_FORUM = late(
    r"https?://(?:[^/]*\.)?(?:forums?\.|(?:reddit\.com|stackoverflow\.com|stackexchange\.com)/(?:r|questions|a)/)",
    re.IGNORECASE,
)
_TAIL = late(r"(?P<title>.*\S) +(?P<mark>[|–—·-]) +(?P<site>[^|–—·]{2,60})", re.DOTALL)
_OF_SITES = ("organization", "titleaddon", "journaltitle")
_HOST = late(r"^\w+://([^/]*).*", re.DOTALL)
_REFERENCE_WORK = late(
    r"\b(?:encyclop(?:a?e|æ)dia|dictionary|wikipedia|wiktionary|thesaurus|lexicon)\b", re.I
)


def find_site(kind: str, fields: Fields) -> None:
    """A site's name is in `titleaddon` (Zotero's BibLaTeX), `journal` (BibTeX) or `booktitle` (Mendeley)."""
    if kind not in ("misc", "online"):
        return
    _cut_title(fields)
    if not fields.keys() & {"publisher", "organization", "volume", "number", "pages", "doi"}:
        for name in ("journaltitle", "booktitle"):
            if name in fields and (name == "journaltitle" or "url" in fields):
                fields["organization"] = one_name(fields.pop(name))
                # What BibTeX's dialect has no type for is a page, unless it says more.
                fields.setdefault("entrysubtype", "webpage")
                break
    added = fields.get("titleaddon", "")
    if added.startswith(("http://", "https://", "www.")):
        # An address is no name.
        del fields["titleaddon"]
    elif added and "organization" not in fields and not is_description(bare(added)):
        if kind == "online":
            fields["organization"] = one_name(fields.pop("titleaddon"))
        elif "publisher" in fields or "url" in fields:
            # Only programmes are @misc with one.
            fields["maintitle"] = fields.pop("titleaddon")
    if "organization" in fields and fields.get("entrysubtype", "webpage") == "webpage":
        _find_kind_of_site(fields, fields.get("url", ""), bare(fields["organization"]))


def _cut_title(fields: Fields) -> None:
    """A page's title may end with its site's name, as browsers show it: "How to Rest | The Guardian"."""
    cut = _TAIL.fullmatch(fields.get("title", "")) if "url" in fields else None
    if not cut or cut["title"].count("{") != cut["title"].count("}"):
        return
    tail = _letters(cut["site"])
    named = next((fields[name] for name in _OF_SITES if name in fields), "")
    if named and tail == _letters(named):
        fields["title"] = cut["title"]
    elif (
        not named
        and cut["mark"] == "|"
        and len(tail) > 3
        and tail in _letters(_HOST.sub(r"\1", fields["url"]))
    ):
        fields["title"] = cut["title"]
        fields["organization"] = one_name(bare(cut["site"]))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _find_kind_of_site(fields: Fields, url: str, name: str) -> None:
    """Tell posts on blogs and in forums by where they are, since Zotero's types for them are lost."""
    if _BLOG.match(url) or re.search(r"\bblog\b", name, re.IGNORECASE):
        fields["entrysubtype"] = "blog"
    elif _FORUM.match(url) or name.startswith("r/"):
        fields["entrysubtype"] = "Online forum post"
        fields.pop("type", None)
        if "reddit.com/" in url or name.startswith("r/"):
            # Zotero has the subreddit, and readers are told the site (§ 10.15, example 109).
            fields["organization"] = "Reddit"


def find_reference_work(kind: str, fields: Fields) -> None:
    """An entry of an encyclopedia: @article in Better BibTeX, a page of Wikipedia in others."""
    if kind not in ("article", "misc", "online") or "booktitle" in fields:
        return
    name = "journaltitle" if "journaltitle" in fields else "organization"
    numbered = fields.keys() & {"volume", "number", "issue"}
    named = _REFERENCE_WORK.search(bare(fields.get(name, "")))
    if name in fields and not numbered and (named or (kind == "article" and "edition" in fields)):
        fields["booktitle"] = fields.pop(name)


def one_name(value: str) -> str:
    """Return a value for a field with several names that has one, whatever "and" there is in it."""
    return f"{{{value}}}"
