"""Readers that run in an environment of their own: data as JSON on standard input, what is found as JSON."""

import json
import sys


def commonmeta(post):
    """Read a post as Rogue Scholar hands it on, and write it as Crossref and others are told of it."""
    from commonmeta import Metadata

    found = Metadata(post, via="jsonfeed")
    return json.loads(found.write(to="commonmeta"))


def trafilatura(page):
    """Extract a page's text and metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True, include_links=False, favor_recall=True)
    return found.as_dict() | {"body": None, "commentsbody": None} if found else {}


def signposting(url):
    """Follow a page's signposts: those in its head, and those in the answer's headers."""
    from signposting import find_signposting_html, find_signposting_http

    def list_posts(find):
        return sorted([str(one.rel), str(one.target), str(one.type or "")] for one in find(url, False))

    return {"html": list_posts(find_signposting_html), "http": list_posts(find_signposting_http)}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](json.load(sys.stdin)), default=str))
