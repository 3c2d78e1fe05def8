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


def pikepdf(path):
    """Read what a PDF says of itself."""
    import pikepdf

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        said = {name: str(value) for name, value in pdf.open_metadata().items()}

        def list_titles(items):
            return [[item.title, list_titles(item.children)] for item in items]

        named = set()

        def list_names(node):
            named.update(map(str, node.get("/Names", [])[::2]))
            for kid in node.get("/Kids", []):
                list_names(kid)

        list_names(pdf.Root.Names.Dests)
        links = [note.A for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        dests = [str(note.Dest) for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note]
        dests += [str(link.D) for link in links if "/D" in link]
        return {
            "xmp": said,
            "marked": bool(pdf.Root.MarkInfo.Marked),
            "language": str(pdf.Root.Lang),
            "id": bytes(pdf.trailer.ID[0]).hex(),
            "outline": list_titles(outline.root),
            "links": [str(link.URI) for link in links if "/URI" in link],
            "lost": sorted(set(dests) - named),
            "inner": len(dests),
        }


def pypdf(path):
    """Read a PDF's text and the title that viewers show."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    return {"title": reader.metadata.title, "text": "\n".join(page.extract_text() for page in reader.pages)}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](json.load(sys.stdin)), default=str))
