"""How Rogue Scholar's ingest finds in feeds what it registers: its rules, retold after its public code.

Which list it takes, what a work's id is, and that it resolves references of characters once more in Atom.
"""

import html
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from bs4 import BeautifulSoup

ATOM = "{http://www.w3.org/2005/Atom}"
HEADING = (
    r"(?:References|Reference|Referenzen|Bibliography|Literature|Literatur|Footnotes|References:)</h[1-4]>"
)


def read_json_feed(text):
    """Return its posts."""
    return [read_item(item) for item in json.loads(text)["items"]]


def read_item(item):
    works = [
        known({"id": tidy(work.get("url") or work.get("id")), "unstructured": work.get("reference")})
        for work in item.get("_references", [])
    ]
    return {
        "guid": item["id"],
        "url": item["url"],
        "title": item["title"],
        "authors": item.get("authors", []),
        "published_at": read_time(item["date_published"]),
        "updated_at": read_time(item["date_modified"]),
        "abstract": item.get("summary"),
        "tags": item.get("tags", [])[:5],
        "reference": works or find_works(item["content_html"]),
        "content_html": item["content_html"],
    }


def read_atom(text):
    """Return its posts."""
    return [read_entry(entry) for entry in ET.fromstring(text.encode()).iter(f"{ATOM}entry")]


def read_entry(entry):
    # It takes what is a text within, and resolves references once more.
    content = html.unescape(entry.findtext(f"{ATOM}content"))
    authors = [
        known({"name": author.findtext(f"{ATOM}name"), "url": author.findtext(f"{ATOM}uri")})
        for author in entry.iter(f"{ATOM}author")
    ]
    links = {link.attrib["rel"]: link.attrib["href"] for link in entry.iter(f"{ATOM}link")}
    return {
        "guid": entry.findtext(f"{ATOM}id"),
        "url": links["alternate"],
        "title": entry.findtext(f"{ATOM}title"),
        "authors": authors,
        "published_at": read_time(entry.findtext(f"{ATOM}published")),
        "updated_at": read_time(entry.findtext(f"{ATOM}updated")),
        "abstract": entry.findtext(f"{ATOM}summary"),
        "tags": [term.attrib["term"] for term in entry.iter(f"{ATOM}category")][:5],
        "reference": find_works(content),
        "content_html": content,
    }


def find_works(content):
    """Return the works of a post's text: citeproc's list, or else the first one after a heading."""
    soup = BeautifulSoup(content, "html.parser")
    listed = soup.find("div", {"class": "csl-bib-body"})
    if listed:
        return [find_work(entry) for entry in listed.find_all("div", class_="csl-entry")]
    pieces = re.split(HEADING, content, maxsplit=2)
    if len(pieces) == 1:
        return []
    after = BeautifulSoup(pieces[1], "html.parser")
    listed = after.ol or after.ul
    return [find_work(entry) for entry in listed.find_all("li")] if listed else []


def find_work(entry):
    """Return a work: the first link is its id, or an address in its text."""
    link = entry.find("a")
    address = tidy(link.get("href")) if link else None
    written = re.search(r"https?://\S+", entry.text)
    return known({"id": address or (written and written[0].rstrip(".")), "unstructured": entry.text})


def tidy(address):
    """Return an address without what is behind "#", or None."""
    if not address or not urlsplit(address).netloc:
        return None
    return urlunsplit(urlsplit(address)._replace(fragment=""))


def read_time(text):
    return int(datetime.fromisoformat(text).timestamp())


def known(values):
    return {name: value for name, value in values.items() if value}
