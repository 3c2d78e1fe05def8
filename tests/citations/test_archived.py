"""Copies that archives keep: from a list or a WARC into the .bib file, and from there onto the page."""

import gzip
import io

import pytest
from bs4 import BeautifulSoup
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from apa7.__main__ import main
from apa7.archived.copies import fold, read_day
from apa7.bibliography.insertion import insert_fields

WAYBACK = "https://web.archive.org/web/"
COPY = f"{WAYBACK}20131202010203/http://a.example/x"
BIB = """% my list
@online{one,
  author = {Doe, Jane}, % she
  title = {A page},
  url   = {http://www.a.example/x/}, % old
  date  = 2013,
}
@online{two, title = {B}, url = "https://b.example/y?q=%C4%81"}
@article{three, title = {C}, author = {Roe, Sam}, journaltitle = {J}, date = 2000, doi = {10.5555/c},
  url = {https://c.example/}
}
@comment{@online{four, url = {http://a.example/x}}}
@online{five, title = {E}, url = {https://e.example/}, archiveurl = {https://archive.example/e}
}
broken @online{
"""
ONE = f"""  url   = {{http://www.a.example/x/}},
  archiveurl = {{{COPY}}},
  archivedate = {{2013-12-02}}, % old
"""
TWO = (
    'url = "https://b.example/y?q=%C4%81", '
    "archiveurl = {https://archive.example/b}, archivedate = {2020-02-03}}"
)
DONE = BIB.replace("  url   = {http://www.a.example/x/}, % old\n", ONE).replace(
    'url = "https://b.example/y?q=%C4%81"}', TWO
)


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def archive(bib, text, name="copies.txt", *options):
    source = bib.parent / name
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["archive", str(bib), "--from", str(source), *options])


LISTS = {
    "lines.txt": f"# mine\n\nhttps://a.example/x#top {COPY}\n"
    "https://b.example/y?q=ā https://archive.example/b 2020-02-03\n"
    "https://c.example/ https://d.example/ 2020-01-01\n",
    "table.csv": f'"Page","Archive URL","Title","Date"\nhttp://a.example/x,{COPY},"A, b",\n'
    "https://b.example/y?q=ā,https://archive.example/b,B,2020-02-03T04:05:06Z\n",
    "table.tsv": f"original\tsnapshot\ttimestamp\nhttp://a.example/x\t{COPY}\t20131202010203\n"
    "https://b.example/y?q=ā\thttps://archive.example/b\t20200203\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_goes_into_the_file_and_everything_else_stays(bib, name):
    assert archive(bib, LISTS[name], name) == 0
    assert bib.read_text(encoding="utf-8") == DONE
    assert archive(bib, LISTS[name], name) == 0
    assert bib.read_text(encoding="utf-8") == DONE


def test_line_endings_and_the_byte_order_mark_stay(bib):
    bib.write_bytes(b"\xef\xbb\xbf" + BIB.replace("\n", "\r\n").encode())
    assert archive(bib, LISTS["lines.txt"]) == 0
    assert bib.read_bytes() == b"\xef\xbb\xbf" + DONE.replace("\n", "\r\n").encode()


def test_a_copy_is_replaced_only_if_asked_for(bib):
    line = "https://e.example https://archive.example/new 2024-01-31 2024-02-01\n"
    assert archive(bib, line) == 0
    assert bib.read_text() == BIB
    assert archive(bib, line, "copies.txt", "--anew") == 0
    assert (
        "url = {https://e.example/}, archivedate = {2024-01-31}, urldate = {2024-02-01}, "
        "archiveurl = {https://archive.example/new}\n" in bib.read_text()
    )


def make_warc(compressed):
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=compressed)
    for url, status, day in (
        ("http://a.example/x", "200 OK", "2013-12-02T01:02:03Z"),
        ("http://a.example/x", "404 Not Found", "2015-12-02T01:02:03Z"),
        ("https://b.example/y?q=%C4%81", "200 OK", "2020-02-03T00:00:00Z"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(b"<p>A"),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": day},
        )
        writer.write_record(record)
    return made.getvalue()


WARC_TWO = f"{WAYBACK}20200203000000/https://b.example/y?q=%C4%81"
CDX = """com,a)/x 20131202010203 http://a.example/x text/html 200 AAAA 12
com,a)/x 20151202010203 http://a.example/x text/html 404 AAAA 12
com,b)/y 20200203000000 {"url": "https://b.example/y?q=%C4%81", "status": "200"}
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("crawl.warc", make_warc(False)),
        ("crawl.warc.gz", make_warc(True)),
        ("crawl.cdx", " CDX N b a m s k S\n" + CDX),
        ("crawl.cdxj", CDX),
    ],
    ids=["warc", "warc.gz", "cdx", "cdxj"],
)
def test_a_web_archive_is_read(bib, name, data, capsys):
    assert archive(bib, data, name) == 1
    assert "--replay https://web.archive.org/web/" in capsys.readouterr().err
    assert archive(bib, data, name, "--replay", WAYBACK) == 0
    assert bib.read_text(encoding="utf-8") == DONE.replace("https://archive.example/b", WARC_TWO)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "https://a.example/x\n", "a.txt:1: write the page's address"),
        ("a.txt", "https://a.example/x https://b.example/ yesterday", "a.txt:1: \"yesterday\" is no day"),
        ("a.txt", "https://a.example/x https://b.example/ 2024-02-30", "is no day"),
        ("a.txt", "javascript:alert(1) https://b.example/", "a.txt:1: write the page's address"),
        ("a.txt", "https://a.example/x javascript:alert(1)", "a.txt:1: write the page's address"),
        ("a.txt", "https://a.example https://b.example 2024-01-01 2024-01-01 x", "more than two addresses"),
        ("a.txt", b"\xff\xfe", "neither a WARC"),
        ("a.warc", b"WARC/1.0\r\nnonsense", "holds no page, or is no WARC file"),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n")[:-9], "holds no page, or is no WARC file"),
        ("a.warc.gz", make_warc(True)[:-9].replace(b"\x1f\x8b", b"\x1f\x8c"), "no WARC file"),
        ("a.cdx", "one two\n", "a.cdx:1: is no line of a CDX file"),
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_list_changes_nothing(bib, name, data, said, capsys):
    # corpus: 11 inputs
    assert archive(bib, data, name, "--replay", WAYBACK) == 1
    assert said in capsys.readouterr().err
    assert bib.read_text() == BIB


def test_days_and_addresses():
    assert [
        read_day(text) for text in ("20240131", "2024-01-31T10:00:00Z", "20240131101112", "2024", "")
    ] == [
        *["2024-01-31"] * 3,
        *["", ""],
    ]
    assert fold("HTTP://WWW.a.example:80/x/?q=%C4%81#b") == fold("https://a.example/x?q=ā")
    assert fold("https://a.example/x") != fold("https://a.example/X")


def test_no_brace_ends_a_value_too_early(bib):
    assert archive(bib, "http://a.example/x https://archive.example/a}{b 2020-01-01") == 0
    assert "archiveurl = {https://archive.example/a%7D%7Bb}" in bib.read_text()
    assert insert_fields(BIB, {"nobody": {"archiveurl": "https://x.example"}}, "url") == BIB


def render(bib, text, capsys):
    post = bib.parent / "post.md"
    post.write_text(text)
    assert main(["render", str(post), "--bibliography", str(bib)]) == 0
    return capsys.readouterr().out


def test_the_page_shows_the_copy_beside_the_reference(bib, capsys):
    bib.write_text(BIB.removesuffix("broken @online{\n"))
    before = BeautifulSoup(render(bib, "See [@one; @two; @three].", capsys), "html.parser")
    archive(bib, LISTS["lines.txt"])
    capsys.readouterr()
    page = BeautifulSoup(render(bib, "See [@one; @two; @three].", capsys), "html.parser")
    copies = {span.parent["id"]: span for span in page.select("li.csl-entry > span.archived")}
    assert set(copies) == {"ref-one", "ref-two"}
    assert copies["ref-one"].text == "Archived copy (2013-12-02)"
    assert copies["ref-one"].a.attrs == {"href": COPY, "aria-label": "Archived copy of Doe, 2013"}
    for span in copies.values():
        span.extract()
    words = [
        [" ".join(entry.text.split()) for entry in soup.select("li.csl-entry")] for soup in (before, page)
    ]
    assert words[0] == words[1]
